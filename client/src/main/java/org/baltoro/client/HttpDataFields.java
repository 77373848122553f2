package org.baltoro.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DataFields;
import org.baltoro.api.Problem;
import org.jspecify.annotations.Nullable;

/** Data fields as the server gave them, with this handle's writes over them. */
final class HttpDataFields implements DataFields {
  private final String owner;
  private Map<String, String> types = Map.of();
  private Set<String> hidden = Set.of();
  private JsonObject asRead = new JsonObject(Map.of());
  private Map<String, @Nullable Object> values = Map.of();
  private final Map<String, @Nullable Object> writes = new LinkedHashMap<>();
  private boolean ifUnchanged;

  /**
   * The fields of an answer that has {@code process}, {@code dataFields} and {@code
   * dataFieldTypes}.
   */
  HttpDataFields(JsonObject answer) {
    owner = "Process '" + answer.text("process") + "'";
    read(answer);
  }

  /** The activity's own fields of a worklist item. */
  static HttpDataFields ofActivity(JsonObject item) {
    return new HttpDataFields(
        "Activity '" + item.text("activity") + "'",
        item.object("activityDataFieldTypes"),
        item.object("activityDataFields"));
  }

  private HttpDataFields(String owner, JsonObject types, JsonObject values) {
    this.owner = owner;
    read(types, values);
  }

  /** Takes the values of a newer answer; the writes stay. */
  void read(JsonObject answer) {
    hidden = Collections.unmodifiableSet(new LinkedHashSet<>(answer.texts("hiddenFields")));
    read(answer.object("dataFieldTypes"), answer.object("dataFields"));
  }

  private void read(JsonObject typesByName, JsonObject valuesByName) {
    types = Collections.unmodifiableMap(DataValues.types(typesByName));
    asRead = valuesByName;
    values = DataValues.fromJson(types, asRead);
  }

  /** The writes as JSON. */
  Map<String, @Nullable Object> writes() {
    return DataValues.toJson(writes);
  }

  @Override
  public Set<String> names() {
    return types.keySet();
  }

  @Override
  public Map<String, String> types() {
    return types;
  }

  @Override
  public Set<String> hidden() {
    return hidden;
  }

  @Override
  public @Nullable Object get(String name) {
    type(name);
    return writes.containsKey(name) ? writes.get(name) : values.get(name);
  }

  @Override
  public DataFields set(String name, @Nullable Object value) {
    writes.put(name, DataValues.typed(type(name), value));
    return this;
  }

  @Override
  public Map<String, @Nullable Object> all() {
    var all = new LinkedHashMap<String, @Nullable Object>(values);
    all.putAll(writes);
    return Collections.unmodifiableMap(all);
  }

  @Override
  public DataFields ifUnchanged() {
    ifUnchanged = true;
    return this;
  }

  /** The writes, as the body of a request has them; those only that {@code body} needs. */
  void carry(Map<String, @Nullable Object> body) {
    if (!writes.isEmpty()) {
      body.put("dataFields", DataValues.toJson(writes));
    }
    if (ifUnchanged) {
      var read = new LinkedHashMap<String, @Nullable Object>();
      writes.keySet().forEach(name -> read.put(name, asRead.members().get(name)));
      body.put("ifUnchanged", read);
    }
  }

  /** The writes were carried. */
  void carried() {
    values = new LinkedHashMap<String, @Nullable Object>(all());
    writes.clear();
    ifUnchanged = false;
  }

  private String type(String name) {
    var type = types.get(name);
    if (type != null) {
      return type;
    }
    var nearest = Nearest.to(name, types.keySet());
    throw new BaltoroException(
        Problem.INVALID_DATA,
        "%s has no data field '%s': it has %s.%s"
            .formatted(
                owner,
                name,
                types.isEmpty() ? "none" : String.join(", ", types.keySet()),
                nearest == null ? "" : " Did you mean '" + nearest + "'?"),
        Map.of("field", name));
  }
}
