package org.baltoro.forms.deploy;

import org.baltoro.forms.document.CloseReason;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.Scope;
import org.baltoro.language.yaml.DurationText;
import org.jspecify.annotations.Nullable;

/** Writes when a rule runs. */
final class EventWriter {
  private EventWriter() {}

  /** Null: by no event. */
  static @Nullable Object write(Event event) {
    return switch (event) {
      case Event.Initialise(var scope) -> ofScope("initialise", scope);
      case Event.Load(var scope) -> ofScope("load", scope);
      case Event.ServerLoad(var scope) -> ofScope("serverLoad", scope);
      case Event.ErrorRaised(var scope) -> ofScope("errorRaised", scope);
      case Event.OnControl(var scope, var control, var what) ->
          new Tree().put(Words.key(what), References.write(scope, control)).entries();
      case Event.OnList(var scope, var what) ->
          new Tree().put(Words.ofRow(what), References.write(scope)).entries();
      case Event.ParameterChanged(var scope, var parameter) ->
          new Tree().put("parameterChanged", References.write(scope, parameter)).entries();
      case Event.MethodExecuted(var scope, var method) ->
          new Tree()
              .put("executed", References.write(scope))
              .putIfThere("method", method)
              .entries();
      case Event.ViewToggled(var scope, var collapsed) ->
          new Tree().put(collapsed ? "collapsed" : "expanded", References.write(scope)).entries();
      case Event.SubformClosing(var opened, var reason) ->
          opened == null && reason == null
              ? "closing"
              : closing("closing", opened == null ? References.THIS : opened, reason);
      case Event.SubformClosed(var opened, var reason) -> closing("closed", opened, reason);
      case Event.WorkflowSubmit(var action) ->
          action == null ? "submitted" : new Tree().put("submitted", action).entries();
      case Event.Timer(var after, var repeating) ->
          new Tree()
              .put("after", DurationText.write(after))
              .putUnless("repeating", repeating, false)
              .entries();
      case Event.Unbound ignored -> null;
    };
  }

  private static Object ofScope(String word, Scope scope) {
    return scope.equals(Scope.OWN) ? word : new Tree().put(word, References.write(scope)).entries();
  }

  private static Object closing(String word, String opened, @Nullable CloseReason reason) {
    return new Tree()
        .put(word, opened)
        .putIfThere("reason", reason == null ? null : Words.of(reason))
        .entries();
  }
}
