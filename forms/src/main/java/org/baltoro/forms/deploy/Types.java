package org.baltoro.forms.deploy;

import java.util.Map;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;

/** Reads K2's types: {@code yes-no}, {@code date-time}. */
final class Types {
  private static final Map<String, PropertyType> ALL = Words.all(PropertyType.class);
  private static final String EXPECTED = "a type: " + String.join(", ", ALL.keySet());

  private Types() {}

  static PropertyType read(Parts parts, Part part) {
    var word = part.single();
    var type = word == null ? null : ALL.get(word);
    if (type == null) {
      parts.reading.unreadable(
          part.path(),
          part.shown(),
          EXPECTED,
          word == null ? null : Reading.nearest(word, ALL.keySet()));
      return PropertyType.TEXT;
    }
    return type;
  }

  static PropertyType required(Parts parts, Section section, PropertyType makeshift) {
    var part = section.part("type");
    if (part == null) {
      section.missing("type", EXPECTED);
      return makeshift;
    }
    return read(parts, part);
  }
}
