package org.baltoro.store.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.baltoro.kernel.DestinationPlace;
import org.baltoro.kernel.EventInstance.Allocation;
import org.baltoro.kernel.EventInstance.Share;
import org.baltoro.kernel.EventInstance.Sleep;
import org.baltoro.kernel.PlannedDestinations;
import org.baltoro.kernel.Response;
import org.baltoro.kernel.Value;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What people have to do with a piece of work: who is asked, who has it open, who has answered. */
final class PeopleJson {
  private PeopleJson() {}

  /** The usual number, 1, is left out. */
  static void slots(JsonGenerator json, int slots) {
    if (slots != 1) {
      json.writeName("sl");
      json.writeNumber(slots);
    }
  }

  static void planned(JsonGenerator json, PlannedDestinations planned) {
    json.writeName("pd");
    json.writeStartObject();
    Json.texts(json, "ds", planned.destinations());
    Json.number(json, "sl", planned.slots());
    Json.number(json, "bg", planned.begun());
    Json.truth(json, "le", planned.left());
    json.writeEndObject();
  }

  static PlannedDestinations readPlanned(JsonParser json) {
    List<String> destinations = List.of();
    int slots = 0;
    int begun = 0;
    boolean left = false;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "ds" -> destinations = Json.texts(json);
        case "sl" -> slots = json.getIntValue();
        case "bg" -> begun = json.getIntValue();
        case "le" -> left = json.getBooleanValue();
        default -> throw Json.unknown("property of planned destinations", name);
      }
    }
    return new PlannedDestinations(destinations, slots, begun, left);
  }

  static void place(JsonGenerator json, DestinationPlace place) {
    json.writeName("dp");
    json.writeStartObject();
    Json.number(json, "ai", place.owner());
    Json.textUnlessEmpty(json, "ds", place.destination());
    Json.number(json, "sl", place.slot());
    if (place.row() != null) {
      json.writeName("rw");
      ValueJson.write(json, place.row());
    }
    json.writeEndObject();
  }

  static DestinationPlace readPlace(JsonParser json) {
    int owner = 0;
    String destination = "";
    int slot = 0;
    Value row = null;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "ai" -> owner = json.getIntValue();
        case "ds" -> destination = json.getString();
        case "sl" -> slot = json.getIntValue();
        case "rw" -> row = ValueJson.read(json);
        default -> throw Json.unknown("property of a destination instance", name);
      }
    }
    return new DestinationPlace(owner, destination, slot, row);
  }

  static void responses(JsonGenerator json, List<Response> responses) {
    if (responses.isEmpty()) {
      return;
    }
    json.writeName("rs");
    json.writeStartArray();
    responses.forEach(response -> write(json, response));
    json.writeEndArray();
  }

  static List<Response> readResponses(JsonParser json) {
    var responses = new ArrayList<Response>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      responses.add(readResponse(json));
    }
    return responses;
  }

  static void write(JsonGenerator json, Response response) {
    json.writeStartObject();
    Json.textUnlessEmpty(json, "ds", response.destination());
    Json.textUnlessEmpty(json, "by", response.by());
    Json.text(json, "ob", response.onBehalfOf());
    Json.textUnlessEmpty(json, "oc", response.outcome());
    ValueJson.write(json, "d", response.dataFields());
    Json.text(json, "dh", response.dataHash());
    Json.time(json, "t", response.at());
    json.writeEndObject();
  }

  static Response readResponse(JsonParser json) {
    String destination = "";
    String by = "";
    String onBehalfOf = null;
    String outcome = "";
    SortedMap<String, Value> dataFields = Collections.emptySortedMap();
    String dataHash = null;
    Instant at = null;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "ds" -> destination = json.getString();
        case "by" -> by = json.getString();
        case "ob" -> onBehalfOf = json.getString();
        case "oc" -> outcome = json.getString();
        case "d" -> dataFields = ValueJson.readAll(json);
        case "dh" -> dataHash = json.getString();
        case "t" -> at = Json.time(json);
        default -> throw Json.unknown("property of a response", name);
      }
    }
    return new Response(
        destination, by, onBehalfOf, outcome, dataFields, dataHash, Json.present(at, "t"));
  }

  static void allocations(JsonGenerator json, List<Allocation> allocations) {
    if (allocations.isEmpty()) {
      return;
    }
    json.writeName("al");
    json.writeStartArray();
    for (var allocation : allocations) {
      json.writeStartObject();
      Json.text(json, "us", allocation.user());
      Json.time(json, "t", allocation.since());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static List<Allocation> readAllocations(JsonParser json) {
    var allocations = new ArrayList<Allocation>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String user = null;
      Instant since = null;
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        switch (name) {
          case "us" -> user = json.getString();
          case "t" -> since = Json.time(json);
          default -> throw Json.unknown("property of an allocation", name);
        }
      }
      allocations.add(new Allocation(Json.present(user, "us"), Json.present(since, "t")));
    }
    return allocations;
  }

  static void shares(JsonGenerator json, List<Share> shares) {
    if (shares.isEmpty()) {
      return;
    }
    json.writeName("sh");
    json.writeStartArray();
    shares.forEach(share -> write(json, share));
    json.writeEndArray();
  }

  static List<Share> readShares(JsonParser json) {
    var shares = new ArrayList<Share>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      shares.add(readShare(json));
    }
    return shares;
  }

  static void write(JsonGenerator json, Share share) {
    json.writeStartObject();
    Json.text(json, "to", share.to());
    Json.text(json, "fr", share.from());
    Json.texts(json, "an", share.actions());
    json.writeEndObject();
  }

  static Share readShare(JsonParser json) {
    String to = null;
    String from = null;
    List<String> actions = List.of();
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "to" -> to = json.getString();
        case "fr" -> from = json.getString();
        case "an" -> actions = Json.texts(json);
        default -> throw Json.unknown("property of a share", name);
      }
    }
    return new Share(Json.present(to, "to"), Json.present(from, "fr"), actions);
  }

  static void sleeps(JsonGenerator json, List<Sleep> sleeps) {
    if (sleeps.isEmpty()) {
      return;
    }
    json.writeName("sp");
    json.writeStartArray();
    for (var sleep : sleeps) {
      json.writeStartObject();
      Json.text(json, "us", sleep.user());
      Json.time(json, "du", sleep.until());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static List<Sleep> readSleeps(JsonParser json) {
    var sleeps = new ArrayList<Sleep>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String user = null;
      Instant until = null;
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        switch (name) {
          case "us" -> user = json.getString();
          case "du" -> until = Json.time(json);
          default -> throw Json.unknown("property of a sleep", name);
        }
      }
      sleeps.add(new Sleep(Json.present(user, "us"), until));
    }
    return sleeps;
  }
}
