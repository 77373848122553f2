package org.baltoro.forms.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.ControlMethod;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.ViewMethod;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.rule.ActionOutcome;
import org.baltoro.forms.rule.ActionOutcome.Signal;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.rule.RuleOutcome;
import org.jspecify.annotations.Nullable;

/** Carries out an action that does not call SmartObjects. */
final class Actions {
  private final RuleStarter rules;
  private final ActionWork work;
  private final Session session;
  private final RunContext context;
  private final Reader reader;

  Actions(RuleStarter rules, ActionWork work) {
    this.rules = rules;
    this.work = work;
    this.session = work.session;
    this.context = work.context;
    this.reader = work.reader;
  }

  /** Whether it runs rules, opens, closes or asks. */
  static boolean runsRules(Operation operation) {
    return switch (operation) {
      case Operation.OpenSubform open -> true;
      case Operation.Close close -> true;
      case Operation.Confirm confirm -> true;
      case Operation.ExecuteRule execute -> true;
      case Operation.NavigateToForm navigate -> true;
      case Operation.NavigateToAddress navigate -> true;
      case Operation.RunViewMethod(var view, var method) -> method == ViewMethod.INITIALISE;
      default -> false;
    };
  }

  /** Whether it changes something outside of the form that no transaction holds. */
  static boolean reachesOutside(Operation operation) {
    return operation instanceof Operation.StartProcess
        || operation instanceof Operation.OpenWorklistItem
        || operation instanceof Operation.FinishWorklistItem;
  }

  ActionOutcome run() throws RuleFailure, InterruptedException {
    return switch (work.action.operation()) {
      case Operation.TransferData(var mappings) -> here(() -> work.writer.transfer(mappings));
      case Operation.SetProperties(var settings) ->
          here(() -> new PropertyWork(work).set(settings));
      case Operation.RunViewMethod(var view, var method) -> viewMethod(view, method);
      case Operation.RunControlMethod operation -> controlMethod(operation);
      case Operation.EditList(var view, var method, var values) ->
          here(() -> new RowEditing(session, work.writes).run(reader, view, method, values, work));
      case Operation.ShowMessage(var type, var title, var body) ->
          here(() -> tell(new Outgoing.MessageShown(type, reader.text(title), reader.text(body))));
      case Operation.ShowTab(var tab) -> here(() -> showTab(tab));
      case Operation.ShowView(var view) -> here(() -> showView(reader.area(view)));
      case Operation.Confirm(var title, var body) -> {
        var texts = session.guarded(() -> List.of(reader.text(title), reader.text(body)));
        boolean yes = session.questions.ask(texts.getFirst(), texts.getLast());
        yield work.done(yes ? Signal.NONE : Signal.STOP, rules);
      }
      case Operation.ExecuteRule(var scope, var rule) -> executeRule(scope, rule);
      case Operation.Continue() -> work.done(Signal.CONTINUE, rules);
      case Operation.StopRule() -> work.done(Signal.STOP, rules);
      case Operation.RaiseError(var message, var detail, var type) ->
          throw session.guarded(() ->
              new RuleFailure(
                  new RuleError(
                      reader.text(type),
                      reader.text(message),
                      reader.text(detail),
                      null,
                      List.of(),
                      List.of())));
      case Operation.OpenSubform operation -> new Subforms(rules, work).open(operation);
      case Operation.Close(var closing) -> new Subforms(rules, work).close(closing);
      case Operation.NavigateToForm(var form, var state, var parameters) ->
          new Subforms(rules, work).navigate(form, state, parameters);
      case Operation.NavigateToAddress(var address, var newWindow) ->
          new Subforms(rules, work).navigate(address, newWindow);
      case Operation.StartProcess operation -> new WorkflowActions(rules, work).start(operation);
      case Operation.OpenWorklistItem operation -> new WorkflowActions(rules, work).open(operation);
      case Operation.FinishWorklistItem operation ->
          new WorkflowActions(rules, work).finish(operation);
      case Operation.ExecuteSmartObject operation -> throw calls(operation);
      case Operation.ExecuteViewMethod operation -> throw calls(operation);
      case Operation.ExecuteForItems operation -> throw calls(operation);
    };
  }

  private static IllegalStateException calls(Operation operation) {
    return new IllegalStateException("%s calls SmartObjects: a bug.".formatted(operation));
  }

  /** What is done at once. */
  private ActionOutcome here(Session.GuardedRun<RuleFailure> change) throws RuleFailure {
    session.guard(change);
    return work.done(rules);
  }

