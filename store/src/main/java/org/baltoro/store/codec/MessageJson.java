package org.baltoro.store.codec;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.baltoro.kernel.Command.ChildData;
import org.baltoro.kernel.Message;
import org.baltoro.kernel.Message.ChildNews;
import org.baltoro.kernel.Message.Outgoing;
import org.baltoro.kernel.ParentLink;
import org.baltoro.kernel.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What instances know of each other and say to each other; {@code k} says which message. */
final class MessageJson {
  private MessageJson() {}

  // ---- the parent

  static void parent(JsonGenerator json, @Nullable ParentLink parent) {
    if (parent == null) {
      return;
    }
    json.writeName("up");
    json.writeStartObject();
    Json.number(json, "in", parent.instance());
    Json.number(json, "i", parent.item());
    Json.number(json, "dp", parent.depth());
    Json.truth(json, "ae", parent.awaitsEnd());
    Json.truth(json, "ar", parent.awaitsErrors());
    json.writeEndObject();
  }

  static ParentLink readParent(JsonParser json) {
    long instance = 0;
    int item = 0;
    int depth = 0;
    boolean awaitsEnd = false;
    boolean awaitsErrors = false;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "in" -> instance = json.getLongValue();
        case "i" -> item = json.getIntValue();
        case "dp" -> depth = json.getIntValue();
        case "ae" -> awaitsEnd = json.getBooleanValue();
        case "ar" -> awaitsErrors = json.getBooleanValue();
        default -> throw Json.unknown("property of a parent", name);
      }
    }
    return new ParentLink(instance, item, depth, awaitsEnd, awaitsErrors);
  }

  // ---- messages

  static void outgoing(JsonGenerator json, SortedMap<Integer, Outgoing> outgoing) {
    if (outgoing.isEmpty()) {
      return;
    }
    json.writeName("ou");
    json.writeStartArray();
    for (var sent : outgoing.values()) {
      json.writeStartObject();
      Json.number(json, "id", sent.id());
      Json.number(json, "nd", sent.node());
      write(json, sent.message());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static SortedMap<Integer, Outgoing> readOutgoing(JsonParser json) {
    var outgoing = new TreeMap<Integer, Outgoing>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      int id = 0;
      long node = 0;
      Message message = null;
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        switch (name) {
          case "id" -> id = json.getIntValue();
          case "nd" -> node = json.getLongValue();
          case "ms" -> message = read(json);
          default -> throw Json.unknown("property of a message on its way", name);
        }
      }
      outgoing.put(id, new Outgoing(id, Json.present(message, "ms"), node));
    }
    return outgoing;
  }

  static void write(JsonGenerator json, Message message) {
    json.writeName("ms");
    json.writeStartObject();
    json.writeName("k");
    switch (message) {
      case Message.StartChild m -> {
        json.writeString("start");
        Json.number(json, "i", m.item());
        Json.number(json, "n", m.attempt());
        Json.number(json, "ci", m.child());
        Json.text(json, "pr", m.process());
        Json.text(json, "o", m.originator());
        Json.text(json, "f", m.folio());
        Json.number(json, "p", m.priority());
        ValueJson.write(json, "d", m.dataFields());
        parent(json, m.parent());
      }
      case Message.DeleteChild m -> {
        json.writeString("delete");
        Json.number(json, "ci", m.child());
        Json.text(json, "by", m.by());
      }
      case Message.TellParent m -> {
        json.writeString("tell");
        Json.number(json, "in", m.parent());
        Json.number(json, "i", m.item());
        Json.text(json, "ns", news(m.news()));
        Json.textUnlessEmpty(json, "de", m.detail());
      }
    }
    json.writeEndObject();
  }

  static Message read(JsonParser json) {
    String kind = null;
    long instance = 0;
    int item = 0;
    int attempt = 0;
    long child = 0;
    String process = null;
    String originator = null;
    String folio = null;
    int priority = 0;
    SortedMap<String, Value> values = Collections.emptySortedMap();
    ParentLink parent = null;
    String by = null;
    String news = null;
    String detail = "";
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "k" -> kind = json.getString();
        case "in" -> instance = json.getLongValue();
        case "i" -> item = json.getIntValue();
        case "n" -> attempt = json.getIntValue();
        case "ci" -> child = json.getLongValue();
        case "pr" -> process = json.getString();
        case "o" -> originator = json.getString();
        case "f" -> folio = json.getString();
        case "p" -> priority = json.getIntValue();
        case "d" -> values = ValueJson.readAll(json);
        case "up" -> parent = readParent(json);
        case "by" -> by = json.getString();
        case "ns" -> news = json.getString();
        case "de" -> detail = json.getString();
        default -> throw Json.unknown("property of a message", name);
      }
    }
    var known = Json.present(kind, "k");
    return switch (known) {
      case "start" ->
          new Message.StartChild(
              item,
              attempt,
              child,
              Json.present(process, "pr"),
              Json.present(originator, "o"),
              folio,
              priority,
              values,
              Json.present(parent, "up"));
      case "delete" -> new Message.DeleteChild(child, Json.present(by, "by"));
      case "tell" -> new Message.TellParent(instance, item, news(Json.present(news, "ns")), detail);
      default -> throw Json.unknown("message", known);
    };
  }

  // ---- what a parent hears

  static String news(ChildNews news) {
    return switch (news) {
      case STARTED -> "started";
      case REFUSED -> "refused";
      case COMPLETED -> "completed";
      case DELETED -> "deleted";
      case FAILED -> "failed";
    };
  }

  static ChildNews news(String text) {
    return switch (text) {
      case "started" -> ChildNews.STARTED;
      case "refused" -> ChildNews.REFUSED;
      case "completed" -> ChildNews.COMPLETED;
      case "deleted" -> ChildNews.DELETED;
      case "failed" -> ChildNews.FAILED;
      default -> throw Json.unknown("news of a child", text);
    };
  }

  static void data(JsonGenerator json, @Nullable ChildData data) {
    if (data == null) {
      return;
    }
    json.writeName("cd");
    json.writeStartObject();
    Json.text(json, "f", data.folio());
    Json.text(json, "o", data.originator());
    Json.number(json, "p", data.priority());
    ValueJson.write(json, "d", data.dataFields());
    json.writeEndObject();
  }

  static ChildData readData(JsonParser json) {
    String folio = null;
    String originator = null;
    int priority = 0;
    SortedMap<String, Value> values = Collections.emptySortedMap();
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "f" -> folio = json.getString();
        case "o" -> originator = json.getString();
        case "p" -> priority = json.getIntValue();
        case "d" -> values = ValueJson.readAll(json);
        default -> throw Json.unknown("property of a child's data", name);
      }
    }
    return new ChildData(Json.present(folio, "f"), Json.present(originator, "o"), priority, values);
  }
}
