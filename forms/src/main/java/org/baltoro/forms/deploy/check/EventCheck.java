package org.baltoro.forms.deploy.check;

import java.util.List;
import org.baltoro.forms.deploy.Words;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.ListEvent;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.View;
import org.baltoro.forms.document.ViewKind;
import org.baltoro.forms.smartobject.Method;

/** Checks that what a rule waits for can happen. */
final class EventCheck {
  private final Home home;
  private final Findings findings;
  private final SourceCheck sources;

  EventCheck(Home home, Findings findings, SourceCheck sources) {
    this.home = home;
    this.findings = findings;
    this.sources = sources;
  }

  void check(Rule rule) {
    var path = findings.at(rule.id(), "when");
    switch (rule.event()) {
      case Event.Initialise(var scope) -> scope(scope, path + ".initialise");
      case Event.Load(var scope) -> scope(scope, path + ".load");
      case Event.ServerLoad(var scope) -> scope(scope, path + ".serverLoad");
      case Event.ErrorRaised(var scope) -> scope(scope, path + ".errorRaised");
      case Event.OnControl event -> control(event, path + "." + Words.key(event.event()));
      case Event.OnList(var scope, var event) ->
          rows(scope, event, path + "." + Words.ofRow(event));
      case Event.ParameterChanged(var scope, var parameter) ->
          sources.parameter(scope, parameter, path + ".parameterChanged");
      case Event.MethodExecuted event -> executed(event, path);
      case Event.ViewToggled(var scope, var collapsed) -> {
        var at = path + (collapsed ? ".collapsed" : ".expanded");
        if (home.area(scope, at, findings) instanceof Area.OfForm) {
          findings.error(at, "a form that is collapsed or expanded", "a view");
        }
      }
      case Event.SubformClosing(var opened, var reason) -> {
        if (opened != null) {
          opened(opened, path + ".closing");
        }
      }
      case Event.SubformClosed(var opened, var reason) -> opened(opened, path + ".closed");
      case Event.WorkflowSubmit ignored -> {}
      case Event.Timer ignored -> {}
      case Event.Unbound ignored -> {}
    }
  }

  private void scope(Scope scope, String path) {
    var area = home.area(scope, path, findings);
    if (scope instanceof Scope.Parent) {
      findings.error(path, "an event of what opened this", "an event of this, or of a view on it");
    }
    if (scope instanceof Scope.Opened && !area.isKnown() && home.openedIds().isEmpty()) {
      findings.warning(path, "an event of a subform that nothing opens", "a rule that opens it");
    }
  }

  private void control(Event.OnControl event, String path) {
    var control = sources.control(event.scope(), event.control(), path);
    if (control != null && !control.type().events().contains(event.event())) {
      findings.error(
          path,
          "'%s' of '%s', a %s"
              .formatted(Words.of(event.event()), control.id(), Words.of(control.type())),
          events(control));
    }
  }

  private static String events(Control control) {
    var events = control.type().events();
    return events.isEmpty()
        ? "a control with events: nothing happens to this one"
        : "one of " + String.join(", ", events.stream().map(Words::of).toList());
  }

  private void rows(Scope scope, ListEvent event, String path) {
    var area = home.area(scope, path, findings);
    sources.listView(area, path);
    var view = area.asView();
    if (view != null && view.kind() == ViewKind.LIST && isEditing(event)) {
      findings.error(
          path,
          "'%s' of rows that are not edited".formatted(Words.of(event)),
          "a view of kind editable-list, or clicked, double-clicked, selected");
    }
  }

  private static boolean isEditing(ListEvent event) {
    return switch (event) {
      case ADDED, EDITED, ACCEPTED, CANCELLED, REMOVED -> true;
      case CLICKED, DOUBLE_CLICKED, SELECTED -> false;
    };
  }

  private void executed(Event.MethodExecuted event, String path) {
    var area = home.area(event.scope(), path + ".executed", findings);
    var view = area.asView();
    if (view == null) {
      if (area instanceof Area.OfForm) {
        findings.error(path + ".executed", "a method of a form", "a method of a view");
      }
      return;
    }
    method(view, event, path);
  }

  private void method(View view, Event.MethodExecuted event, String path) {
    var source = view.source();
    if (source == null) {
      findings.error(
          path + ".executed",
          "a method of view '%s', which has no SmartObject".formatted(view.name()),
          "a view with a source");
      return;
    }
    var definition = home.surroundings().smartObjects().find(source.smartObject()).orElse(null);
    var wanted = event.method();
    if (definition != null && wanted != null && definition.method(wanted).isEmpty()) {
      findings.unknown(
          path + ".method",
          "method",
          wanted,
          names(definition.methods()),
          "SmartObject '%s'".formatted(definition.name()));
    }
  }

  private static List<String> names(List<Method> methods) {
    return methods.stream().map(Method::name).toList();
  }

  private void opened(String id, String path) {
    if (!home.isOpened(id)) {
      home.missingOpened(id, path, findings);
    }
  }
}
