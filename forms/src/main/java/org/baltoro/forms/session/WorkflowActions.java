package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.DataFields;
import org.baltoro.api.WorklistItem;
import org.baltoro.api.WorklistQuery;
import org.baltoro.forms.document.ControlSetting;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.rule.ActionOutcome;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/** Starts processes and works on worklist items, with the user's own rights. */
final class WorkflowActions {
  private static final int WORKLIST_ROWS = 50;

  private final RuleStarter rules;
  private final ActionWork work;
  private final Session session;

  WorkflowActions(RuleStarter rules, ActionWork work) {
    this.rules = rules;
    this.work = work;
    this.session = work.session;
  }

  private Connection connection() throws RuleFailure {
    var connection = session.caller.connection();
    if (connection == null) {
      throw new RuleFailure(
          "NO_WORKFLOW", "This form was opened without a connection to the workflow server.");
    }
    return connection;
  }

  ActionOutcome start(Operation.StartProcess operation) throws RuleFailure, InterruptedException {
    var dataFields = session.guarded(() -> Actions.named(operation.dataFields(), work.reader));
    var folio = session.guarded(() -> work.reader.text(operation.folio()));
    work.checkCancelled();
    try {
      var prepared = connection().createProcessInstance(operation.process());
      if (!folio.isEmpty()) {
        prepared.folio(folio);
      }
      set(prepared.dataFields(), dataFields);
      var started = connection().startProcessInstance(prepared, operation.sync());
      work.checkCancelled();
      work.returned(List.of(Row.of("instance", started.id(), "folio", started.folio())));
    } catch (BaltoroException refused) {
      throw Failures.failure(refused);
    }
    session.guard(() -> work.writer.transfer(operation.outputs()));
    return work.done(rules);
  }

  private static void set(DataFields dataFields, Map<String, @Nullable Object> values) {
    values.forEach((name, value) ->
        dataFields.set(name, value instanceof UUID guid ? guid.toString() : value));
  }

  ActionOutcome open(Operation.OpenWorklistItem operation)
      throws RuleFailure, InterruptedException {
    var item = item(operation.serialNumber(), operation.allocate());
    work.checkCancelled();
    work.returned(List.of(row(item)));
    session.guard(() -> work.writer.transfer(operation.outputs()));
    return work.done(rules);
  }

  private WorklistItem item(Source serialNumber, boolean allocate) throws RuleFailure {
    var serial = session.guarded(() -> serial(serialNumber));
    try {
      return connection().openWorklistItem(serial, allocate);
    } catch (BaltoroException refused) {
      throw Failures.failure(refused);
    }
  }

  private String serial(Source source) throws RuleFailure {
    var given = work.reader.text(source);
    if (!given.isEmpty()) {
      return given;
    }
    if (session.workItem == null) {
      throw new RuleFailure(
          "NO_WORKLIST_ITEM", "The form was not opened for a worklist item, and none is named.");
    }
    return session.workItem.serialNumber();
  }

  /** The item's data fields, and what it is. */
  static Row row(WorklistItem item) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    item.processInstance()
        .dataFields()
        .all()
        .forEach((name, value) ->
            values.put(name, value instanceof Integer number ? Long.valueOf(number) : value));
    values.put("serialNumber", item.serialNumber());
    values.put("activityName", item.activity());
    values.put("eventName", item.event());
    values.put("instance", item.processInstance().id());
    values.put("folio", item.processInstance().folio());
    values.put("instruction", item.instruction());
    values.put("actions", item.actions());
    return new Row(values);
  }

  ActionOutcome finish(Operation.FinishWorklistItem operation)
      throws RuleFailure, InterruptedException {
    var dataFields = session.guarded(() -> Actions.named(operation.dataFields(), work.reader));
    var action = session.guarded(() -> work.reader.text(operation.action()));
    work.checkCancelled();
    var item = item(operation.serialNumber(), true);
    try {
      set(item.processInstance().dataFields(), dataFields);
      item.finish(action, operation.sync());
    } catch (BaltoroException refused) {
      throw Failures.failure(refused);
    }
    work.checkCancelled();
    return work.done(rules);
  }

  /** Fills a worklist control with the user's items. */
  ActionOutcome worklist(Operation.RunControlMethod operation) throws RuleFailure {
    var control =
        session.guarded(() -> work.reader.control(operation.scope(), operation.control()));
    var settings = control.definition.settings();
    int rows =
        settings.get(ControlSetting.ROWS) instanceof Number given
            ? Math.clamp(given.intValue(), 1, 200)
            : WORKLIST_ROWS;
    var query = WorklistQuery.all().limit(rows);
    if (settings.get(ControlSetting.PROCESS) instanceof String process && !process.isEmpty()) {
      query = query.process(process);
    }
    var items = new ArrayList<ListItem>();
    try {
      for (var entry : connection().worklist(query).items()) {
        items.add(item(entry));
      }
    } catch (BaltoroException refused) {
      throw Failures.failure(refused);
    }
    session.guard(() -> new Changing(session).setItems(control, items, work.writes));
    return work.done(rules);
  }

  private static ListItem item(org.baltoro.api.WorklistEntry entry) {
    var row =
        Row.of(
            "serialNumber", entry.serialNumber(),
            "instance", entry.instance(),
            "process", entry.process(),
            "folio", entry.folio(),
            "activityName", entry.activity(),
            "eventName", entry.event(),
            "since", entry.startDate(),
            "status", entry.status().name(),
            "instruction", entry.instruction(),
            "form", entry.formUrl());
    var text = "%s: %s".formatted(entry.folio(), entry.activity());
    return new ListItem(entry.serialNumber(), text, row);
  }
}
