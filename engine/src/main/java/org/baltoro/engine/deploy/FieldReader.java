package org.baltoro.engine.deploy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the data fields of a process or an activity. */
final class FieldReader {
  private static final List<String> KEYS =
      List.of(
          "type", "default", "required", "hidden", "audit", "searchable", "shared", "description");
  private static final List<String> TYPES =
      Arrays.stream(DataType.values()).map(DataType::label).toList();
  private static final String EXPECTED_TYPE = "one of " + String.join(", ", TYPES);

  private FieldReader() {}

  static List<DataFieldDefinition> read(Reading reading, Section owner) {
    var fields = new ArrayList<DataFieldDefinition>();
    owner
        .entries("data", "a mapping of data fields by name")
        .forEach((name, part) -> fields.add(field(reading, name, part)));
    return fields;
  }

  private static DataFieldDefinition field(Reading reading, String name, Part part) {
    if (part.node() instanceof ScalarNode && !Reading.isNothing(part.node())) {
      var type = type(reading, new Part(part.path() + ".type", part.node()));
      return new DataFieldDefinition(name, type, null, false, false, false, false, "");
    }
    var section = Section.of(reading, part, "a type, or a mapping with type: <type>", KEYS);
    var type = section.part("type");
    if (type == null) {
      section.missing("type", EXPECTED_TYPE);
    }
    var read = type == null ? DataType.STRING : type(reading, type);
    return new DataFieldDefinition(
        name,
        read,
        type == null ? null : initial(reading, section, read),
        section.truth("required", false),
        section.truth("hidden", false),
        section.truth("audit", false),
        section.truth("searchable", false),
        section.truth("shared", false),
        section.text("description", ""));
  }

  private static @Nullable Value initial(Reading reading, Section section, DataType type) {
    var part = section.part("default");
    return part == null ? null : DefaultValue.read(reading, part, type);
  }

  /** The type; of a misspelt one the nearest, so that rules which use the field make sense. */
  private static DataType type(Reading reading, Part part) {
    var label = part.node() instanceof ScalarNode scalar ? scalar.getValue() : "";
    var type = DataType.of(label);
    if (type != null) {
      return type;
    }
    var nearest = Reading.nearest(label, TYPES);
    reading.unreadable(part.path(), Reading.shown(part.node()), EXPECTED_TYPE, nearest);
    var meant = nearest == null ? null : DataType.of(nearest);
    return meant == null ? DataType.STRING : meant;
  }
}
