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
      var before = draft.state.activity(activityInstance).dataFields();
      var activity = new TreeMap<>(changes.activityDataFields());
      activity.entrySet().removeIf(e -> same(before.get(e.getKey()), e.getValue()));
      if (!activity.isEmpty()) {
        draft.emit(new Fact.DataFieldsChanged(activityInstance, activity, by));
      }
    }
    if (changes.folio() != null && !changes.folio().equals(draft.state.folio())) {
      draft.emit(new Fact.FolioChanged(changes.folio(), by));
    }
    if (changes.priority() != null && changes.priority() != draft.state.priority()) {
      draft.emit(new Fact.PriorityChanged(changes.priority(), by));
    }
  }

  private static boolean same(@Nullable Value before, Value after) {
    return before == null ? after instanceof Value.NoValue : before.equals(after);
  }
}
