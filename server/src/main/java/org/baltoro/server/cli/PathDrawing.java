package org.baltoro.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstance.OpenEvent;
import org.baltoro.server.cli.PathTaken.Step;
import org.baltoro.server.cli.Terminal.Style;
import org.jspecify.annotations.Nullable;

/**
 * Draws the path of an instance, one line for each activity instance, and the date where it
 * changes:
 *
 * <pre>
 *   2026-11-21
 *   ✓ 06:12:04.102  Receive   0.03 s  → Check budget, Check supplier
 *   – 06:12:04.140  Ask       expired by ann after 0.02 s  → Pay
 *   ✗ 06:12:04.150  Check     error 7: dead-end
 *   ● 06:12:04.161  Pay       Waiting for 2.1 s: Ask the finance system, serial number 12_4
 *                             Offered for 2.1 s: Read it, serial number 12_5, with gina
 * </pre>
 */
final class PathDrawing {
  private static final int EVENTS_SHOWN = 50;

  private final PathTaken path;
  private final ProcessInstance instance;
  private final Instant now;
  private final Terminal terminal;
  private final int nameWidth;
  private final int spanWidth;
  private @Nullable Instant before;

  private PathDrawing(PathTaken path, ProcessInstance instance, Instant now, Terminal terminal) {
    this.path = path;
    this.instance = instance;
    this.now = now;
    this.terminal = terminal;
    int names = 8;
    int spans = 6;
    for (var step : path.steps()) {
      names = Math.max(names, step.activity().length());
      var ended = step.ended();
      if (ended != null && step.expiredBy() == null) {
        spans = Math.max(spans, span(step, ended).length());
      }
    }
    this.nameWidth = names;
    this.spanWidth = spans;
  }

  static void draw(PathTaken path, ProcessInstance instance, Instant now, Terminal terminal) {
    new PathDrawing(path, instance, now, terminal).draw();
  }

  private void draw() {
    print(Style.STRONG, "path");
    for (var step : path.steps()) {
      tellDay(step.entered());
      var events = openEvents(step.activityInstance());
      var told = told(step, events);
      terminal
          .out()
          .printf(
              "  %s %s  %s  %s%n",
              mark(step, events),
              Times.clock(step.entered()),
              padded(Terminal.clean(step.activity()), nameWidth),
              Terminal.clean(told.getFirst()));
      var indent = " ".repeat(nameWidth + 20);
      told.stream().skip(1).forEach(line -> terminal.printLines(indent, line));
      step.notes().forEach(note -> print(Style.QUIET, indent + note));
    }
    drawProcessNotes();
  }

  private void drawProcessNotes() {
    if (path.processNotes().isEmpty()) {
      return;
    }
    print(Style.STRONG, "process");
    before = null;
    for (var note : path.processNotes()) {
      tellDay(note.at());
      terminal.out().printf("    %s  %s%n", Times.clock(note.at()), Terminal.clean(note.text()));
    }
  }

  private void tellDay(Instant time) {
    if (Times.isNewDay(before, time)) {
      print(Style.QUIET, "  " + Times.date(time));
    }
    before = time;
  }

  private void print(Style style, String text) {
    terminal.out().println(terminal.styled(style, text));
  }

  private List<OpenEvent> openEvents(int activityInstance) {
    return instance.activities().stream()
        .filter(activity -> path.enteredAs(activity.id()) == activityInstance)
        .flatMap(activity -> activity.events().stream())
        .toList();
  }

  private Terminal.Styled mark(Step step, List<OpenEvent> events) {
    if (!step.errors().isEmpty()
        || events.stream().anyMatch(event -> event.status().equals("Error"))) {
      return terminal.styled(Style.BAD, "✗");
    }
    if (step.expiredBy() != null) {
      return terminal.styled(Style.QUIET, "–");
    }
    return step.ended() != null
        ? terminal.styled(Style.GOOD, "✓")
        : terminal.styled(Style.WAITING, "●");
  }

  /** A line at least. */
  private List<String> told(Step step, List<OpenEvent> events) {
    var errors =
        step.errors().entrySet().stream()
            .map(error -> "error %d: %s".formatted(error.getKey(), error.getValue()))
            .collect(Collectors.joining("; "));
    var ended = step.ended();
    var states = ended == null ? present(step, events) : List.of(past(step, ended));
    if (errors.isEmpty()) {
      return states;
    }
    var lines = new ArrayList<>(states);
    lines.addFirst(states.isEmpty() ? errors : errors + "; " + lines.removeFirst());
    return lines;
  }

  private String past(Step step, Instant ended) {
    var next = step.followed().isEmpty() ? "" : "→ " + String.join(", ", step.followed());
    if (step.expiredBy() != null) {
      return "expired by %s after %s  %s"
          .formatted(step.expiredBy(), span(step, ended), next)
          .stripTrailing();
    }
    return padded(span(step, ended), spanWidth) + "  " + (next.isEmpty() ? "end" : next);
  }

  /** A line for each open event, as each destination may have its own. */
  private List<String> present(Step step, List<OpenEvent> events) {
    var waitsUntil = step.waitsUntil();
    if (waitsUntil != null) {
      return List.of(
          waitsUntil.equals(Instant.MAX)
              ? "waits for its start rule, which is paused"
              : "waits for its start rule, until " + Times.dateAndTime(waitsUntil));
    }
    if (events.isEmpty()) {
      return step.errors().isEmpty() ? List.of("active") : List.of();
    }
    var lines =
        new ArrayList<>(
            events.stream().limit(EVENTS_SHOWN).map(event -> present(step, event)).toList());
    if (events.size() > EVENTS_SHOWN) {
      lines.add("and %d more".formatted(events.size() - EVENTS_SHOWN));
    }
    return lines;
  }

  private String present(Step step, OpenEvent event) {
    if (event.status().equals("Retrying")) {
      return "Retrying: %s, serial number %s, attempt %d at %s"
          .formatted(
              event.name(),
              event.serialNumber(),
              event.attempt(),
              Times.dateAndTime(event.dueDate()));
    }
    // An event that is kept from starting says no more than when the instance was started.
    var since = event.since().isBefore(step.entered()) ? step.entered() : event.since();
    var span = Times.span(Duration.between(since, now));
    if (event.child() != null && event.status().equals("SubProcess")) {
      return "Waiting for %s: %s, process instance %d, serial number %s"
          .formatted(span, event.name(), event.child(), event.serialNumber());
    }
    return "%s for %s: %s, serial number %s%s%s"
        .formatted(
            event.status(),
            span,
            event.name(),
            event.serialNumber(),
            event.attempt() > 1 ? ", attempt " + event.attempt() : "",
            with(event));
  }

  private String with(OpenEvent event) {
    var item = event.serialNumber().substring(event.serialNumber().indexOf('_') + 1);
    var destinations = path.destinationsOf(Integer.parseInt(item));
    return destinations.isEmpty() ? "" : ", with " + String.join(", ", destinations);
  }

  private static String span(Step step, Instant ended) {
    return Times.span(Duration.between(step.entered(), ended));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
