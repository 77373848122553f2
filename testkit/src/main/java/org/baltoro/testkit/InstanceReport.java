package org.baltoro.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Explanation;
import org.baltoro.api.Explanation.LineTaken;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.ProcessInstance;
import org.jspecify.annotations.Nullable;

/** All that is known of an instance, for somebody who wonders why a story went another way. */
final class InstanceReport {
  private static final int PAGE = 1_000;
  private static final int JOURNAL_MAX = 200;

  private final StringBuilder text = new StringBuilder();

  private InstanceReport() {}

  static String of(Connection connection, long id) {
    try {
      var explanation = connection.explain(id);
      var journal = journal(connection, id);
      var report = new InstanceReport();
      report.line("%d  %s  %s", id, explanation.status().label(), explanation.summary());
      report.waits(explanation);
      report.lines(explanation);
      report.line("path");
      report.line("  %s", String.join(" -> ", path(journal)));
      try {
        report.instance(connection.openProcessInstance(id));
      } catch (BaltoroException deleted) {
        report.line("  %s", deleted.getMessage());
      }
      report.journal(journal);
      return report.text.toString();
    } catch (BaltoroException unknown) {
      return "%d can't be shown: %s".formatted(id, unknown.getMessage());
    }
  }

  /** The whole journal, oldest first. */
  static List<JournalEntry> journal(Connection connection, long id) {
    var journal = new ArrayList<JournalEntry>();
    var page = connection.journal(id, 0, PAGE);
    while (!page.isEmpty()) {
      journal.addAll(page);
      page = connection.journal(id, page.getLast().version(), PAGE);
    }
    return journal;
  }

  /** The activities that were entered, in order. */
  static List<String> path(List<JournalEntry> journal) {
    return journal.stream()
        .filter(entry -> entry.kind().equals("ActivityEntered"))
        .map(entry -> String.valueOf(entry.activity()))
        .toList();
  }

  private void waits(Explanation explanation) {
    if (!explanation.waits().isEmpty()) {
      line("waits for");
    }
    for (var wait : explanation.waits()) {
      line("  %s", wait.what());
      line(
          "    since %s%s, moved by %s",
          wait.since(),
          wait.dueDate() == null ? "" : ", by itself at " + wait.dueDate(),
          wait.movedBy());
    }
  }

  private void lines(Explanation explanation) {
    if (!explanation.lines().isEmpty()) {
      line("lines, newest first");
    }
    for (var taken : explanation.lines()) {
      line(
          "  %s %s -> %s%s%s",
          taken.taken() ? "+" : "-", taken.from(), taken.to(), rule(taken), values(taken));
    }
  }

  private static String rule(LineTaken line) {
    return line.otherwise() ? "  otherwise" : line.rule() == null ? "" : "  when " + line.rule();
  }

  private static String values(LineTaken line) {
    return line.values().isEmpty()
        ? ""
        : line.values().entrySet().stream()
            .map(value -> value.getKey() + " = " + value.getValue())
            .collect(Collectors.joining(", ", "  (", ")"));
  }

  private void instance(ProcessInstance instance) {
    if (!instance.errors().isEmpty()) {
      line("errors");
    }
    for (var error : instance.errors()) {
      line("  %d %s: %s", error.id(), error.code(), error.message());
    }
    line("data");
    instance.dataFields().all().forEach((name, value) -> line("  %s = %s", name, value));
  }

  private void journal(List<JournalEntry> journal) {
    line("journal");
    int left = Math.max(0, journal.size() - JOURNAL_MAX);
    if (left > 0) {
      line("  ... %d entries before", left);
    }
    journal
        .subList(left, journal.size())
        .forEach(entry -> line("  %s  %s", entry.at(), entry.text()));
  }

  private void line(String format, @Nullable Object... arguments) {
    text.append(format.formatted(arguments)).append('\n');
  }
}
