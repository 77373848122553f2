package org.baltoro.forms.protocol;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.baltoro.forms.session.Incoming;
import org.baltoro.forms.session.Outgoing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the JSON Schema of the messages from their records. */
final class MessagesSchema {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Map<String, ObjectNode> definitions = new TreeMap<>();

  private MessagesSchema() {}

  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of("..", "docs", "form-messages.schema.json"), text());
  }

  static String text() {
    var schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Messages between a page and the server about an open form");
    schema.put("$comment", "Version " + FormMessages.VERSION + " of the protocol.");
    var maker = new MessagesSchema();
    maker.messages(schema.putArray("oneOf"));
    var definitions = schema.putObject("$defs");
    maker.definitions.forEach(definitions::set);
    return JSON.writeValueAsString(schema) + "\n";
  }

  private void messages(ArrayNode oneOf) {
    for (var side :
        List.of(Map.entry("incoming", Incoming.class), Map.entry("outgoing", Outgoing.class))) {
      var all = JSON.createArrayNode();
      for (var record : side.getValue().getPermittedSubclasses()) {
        all.add(reference(message(record, side.getKey().equals("outgoing"))));
      }
      definitions.put(side.getKey(), JSON.createObjectNode().set("oneOf", all));
    }
    oneOf.add(reference("incoming"));
    oneOf.add(reference("outgoing"));
  }

  private String message(Class<?> record, boolean numbered) {
    var first = new LinkedHashMap<String, ObjectNode>();
    if (numbered) {
      first.put("number", JSON.createObjectNode().put("type", "integer").put("minimum", 1));
    }
    first.put("type", JSON.createObjectNode().put("const", FormMessages.type(record)));
    return define(record, first);
  }

  /** A definition of a record, with these properties before its own. */
  private String define(Class<?> record, Map<String, ObjectNode> first) {
    var name = record.getSimpleName();
    if (definitions.containsKey(name)) {
      return name;
    }
    var object = JSON.createObjectNode().put("type", "object");
    definitions.put(name, object);
    var properties = object.putObject("properties");
    var required = JSON.createArrayNode();
    first.forEach((property, schema) -> {
      properties.set(property, schema);
      required.add(property);
    });
    for (var component : record.getRecordComponents()) {
      properties.set(component.getName(), schema(component));
      boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      if (!optional && !component.getName().equals("changes")) {
        required.add(component.getName());
      }
    }
    object.set("required", required);
    object.put("additionalProperties", false);
    return name;
  }

  private ObjectNode schema(RecordComponent component) {
    var schema = schema(component.getGenericType());
    boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    if (!optional || component.getType() == Object.class) {
      return schema;
    }
    var either = JSON.createObjectNode();
    either.putArray("oneOf").add(schema).add(JSON.createObjectNode().put("type", "null"));
    return either;
  }

  private ObjectNode schema(Type type) {
    var node = JSON.createObjectNode();
    return switch (type) {
      case ParameterizedType of when of.getRawType() == List.class -> {
        node.put("type", "array");
        node.set("items", schema(of.getActualTypeArguments()[0]));
        yield node;
      }
      case ParameterizedType of -> node.put("type", "object");
      case Class<?> text when text == String.class -> node.put("type", "string");
      case Class<?> truth when truth == boolean.class -> node.put("type", "boolean");
      case Class<?> whole when whole == int.class || whole == long.class || whole == Long.class ->
          node.put("type", "integer");
      case Class<?> constant when constant.isEnum() -> {
        var words = node.putArray("enum");
        for (var one : constant.getEnumConstants()) {
          words.add(ProtocolJson.MAPPER.convertValue(one, String.class));
        }
        yield node;
      }
      case Class<?> record when record.isRecord() -> reference(define(record, Map.of()));
      default -> node;
    };
  }

  private static ObjectNode reference(String definition) {
    return JSON.createObjectNode().put("$ref", "#/$defs/" + definition);
  }
}
