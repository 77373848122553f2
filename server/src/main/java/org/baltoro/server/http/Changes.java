package org.baltoro.server.http;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a request that changes an instance.
 *
 * @param ifUnchanged the values that the caller has read: refused with changed-meanwhile if one of
 *     these fields has another value now
 */
record Changes(
    @Nullable String folio,
    @Nullable Integer priority,
    @Nullable Map<String, @Nullable Object> dataFields,
    @Nullable Map<String, @Nullable Object> ifUnchanged) {

  static final Changes NONE = new Changes(null, null, null, null);
  private static final JsonMapper MAPPER = JsonShapes.mapper();

  /** Writes them to the handle; nothing is saved yet. */
  void writeTo(ProcessInstance instance) {
    if (ifUnchanged != null) {
      checkUnchanged(instance, ifUnchanged);
      instance.dataFields().ifUnchanged();
    }
    if (folio != null) {
      instance.setFolio(folio);
    }
    if (priority != null) {
      instance.setPriority(priority);
    }
    JsonShapes.set(instance.dataFields(), dataFields);
  }

  /** From here on the handle itself watches over the fields. */
  private static void checkUnchanged(ProcessInstance instance, Map<String, @Nullable Object> read) {
    var now = asRead(JsonShapes.values(instance.dataFields()));
    var changed = new TreeSet<String>();
    read.forEach((name, value) -> {
      if (!Objects.equals(normal(now.get(name)), normal(value))) {
        changed.add(name);
      }
    });
    if (!changed.isEmpty()) {
      throw new BaltoroException(
          Problem.CHANGED_MEANWHILE,
          "Changed since they were read: %s. Open the item again and decide on what it says now."
              .formatted(String.join(", ", changed)),
          Map.of("fields", List.copyOf(changed)));
    }
  }

  /** The values as a reader of our JSON has them. */
  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> asRead(Map<String, @Nullable Object> values) {
    return MAPPER.readValue(MAPPER.writeValueAsString(values), Map.class);
  }

  /** Numbers that are equal are the same, whatever their type and scale. */
  private static @Nullable Object normal(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
      case List<?> items -> {
        var normal = new ArrayList<@Nullable Object>();
        items.forEach(item -> normal.add(normal(item)));
        yield normal;
      }
      case Map<?, ?> members -> {
        var normal = new java.util.HashMap<String, @Nullable Object>();
        members.forEach((name, member) -> normal.put(String.valueOf(name), normal(member)));
        yield normal;
      }
      default -> value;
    };
  }
}
