package org.baltoro.forms.session;

import org.baltoro.forms.document.CloseReason;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.ListEvent;
import org.jspecify.annotations.Nullable;

/** Something that happened, for which there may be rules. */
sealed interface Occurrence {

  /** Where it happened. */
  Window window();

  record Initialise(Area area) implements Occurrence {
    @Override
    public Window window() {
      return area.window;
    }
  }

  record Load(Area area) implements Occurrence {
    @Override
    public Window window() {
      return area.window;
    }
  }

  record ServerLoad(Area area) implements Occurrence {
    @Override
    public Window window() {
      return area.window;
    }
  }

  /**
   * Something happened to a control.
   *
   * @param row in a list view
   * @param item of a worklist
   */
  record OnControl(
      ControlState control, ControlEvent event, @Nullable RowState row, @Nullable ListItem item)
      implements Occurrence {
    @Override
    public Window window() {
      return control.area.window;
    }
  }

  record OnList(Area area, ListEvent event, RowState row) implements Occurrence {
    @Override
    public Window window() {
      return area.window;
    }
  }

  record ParameterChanged(Area area, String parameter) implements Occurrence {
    @Override
    public Window window() {
      return area.window;
    }
  }

  record MethodExecuted(Area area, String method) implements Occurrence {
    @Override
    public Window window() {
      return area.window;
    }
  }

  record ViewToggled(Area area, boolean collapsed) implements Occurrence {
    @Override
    public Window window() {
      return area.window;
    }
  }

  record SubformClosing(Window window, CloseReason reason) implements Occurrence {}

  record SubformClosed(Window window, CloseReason reason) implements Occurrence {}

  record ErrorRaised(Area area) implements Occurrence {
    @Override
    public Window window() {
      return area.window;
    }
  }

  record WorkflowSubmit(Window window, String action) implements Occurrence {}

  /**
   * Time has passed.
   *
   * @param rule the timer's
   */
  record Timer(Window window, String rule) implements Occurrence {}

  /** Whether a rule with this event, seen from its home, is for it. */
  default boolean raises(Event event, String rule, Home home) {
    return switch (event) {
      case Event.Initialise(var scope) ->
          this instanceof Initialise(var area) && home.find(scope) == area;
      case Event.Load(var scope) -> this instanceof Load(var area) && home.find(scope) == area;
      case Event.ServerLoad(var scope) ->
          this instanceof ServerLoad(var area) && home.find(scope) == area;
      case Event.OnControl(var scope, var control, var wanted) ->
          this instanceof OnControl(var state, var happened, var row, var item)
              && happened == wanted
              && state.id().equals(control)
              && home.find(scope) == state.area;
      case Event.OnList(var scope, var wanted) ->
          this instanceof OnList(var area, var happened, var row)
              && happened == wanted
              && home.find(scope) == area;
      case Event.ParameterChanged(var scope, var parameter) ->
          this instanceof ParameterChanged(var area, var happened)
              && happened.equals(parameter)
              && home.find(scope) == area;
      case Event.MethodExecuted(var scope, var method) ->
          this instanceof MethodExecuted(var area, var executed)
              && (method == null || method.equals(executed))
              && home.find(scope) == area;
      case Event.ViewToggled(var scope, var wanted) ->
          this instanceof ViewToggled(var area, var collapsed)
              && collapsed == wanted
              && home.find(scope) == area;
      case Event.SubformClosing(var opened, var wanted) ->
          this instanceof SubformClosing(var closing, var reason)
              && (wanted == null || wanted == reason)
              && isMeant(opened, closing, home);
      case Event.SubformClosed(var opened, var wanted) ->
          this instanceof SubformClosed(var closed, var reason)
              && (wanted == null || wanted == reason)
              && isMeant(opened, closed, home);
      case Event.ErrorRaised(var scope) ->
          this instanceof ErrorRaised(var area) && home.find(scope) == area;
      case Event.WorkflowSubmit(var action) ->
          this instanceof WorkflowSubmit(var window, var chosen)
              && home.window() == window
              && (action == null || action.equals(chosen));
      case Event.Timer(var after, var repeating) ->
          this instanceof Timer(var window, var due) && home.window() == window && due.equals(rule);
      case Event.Unbound unbound -> false;
    };
  }

  private static boolean isMeant(@Nullable String opened, Window subform, Home home) {
    if (opened == null) {
      return home.window() == subform;
    }
    var opener = subform.opener;
    return opener != null && opener.window() == home.window() && opened.equals(subform.opened);
  }
}
