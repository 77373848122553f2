package org.baltoro.server.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.MethodReference;
import org.baltoro.forms.smartobject.Packet;
import org.baltoro.forms.smartobject.Result;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.server.http.SmartObjectsResource.EntryJson;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a packet, whose values may refer to what earlier ones gave: <code>
 * {"result": "order.ID"}</code>. All that can be known before is checked before anything is done.
 */
final class PacketEntries {
  private static final int ENTRIES_MAX = 1_000;
  private static final Pattern ID = Pattern.compile("[\\p{L}\\p{Nd}_-]{1,100}");
  private static final String RESULT = "result";

  private final Map<String, Integer> places = new LinkedHashMap<>();

  private PacketEntries() {}

  static List<Packet.Entry> of(List<EntryJson> json) {
    if (json.isEmpty() || json.size() > ENTRIES_MAX) {
      throw invalid(
          "A packet has 1 to %d entries; this has %d.".formatted(ENTRIES_MAX, json.size()));
    }
    var all = new PacketEntries();
    var entries = new ArrayList<Packet.Entry>();
    for (int place = 0; place < json.size(); place++) {
      entries.add(all.entry(json.get(place), place));
    }
    return entries;
  }

  private Packet.Entry entry(@Nullable EntryJson json, int place) {
    if (json == null) {
      throw invalid("Entry %d is null: give a call.".formatted(place));
    }
    var call = json.call();
    // Read once with a text in place of what is not known yet: what is malformed is told now.
    var known = SmartObjectJson.call(call, value -> reference(value) == null ? value : "");
    var id = json.id() == null ? String.valueOf(place) : json.id();
    if (!ID.matcher(id).matches() || places.putIfAbsent(id, place) != null) {
      throw invalid(
          "Entry %d has the id '%s': give one of its own, of letters, digits, '-' and '_'."
              .formatted(place, id));
    }
    return new Packet.Entry() {
      @Override
      public MethodCall call(List<Result> earlier) {
        return SmartObjectJson.call(call, value -> resolved(value, earlier));
      }

      @Override
      public MethodReference method() {
        return known.reference();
      }
    };
  }

  /** What a value refers to. */
  private record Reference(int place, String id, String property) {}

  /** The reference that a value is; null: it is none. */
  private @Nullable Reference reference(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> members)
        || members.size() != 1
        || !(members.get(RESULT) instanceof String text)) {
      return null;
    }
    int dot = text.indexOf('.');
    var id = dot < 0 ? text : text.substring(0, dot);
    var place = places.get(id);
    if (place == null || dot < 0) {
      throw invalid(
          "'%s' refers to no earlier entry: give {\"result\": \"<entry>.<property>\"}; there are %s."
              .formatted(text, places.isEmpty() ? "none" : String.join(", ", places.keySet())));
    }
    return new Reference(place, id, text.substring(dot + 1));
  }

  private @Nullable Object resolved(@Nullable Object value, List<Result> earlier) {
    var reference = reference(value);
    if (reference == null) {
      return value;
    }
    var row =
        earlier
            .get(reference.place)
            .first()
            .orElseThrow(() ->
                new SmartObjectException(
                    SmartObjectProblem.NOT_FOUND,
                    "Entry '%s' gave no row, of which '%s' is wanted."
                        .formatted(reference.id, reference.property)));
    if (!row.has(reference.property)) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_CALL,
          "Entry '%s' does not return '%s'; it returns %s."
              .formatted(reference.id, reference.property, row.values().keySet()));
    }
    return row.get(reference.property);
  }

  private static BaltoroException invalid(String message) {
    return new BaltoroException(Problem.INVALID_REQUEST, message);
  }
}
