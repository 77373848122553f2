package org.baltoro.engine.connection;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.baltoro.api.FieldChange;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.store.Store.JournalRow;
import org.jspecify.annotations.Nullable;

/** The history of audited data fields, as the journal has it: nothing is kept for it besides. */
final class FieldAudit {
  private static final int TEXT_MAX = 2_000;

  private final JournalText text;
  private final IntFunction<ProcessDefinition> versions;
  private final @Nullable String only;
  private final Map<Integer, String> activities = new TreeMap<>();
  private final Map<Integer, Map<String, Value>> values = new TreeMap<>();
  private final List<FieldChange> changes = new ArrayList<>();
  private int version;

  /**
   * @param only one field; null: all
   */
  FieldAudit(long instance, IntFunction<ProcessDefinition> versions, @Nullable String only) {
    text = new JournalText(instance, versions);
    this.versions = versions;
    this.only = only;
  }

  /** The audited fields of a definition, its process's and its activities'. */
  static Set<String> audited(ProcessDefinition definition) {
    var names = new LinkedHashSet<String>();
    add(names, definition.dataFields());
    definition.activities().values().forEach(activity -> add(names, activity.dataFields()));
    return names;
  }

  private static void add(Set<String> names, List<DataFieldDefinition> fields) {
    fields.stream().filter(DataFieldDefinition::audit).forEach(field -> names.add(field.name()));
  }

  /** Reads the next commit. */
  void read(JournalRow row) {
    var cause = text.cause(row.facts());
    for (var fact : row.facts()) {
      switch (fact) {
        case Fact.ProcessStarted f -> {
          version = f.version();
          changed(row, cause, 0, f.dataFields(), f.originator());
        }
        case Fact.ProcessMigrated f -> {
          version = f.version();
          f.activities().forEach((id, place) -> activities.put(id, place.activity()));
        }
        case Fact.ActivityEntered f -> {
          activities.put(f.activityInstance(), f.activity());
          changed(row, cause, f.activityInstance(), f.dataFields(), cause.by());
        }
        case Fact.DestinationBegun f -> {
          activities.put(f.destinationInstance(), activities.getOrDefault(f.place().owner(), "?"));
          changed(row, cause, f.destinationInstance(), f.dataFields(), cause.by());
        }
        case Fact.DataFieldsChanged f ->
            changed(row, cause, f.activityInstance(), f.values(), f.by());
        default -> {} // no other fact has values of fields: see ProcessState.apply
      }
    }
  }

  private void changed(
      JournalRow row, CommitCause cause, int activityInstance, Map<String, Value> now, String by) {
    var known = values.computeIfAbsent(activityInstance, unseen -> new TreeMap<>());
    now.forEach((name, value) -> {
      var before = known.put(name, value);
      if (isAsked(activityInstance, name) && !same(before, value)) {
        changes.add(
            new FieldChange(
                row.version(),
                java.time.Instant.ofEpochMilli(row.atMillis()),
                name,
                activities.get(activityInstance),
                activityInstance,
                before == null ? null : told(before),
                told(value),
                by,
                cause.what()));
      }
    });
  }

  private static boolean same(@Nullable Value before, Value now) {
    return before == null ? now instanceof Value.NoValue : before.equals(now);
  }

  /** As the definition says that the instance has at this time. */
  private boolean isAsked(int activityInstance, String name) {
    if (only != null && !only.equals(name)) {
      return false;
    }
    var definition = versions.apply(version);
    var activity = definition.activities().get(activities.getOrDefault(activityInstance, ""));
    var fields =
        activityInstance == 0
            ? definition.dataFields()
            : activity == null ? List.<DataFieldDefinition>of() : activity.dataFields();
    var field = DataFieldDefinition.named(fields, name);
    return field != null && field.audit();
  }

  private static @Nullable String told(Value value) {
    return switch (value) {
      case Value.NoValue v -> null;
      case Value.LargeValue large ->
          "(%d characters, SHA-256 %s)".formatted(large.length(), large.sha256());
      case Value.DecimalValue(var number) -> number.toPlainString();
      case Value.JsonValue(var json) -> shortened(json);
      default -> shortened(String.valueOf(JournalText.java(value)));
    };
  }

  private static String shortened(String text) {
    return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) + "..." : text;
  }

  List<FieldChange> changes() {
    return changes;
  }
}
