package org.baltoro.engine.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the JSON Schema says of the keys at a path of a definition. */
final class SchemaKeys {
  private static final List<String> BRANCHES = List.of("anyOf", "oneOf", "allOf");

  private SchemaKeys() {}

  /** A part of the schema, and where it stands. */
  record Node(String place, JsonNode schema) {
    Set<String> keys() {
      var keys = new TreeSet<String>();
      schema.get("properties").propertyNames().forEach(keys::add);
      return keys;
    }
  }

  /** All sections that the schema has at a path: names of a mapping, numbers of a list. */
  static List<Node> at(JsonNode document, List<Object> path) {
    var nodes = expanded(document, new Node("#", document));
    for (var step : path) {
      var next = new ArrayList<Node>();
      for (var node : nodes) {
        var child = child(node, step);
        if (child != null) {
          next.addAll(expanded(document, child));
        }
      }
      nodes = next;
    }
    return nodes.stream().filter(node -> isSection(node.schema())).toList();
  }

  private static @Nullable Node child(Node node, Object step) {
    var schema = node.schema();
    if (step instanceof Integer) {
      return schema.has("items") ? new Node(node.place() + "/items", schema.get("items")) : null;
    }
    var property = schema.path("properties").get((String) step);
    if (property != null && property.isObject()) {
      return new Node(node.place() + "/properties/" + step, property);
    }
    var others = schema.get("additionalProperties");
    return others != null && others.isObject()
        ? new Node(node.place() + "/additionalProperties", others)
        : null;
  }

  /** Follows references and alternatives. */
  private static List<Node> expanded(JsonNode document, Node node) {
    var all = new ArrayList<Node>();
    all.add(node);
    if (node.schema().has("$ref")) {
      var target = node.schema().get("$ref").asString();
      all.addAll(expanded(document, new Node(target, referred(document, node.schema()))));
    }
    for (var word : BRANCHES) {
      int place = 0;
      for (var branch : node.schema().path(word)) {
        all.addAll(expanded(document, new Node(node.place() + "/" + word + "/" + place, branch)));
        place++;
      }
    }
    return all;
  }

  static JsonNode referred(JsonNode document, JsonNode schema) {
    return document.at(schema.get("$ref").asString().substring(1));
  }

  /** Keys are known here, and no others. */
  private static boolean isSection(JsonNode schema) {
    return schema.has("properties") && schema.path("additionalProperties").isBoolean();
  }

  /** The keys of all sections, by their places. */
  static Map<String, Set<String>> sections(JsonNode document) {
    var places = new LinkedHashMap<String, Set<String>>();
    collect("#", document, places);
    return places;
  }

  private static void collect(String place, JsonNode node, Map<String, Set<String>> places) {
    if (isSection(node)) {
      places.put(place, new Node(place, node).keys());
    }
    node.properties()
        .forEach(entry -> collect(place + "/" + entry.getKey(), entry.getValue(), places));
    int item = 0;
    for (var child : node.isArray() ? node : List.<JsonNode>of()) {
      collect(place + "/" + item, child, places);
      item++;
    }
  }

  /** All properties of all sections, by their places. */
  static Map<String, JsonNode> properties(JsonNode document) {
    var properties = new LinkedHashMap<String, JsonNode>();
    for (var place : sections(document).keySet()) {
      var section = document.at(place.substring(1));
      section
          .get("properties")
          .properties()
          .forEach(entry -> properties.put(place + "/" + entry.getKey(), entry.getValue()));
    }
    return properties;
  }
}
