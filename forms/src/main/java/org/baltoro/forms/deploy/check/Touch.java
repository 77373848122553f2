package org.baltoro.forms.deploy.check;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Element;
import org.baltoro.forms.document.Items;
import org.baltoro.forms.document.ListFilter;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Target;
import org.jspecify.annotations.Nullable;

/**
 * What an action touches: all its sources, those inside of texts too, the targets on the page, and
 * the views, forms and things that it names besides.
 */
final class Touch {
  private final List<Source> sources = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private final List<Scope> scopes = new ArrayList<>();

  private Touch() {}

  static Touch of(Action action) {
    var touch = new Touch();
    touch.operation(action.operation());
    return touch;
  }

  List<Source> sources() {
    return sources;
  }

  List<Target> targets() {
    return targets;
  }

  /** Every view or form that it reads from, writes to or does something with. */
  List<Scope> scopes() {
    var all = new ArrayList<>(scopes);
    sources.forEach(source -> add(all, scope(source)));
    targets.forEach(target -> add(all, scope(target)));
    return all;
  }

  private static void add(List<Scope> scopes, @Nullable Scope scope) {
    if (scope != null) {
      scopes.add(scope);
    }
  }

  static @Nullable Scope scope(Source source) {
    return switch (source) {
      case Source.ControlValue(var scope, var id) -> scope;
      case Source.ControlProperty(var scope, var id, var property) -> scope;
      case Source.FieldValue(var scope, var id) -> scope;
      case Source.ParameterValue(var scope, var id) -> scope;
      case Source.ViewRows(var scope, var state) -> scope;
      case Source.Literal ignored -> null;
      case Source.Text ignored -> null;
      case Source.ResultValue ignored -> null;
      case Source.ResultRows ignored -> null;
      case Source.SystemValue ignored -> null;
      case Source.CurrentItemState ignored -> null;
      case Source.CurrentItem ignored -> null;
      case Source.Expression ignored -> null;
    };
  }

  static @Nullable Scope scope(Target target) {
    return switch (target) {
      case Target.ControlValue(var scope, var id) -> scope;
      case Target.ControlProperty(var scope, var id, var property) -> scope;
      case Target.FieldValue(var scope, var id) -> scope;
      case Target.ParameterValue(var scope, var id) -> scope;
      case Target.ViewRows(var scope) -> scope;
      case Target.ControlItems(var scope, var id) -> scope;
      case Target.InputProperty ignored -> null;
      case Target.MethodParameter ignored -> null;
      case Target.DocumentParameter ignored -> null;
      case Target.DataField ignored -> null;
    };
  }

  private void operation(Operation operation) {
    switch (operation) {
      case Operation.ExecuteSmartObject call -> {
        mappings(call.inputs());
        filter(call.filter());
        mappings(call.outputs());
      }
      case Operation.ExecuteViewMethod call -> {
        scopes.add(call.view());
        mappings(call.inputs());
        filter(call.filter());
        mappings(call.outputs());
      }
      case Operation.ExecuteForItems call -> {
        items(call.items());
        mappings(call.inputs());
        mappings(call.outputs());
      }
      case Operation.RunViewMethod(var view, var method) -> scopes.add(view);
      case Operation.RunControlMethod(var scope, var control, var method, var filter) -> {
        scopes.add(scope);
        filter(filter);
      }
      case Operation.TransferData(var all) -> mappings(all);
      case Operation.SetProperties(var settings) -> {
        for (var setting : settings) {
          element(setting.element());
          source(setting.value());
        }
      }
      case Operation.OpenSubform open -> {
        mappings(open.parameters());
        source(open.heading());
      }
      case Operation.Close ignored -> {}
      case Operation.NavigateToForm(var form, var state, var parameters) -> {
        source(form);
        source(state);
        mappings(parameters);
      }
      case Operation.NavigateToAddress(var address, var newWindow) -> source(address);
      case Operation.ShowTab ignored -> {}
      case Operation.ShowView(var view) -> scopes.add(view);
      case Operation.ShowMessage(var type, var title, var body) -> {
        source(title);
        source(body);
      }
      case Operation.Confirm(var title, var body) -> {
        source(title);
        source(body);
      }
      case Operation.ExecuteRule(var scope, var rule) -> scopes.add(scope);
      case Operation.Continue ignored -> {}
      case Operation.StopRule ignored -> {}
      case Operation.RaiseError(var message, var detail, var type) -> {
        source(message);
        source(detail);
        source(type);
      }
      case Operation.StartProcess start -> {
        source(start.folio());
        mappings(start.dataFields());
        mappings(start.outputs());
      }
      case Operation.OpenWorklistItem(var serialNumber, var allocate, var outputs) -> {
        source(serialNumber);
        mappings(outputs);
      }
      case Operation.FinishWorklistItem finish -> {
        source(finish.serialNumber());
        source(finish.action());
        mappings(finish.dataFields());
      }
      case Operation.EditList edit -> {
        scopes.add(edit.view());
        mappings(edit.values());
      }
    }
  }

  private void mappings(List<Mapping> mappings) {
    for (var mapping : mappings) {
      source(mapping.source());
      targets.add(mapping.target());
    }
  }

  private void source(Source source) {
    sources.add(source);
    if (source instanceof Source.Text(var parts)) {
      parts.forEach(this::source);
    }
  }

  private void items(Items items) {
    scopes.add(items.scope());
  }

  private void element(Element element) {
    switch (element) {
      case Element.ControlElement(var scope, var control) -> scopes.add(scope);
      case Element.ScopeElement(var scope) -> scopes.add(scope);
      case Element.TabElement ignored -> {}
    }
  }

  private void filter(@Nullable ListFilter filter) {
    switch (filter) {
      case null -> {}
      case ListFilter.And(var parts) -> parts.forEach(this::filter);
      case ListFilter.Or(var parts) -> parts.forEach(this::filter);
      case ListFilter.Not(var part) -> filter(part);
      case ListFilter.Compare(var property, var operator, var value) -> source(value);
      case ListFilter.In(var property, var values) -> source(values);
      case ListFilter.Empty ignored -> {}
    }
  }
}
