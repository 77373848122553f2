package org.baltoro.kernel.definition;

import java.time.Duration;
import org.baltoro.kernel.Spans;

/** When something is due: expressions, bounds, the working hours that count. */
final class DueCheck {
  static final Duration LONGEST = Duration.ofDays(36_500);

  private DueCheck() {}

  static void check(ProcessDefinition definition, String path, Due due, Findings findings) {
    if (due.at() != null && due.at().text().isBlank()) {
      findings.error(path + ".at", "nothing", "an expression, or no 'at'");
    }
    if (due.after().abs().compareTo(LONGEST) > 0) {
      findings.error(path + ".after", Spans.text(due.after()), "at most 36500d");
    } else if (due.after().isNegative() && due.at() == null) {
      findings.error(
          path + ".after",
          Spans.text(due.after()),
          "0s or more: a time before is for an 'at' to count from");
    }
    hours(definition, path, due, findings);
  }

  private static void hours(ProcessDefinition definition, String path, Due due, Findings findings) {
    var name = due.workingHours();
    if (name == null) {
      return;
    }
    var known = definition.workingHours();
    var hours = known.get(name);
    if (hours != null) {
      WorkingHoursCheck.reach(path + ".after", due.after(), hours, findings);
    } else if (known.isEmpty()) {
      findings.error(
          path + ".workingHours",
          "the working hours '%s', which do not exist".formatted(Findings.shortened(name)),
          "no such key, or an entry of workingHours of the process: it has none");
    } else {
      findings.unknown(
          path + ".workingHours",
          "the working hours '%s', which do not exist".formatted(Findings.shortened(name)),
          name,
          known.keySet());
    }
  }
}
