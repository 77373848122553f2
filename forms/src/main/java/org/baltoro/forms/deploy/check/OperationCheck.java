package org.baltoro.forms.deploy.check;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.deploy.Words;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.ControlMethod;
import org.baltoro.forms.document.DataSource;
import org.baltoro.forms.document.Field;
import org.baltoro.forms.document.FormState;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.Items;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.Closing;
import org.baltoro.forms.document.Operation.ListMethod;
import org.baltoro.forms.document.Operation.ViewMethod;
import org.baltoro.forms.document.Parameter;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Tab;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.document.View;
import org.baltoro.forms.document.ViewKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/** Checks what actions do: that what they name exists, and takes what they give. */
final class OperationCheck {
  private final Home home;
  private final Findings findings;
  private final SourceCheck sources;
  private final MappingCheck mappings;
  private final SmartObjectUse smartObjects;

  OperationCheck(Home home, Findings findings, SourceCheck sources) {
    this.home = home;
    this.findings = findings;
    this.sources = sources;
    this.mappings = new MappingCheck(home, findings, sources);
    this.smartObjects = new SmartObjectUse(home, findings);
  }

  void check(Action action) {
    var path = findings.at(action.id());
    switch (action.operation()) {
      case Operation.ExecuteSmartObject call -> execute(call, path);
      case Operation.ExecuteViewMethod call -> executeView(call, path);
      case Operation.ExecuteForItems call -> executeForItems(call, path);
      case Operation.RunViewMethod(var scope, var method) -> runView(scope, method, path);
      case Operation.RunControlMethod call -> runControl(call, path);
      case Operation.TransferData(var all) -> mappings.all(all);
      case Operation.SetProperties set -> new SettingCheck(home, findings, sources).check(set);
      case Operation.OpenSubform open -> open(open, path);
      case Operation.Close(Closing.Opened(var opened)) -> close(opened, path);
      case Operation.Close ignored -> {}
      case Operation.NavigateToForm navigate -> navigate(navigate, path);
      case Operation.NavigateToAddress(var address, var newWindow) ->
          sources.into(address, PropertyType.HYPERLINK, path + ".navigateToAddress");
      case Operation.ShowTab(var tab) -> tab(tab, home, path + ".showTab", findings);
      case Operation.ShowView(var scope) -> view(scope, path + ".showView");
      case Operation.ShowMessage(var type, var title, var body) -> {
        sources.into(title, PropertyType.TEXT, path + ".title");
        sources.into(body, PropertyType.TEXT, path + ".message");
      }
      case Operation.Confirm(var title, var body) -> {
        sources.into(title, PropertyType.TEXT, path + ".title");
        sources.into(body, PropertyType.TEXT, path + ".confirm");
      }
      case Operation.ExecuteRule(var scope, var rule) -> executeRule(scope, rule, path);
      case Operation.Continue ignored -> {}
      case Operation.StopRule ignored -> {}
      case Operation.RaiseError(var message, var detail, var type) -> {
        sources.into(message, PropertyType.TEXT, path + ".raiseError");
        sources.into(detail, PropertyType.TEXT, path + ".detail");
        sources.into(type, PropertyType.TEXT, path + ".type");
      }
      case Operation.StartProcess start -> {
        sources.into(start.folio(), PropertyType.TEXT, path + ".folio");
        dataFields(start.dataFields());
        mappings.all(start.outputs());
      }
      case Operation.OpenWorklistItem(var serialNumber, var allocate, var outputs) -> {
        sources.into(serialNumber, PropertyType.TEXT, path + ".serialNumber");
        mappings.all(outputs);
      }
      case Operation.FinishWorklistItem finish -> {
        sources.into(finish.serialNumber(), PropertyType.TEXT, path + ".serialNumber");
        sources.into(finish.action(), PropertyType.TEXT, path + ".finishWorklistItem");
        dataFields(finish.dataFields());
      }
      case Operation.EditList edit -> editList(edit, path);
    }
  }

