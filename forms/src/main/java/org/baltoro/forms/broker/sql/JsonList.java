package org.baltoro.forms.broker.sql;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A Multivalue as a JSON array of texts, numbers and truths. */
final class JsonList {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonList() {}

  static String write(List<?> values) {
    var text = new java.io.StringWriter();
    try (var json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      for (var value : values) {
        switch (value) {
          case Boolean yes -> json.writeBoolean(yes);
          case Long number -> json.writeNumber(number);
          case BigDecimal decimal -> json.writeNumber(decimal);
          default -> json.writeString(String.valueOf(value));
        }
      }
      json.writeEndArray();
    }
    return text.toString();
  }

  static List<Object> read(String text) throws SQLException {
    var values = new ArrayList<Object>();
    try (var json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        throw new SQLException("A list is none.");
      }
      for (var token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
        values.add(element(json, token));
      }
    } catch (JacksonException malformed) {
      throw new SQLException("A list is none.", malformed);
    }
    return values;
  }

  private static Object element(JsonParser json, JsonToken token) throws SQLException {
    return switch (token) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> whole(json.getDecimalValue());
      case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
      case VALUE_STRING -> json.getString();
      default -> throw new SQLException("A list holds %s.".formatted(token));
    };
  }

  private static Object whole(BigDecimal number) {
    return number.toBigInteger().bitLength() < Long.SIZE
        ? (Object) number.longValueExact()
        : number;
  }
}
