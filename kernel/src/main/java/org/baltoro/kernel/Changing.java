package org.baltoro.kernel;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Carries the writes of a command into facts: only what really changes. */
final class Changing {
  private Changing() {}

  /**
   * @param activityInstance whose fields the activity writes go to; 0 when there is none
   */
  static void carry(Draft draft, int activityInstance, Command.Changes changes, String by) {
    var process = new TreeMap<>(changes.dataFields());
    process.entrySet().removeIf(e -> same(draft.state.dataFields().get(e.getKey()), e.getValue()));
    if (!process.isEmpty()) {
      draft.emit(new Fact.DataFieldsChanged(0, process, by));
    }
    if (!changes.activityDataFields().isEmpty()) {
      activityFields(draft, draft.state.activity(activityInstance), changes, by);
    }
    if (changes.folio() != null && !changes.folio().equals(draft.state.folio())) {
      draft.emit(new Fact.FolioChanged(changes.folio(), by));
    }
    if (changes.priority() != null && changes.priority() != draft.state.priority()) {
      draft.emit(new Fact.PriorityChanged(changes.priority(), by));
    }
  }

  /** What is shared belongs to the activity instance, the rest to each of its destinations. */
  private static void activityFields(
      Draft draft, ActivityInstance instance, Command.Changes changes, String by) {
    var own = new TreeMap<>(changes.activityDataFields());
    if (instance.isDestination()) {
      var shared = new TreeMap<String, Value>();
      for (var field : draft.definition.activity(instance.activity()).dataFields()) {
        if (field.shared() && own.containsKey(field.name())) {
          shared.put(field.name(), own.remove(field.name()));
        }
      }
      change(draft, draft.state.activity(instance.owner()), shared, by);
    }
    change(draft, instance, own, by);
  }

  private static void change(
      Draft draft, ActivityInstance instance, TreeMap<String, Value> values, String by) {
    var before = instance.dataFields();
    values.entrySet().removeIf(e -> same(before.get(e.getKey()), e.getValue()));
    if (!values.isEmpty()) {
      draft.emit(new Fact.DataFieldsChanged(instance.id(), values, by));
    }
  }

  private static boolean same(@Nullable Value before, Value after) {
    return before == null ? after instanceof Value.NoValue : before.equals(after);
  }
}
