package org.baltoro.kernel.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.baltoro.kernel.Nearest;
import org.jspecify.annotations.Nullable;

/** Collects what a check finds. */
final class Findings {
  private static final int NAMES_TOLD = 20;
  private static final int NAME_LENGTH_MAX = 200;

  /** After so many, a definition is no longer mended by hints, and looking for them costs. */
  private static final int HINTS_MAX = 100;

  private final List<DefinitionFinding> found = new ArrayList<>();
  private int hints;

  void error(String path, String what, String expected) {
    error(path, what, expected, null);
  }

  void error(String path, String what, String expected, @Nullable String nearest) {
    found.add(new DefinitionFinding(path, what, expected, nearest, false));
  }

  void warning(String path, String what, String expected) {
    found.add(new DefinitionFinding(path, what, expected, null, true));
  }

  /** A name that is none of {@code names}. */
  void unknown(String path, String what, String name, Collection<String> names) {
    found.add(
        new DefinitionFinding(path, what, "one of " + told(names), nearest(name, names), false));
  }

  /** The name that was probably meant, or null. */
  @Nullable String nearest(String name, Collection<String> names) {
    if (name.length() > NAME_LENGTH_MAX || hints == HINTS_MAX) {
      return null;
    }
    hints++;
    return Nearest.to(
        name, names.stream().filter(known -> known.length() <= NAME_LENGTH_MAX).toList());
  }

  /** Checks a name that people gave: 1 to 200 characters on one line. */
  void name(String path, String ofWhat, String name) {
    if (name.isBlank()
        || name.length() > NAME_LENGTH_MAX
        || !name.equals(name.strip())
        || name.chars().anyMatch(Character::isISOControl)) {
      error(
          path,
          "the %s name '%s'".formatted(ofWhat, shortened(name)),
          "1 to 200 characters on one line, without blanks around them");
    }
  }

  /**
   * A name of an activity or an event. The two together, {@code Activity/Event}, name the event to
   * people and to code, so neither may have a slash of its own.
   */
  void stepName(String path, String ofWhat, String name) {
    name(path, ofWhat, name);
    if (name.indexOf('/') >= 0) {
      error(
          path,
          "the %s name '%s'".formatted(ofWhat, shortened(name)),
          "a name without '/': it stands between the activity and the event where both are named");
    }
  }

  /** The beginning of a text, without what a terminal would not show. */
  static String shortened(String text) {
    var shown = text.length() <= 60 ? text : text.substring(0, 60) + "...";
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  private static String told(Collection<String> names) {
    var text = names.stream().limit(NAMES_TOLD).collect(Collectors.joining(", "));
    return names.size() > NAMES_TOLD ? text + " ..." : text;
  }

  List<DefinitionFinding> all() {
    return List.copyOf(found);
  }
}
