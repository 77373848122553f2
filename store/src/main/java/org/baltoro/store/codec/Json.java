package org.baltoro.store.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The small pieces that states and facts are written with. */
final class Json {
  private static final long MILLIS_SECONDS_MAX = Long.MAX_VALUE / 1_000 - 1;

  private Json() {}

  static void number(JsonGenerator json, String name, long value) {
    if (value != 0) {
      json.writeName(name);
      json.writeNumber(value);
    }
  }

  static void truth(JsonGenerator json, String name, boolean value) {
    if (value) {
      json.writeName(name);
      json.writeBoolean(true);
    }
  }

  /** Null is left out; the empty text is written. */
  static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeName(name);
      json.writeString(value);
    }
  }

  /** The empty text is left out. */
  static void textUnlessEmpty(JsonGenerator json, String name, String value) {
    if (!value.isEmpty()) {
      text(json, name, value);
    }
  }

  /** The empty list is left out. */
  static void texts(JsonGenerator json, String name, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    json.writeName(name);
    json.writeStartArray();
    for (var value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  static List<String> texts(JsonParser json) {
    var values = new ArrayList<String>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(json.getString());
    }
    return values;
  }

  static void time(JsonGenerator json, String name, @Nullable Instant time) {
    if (time != null) {
      json.writeName(name);
      time(json, time);
    }
  }

  /** Milliseconds since 1970 as a number; what is finer as text: {@code "seconds+nanoseconds"}. */
  static void time(JsonGenerator json, Instant time) {
    if (isWholeMillis(time)) {
      json.writeNumber(time.toEpochMilli());
    } else {
      json.writeString(time.getEpochSecond() + "+" + time.getNano());
    }
  }

  /** Whether milliseconds since 1970 say it exactly. */
  static boolean isWholeMillis(Instant time) {
    return time.getNano() % 1_000_000 == 0 && Math.abs(time.getEpochSecond()) < MILLIS_SECONDS_MAX;
  }

  static Instant time(JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return Instant.ofEpochMilli(json.getLongValue());
    }
    var text = json.getString();
    int plus = text.indexOf('+');
    if (plus < 0) {
      throw new IllegalArgumentException("'%s' is no time".formatted(text));
    }
    return Instant.ofEpochSecond(
        Long.parseLong(text.substring(0, plus)), Long.parseLong(text.substring(plus + 1)));
  }

  /** The text, or null for JSON's null. */
  static @Nullable String textOrNull(JsonParser json) {
    return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getString();
  }

  static IllegalArgumentException unknown(String what, String name) {
    return new IllegalArgumentException("unknown %s '%s'".formatted(what, name));
  }

  static <T> T present(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("'%s' is missing".formatted(name));
    }
    return value;
  }
}
