package org.baltoro.forms.deploy.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.Element;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.ViewMethod;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Target;
import org.baltoro.language.feel.FeelExpression;
import org.baltoro.language.feel.RefusedExpression;

/**
 * What on the page an action reads and writes, as names that can be compared: {@code Header/Total},
 * {@code Header/*} for all data of a view. A control that shows a field is the field.
 *
 * @param results ids of the actions whose results it reads
 */
record Cells(Set<String> reads, Set<String> writes, Set<String> results) {

  /**
   * What an action reads and writes.
   *
   * @param self how the rule's own view or form is called: "" or, on a form, the view's id
   */
  static Cells of(Action action, Home home, String self) {
    var finder = new Finder(home, self);
    finder.operation(action);
    return new Cells(finder.reads, finder.writes, finder.results);
  }

  /** A cell that one reads or writes and the other writes; null if there is none. */
  static @org.jspecify.annotations.Nullable String common(Set<String> some, Set<String> others) {
    for (var one : some) {
      for (var other : others) {
        if (overlap(one, other)) {
          return one.endsWith("/*") ? other : one;
        }
      }
    }
    return null;
  }

  static boolean overlap(String one, String other) {
    return one.equals(other) || covers(one, other) || covers(other, one);
  }

  private static boolean covers(String all, String one) {
    return all.endsWith("/*")
        && one.startsWith(all.substring(0, all.length() - 1))
        && one.indexOf(' ') < 0;
  }

  /** A cell as people read it. */
  static String shown(String cell) {
    var shown = cell.startsWith("/") ? cell.substring(1) : cell.replaceFirst("/", ".");
    return shown.endsWith("*")
        ? "the data of "
            + (shown.length() > 1 ? shown.substring(0, shown.length() - 2) : "the view")
        : "'" + shown + "'";
  }

  private static final class Finder {
    private final Home home;
    private final String self;
    final Set<String> reads = new LinkedHashSet<>();
    final Set<String> writes = new LinkedHashSet<>();
    final Set<String> results = new LinkedHashSet<>();

    Finder(Home home, String self) {
      this.home = home;
      this.self = self;
    }

    void operation(Action action) {
      var touch = Touch.of(action);
      touch.sources().forEach(this::source);
      results.remove(action.id());
      touch.targets().forEach(this::target);
      switch (action.operation()) {
        case Operation.ExecuteViewMethod call -> {
          reads.add(data(call.view()));
          writes.add(data(call.view()));
        }
        case Operation.ExecuteForItems call -> {
          reads.add(data(call.items().scope()));
          if (call.smartObject() == null) {
            // Rows of one state are no others'.
            writes.add(key(call.items().scope()) + "/rows " + call.items().state());
          }
        }
        case Operation.RunViewMethod(var view, var method) -> viewMethod(view, method);
        case Operation.EditList edit -> writes.add(data(edit.view()));
        case Operation.RunControlMethod(var scope, var id, var method, var filter) -> {
          switch (method) {
            case CLEAR -> writes.add(control(scope, id));
            case POPULATE -> writes.add(items(scope, id));
            case FOCUS, START, STOP -> {}
          }
        }
        case Operation.SetProperties(var settings) -> {
          for (var setting : settings) {
            if (setting.element() instanceof Element.ControlElement(var scope, var id)) {
              writes.add(property(scope, id, setting.property().name()));
            }
          }
        }
        default -> {}
      }
    }

    private void viewMethod(Scope view, ViewMethod method) {
      switch (method) {
        case INITIALISE, REFRESH, LOAD_MORE, CLEAR -> {
          writes.add(data(view));
          var shown = home.area(view).asView();
          if (shown != null && shown.source() != null) {
            // Seen from the view itself, whose sources reach nothing else on the form.
            reads.add(data(view));
          }
        }
        case EXPAND, COLLAPSE -> {}
      }
    }

    private void source(Source source) {
      switch (source) {
        case Source.ControlValue(var scope, var id) -> reads.add(control(scope, id));
        case Source.ControlProperty(var scope, var id, var property) ->
            reads.add(property(scope, id, property.name()));
        case Source.FieldValue(var scope, var id) -> reads.add(key(scope) + "/" + id);
        case Source.ParameterValue(var scope, var id) -> reads.add(parameter(scope, id));
        case Source.ViewRows(var scope, var state) -> reads.add(data(scope));
        case Source.ResultValue(var action, var property) -> results.add(action);
        case Source.ResultRows(var action) -> results.add(action);
        case Source.Expression(var text) -> expression(text);
        case Source.Literal ignored -> {}
        case Source.Text ignored -> {}
        case Source.SystemValue ignored -> {}
        case Source.CurrentItemState ignored -> {}
        case Source.CurrentItem ignored -> {}
      }
    }

    private void expression(String text) {
      try {
        FeelExpression.of(text).reads().forEach(this::name);
      } catch (RefusedExpression refused) {
        // Told by the check of the expression itself.
      }
    }

    /** A name of FEEL: of the own view or form, or of a view on the form. */
    private void name(List<String> path) {
      var first = path.getFirst();
      var form = home.form();
      if (form != null && form.view(first) != null) {
        var scope = new Scope.Instance(first);
        boolean whole = path.size() == 1 || path.get(1).equals(FeelNames.ROWS);
        reads.add(whole ? data(scope) : named(scope, path.get(1)));
      } else {
        reads.add(first.equals(FeelNames.ROWS) ? data(Scope.OWN) : named(Scope.OWN, first));
      }
    }

    private String named(Scope scope, String name) {
      var area = home.area(scope);
      return area.control(name) == null && area.field(name) == null && area.parameter(name) != null
          ? parameter(scope, name)
          : control(scope, name);
    }

    private void target(Target target) {
      switch (target) {
        case Target.ControlValue(var scope, var id) -> writes.add(control(scope, id));
        case Target.ControlProperty(var scope, var id, var property) ->
            writes.add(property(scope, id, property.name()));
        case Target.FieldValue(var scope, var id) -> writes.add(key(scope) + "/" + id);
        case Target.ParameterValue(var scope, var id) -> writes.add(parameter(scope, id));
        case Target.ViewRows(var scope) -> writes.add(data(scope));
        case Target.ControlItems(var scope, var id) -> writes.add(items(scope, id));
        case Target.InputProperty ignored -> {}
        case Target.MethodParameter ignored -> {}
        case Target.DocumentParameter ignored -> {}
        case Target.DataField ignored -> {}
      }
    }

    private String control(Scope scope, String id) {
      return key(scope) + "/" + cell(home.area(scope).control(id), id);
    }

    private String parameter(Scope scope, String id) {
      return key(scope) + "/parameter " + id;
    }

    private String property(Scope scope, String id, String property) {
      return key(scope) + "/" + id + " " + property;
    }

    private String items(Scope scope, String id) {
      return key(scope) + "/" + id + " items";
    }

    private String data(Scope scope) {
      return key(scope) + "/*";
    }

    private String key(Scope scope) {
      return Cells.key(scope, self);
    }
  }

  /** The field that a control shows; its own id if it shows none. */
  static String cell(@org.jspecify.annotations.Nullable Control control, String id) {
    return control == null || control.field() == null ? id : control.field();
  }

  static String key(Scope scope, String self) {
    return switch (scope) {
      case Scope.Own ignored -> self;
      case Scope.Instance(var instance) -> instance;
      case Scope.Parent(var instance) -> "parent:" + (instance == null ? "" : instance);
      case Scope.Opened(var opened, var instance) ->
          opened + ":" + (instance == null ? "" : instance);
    };
  }
}
