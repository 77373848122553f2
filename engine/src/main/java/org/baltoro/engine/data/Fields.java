package org.baltoro.engine.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DataFields;
import org.baltoro.api.Problem;
import org.baltoro.kernel.ActivityInstance;
import org.baltoro.kernel.Nearest;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/** Data fields of one handle: the values it read, and its own writes. */
public final class Fields implements DataFields {
  private final String owner;
  private final List<DataFieldDefinition> definitions;
  private Map<String, Value> read;
  private final UnaryOperator<Value> whole;
  private final TreeMap<String, Value> writes = new TreeMap<>();
  private boolean ifUnchanged;

  /**
   * Of an instance.
   *
   * @param whole loads large values
   */
  public static Fields ofProcess(
      ProcessDefinition definition, ProcessState state, UnaryOperator<Value> whole) {
    return new Fields(
        "Process '%s'".formatted(state.process()),
        definition.dataFields(),
        state.dataFields(),
        whole);
  }

  /**
   * Of an activity, as one of its instances sees them.
   *
   * @param whole loads large values
   */
  public static Fields ofActivity(
      ProcessDefinition definition,
      ProcessState state,
      ActivityInstance activity,
      UnaryOperator<Value> whole) {
    return new Fields(
        "Activity '%s'".formatted(activity.activity()),
        definition.activity(activity.activity()).dataFields(),
        state.activityFields(activity),
        whole);
  }

  /**
   * @param owner whose fields these are, for messages
   * @param whole loads large values
   */
  public Fields(
      String owner,
      List<DataFieldDefinition> definitions,
      Map<String, Value> read,
      UnaryOperator<Value> whole) {
    this.owner = owner;
    this.definitions = definitions;
    this.read = read;
    this.whole = whole;
  }

  @Override
  public Set<String> names() {
    var names = new java.util.LinkedHashSet<String>();
    definitions.forEach(field -> names.add(field.name()));
    return Collections.unmodifiableSet(names);
  }

  @Override
  public Map<String, String> types() {
    var types = new LinkedHashMap<String, String>();
    definitions.forEach(field -> types.put(field.name(), field.type().label()));
    return Collections.unmodifiableMap(types);
  }

  @Override
  public Set<String> hidden() {
    var hidden = new java.util.LinkedHashSet<String>();
    definitions.stream()
        .filter(DataFieldDefinition::hidden)
        .forEach(field -> hidden.add(field.name()));
    return Collections.unmodifiableSet(hidden);
  }

  @Override
  public @Nullable Object get(String name) {
    var field = field(name);
    var value = writes.containsKey(name) ? writes.get(name) : read.get(field.name());
    return value == null ? null : Values.toJava(whole.apply(value));
  }

  @Override
  public Fields set(String name, @Nullable Object value) {
    var field = field(name);
    writes.put(name, Values.of(name, field.type(), value));
    return this;
  }

  @Override
  public Map<String, @Nullable Object> all() {
    var all = new LinkedHashMap<String, @Nullable Object>();
    definitions.forEach(field -> all.put(field.name(), get(field.name())));
    return Collections.unmodifiableMap(all);
  }

  @Override
  public Fields ifUnchanged() {
    ifUnchanged = true;
    return this;
  }

  /** What was set, by name. */
  public Map<String, Value> writes() {
    return Collections.unmodifiableMap(new TreeMap<>(writes));
  }

  /** What the written fields were when read, if the writer insists on it. */
  public Map<String, Value> unchanged() {
    var expected = new TreeMap<String, Value>();
    if (ifUnchanged) {
      for (var name : writes.keySet()) {
        expected.put(name, read.getOrDefault(name, new Value.NoValue()));
      }
    }
    return expected;
  }

  /**
   * The writes were carried.
   *
   * @param now the values since then
   */
  public void carried(Map<String, Value> now) {
    read = now;
    writes.clear();
    ifUnchanged = false;
  }

  private DataFieldDefinition field(String name) {
    var field = DataFieldDefinition.named(definitions, name);
    if (field == null) {
      var nearest = Nearest.to(name, names());
      throw new BaltoroException(
          Problem.INVALID_DATA,
          "%s has no data field '%s': it has %s.%s"
              .formatted(
                  owner,
                  name,
                  definitions.isEmpty() ? "none" : String.join(", ", names()),
                  nearest == null ? "" : " Did you mean '" + nearest + "'?"),
          Map.of("field", name));
    }
    return field;
  }
}
