package org.baltoro.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.ManagementOperation.Change;
import org.baltoro.api.ManagementOperation.Delete;
import org.baltoro.api.ManagementOperation.ExpireActivity;
import org.baltoro.api.ManagementOperation.GotoActivity;
import org.baltoro.api.ManagementOperation.Interrupt;
import org.baltoro.api.ManagementOperation.Migrate;
import org.baltoro.api.ManagementOperation.MoveTimer;
import org.baltoro.api.ManagementOperation.PauseTimer;
import org.baltoro.api.ManagementOperation.Redirect;
import org.baltoro.api.ManagementOperation.ResumeTimer;
import org.baltoro.api.ManagementOperation.Retry;
import org.baltoro.api.ManagementOperation.Skip;
import org.baltoro.api.ManagementOperation.Start;
import org.baltoro.api.ManagementOperation.Stop;
import org.jspecify.annotations.Nullable;

/**
 * A management operation as JSON: an object with the operation's name as {@code operation}, and its
 * fields by the names of the record's components.
 */
final class OperationShape {
  private OperationShape() {}

  /** A new map, which the caller may add to. */
  static Map<String, @Nullable Object> of(ManagementOperation operation) {
    return switch (operation) {
      case Stop stop -> named("stop");
      case Start start -> named("start");
      case GotoActivity(var activity, var from, var ifActive, var waits) ->
          named("goto", "activity", activity, "from", from, "ifActive", ifActive, "waits", waits);
      case ExpireActivity(var activity, var waits) ->
          named("expire", "activity", activity, "waits", waits);
      case Retry(var error) -> named("retry", "error", error);
      case Skip(var error) -> named("skip", "error", error);
      case Interrupt interrupt -> named("interrupt");
      case Change(var dataFields, var folio, var priority, var waits) ->
          named(
              "change",
              "dataFields",
              DataValues.toJson(dataFields),
              "folio",
              folio,
              "priority",
              priority,
              "waits",
              waits);
      case Migrate(var version, var names, var rebuildTimers, var waits) ->
          named(
              "migrate",
              "version",
              version,
              "names",
              names,
              "rebuildTimers",
              rebuildTimers,
              "waits",
              waits);
      case Delete delete -> named("delete");
      case MoveTimer(var timer, var dueDate) ->
          named("moveTimer", "timer", timer, "dueDate", dueDate.toString());
      case PauseTimer(var timer) -> named("pauseTimer", "timer", timer);
      case ResumeTimer(var timer) -> named("resumeTimer", "timer", timer);
      case Redirect(var item, var to) -> named("redirect", "item", item, "to", to);
    };
  }

  /** The fields are names and values by turns; those that are null are left out. */
  private static Map<String, @Nullable Object> named(String operation, @Nullable Object... fields) {
    var shape = new LinkedHashMap<String, @Nullable Object>();
    shape.put("operation", operation);
    for (int field = 0; field < fields.length; field += 2) {
      if (fields[field + 1] != null) {
        shape.put(String.valueOf(fields[field]), fields[field + 1]);
      }
    }
    return shape;
  }
}
