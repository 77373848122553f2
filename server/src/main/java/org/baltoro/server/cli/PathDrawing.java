package org.baltoro.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstance.OpenEvent;
import org.baltoro.server.cli.Terminal.Style;

/**
 * Draws the path of an instance, one line for each activity instance:
 *
 * <pre>
 *   ✓ 06:12:04.102  Receive   0.03 s  → Check budget, Check supplier
 *   ● 06:12:04.161  Pay       Waiting for 2.1 s: Ask the finance system, serial number 12_4
 * </pre>
 */
final class PathDrawing {
  private PathDrawing() {}

  static void draw(PathTaken path, ProcessInstance instance, Instant now, Terminal terminal) {
    int width = 8;
    for (var step : path.steps()) {
      width = Math.max(width, step.activity().length());
    }
    for (var step : path.steps()) {
      var events = openEvents(instance, step.activityInstance());
      terminal
          .out()
          .printf(
              "  %s %s  %s  %s%n",
              mark(step, events, terminal),
              Times.clock(step.entered()),
              step.activity() + " ".repeat(width - step.activity().length()),
              step.ended() != null ? past(step, step.ended()) : present(events, now));
      for (var note : step.notes()) {
        terminal.out().println(" ".repeat(width + 20) + terminal.styled(Style.QUIET, note));
      }
    }
  }

  private static List<OpenEvent> openEvents(ProcessInstance instance, int activityInstance) {
    return instance.activities().stream()
        .filter(activity -> activity.id() == activityInstance)
        .flatMap(activity -> activity.events().stream())
        .toList();
  }

  private static String mark(PathTaken.Step step, List<OpenEvent> events, Terminal terminal) {
    if (step.ended() != null) {
      return terminal.styled(Style.GOOD, "✓");
    }
    return events.stream().anyMatch(event -> event.status().equals("Error"))
        ? terminal.styled(Style.BAD, "✗")
        : terminal.styled(Style.WAITING, "●");
  }

  private static String past(PathTaken.Step step, Instant ended) {
    var span = "%-8s".formatted(Times.span(Duration.between(step.entered(), ended)));
    return step.followed().isEmpty()
        ? span + "end"
        : span + "→ " + String.join(", ", step.followed());
  }

  private static String present(List<OpenEvent> events, Instant now) {
    return events.isEmpty()
        ? "active"
        : String.join("; ", events.stream().map(event -> present(event, now)).toList());
  }

  private static String present(OpenEvent event, Instant now) {
    return "%s for %s: %s, serial number %s%s"
        .formatted(
            event.status(),
            Times.span(Duration.between(event.since(), now)),
            event.name(),
            event.serialNumber(),
            event.attempt() > 1 ? ", attempt " + event.attempt() : "");
  }
}
