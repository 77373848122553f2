package org.baltoro.kernel.definition;

import java.util.LinkedHashSet;
import java.util.List;

/** Lists of people: destinations, whom work is redirected to, recipients of mail. */
final class SubjectCheck {
  private static final String GROUP = "group:";

  private SubjectCheck() {}

  /** Users, {@code group:<name>} or {@code originator}, each once. */
  static void people(String path, List<String> subjects, Findings findings) {
    check(path, subjects, "a user's name, group:<name> or originator", true, findings);
  }

  /** Addresses, users or {@code originator}, each once. */
  static void recipients(String path, List<String> subjects, Findings findings) {
    check(path, subjects, "an address, a user's name or originator", false, findings);
  }

  private static void check(
      String path, List<String> subjects, String expected, boolean groups, Findings findings) {
    var names = new LinkedHashSet<String>();
    for (int place = 0; place < subjects.size(); place++) {
      var subject = subjects.get(place);
      var subjectPath = path + "[" + place + "]";
      boolean fits =
          !subject.isBlank()
              && subject.equals(subject.strip())
              && subject.chars().noneMatch(Character::isISOControl)
              && !subject.equals(GROUP)
              && !subject.equals("everyone")
              && (groups || !subject.startsWith(GROUP));
      if (!fits) {
        findings.error(
            subjectPath,
            "'%s'".formatted(Findings.shortened(subject)),
            expected + ", without blanks around it");
      } else if (!names.add(subject)) {
        findings.error(
            subjectPath,
            "'%s' a second time".formatted(Findings.shortened(subject)),
            "each of them once");
      }
    }
  }
}
