package org.baltoro.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.baltoro.api.Connection;
import org.baltoro.api.Explanation;
import org.baltoro.api.Explanation.LineTaken;
import org.baltoro.api.Explanation.Wait;
import org.baltoro.api.JournalEntry;
import org.baltoro.server.ItemStory;
import org.baltoro.server.cli.Terminal.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "why",
    description = {
      "Explain why an instance stands where it stands: what it waits for, who can move it, and why"
          + " lines were or were not taken.",
      "With a serial number: what happened to that piece of work."
    })
final class WhyCommand extends ServerCommand {
  @Parameters(
      paramLabel = "ID|SERIAL",
      description = "An instance's number, 4711, or a serial number, 4711_3.")
  @SuppressWarnings("NullAway.Init")
  private String of;

  @Override
  int run(Connection connection) {
    if (of.contains("_")) {
      return story(ItemStory.of(connection, of));
    }
    if (!of.matches("[0-9]{1,16}")) {
      throw new UsageException(
          "'%s' is no instance and no serial number: give 4711 or 4711_3.".formatted(of));
    }
    var explanation = connection.explain(Long.parseLong(of));
    if (json()) {
      printJson(Json.of(explanation));
      return ExitCode.OK;
    }
    print("%s", terminal().styled(Style.STRONG, of + "  " + explanation.status().label()));
    terminal().printLines("", explanation.summary());
    printWaits(explanation.waits(), serverTime(connection));
    printLines(explanation);
    return ExitCode.OK;
  }

  private void printWaits(List<Wait> waits, Instant now) {
    if (waits.isEmpty()) {
      return;
    }
    print("%n%s", terminal().styled(Style.STRONG, "waits for"));
    for (var wait : waits) {
      print("  %s %s", terminal().styled(Style.WAITING, "●"), wait.what());
      print("    for %s, since %s", span(wait.since(), now), Times.dateAndTime(wait.since()));
      if (wait.dueDate() != null) {
        print("    by itself at %s", Times.dateAndTime(wait.dueDate()));
      }
      print("    moved by %s", wait.movedBy());
    }
  }

  private static String span(Instant since, Instant now) {
    return Times.span(Duration.between(since, now));
  }

  /** Lines by the activity instance that they leave, with what their rules saw. */
  private void printLines(Explanation explanation) {
    int activityInstance = -1;
    if (!explanation.lines().isEmpty()) {
      print("%n%s", terminal().styled(Style.STRONG, "lines"));
    }
    for (var line : explanation.lines()) {
      if (line.activityInstance() != activityInstance) {
        activityInstance = line.activityInstance();
        print("  %s, ended at %s", line.from(), Times.dateAndTime(line.at()));
      }
      print(
          "    %s%s",
          line.taken()
              ? terminal().styled(Style.GOOD, "✓ → " + line.to())
              : terminal().styled(Style.QUIET, "✗ → " + line.to()),
          reason(line));
      if (!line.values().isEmpty()) {
        print("        %s", terminal().styled(Style.QUIET, values(line.values())));
      }
    }
  }

  private static String reason(LineTaken line) {
    if (line.otherwise()) {
      return line.taken() ? "  otherwise: no other line was true" : "  otherwise: another was true";
    }
    if (line.rule() == null) {
      return line.taken() ? "  no rule" : "  no rule, and not followed";
    }
    return "  %s: %s".formatted(line.taken() ? "true" : "not true", line.rule());
  }

  private static String values(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> value.getKey() + " = " + value.getValue())
        .collect(Collectors.joining(", "));
  }

  private int story(List<JournalEntry> story) {
    if (json()) {
      printJson(story.stream().map(Json::of).toList());
      return ExitCode.OK;
    }
    var table = new Table("AT", "FACT", "BY", "WHAT HAPPENED");
    for (var entry : story) {
      table.row(
          Times.dateAndTime(entry.at()),
          entry.kind(),
          entry.by() == null ? "" : entry.by(),
          entry.text());
    }
    table.print(terminal());
    return ExitCode.OK;
  }
}
