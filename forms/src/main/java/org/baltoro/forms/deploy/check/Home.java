package org.baltoro.forms.deploy.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.View;
import org.baltoro.forms.document.ViewInstance;
import org.jspecify.annotations.Nullable;

/** Where a rule stands: what scopes mean from there. */
final class Home {
  private final Area own;
  private final Surroundings surroundings;

  /** Which subforms and subviews the document opens, by the ids that it gives them. */
  private final Map<String, Area> opened = new LinkedHashMap<>();

  private Home(Area own, Surroundings surroundings) {
    this.own = own;
    this.surroundings = surroundings;
  }

  static Home of(View view, Surroundings surroundings) {
    var home = new Home(new Area.OfView(view), surroundings);
    home.open(view.rules());
    return home;
  }

  static Home of(Form form, Surroundings surroundings) {
    var home = new Home(new Area.OfForm(form), surroundings);
    home.open(form.rules());
    form.states().forEach(state -> home.open(state.rules()));
    for (var instance : form.views()) {
      var view = surroundings.view(instance.view());
      if (view != null) {
        home.open(view.rules());
      }
    }
    return home;
  }

  private void open(List<Rule> rules) {
    for (var rule : rules) {
      for (var action : RuleParts.actions(rule)) {
        if (action.operation() instanceof Operation.OpenSubform open) {
          var area = document(open);
          var before = opened.put(open.opened(), area);
          if (before != null && !before.equals(area)) {
            opened.put(open.opened(), new Area.Unknown());
          }
        }
      }
    }
  }

  private Area document(Operation.OpenSubform open) {
    var view = open.subview() ? surroundings.view(open.document()) : null;
    var form = open.subview() ? null : surroundings.form(open.document());
    return view != null
        ? new Area.OfView(view)
        : form != null ? new Area.OfForm(form) : new Area.Unknown();
  }

  Area own() {
    return own;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  @Nullable Form form() {
    return own instanceof Area.OfForm(var form) ? form : null;
  }

  List<String> openedIds() {
    return List.copyOf(opened.keySet());
  }

  boolean isOpened(String id) {
    return opened.containsKey(id);
  }

  /** What the scope means; what is missing is {@link Area.Unknown}. */
  Area area(Scope scope) {
    return switch (scope) {
      case Scope.Own ignored -> own;
      case Scope.Instance(var instance) -> instance(own, instance);
      case Scope.Parent ignored -> new Area.Unknown();
      case Scope.Opened(var id, var instance) -> {
        var area = opened.getOrDefault(id, new Area.Unknown());
        yield instance == null ? area : instance(area, instance);
      }
    };
  }

  private Area instance(Area area, String id) {
    if (area instanceof Area.OfForm(var form)) {
      var instance = form.view(id);
      var view = instance == null ? null : surroundings.view(instance.view());
      if (view != null) {
        return new Area.OfView(view);
      }
    }
    return new Area.Unknown();
  }

  /** The same, and notes what is missing. */
  Area area(Scope scope, String path, Findings findings) {
    switch (scope) {
      case Scope.Own ignored -> {}
      case Scope.Parent ignored -> {}
      case Scope.Instance(var instance) -> checkInstance(own, instance, path, findings);
      case Scope.Opened(var id, var instance) -> {
        if (!opened.containsKey(id)) {
          missingOpened(id, path, findings);
        } else if (instance != null) {
          checkInstance(opened.getOrDefault(id, new Area.Unknown()), instance, path, findings);
        }
      }
    }
    return area(scope);
  }

  /** A form's rules may open what a rule of its view names. */
  void missingOpened(String id, String path, Findings findings) {
    if (own instanceof Area.OfView) {
      findings.warning(
          path,
          "the subform '%s', which no rule of the view opens".formatted(id),
          "the id of a subform that is open then: " + Findings.shown(openedIds()));
    } else {
      findings.unknown(path, "subform", id, openedIds(), own.label());
    }
  }

  private static void checkInstance(Area area, String id, String path, Findings findings) {
    switch (area) {
      case Area.OfForm(var form) -> {
        if (form.view(id) == null) {
          var ids = new ArrayList<String>();
          form.views().stream().map(ViewInstance::id).forEach(ids::add);
          findings.unknown(path, "view", id, ids, area.label());
        }
      }
      case Area.OfView ignored ->
          findings.error(
              path,
              "'%s' of %s".formatted(id, area.label()),
              "a control, field or parameter of the view itself: only forms have views");
      case Area.Unknown ignored -> {}
    }
  }
}
