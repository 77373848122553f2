package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.baltoro.forms.document.Scope;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;

/** What all readers of one file share: its reading, the ids met so far, and small parts. */
final class Parts {
  private static final Pattern ID = Pattern.compile("[\\p{L}\\p{Nd}_/+-]{1,300}");
  private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]{0,99}");

  final Reading reading;
  final Ids ids = new Ids();
  private final Map<String, String> paths = new LinkedHashMap<>();

  Parts(Reading reading) {
    this.reading = reading;
  }

  /** Where the parts stand, by their ids. */
  Map<String, String> paths() {
    return paths;
  }

  Section section(Part part, String what, List<String> keys) {
    return Section.of(reading, part, what, keys);
  }

  /** The id that a part says it has, or else the one that it gets from its place. */
  String id(Section section, String path, String derived) {
    var part = section.part("id");
    var said = part == null ? null : section.text(part, "an id");
    if (said == null) {
      return register(derived, path);
    }
    if (!ID.matcher(said).matches()) {
      reading.unreadable(
          section.path("id"),
          "'" + Reading.shortened(said) + "'",
          "letters, digits, '_', '-', '/' and '+'");
      return register(derived, path);
    }
    return register(said, section.path("id"), path);
  }

  /** Takes the id that a part gets from its place. */
  String register(String id, String path) {
    return register(id, path, path);
  }

  private String register(String id, String at, String path) {
    var before = paths.putIfAbsent(id, path);
    if (before != null) {
      reading.error(
          reading.places().at(at),
          at,
          "the id '%s' a second time".formatted(Reading.shortened(id)),
          "an id of its own: %s has it, in line %d"
              .formatted(before, reading.places().at(before).line()));
    }
    return id;
  }

  /** Notes a name that expressions and references could not write. */
  void checkIdentifier(String id, String path) {
    if (!IDENTIFIER.matcher(id).matches()) {
      reading.error(
          reading.places().at(path),
          path,
          "the id '%s'".formatted(Reading.shortened(id)),
          "letters, digits and underscores, 100 at most, not beginning with a digit: the words for"
              + " people go into name or label");
    }
  }

  /** The view or form that is meant; the rule's own where that can't be read. */
  Scope scope(Part part) {
    var text = part.single();
    var scope = text == null ? null : References.scope(text);
    if (scope == null) {
      reading.unreadable(part.path(), part.shown(), References.EXPECTED_SCOPE);
      return Scope.OWN;
    }
    return scope;
  }

  Scope scope(Section section, String key) {
    var part = section.part(key);
    return part == null ? Scope.OWN : scope(part);
  }

  /** A control, field or parameter and whose it is; the rule's own "" where that can't be read. */
  References.Reference reference(Part part) {
    var text = part.single();
    var reference = text == null ? null : References.reference(text);
    if (reference == null) {
      reading.unreadable(part.path(), part.shown(), References.EXPECTED_REFERENCE);
      return new References.Reference(Scope.OWN, "");
    }
    return reference;
  }

  /** The part that must be there. Null is noted. */
  static List<String> with(List<String> keys, String... more) {
    var all = new ArrayList<>(keys);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }
}