  /** The fields of a process are known where it runs. */
  private void dataFields(List<Mapping> fields) {
    for (var mapping : fields) {
      var path = findings.at(mapping.id());
      if (!(mapping.target() instanceof Target.DataField)) {
        findings.error(path, "another target than a data field", "data fields of the process");
      }
      sources.into(mapping.source(), null, path);
    }
  }

  // ---- SmartObjects

  private void execute(Operation.ExecuteSmartObject call, String path) {
    var called =
        smartObjects.find(call.smartObject(), path + ".execute", call.method(), path + ".method");
    if (called != null) {
      smartObjects.inputs(called, call.inputs(), sources, path, List.of());
      smartObjects.rows(called, call.filter(), call.order(), sources, path);
    }
    mappings.all(call.outputs());
  }

  private void executeView(Operation.ExecuteViewMethod call, String path) {
    var view = view(call.view(), path + ".executeView");
    var called = view == null ? null : ofView(view, call.method(), path);
    if (view != null && called != null) {
      smartObjects.inputs(called, call.inputs(), sources, path, properties(view));
      smartObjects.rows(called, call.filter(), call.order(), sources, path);
    }
    mappings.all(call.outputs());
  }

  private SmartObjectUse.@Nullable Called ofView(View view, String method, String path) {
    if (view.source() == null) {
      findings.error(
          path + ".executeView",
          "view '%s', which has no SmartObject".formatted(view.name()),
          "a view with a source, or execute: <SmartObject>");
      return null;
    }
    return smartObjects.find(
        view.source().smartObject(), path + ".executeView", method, path + ".method");
  }

  /** What the fields of a view give by themselves. */
  private static List<String> properties(View view) {
    return view.fields().stream().map(Field::property).toList();
  }

  private void executeForItems(Operation.ExecuteForItems call, String path) {
    items(call.items(), path + ".executeForItems");
    var name = SmartObjectUse.ofItems(call, home);
    if (name == null) {
      if (call.items().control() != null || home.area(call.items().scope()).isKnown()) {
        findings.error(path + ".smartObject", "none", "the SmartObject whose method is called");
      }
    } else {
      var called =
          smartObjects.find(
              name,
              path + (call.smartObject() == null ? ".executeForItems" : ".smartObject"),
              call.method(),
              path + ".method");
      if (called != null) {
        smartObjects.kind(called, false, path + ".method");
        smartObjects.inputs(called, call.inputs(), sources, path, given(call));
      }
    }
    mappings.all(call.outputs());
  }

  private List<String> given(Operation.ExecuteForItems call) {
    var view = home.area(call.items().scope()).asView();
    return view == null || call.items().control() != null ? List.of() : properties(view);
  }

  /** That there are such items. */
  void items(Items items, String path) {
    var control = items.control();
    if (control == null) {
      var area = home.area(items.scope(), path, findings);
      sources.listView(area, path);
      var view = area.asView();
      boolean rows = rowState(items.state());
      if (!rows) {
        state(path, items.state(), "the rows of a view: all, added, changed, removed ...");
      } else if (view != null && view.kind() == ViewKind.LIST && edited(items.state())) {
        findings.warning(
            path + ".state",
            "'%s' rows of a list that is not edited".formatted(Words.of(items.state())),
            "a view of kind editable-list: else there are none");
      }
      return;
    }
    var found = sources.control(items.scope(), control, path + ".control");
    if (found == null) {
      return;
    }
    boolean ofItems = items.state() == ItemState.ALL || !rowState(items.state());
    if (found.data() == null && found.type().methods().isEmpty()) {
      findings.error(path + ".control", "'%s', which has no items".formatted(control), "a list");
    } else if (!ofItems && items.state() != ItemState.SELECTED) {
      state(path, items.state(), "the items of a control: all, checked, unchecked ...");
    }
  }

