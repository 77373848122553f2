package org.baltoro.forms.deploy;

import java.util.regex.Pattern;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;

/** Reads what a document is called: folders and name. */
final class DocumentName {
  private static final int CHARACTERS_MAX = 200;
  private static final Pattern NAME =
      Pattern.compile(
          "[^/\\s\\p{Cntrl}]([^/\\p{Cntrl}]*[^/\\s\\p{Cntrl}])?(/[^/\\s\\p{Cntrl}]([^/\\p{Cntrl}]*[^/\\s\\p{Cntrl}])?)*");

  private DocumentName() {}

  static String read(Parts parts, Section section, String kind) {
    var name = section.requiredText(kind, "folder/name");
    if (section.has(kind)
        && !name.isEmpty()
        && (name.length() > CHARACTERS_MAX || !NAME.matcher(name).matches())) {
      parts.reading.unreadable(
          kind,
          "'" + Reading.shortened(name) + "'",
          "folder/name, 1 to 200 characters, without empty folders or blanks at the ends");
      return "unnamed";
    }
    return name.isEmpty() ? "unnamed" : name;
  }

  static String id(Section section, String name) {
    return section.text("id", Ids.slug(name));
  }
}
