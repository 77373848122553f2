package org.baltoro.kernel.definition;

import java.util.LinkedHashSet;
import java.util.List;
import org.baltoro.kernel.Nearest;
import org.jspecify.annotations.Nullable;

/** Lists of people: destinations, whom work is redirected to, recipients of mail. */
final class SubjectCheck {
  private static final String GROUP = "group:";
  private static final String ROLE = "role:";
  private static final List<String> USER_PREFIXES = List.of("user", "usr", "User", "mailto");

  private SubjectCheck() {}

  /** What stands in such a list. */
  private enum Kind {
    DESTINATION,
    SUBJECT,
    RECIPIENT;

    boolean allows(String subject) {
      return switch (this) {
        case DESTINATION -> true;
        case SUBJECT -> !subject.equals("originator") && !isOfDestinations(subject);
        case RECIPIENT ->
            !subject.startsWith(GROUP) && !subject.startsWith(ROLE) && !isOfDestinations(subject);
      };
    }

    private static boolean isOfDestinations(String subject) {
      return subject.startsWith(Destination.MANAGER_PREFIX)
          || subject.startsWith(Destination.EXPRESSION_PREFIX);
    }
  }

  /** Destinations: whatever {@link Destination} can be, each once. */
  static void destinations(String path, List<String> subjects, Findings findings) {
    check(
        path,
        subjects,
        "a user's name, group:<name>, role:<name>, originator, manager:<user or originator>, or ="
            + " <expression>",
        Kind.DESTINATION,
        findings);
  }

  /** Users, {@code group:<name>} or {@code role:<name>}, each once. */
  static void subjects(String path, List<String> subjects, Findings findings) {
    check(path, subjects, "a user's name, group:<name> or role:<name>", Kind.SUBJECT, findings);
  }

  /** Addresses, users or {@code originator}, each once. */
  static void recipients(String path, List<String> subjects, Findings findings) {
    check(path, subjects, "an address, a user's name or originator", Kind.RECIPIENT, findings);
  }

  /** Whether a colon stands where names have none. An address may have one behind its {@code @}. */
  static boolean hasPrefix(String subject) {
    int colon = subject.indexOf(':');
    int at = subject.indexOf('@');
    return colon >= 0 && !subject.startsWith(GROUP) && (at < 0 || colon < at);
  }

  /** A prefix that there is not, or not here. */
  static void prefix(
      String path, String subject, String expected, boolean groups, Findings findings) {
    int colon = subject.indexOf(':');
    var name = subject.substring(colon + 1).strip();
    findings.error(
        path,
        "the prefix '%s:' in '%s'"
            .formatted(
                Findings.shortened(subject.substring(0, colon)), Findings.shortened(subject)),
        expected,
        name.isEmpty() ? null : groups ? meant(subject.substring(0, colon).strip(), name) : name);
  }

  /** What was probably meant by a prefix that is none; null for one that may not stand here. */
  private static @Nullable String meant(String prefix, String name) {
    if (USER_PREFIXES.contains(prefix)) {
      return name;
    }
    if (Destination.MANAGER_PREFIX.equals(prefix + ":")) {
      return null;
    }
    var nearest = Nearest.to(prefix, List.of("group", "role"));
    return (nearest == null ? "group" : nearest) + ":" + name;
  }

  private static void check(
      String path, List<String> subjects, String expected, Kind kind, Findings findings) {
    var names = new LinkedHashSet<String>();
    for (int place = 0; place < subjects.size(); place++) {
      var subject = subjects.get(place);
      var subjectPath = path + "[" + place + "]";
      boolean fits = isWellFormed(subject) && kind.allows(subject);
      if (fits && hasUnknownPrefix(subject)) {
        prefix(subjectPath, subject, expected, kind != Kind.RECIPIENT, findings);
      } else if (!fits) {
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

  private static boolean isWellFormed(String subject) {
    return !subject.isBlank()
        && subject.equals(subject.strip())
        && (subject.startsWith(Destination.EXPRESSION_PREFIX)
            || subject.chars().noneMatch(Character::isISOControl))
        && !List.of(
                GROUP, ROLE, Destination.MANAGER_PREFIX, Destination.EXPRESSION_PREFIX, "everyone")
            .contains(subject);
  }

  private static boolean hasUnknownPrefix(String subject) {
    return hasPrefix(subject)
        && !subject.startsWith(ROLE)
        && !subject.startsWith(Destination.MANAGER_PREFIX)
        && !subject.startsWith(Destination.EXPRESSION_PREFIX);
  }
}