  private void tell(Outgoing message) {
    work.writes.atLast(() -> session.mirror.tell(message));
  }

  private void showTab(String tab) throws RuleFailure {
    var window = context.window();
    if (!window.tabs.containsKey(tab)) {
      throw new RuleFailure(RuleError.INVALID_DOCUMENT, "The form has no tab '%s'.".formatted(tab));
    }
    tell(new Outgoing.TabChosen(window.id, tab));
  }

  private void showView(Area area) {
    if (area.tab != null) {
      tell(new Outgoing.TabChosen(area.window.id, area.tab.id));
    }
    tell(new Outgoing.AreaChosen(area.window.id, area.id));
  }

  private ActionOutcome viewMethod(Scope view, ViewMethod method)
      throws RuleFailure, InterruptedException {
    return switch (method) {
      case INITIALISE -> {
        var area = session.guarded(() -> reader.area(view));
        rules.run(new Occurrence.Initialise(area), context);
        rules.run(new Occurrence.Load(area), context);
        yield work.done(rules);
      }
      case CLEAR -> here(() -> clear(reader.area(view)));
      case EXPAND -> here(() -> toggle(reader.area(view), false));
      case COLLAPSE -> here(() -> toggle(reader.area(view), true));
      case REFRESH, LOAD_MORE -> throw calls(work.action.operation());
    };
  }

  private void clear(Area area) throws RuleFailure {
    var changing = new Changing(session);
    if (area.list != null) {
      changing.setRows(area, area.list, List.of(), ItemState.UNCHANGED, work.writes);
    }
    for (var cell : area.cells.values()) {
      changing.set(cell, null, work.writes);
    }
    work.writer.follow();
  }

  private void toggle(Area area, boolean collapsed) throws RuleFailure {
    boolean before = area.properties.is(ElementProperty.COLLAPSED);
    work.writer.prepare(area.properties, ElementProperty.COLLAPSED, collapsed, area.name()).write();
    if (before != collapsed) {
      work.writes.raise(new Occurrence.ViewToggled(area, collapsed));
    }
  }

  private ActionOutcome controlMethod(Operation.RunControlMethod operation) throws RuleFailure {
    return switch (operation.method()) {
      case POPULATE -> new WorkflowActions(rules, work).worklist(operation);
      case CLEAR -> here(() -> clear(reader.control(operation.scope(), operation.control())));
      case FOCUS ->
          here(() -> {
            var control = reader.control(operation.scope(), operation.control());
            tell(new Outgoing.Focused(control.address()));
          });
      case START, STOP ->
          here(() -> {
            var control = reader.control(operation.scope(), operation.control());
            boolean start = operation.method() == ControlMethod.START;
            work.writes.atLast(() -> rules.windows().timer(control, start, rules));
          });
    };
  }

  private void clear(ControlState control) throws RuleFailure {
    var cell = control.area.cellOf(control, reader.row(control.area));
    if (cell != null) {
      work.writer.prepare(cell, null).write();
    }
    if (control.populated) {
      new Changing(session).setItems(control, List.of(), work.writes);
    }
    work.writer.follow();
  }

  private ActionOutcome executeRule(Scope scope, String id)
      throws RuleFailure, InterruptedException {
    var area = session.guarded(() -> reader.area(scope));
    var found = session.guarded(() -> RuleStarter.rule(area.window, area.id, id));
    if (found.isEmpty()) {
      throw new RuleFailure(
          RuleError.INVALID_DOCUMENT, "There is no rule '%s' to be executed.".formatted(id));
    }
    if (!RuleStarter.isEnabled(found.get())) {
      work.turn.note("the rule is disabled");
      return work.done(rules);
    }
    if (rules.execute(area.window, found.get(), context) instanceof RuleOutcome.Failed(var error)) {
      throw new RuleFailure(error);
    }
    return work.done(rules);
  }

  /** Values by the names of what they are for, all read at this moment. */
  static Map<String, @Nullable Object> named(List<Mapping> mappings, Reader reader)
      throws RuleFailure {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (var mapping : mappings) {
      var name =
          switch (mapping.target()) {
            case Target.DocumentParameter(var parameter) -> parameter;
            case Target.DataField(var dataField) -> dataField;
            default ->
                throw new RuleFailure(
                    RuleError.INVALID_DOCUMENT,
                    "%s can't be used here.".formatted(mapping.target()));
          };
      values.put(name, reader.value(mapping.source()));
    }
    return values;
  }
}
