package org.baltoro.forms.broker.rest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.smartobject.FileValue;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.ValueRefused;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON of requests and responses, and the values of properties. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(200).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** The tree, or null if the bytes are no JSON. */
  static @Nullable JsonNode read(byte[] bytes) {
    try {
      return bytes.length == 0 ? null : MAPPER.readTree(bytes);
    } catch (JacksonException malformed) {
      return null;
    }
  }

  // ---- writing

  /** A body with these values at their JSON pointers. */
  static byte[] body(Map<String, @Nullable Object> values) {
    var body = JsonNodeFactory.instance.objectNode();
    values.forEach((pointer, value) -> put(body, pointer, node(value)));
    return MAPPER.writeValueAsBytes(body);
  }

  private static void put(ObjectNode body, String pointer, JsonNode value) {
    var place = JsonPointer.compile(pointer);
    var parent = body;
    while (!place.tail().matches()) {
      var next = parent.get(place.getMatchingProperty());
      parent =
          next instanceof ObjectNode there ? there : parent.putObject(place.getMatchingProperty());
      place = place.tail();
    }
    parent.set(place.getMatchingProperty(), value);
  }

  private static JsonNode node(@Nullable Object value) {
    var nodes = JsonNodeFactory.instance;
    return switch (value) {
      case null -> nodes.nullNode();
      case Boolean yes -> nodes.booleanNode(yes);
      case Long number -> nodes.numberNode(number);
      case Integer number -> nodes.numberNode(number);
      case BigDecimal decimal -> nodes.numberNode(decimal);
      case FileValue file -> nodes.stringNode(Base64.getEncoder().encodeToString(file.content()));
      case List<?> list -> {
        var array = nodes.arrayNode();
        list.forEach(element -> array.add(node(element)));
        yield array;
      }
      default -> nodes.stringNode(value.toString());
    };
  }

  // ---- reading

  /** The rows at a pointer: of an array each, of an object the one. */
  static List<JsonNode> rows(JsonNode response, String pointer) {
    var found = pointer.isEmpty() ? response : response.at(pointer);
    if (found.isMissingNode() || found.isNull()) {
      return List.of();
    }
    if (!found.isArray()) {
      return List.of(found);
    }
    var rows = new ArrayList<JsonNode>();
    found.forEach(rows::add);
    return rows;
  }

  /**
   * The value of a property in a row.
   *
   * @throws ValueRefused if it is none of the property's type
   */
  static @Nullable Object value(JsonNode row, RestProperty property) throws ValueRefused {
    var found = row.at(property.pointer());
    if (found.isMissingNode() || found.isNull()) {
      return null;
    }
    boolean file = property.type() == PropertyType.FILE || property.type() == PropertyType.IMAGE;
    return property.type().convert(file ? file(found, property) : value(found));
  }

  private static Object value(JsonNode found) {
    if (found.isString()) {
      return found.stringValue();
    }
    if (found.isBoolean()) {
      return found.booleanValue();
    }
    if (found.isNumber()) {
      return found.decimalValue();
    }
    if (found.isArray() && !holdsTrees(found)) {
      var list = new ArrayList<Object>();
      found.forEach(element -> list.add(value(element)));
      return list;
    }
    return MAPPER.writeValueAsString(found);
  }

  private static boolean holdsTrees(JsonNode array) {
    for (var element : array) {
      if (!element.isValueNode() || element.isNull()) {
        return true;
      }
    }
    return false;
  }

  private static Object file(JsonNode found, RestProperty property) throws ValueRefused {
    try {
      var content = Base64.getDecoder().decode(found.asString());
      var type = property.type() == PropertyType.IMAGE ? "image/*" : "application/octet-stream";
      return new FileValue(property.name(), type, content);
    } catch (IllegalArgumentException malformed) {
      throw new ValueRefused(
          org.baltoro.forms.smartobject.FieldError.Code.WRONG_TYPE, "it is no Base64 text.");
    }
  }
}