  private void state(String path, ItemState state, String expected) {
    findings.error(path + ".state", "'%s'".formatted(Words.of(state)), "a state of " + expected);
  }

  private static boolean rowState(ItemState state) {
    return switch (state) {
      case ALL, ADDED, CHANGED, REMOVED, UNCHANGED, SELECTED -> true;
      case CHECKED, UNCHECKED, NEWLY_CHECKED, NEWLY_UNCHECKED -> false;
    };
  }

  private static boolean edited(ItemState state) {
    return state == ItemState.ADDED || state == ItemState.CHANGED || state == ItemState.REMOVED;
  }

  // ---- views and controls

  /** The view; null, and noted, if it is none, or can't be known from here. */
  private @Nullable View view(Scope scope, String path) {
    var area = home.area(scope, path, findings);
    if (area instanceof Area.OfForm) {
      findings.error(path, area.label(), "a view: its id on the form");
    }
    return area.asView();
  }

  private void runView(Scope scope, ViewMethod method, String path) {
    var at = path + "." + Words.key(method);
    if (method == ViewMethod.INITIALISE && home.area(scope) instanceof Area.OfForm) {
      return;
    }
    var view = view(scope, at);
    if (view == null) {
      return;
    }
    boolean loads =
        switch (method) {
          case REFRESH, LOAD_MORE -> true;
          case INITIALISE, CLEAR, EXPAND, COLLAPSE -> false;
        };
    if (loads && (view.source() == null || view.source().method() == null)) {
      findings.error(
          at,
          "view '%s', whose source names no method".formatted(view.name()),
          "a view whose source has one, or executeView with a method");
    } else if (method == ViewMethod.LOAD_MORE
        && (!view.kind().isList() || view.source() == null || view.source().pageSize() == 0)) {
      findings.error(
          at, "view '%s', which has no pages".formatted(view.name()), "a list with a pageSize");
    }
  }

  private void runControl(Operation.RunControlMethod call, String path) {
    var at = path + "." + word(call.method());
    var control = sources.control(call.scope(), call.control(), at);
    if (control == null) {
      return;
    }
    if (!control.type().methods().contains(call.method())) {
      findings.error(
          at,
          "'%s' of '%s', a %s"
              .formatted(word(call.method()), control.id(), Words.of(control.type())),
          methods(control));
      return;
    }
    if (call.method() != ControlMethod.POPULATE) {
      return;
    }
    if (control.data() instanceof DataSource.FromSmartObject rows) {
      var called = smartObjects.find(rows.smartObject(), at, rows.method(), at);
      if (called != null) {
        smartObjects.rows(called, call.filter(), List.of(), sources, path);
      }
    } else if (call.filter() != null) {
      findings.error(
          path + ".filter", "a filter of items that are written down", "none, or a source");
    }
  }

  private static String methods(Control control) {
    var methods = control.type().methods().stream().map(OperationCheck::word).toList();
    return methods.isEmpty()
        ? "nothing: it can do nothing"
        : "one of " + String.join(", ", methods);
  }

  private static String word(ControlMethod method) {
    return switch (method) {
      case POPULATE -> "populate";
      case CLEAR -> "clearControl";
      case FOCUS -> "focus";
      case START -> "startTimer";
      case STOP -> "stopTimer";
    };
  }

  private void editList(Operation.EditList edit, String path) {
    var view = view(edit.view(), path + ".editList");
    if (view != null && view.kind() != ViewKind.EDITABLE_LIST) {
      findings.error(
          path + ".editList",
          "view '%s' of kind %s".formatted(view.name(), Words.of(view.kind())),
          "kind: editable-list");
    }
    boolean takes =
        switch (edit.method()) {
          case ADD, EDIT, ADD_AND_ACCEPT -> true;
          case ACCEPT, CANCEL, REMOVE -> false;
        };
    if (!takes && !edit.values().isEmpty()) {
      findings.error(
          path + ".values",
          "values for '%s'".formatted(Words.of(edit.method())),
          "values for add, edit and %s only".formatted(Words.of(ListMethod.ADD_AND_ACCEPT)));
    }
    mappings.all(edit.values());
  }

