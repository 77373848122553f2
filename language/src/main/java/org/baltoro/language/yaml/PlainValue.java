package org.baltoro.language.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Values without a declared type: an event's configuration, the default of a json field. Text,
 * booleans, numbers, lists and maps. Whole numbers are {@link Integer} where that holds them, else
 * {@link Long}, else {@link BigInteger}; others are {@link BigDecimal}, exact.
 */
public final class PlainValue {
  private static final int DIGITS_MAX = 400;

  private PlainValue() {}

  /** The value of a part; what is none is noted and gives null, as null does in json. */
  public static @Nullable Object read(Reading reading, Part part, boolean nothingAllowed) {
    switch (part.node()) {
      case SequenceNode list -> {
        var items = new ArrayList<@Nullable Object>();
        for (int place = 0; place < list.getValue().size(); place++) {
          var item = new Part(part.path() + "[" + place + "]", list.getValue().get(place));
          items.add(read(reading, item, nothingAllowed));
        }
        return Collections.unmodifiableList(items);
      }
      case MappingNode mapping -> {
        return mapping(reading, part.path(), mapping, nothingAllowed);
      }
      case ScalarNode scalar -> {
        if (!Reading.isNothing(scalar)) {
          var value = scalar(scalar);
          if (value == null) {
            reading.unreadable(part.path(), Reading.shown(scalar), "a number, or text in quotes");
          }
          return value;
        }
        if (!nothingAllowed) {
          reading.unreadable(part.path(), "nothing", "a value, or no such key");
        }
        return null;
      }
      default -> throw new IllegalStateException("YAML has no such node: " + part.node());
    }
  }

  private static Map<String, @Nullable Object> mapping(
      Reading reading, String path, MappingNode mapping, boolean nothingAllowed) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (var entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key && !values.containsKey(key.getValue())) {
        var item = new Part(path + "." + key.getValue(), entry.getValueNode());
        values.put(key.getValue(), read(reading, item, nothingAllowed));
      }
    }
    return Collections.unmodifiableMap(values);
  }

  private static @Nullable Object scalar(ScalarNode scalar) {
    var text = scalar.getValue();
    var tag = scalar.getTag();
    try {
      if (tag.equals(Tag.BOOL)) {
        return text.equalsIgnoreCase("true");
      }
      if (tag.equals(Tag.INT)) {
        return text.length() > DIGITS_MAX ? null : narrowed(integer(text));
      }
      if (tag.equals(Tag.FLOAT)) {
        return text.length() > DIGITS_MAX ? null : bounded(new BigDecimal(text));
      }
      return text;
    } catch (NumberFormatException none) {
      return null;
    }
  }

  private static BigInteger integer(String text) {
    if (text.startsWith("0x")) {
      return new BigInteger(text.substring(2), 16);
    }
    return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
  }

  /** Refuses exponents that would make a short text a number of a million digits. */
  public static @Nullable BigDecimal bounded(BigDecimal number) {
    return Math.abs((long) number.scale()) > DIGITS_MAX || number.precision() > DIGITS_MAX
        ? null
        : number;
  }

  /** A whole number as its text reads. */
  public static Object narrowed(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return number.intValueExact();
    }
    return number.bitLength() < Long.SIZE ? (Object) number.longValueExact() : number;
  }

  /**
   * A Java value as it reads back from a file.
   *
   * @throws IllegalArgumentException if no file can hold it
   */
  public static Object ofJava(@Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean truth -> truth;
      case Byte number -> number.intValue();
      case Short number -> number.intValue();
      case Integer number -> number;
      case Long number -> narrowed(BigInteger.valueOf(number));
      case BigInteger number -> narrowed(number);
      case Float number -> ofJava(new BigDecimal(number.toString()));
      case Double number -> ofJava(BigDecimal.valueOf(number));
      case BigDecimal number -> number.scale() == 0 ? narrowed(number.toBigIntegerExact()) : number;
      case List<?> list -> list.stream().map(PlainValue::ofJava).toList();
      case Map<?, ?> map -> {
        var values = new LinkedHashMap<String, Object>();
        map.forEach((key, item) -> values.put(String.valueOf(key), ofJava(item)));
        yield Collections.unmodifiableMap(values);
      }
      case null -> throw new IllegalArgumentException("Null is no value of a configuration.");
      default ->
          throw new IllegalArgumentException(
              "A configuration holds no %s: give text, numbers, booleans, lists or maps."
                  .formatted(value.getClass().getName()));
    };
  }
}
