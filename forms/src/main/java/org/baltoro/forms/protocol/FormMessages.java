package org.baltoro.forms.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.baltoro.forms.rule.RuleTrace;
import org.baltoro.forms.session.Incoming;
import org.baltoro.forms.session.Outgoing;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages as JSON, in version {@value #VERSION} of the protocol. {@code type} is the name of the
 * record: {@code {"type": "onControl", "address": {...}, "event": "clicked"}}. What may be empty
 * may be left out. Files come as {@code {"name": ..., "contentType": ..., "content": <Base64>}}.
 */
public final class FormMessages {
  public static final int VERSION = 1;

  private static final int SHOWN_CHARACTERS = 200;
  private static final Map<String, Class<? extends Incoming>> INCOMING = types(Incoming.class);
  private static final Map<String, Class<? extends Outgoing>> OUTGOING = types(Outgoing.class);

  private FormMessages() {}

  /** A message of a page could not be read: nothing was done. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  /**
   * A message to a page.
   *
   * @param number of the message in its session, from 1
   */
  public static String write(long number, Outgoing message) {
    var json = ProtocolJson.MAPPER.createObjectNode();
    json.put("number", number);
    json.put("type", type(message.getClass()));
    if (ProtocolJson.MAPPER.valueToTree(message) instanceof ObjectNode members) {
      json.setAll(members);
    }
    return ProtocolJson.MAPPER.writeValueAsString(json);
  }

  /** Anything that belongs to the protocol, as its own requests and answers. */
  public static String write(Object value) {
    return ProtocolJson.MAPPER.writeValueAsString(value);
  }

  /**
   * A message of a page.
   *
   * @throws Malformed telling what is wrong, for whoever writes pages
   */
  public static Incoming read(String text) throws Malformed {
    JsonNode tree;
    try {
      tree = ProtocolJson.MAPPER.readTree(text);
    } catch (JacksonException noJson) {
      throw new Malformed(JsonFaults.of("The message", noJson));
    }
    if (!(tree instanceof ObjectNode members)) {
      throw new Malformed("The message is no object: send {\"type\": ..., ...}.");
    }
    var type = members.path("type").asString("");
    var record = INCOMING.get(type);
    if (record == null) {
      throw new Malformed(
          "There is no message '%s': send one of %s."
              .formatted(shortened(type), INCOMING.keySet()));
    }
    members.remove("type");
    complete(record, members, type);
    try {
      return ProtocolJson.MAPPER.treeToValue(members, record);
    } catch (JacksonException wrong) {
      throw new Malformed(JsonFaults.of("The message '%s'".formatted(type), wrong));
    }
  }

  /** A message of a page, as {@link #read} takes it. */
  public static String write(Incoming message) {
    var json = ProtocolJson.MAPPER.createObjectNode();
    json.put("type", type(message.getClass()));
    if (ProtocolJson.MAPPER.valueToTree(message) instanceof ObjectNode members) {
      json.setAll(members);
    }
    return ProtocolJson.MAPPER.writeValueAsString(json);
  }

  /**
   * A message to a page, for pages in Java.
   *
   * @param message its members, in plain Java
   * @throws IllegalArgumentException if it is none: the server is of another version
   */
  public static Outgoing outgoing(Map<String, ? extends @Nullable Object> message) {
    var members = new LinkedHashMap<String, @Nullable Object>(message);
    members.remove("number");
    var record = OUTGOING.get(String.valueOf(members.remove("type")));
    if (record == null) {
      throw new IllegalArgumentException(
          "The server told what this page does not know: %s. Are both of one version?"
              .formatted(message));
    }
    return ProtocolJson.MAPPER.convertValue(members, record);
  }

  /** A run of a rule, for pages in Java. */
  public static RuleTrace trace(Map<String, ? extends @Nullable Object> trace) {
    return ProtocolJson.MAPPER.convertValue(trace, RuleTrace.class);
  }

  /** What may be left out is there afterwards, and what may not was. */
  private static void complete(Class<?> record, ObjectNode members, String type) throws Malformed {
    for (var component : record.getRecordComponents()) {
      var name = component.getName();
      if (name.equals("changes") && !members.has(name)) {
        members.putArray(name);
      }
      boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      if (!optional && !members.hasNonNull(name)) {
        throw new Malformed("The message '%s' lacks '%s'.".formatted(type, name));
      }
    }
  }

  /** {@code onControl} for {@code OnControl}. */
  static String type(Class<?> record) {
    var name = record.getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static <T> Map<String, Class<? extends T>> types(Class<T> sealedType) {
    var types = new TreeMap<String, Class<? extends T>>();
    for (var record : sealedType.getPermittedSubclasses()) {
      types.put(type(record), record.asSubclass(sealedType));
    }
    return Collections.unmodifiableMap(types);
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
  }
}
