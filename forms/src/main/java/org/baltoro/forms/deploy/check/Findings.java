package org.baltoro.forms.deploy.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.language.feel.Expected;
import org.baltoro.language.feel.FeelCheck;
import org.baltoro.language.feel.Names;
import org.baltoro.language.yaml.Reading;

/** Notes what is wrong, at paths of the file. */
final class Findings {
  private static final int NAMES_MAX = 20;

  private final Reading reading;
  private final Map<String, String> paths;

  /**
   * @param paths where the parts of rules stand, by their ids
   */
  Findings(Reading reading, Map<String, String> paths) {
    this.reading = reading;
    this.paths = paths;
  }

  /** Where a part of a rule stands. */
  String at(String part) {
    return paths.getOrDefault(part, "");
  }

  String at(String part, String key) {
    var path = at(part);
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The line in which a part of a rule begins. */
  int line(String part) {
    return reading.places().at(at(part)).line();
  }

  void error(String path, String found, String expected) {
    reading.finding(path, found, expected, null, false);
  }

  void warning(String path, String found, String expected) {
    reading.finding(path, found, expected, null, true);
  }

  /**
   * A name that is none of those that there are.
   *
   * @param what of what kind: {@code "control"}
   * @param of where: {@code "view 'Finance/Lines'"}
   */
  void unknown(String path, String what, String given, Collection<String> names, String of) {
    if (given.isEmpty()) {
      return; // It could not be read, which was told.
    }
    reading.finding(
        path,
        "the unknown %s '%s'".formatted(what, Reading.shortened(given)),
        "%s of %s: %s".formatted(article(what), of, shown(names)),
        Reading.nearest(given, names),
        false);
  }

  /** A document that is not deployed, and may be later: two that open each other need that. */
  void notDeployed(String path, String what, String given, Collection<String> names) {
    if (!given.isEmpty()) {
      reading.finding(
          path,
          "the %s '%s', which is not deployed".formatted(what, Reading.shortened(given)),
          "one that is there, or that comes next: " + shown(names),
          Reading.nearest(given, names),
          true);
    }
  }

  /** A type with its article: {@code "a Number"}. */
  static String a(PropertyType type) {
    return article(type.plain().label());
  }

  private static String article(String what) {
    return ("aeiouAEIOU".indexOf(what.charAt(0)) >= 0 ? "an " : "a ") + what;
  }

  void expression(String path, String text, Names names, Expected expected) {
    reading.findings(path, text, FeelCheck.check(text, names, expected));
  }

  static String shown(Collection<String> names) {
    if (names.isEmpty()) {
      return "there is none";
    }
    var all = List.copyOf(names);
    return all.size() <= NAMES_MAX
        ? String.join(", ", all)
        : String.join(", ", all.subList(0, NAMES_MAX))
            + " and %d more".formatted(all.size() - NAMES_MAX);
  }
}
