package org.baltoro.store.codec;

import java.util.Collections;
import java.util.SortedMap;
import org.baltoro.kernel.Command.Changes;
import org.baltoro.kernel.Value;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** The writes that a command carries, where they wait in a state. */
final class ChangesJson {
  private ChangesJson() {}

  static void write(JsonGenerator json, Changes changes) {
    json.writeName("ch");
    json.writeStartObject();
    ValueJson.write(json, "d", changes.dataFields());
    ValueJson.write(json, "ad", changes.activityDataFields());
    Json.text(json, "f", changes.folio());
    if (changes.priority() != null) {
      json.writeName("p");
      json.writeNumber(changes.priority());
    }
    ValueJson.write(json, "u", changes.unchanged());
    json.writeEndObject();
  }

  static Changes read(JsonParser json) {
    SortedMap<String, Value> dataFields = Collections.emptySortedMap();
    SortedMap<String, Value> activityDataFields = Collections.emptySortedMap();
    SortedMap<String, Value> unchanged = Collections.emptySortedMap();
    String folio = null;
    Integer priority = null;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "d" -> dataFields = ValueJson.readAll(json);
        case "ad" -> activityDataFields = ValueJson.readAll(json);
        case "f" -> folio = json.getString();
        case "p" -> priority = json.getIntValue();
        case "u" -> unchanged = ValueJson.readAll(json);
        default -> throw Json.unknown("property of changes", name);
      }
    }
    return new Changes(dataFields, activityDataFields, folio, priority, unchanged);
  }
}
