package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.ControlSetting;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.ControlValidation;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;

/** Reads controls by their ids, those of a table inside of it. */
final class ControlReader {
  private static final Map<String, ControlType> TYPES = Words.all(ControlType.class);
  private static final Map<String, ControlSetting> SETTINGS = Words.keys(ControlSetting.class);
  static final List<String> KEYS =
      List.of(
          "type",
          "name",
          "field",
          "valueType",
          "label",
          "tooltip",
          "watermark",
          "style",
          "visible",
          "enabled",
          "readOnly",
          "default",
          "expression",
          "validation",
          "secret",
          "items",
          "source",
          "controls");

  private final Parts parts;
  private final DataSourceReader sources;

  ControlReader(Parts parts) {
    this.parts = parts;
    this.sources = new DataSourceReader(parts);
  }

  List<Control> read(Section owner) {
    var controls = new ArrayList<Control>();
    owner
        .entries("controls", "a mapping of controls by id")
        .forEach((id, part) -> {
          parts.checkIdentifier(id, part.path());
          controls.add(control(id, part));
        });
    return controls;
  }

  private Control control(String id, Part part) {
    var keys = new ArrayList<>(KEYS);
    keys.addAll(SETTINGS.keySet());
    var section = parts.section(part, "a control", keys);
    if (!section.has("type")) {
      section.missing("type", "one of " + String.join(", ", TYPES.keySet()));
    }
    var type = section.choice("type", TYPES, ControlType.TEXT_BOX);
    allowOnly(section, type);
    var valueType = valueType(section, type);
    return new Control(
        id,
        section.text("name", id),
        type,
        optional(section, "field"),
        valueType,
        section.text("label", ""),
        section.text("tooltip", ""),
        section.text("watermark", ""),
        section.text("style", ""),
        section.truth("visible", true),
        section.truth("enabled", true),
        section.truth("readOnly", false),
        defaultValue(section, valueType),
        optional(section, "expression"),
        validation(section),
        section.truth("secret", false),
        sources.read(section, id, valueType),
        settings(section, type),
        read(section));
  }

  /** What only other kinds of controls can be told. */
  private static void allowOnly(Section section, ControlType type) {
    var allowed = new ArrayList<>(KEYS);
    if (type != ControlType.TABLE) {
      allowed.remove("controls");
    }
    if (type.category() != ControlType.Category.LISTING) {
      allowed.remove("items");
      allowed.remove("source");
    }
    if (!type.holdsValue()) {
      allowed.removeAll(
          List.of("field", "valueType", "default", "expression", "validation", "secret"));
    }
    type.settings().forEach(setting -> allowed.add(Words.key(setting)));
    section.allowOnly(allowed, "a control of type " + Words.of(type));
  }

  private @Nullable PropertyType valueType(Section section, ControlType type) {
    var said = section.part("valueType");
    return said == null ? ofType(type) : Types.read(parts, said);
  }

  /** What a control of this type holds if nobody says it. */
  static @Nullable PropertyType ofType(ControlType type) {
    if (!type.holdsValue()) {
      return null;
    }
    return type.valueType() == null ? PropertyType.TEXT : type.valueType();
  }

  private @Nullable Object defaultValue(Section section, @Nullable PropertyType type) {
    var part = section.part("default");
    return part == null || type == null ? null : new SourceReader(parts).typed(part, type);
  }

  private ControlValidation validation(Section section) {
    var part = section.part("validation");
    if (part == null) {
      return ControlValidation.NONE;
    }
    var rules =
        parts.section(
            part, "what is valid", List.of("required", "pattern", "expression", "message"));
    return new ControlValidation(
        rules.truth("required", false),
        optional(rules, "pattern"),
        optional(rules, "expression"),
        rules.text("message", ""));
  }

  private Map<ControlSetting, Object> settings(Section section, ControlType type) {
    var settings = new LinkedHashMap<ControlSetting, Object>();
    for (var setting : type.settings()) {
      var part = section.part(Words.key(setting));
      var value = part == null ? null : new SourceReader(parts).typed(part, setting.type());
      if (value != null) {
        settings.put(setting, value);
      }
    }
    return settings;
  }

  private static @Nullable String optional(Section section, String key) {
    return section.has(key) ? section.requiredText(key, "text") : null;
  }
}
