package org.baltoro.store.codec;

import org.baltoro.kernel.Failure.Place;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Where a branch stands. Which properties are there says which place it is. */
final class PlaceJson {
  private PlaceJson() {}

  static void write(JsonGenerator json, Place place) {
    json.writeStartObject();
    switch (place) {
      case Place.Event(var item) -> Json.number(json, "i", item);
      case Place.Lines(var activityInstance, var expired) -> {
        Json.number(json, "ai", activityInstance);
        Json.truth(json, "ex", expired);
      }
      case Place.Arrival(var from, var line, var to) -> arrival(json, from, line, to);
      case Place.Start(var activityInstance) -> {
        json.writeName("st");
        json.writeNumber(activityInstance);
      }
      case Place.Destinations(var activityInstance) -> {
        json.writeName("dn");
        json.writeNumber(activityInstance);
      }
      case Place.Succeeding(var activityInstance) -> {
        json.writeName("su");
        json.writeNumber(activityInstance);
      }
      case Place.Join(var activity) -> Json.text(json, "ac", activity);
    }
    json.writeEndObject();
  }

  static void arrival(JsonGenerator json, String from, int line, String to) {
    Json.text(json, "fr", from);
    Json.number(json, "l", line);
    Json.text(json, "to", to);
  }

  static Place read(JsonParser json) {
    int item = 0;
    int activityInstance = 0;
    boolean expired = false;
    int line = 0;
    String from = null;
    String to = null;
    Integer start = null;
    Integer destinations = null;
    Integer succeeding = null;
    String activity = null;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "i" -> item = json.getIntValue();
        case "ai" -> activityInstance = json.getIntValue();
        case "ex" -> expired = json.getBooleanValue();
        case "fr" -> from = json.getString();
        case "l" -> line = json.getIntValue();
        case "to" -> to = json.getString();
        case "st" -> start = json.getIntValue();
        case "dn" -> destinations = json.getIntValue();
        case "su" -> succeeding = json.getIntValue();
        case "ac" -> activity = json.getString();
        default -> throw Json.unknown("property of a place", name);
      }
    }
    if (to != null) {
      return new Place.Arrival(Json.present(from, "fr"), line, to);
    }
    if (activity != null) {
      return new Place.Join(activity);
    }
    if (destinations != null) {
      return new Place.Destinations(destinations);
    }
    if (succeeding != null) {
      return new Place.Succeeding(succeeding);
    }
    if (start != null) {
      return new Place.Start(start);
    }
    return item != 0 ? new Place.Event(item) : new Place.Lines(activityInstance, expired);
  }
}
