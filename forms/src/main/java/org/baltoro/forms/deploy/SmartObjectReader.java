package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.smartobject.Association;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SystemValue;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;

/** Reads SmartObjects. */
final class SmartObjectReader {
  private static final List<String> KEYS =
      List.of(
          "smartObject",
          "displayName",
          "description",
          "smartBox",
          "rights",
          "properties",
          "methods",
          "associations");
  private static final List<String> PROPERTY_KEYS =
      List.of(
          "type",
          "displayName",
          "description",
          "key",
          "required",
          "unique",
          "default",
          "lengthMax",
          "was",
          "inSmartBox");
  static final Map<String, SystemValue> SYSTEM = Words.keys(SystemValue.class);

  private final Parts parts;

  private SmartObjectReader(Parts parts) {
    this.parts = parts;
  }

  static SmartObjectDefinition read(Parts parts, Part root) {
    return new SmartObjectReader(parts).definition(parts.section(root, "a SmartObject", KEYS));
  }

  private SmartObjectDefinition definition(Section section) {
    var name = DocumentName.read(parts, section, "smartObject");
    var smartBox = optional(section, "smartBox");
    return new SmartObjectDefinition(
        name,
        section.text("displayName", ""),
        section.text("description", ""),
        properties(section),
        new MethodReader(parts, name, smartBox).read(section),
        associations(section),
        RightsReader.read(parts, section, "rights"),
        smartBox);
  }

  private List<Property> properties(Section definition) {
    var properties = new ArrayList<Property>();
    definition
        .entries("properties", "a mapping of properties by name")
        .forEach((name, part) ->
            properties.add(
                part.isMapping()
                    ? property(name, part)
                    : Property.of(name, Types.read(parts, part))));
    return properties;
  }

  private Property property(String name, Part part) {
    var section = parts.section(part, "a property", PROPERTY_KEYS);
    var type = Types.required(parts, section, PropertyType.TEXT);
    return new Property(
        name,
        section.text("displayName", ""),
        section.text("description", ""),
        type,
        section.truth("key", false),
        section.truth("required", false),
        section.truth("unique", false),
        defaultValue(parts, section, type),
        section.has("lengthMax") ? (Integer) section.whole("lengthMax", 1) : null,
        optional(section, "was"),
        section.truth("inSmartBox", true));
  }

  /** A value of the type, or <code>{ system: today }</code>. */
  static @Nullable Object defaultValue(Parts parts, Section section, PropertyType type) {
    var part = section.part("default");
    if (part == null) {
      return null;
    }
    if (!part.isMapping()) {
      return new SourceReader(parts).typed(part, type);
    }
    var system = parts.section(part, "{ system: ... }", List.of("system"));
    return system.choice("system", SYSTEM, SystemValue.NOW);
  }

  private List<Association> associations(Section definition) {
    var associations = new ArrayList<Association>();
    definition
        .entries("associations", "a mapping of associations by name")
        .forEach((name, part) -> associations.add(association(name, part)));
    return associations;
  }

  private Association association(String name, Part part) {
    var section = parts.section(part, "an association", List.of("kind", "target", "pairs", "link"));
    if (!section.has("kind")) {
      section.missing(
          "kind", "one of " + String.join(", ", Words.all(Association.Kind.class).keySet()));
    }
    var pairs = new ArrayList<Association.Pair>();
    for (var item : section.items("pairs", "a list of { property, target }")) {
      pairs.add(pair(item));
    }
    return new Association(
        name,
        section.choice("kind", Words.all(Association.Kind.class), Association.Kind.ONE_TO_MANY),
        section.requiredText("target", "a SmartObject's full name"),
        pairs,
        optional(section, "link"));
  }

  private Association.Pair pair(Part item) {
    var section =
        parts.section(
            item,
            "{ property, target }",
            List.of("property", "target", "linkProperty", "linkTarget"));
    return new Association.Pair(
        section.requiredText("property", "a property of this SmartObject"),
        section.requiredText("target", "a property of the other SmartObject"),
        optional(section, "linkProperty"),
        optional(section, "linkTarget"));
  }

  static @Nullable String optional(Section section, String key) {
    return section.has(key) ? section.requiredText(key, "a name") : null;
  }
}
