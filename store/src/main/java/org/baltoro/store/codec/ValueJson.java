package org.baltoro.store.codec;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataType;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Values of data fields: strings, truth values and "no value" as JSON has them, every other type as
 * an object with one property, whose name is the type's letter. Decimals and doubles are text, so
 * that no digit is lost.
 */
final class ValueJson {
  private ValueJson() {}

  static void write(JsonGenerator json, String name, Map<String, Value> values) {
    if (values.isEmpty()) {
      return;
    }
    json.writeName(name);
    json.writeStartObject();
    for (var entry : values.entrySet()) {
      json.writeName(entry.getKey());
      write(json, entry.getValue());
    }
    json.writeEndObject();
  }

  static void write(JsonGenerator json, Value value) {
    switch (value) {
      case Value.BooleanValue(var truth) -> json.writeBoolean(truth);
      case Value.StringValue(var text) -> json.writeString(text);
      case Value.NoValue none -> json.writeNull();
      case Value.IntegerValue(var number) -> tagged(json, "i", number);
      case Value.LongValue(var number) -> tagged(json, "l", number);
      case Value.DecimalValue(var number) -> tagged(json, "m", number.toString());
      case Value.DoubleValue(var number) -> tagged(json, "f", Double.toString(number));
      case Value.DateValue(var date) -> tagged(json, "d", date.toString());
      case Value.DateTimeValue(var time) -> {
        json.writeStartObject();
        Json.time(json, "t", time);
        json.writeEndObject();
      }
      case Value.BinaryValue(var base64) -> tagged(json, "b", base64);
      case Value.JsonValue(var text) -> tagged(json, "j", text);
      case Value.LargeValue(var type, var sha256, var length) -> {
        json.writeStartObject();
        json.writeName("g");
        json.writeStartArray();
        json.writeString(type.label());
        json.writeString(sha256);
        json.writeNumber(length);
        json.writeEndArray();
        json.writeEndObject();
      }
    }
  }

  private static void tagged(JsonGenerator json, String tag, long number) {
    json.writeStartObject();
    json.writeName(tag);
    json.writeNumber(number);
    json.writeEndObject();
  }

  private static void tagged(JsonGenerator json, String tag, String text) {
    json.writeStartObject();
    json.writeName(tag);
    json.writeString(text);
    json.writeEndObject();
  }

  /** Reads an object of values; the parser stands at its beginning and is left at its end. */
  static SortedMap<String, Value> readAll(JsonParser json) {
    var values = new TreeMap<String, Value>();
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      values.put(name, read(json));
    }
    return values;
  }

  static Value read(JsonParser json) {
    return switch (json.currentToken()) {
      case VALUE_STRING -> new Value.StringValue(json.getString());
      case VALUE_TRUE -> new Value.BooleanValue(true);
      case VALUE_FALSE -> new Value.BooleanValue(false);
      case VALUE_NULL -> new Value.NoValue();
      case START_OBJECT -> readTagged(json);
      case null, default ->
          throw new IllegalArgumentException("no value begins with " + json.currentToken());
    };
  }

  private static Value readTagged(JsonParser json) {
    var tag = Json.present(json.nextName(), "type of a value");
    json.nextToken();
    var value =
        switch (tag) {
          case "i" -> new Value.IntegerValue(json.getIntValue());
          case "l" -> new Value.LongValue(json.getLongValue());
          case "m" -> new Value.DecimalValue(new BigDecimal(json.getString()));
          case "f" -> new Value.DoubleValue(Double.parseDouble(json.getString()));
          case "d" -> new Value.DateValue(date(json.getString()));
          case "t" -> new Value.DateTimeValue(Json.time(json));
          case "b" -> new Value.BinaryValue(json.getString());
          case "j" -> new Value.JsonValue(json.getString());
          case "g" -> readLarge(json);
          default -> throw Json.unknown("type of a value", tag);
        };
    if (json.nextToken() != JsonToken.END_OBJECT) {
      throw new IllegalArgumentException("a value has more than one type");
    }
    return value;
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (java.time.format.DateTimeParseException malformed) {
      throw new IllegalArgumentException("'%s' is no date".formatted(text), malformed);
    }
  }

  private static Value.LargeValue readLarge(JsonParser json) {
    json.nextToken();
    var label = json.getString();
    json.nextToken();
    var sha256 = json.getString();
    json.nextToken();
    int length = json.getIntValue();
    json.nextToken();
    return new Value.LargeValue(Json.present(DataType.of(label), label), sha256, length);
  }
}