  // ---- subforms, navigation

  private void open(Operation.OpenSubform open, String path) {
    sources.into(open.heading(), PropertyType.TEXT, path + ".heading");
    var at = path + (open.subview() ? ".openSubview" : ".openSubform");
    var around = home.surroundings();
    if (open.opened().equals("this") || open.opened().equals("parent")) {
      findings.error(
          path + ".as", "'%s'".formatted(open.opened()), "an id that means nothing else");
    }
    if (open.subview()) {
      var view = around.view(open.document());
      if (view == null) {
        findings.notDeployed(at, "view", open.document(), around.viewNames());
      }
      parameters(open.parameters(), view == null ? new Area.Unknown() : new Area.OfView(view));
      return;
    }
    form(open.document(), open.parameters(), at);
    var form = around.form(open.document());
    if (form != null && open.state() != null) {
      state(form, open.state(), path + ".state");
    }
  }

  private void form(String name, List<Mapping> parameters, String path) {
    var around = home.surroundings();
    var form = around.form(name);
    if (form == null) {
      findings.notDeployed(path, "form", name, around.formNames());
    }
    parameters(parameters, form == null ? new Area.Unknown() : new Area.OfForm(form));
  }

  private void state(org.baltoro.forms.document.Form form, String state, String path) {
    if (form.state(state) == null) {
      findings.unknown(
          path,
          "state",
          state,
          form.states().stream().map(FormState::id).toList(),
          "form '%s'".formatted(form.name()));
    }
  }

  private void parameters(List<Mapping> parameters, Area document) {
    for (var mapping : parameters) {
      var path = findings.at(mapping.id());
      if (!(mapping.target() instanceof Target.DocumentParameter(var id))) {
        findings.error(path, "another target than a parameter", "parameters of what is opened");
        continue;
      }
      var parameter = document.parameter(id);
      if (parameter == null && document.isKnown()) {
        findings.unknown(
            path,
            "parameter",
            id,
            document.parameters().stream().map(Parameter::id).toList(),
            document.label());
      }
      sources.into(mapping.source(), parameter == null ? null : parameter.type(), path);
    }
  }

  private void navigate(Operation.NavigateToForm navigate, String path) {
    sources.into(navigate.form(), PropertyType.TEXT, path + ".navigateToForm");
    sources.into(navigate.state(), PropertyType.TEXT, path + ".state");
    if (navigate.form() instanceof Source.Literal(String name)) {
      form(name, navigate.parameters(), path + ".navigateToForm");
      var form = home.surroundings().form(name);
      if (form != null && navigate.state() instanceof Source.Literal(String state)) {
        state(form, state, path + ".state");
      }
    } else {
      parameters(navigate.parameters(), new Area.Unknown());
    }
  }

  private void close(String opened, String path) {
    if (!home.isOpened(opened)) {
      home.missingOpened(opened, path + ".close", findings);
    }
  }

  /** A tab of the form; views can't know theirs. */
  static void tab(String tab, Home home, String path, Findings findings) {
    var form = home.form();
    if (form == null) {
      findings.warning(
          path,
          "a tab in a rule of a view",
          "a rule of the form: on others the view has no tab '%s'".formatted(tab));
    } else if (form.tab(tab) == null) {
      findings.unknown(
          path,
          "tab",
          tab,
          form.tabs().stream().map(Tab::id).toList(),
          "form '%s'".formatted(form.name()));
    }
  }

  private void executeRule(Scope scope, String rule, String path) {
    var area = home.area(scope, path + ".of", findings);
    if (!area.isKnown()) {
      return;
    }
    var ids = new ArrayList<>(area.rules().stream().map(Rule::id).toList());
    if (!ids.contains(rule)) {
      findings.unknown(path + ".executeRule", "rule", rule, ids, area.label());
    }
  }
}
