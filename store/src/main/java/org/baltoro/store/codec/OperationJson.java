package org.baltoro.store.codec;

import java.util.Map;
import java.util.TreeMap;
import org.baltoro.kernel.Command.Changes;
import org.baltoro.kernel.Command.Managed;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Management operations that wait; {@code k} says which. */
final class OperationJson {
  private OperationJson() {}

  static void write(JsonGenerator json, Managed operation) {
    json.writeStartObject();
    json.writeName("k");
    switch (operation) {
      case Managed.GotoActivity go -> {
        json.writeString("goto");
        Json.text(json, "ac", go.activity());
        Json.text(json, "fr", go.from());
        Json.truth(json, "ua", go.unlessActive());
      }
      case Managed.ExpireActivity expire -> {
        json.writeString("expire");
        Json.text(json, "ac", expire.activity());
      }
      case Managed.ChangeInstance change -> {
        json.writeString("change");
        ChangesJson.write(json, change.changes());
      }
      case Managed.Migrate migrate -> {
        json.writeString("migrate");
        Json.number(json, "v", migrate.version());
        names(json, migrate.names());
        Json.truth(json, "rt", migrate.rebuildTimers());
      }
      case Managed.ResolveFailure resolve -> {
        json.writeString("resolve");
        Json.number(json, "fa", resolve.failure());
        Json.truth(json, "sk", resolve.skip());
      }
    }
    Json.text(json, "by", operation.by());
    Json.truth(json, "w", operation.waits());
    json.writeEndObject();
  }

  private static void names(JsonGenerator json, Map<String, String> names) {
    if (names.isEmpty()) {
      return;
    }
    json.writeName("nm");
    json.writeStartObject();
    names.forEach((old, now) -> {
      json.writeName(old);
      json.writeString(now);
    });
    json.writeEndObject();
  }

  static Managed read(JsonParser json) {
    String kind = null;
    String by = null;
    boolean waits = false;
    String activity = null;
    String from = null;
    boolean unlessActive = false;
    Changes changes = null;
    int version = 0;
    Map<String, String> names = Map.of();
    boolean rebuildTimers = false;
    int failure = 0;
    boolean skip = false;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "k" -> kind = json.getString();
        case "by" -> by = json.getString();
        case "w" -> waits = json.getBooleanValue();
        case "ac" -> activity = json.getString();
        case "fr" -> from = json.getString();
        case "ua" -> unlessActive = json.getBooleanValue();
        case "ch" -> changes = ChangesJson.read(json);
        case "v" -> version = json.getIntValue();
        case "nm" -> names = readNames(json);
        case "rt" -> rebuildTimers = json.getBooleanValue();
        case "fa" -> failure = json.getIntValue();
        case "sk" -> skip = json.getBooleanValue();
        default -> throw Json.unknown("property of an operation", name);
      }
    }
    var known = Json.present(kind, "k");
    var who = Json.present(by, "by");
    return switch (known) {
      case "goto" ->
          new Managed.GotoActivity(who, Json.present(activity, "ac"), from, unlessActive, waits);
      case "expire" -> new Managed.ExpireActivity(who, Json.present(activity, "ac"), waits);
      case "change" -> new Managed.ChangeInstance(who, Json.present(changes, "ch"), waits);
      case "migrate" -> new Managed.Migrate(who, version, names, rebuildTimers, waits);
      case "resolve" -> new Managed.ResolveFailure(who, failure, skip);
      default -> throw Json.unknown("operation", known);
    };
  }

  private static Map<String, String> readNames(JsonParser json) {
    var names = new TreeMap<String, String>();
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      names.put(name, json.getString());
    }
    return names;
  }
}
