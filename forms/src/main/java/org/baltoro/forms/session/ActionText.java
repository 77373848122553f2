package org.baltoro.forms.session;

import java.util.Locale;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.Closing;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.jspecify.annotations.Nullable;

/** What an action does, in a few words for people. It tells no values. */
final class ActionText {
  private ActionText() {}

  static String of(Operation operation) {
    return switch (operation) {
      case Operation.ExecuteSmartObject call ->
          "%s.%s".formatted(call.smartObject(), call.method());
      case Operation.ExecuteViewMethod call -> "%s: %s".formatted(of(call.view()), call.method());
      case Operation.RunViewMethod(var view, var method) ->
          "%s: %s".formatted(of(view), words(method));
      case Operation.ExecuteForItems call ->
          "%s for %s items of %s"
              .formatted(
                  call.method(),
                  words(call.items().state()),
                  in(call.items().scope(), call.items().control()));
      case Operation.RunControlMethod call ->
          "%s %s".formatted(words(call.method()), in(call.scope(), call.control()));
      case Operation.TransferData transfer -> "transfer data";
      case Operation.SetProperties settings -> "set properties";
      case Operation.OpenSubform open ->
          "open %s%s".formatted(open.document(), open.waitUntilClosed() ? " and wait" : "");
      case Operation.Close(var closing) -> "close " + of(closing);
      case Operation.NavigateToForm(var form, var state, var parameters) ->
          "navigate to " + literal(form);
      case Operation.NavigateToAddress address -> "navigate to an address";
      case Operation.ShowTab(var tab) -> "show tab " + tab;
      case Operation.ShowView(var view) -> "show " + of(view);
      case Operation.ShowMessage message -> "show a message";
      case Operation.Confirm confirm -> "ask for confirmation";
      case Operation.ExecuteRule(var scope, var rule) -> "execute rule " + rule;
      case Operation.Continue go -> "continue";
      case Operation.StopRule stop -> "stop the rule";
      case Operation.RaiseError error -> "raise an error";
      case Operation.StartProcess start -> "start " + start.process();
      case Operation.OpenWorklistItem open -> "open a worklist item";
      case Operation.FinishWorklistItem finish ->
          "finish a worklist item: " + literal(finish.action());
      case Operation.EditList(var view, var method, var values) ->
          "%s: %s a row".formatted(of(view), words(method));
    };
  }

  private static String in(Scope scope, @Nullable String control) {
    if (control == null) {
      return of(scope);
    }
    return scope instanceof Scope.Own ? control : of(scope) + "." + control;
  }

  private static String of(Scope scope) {
    return switch (scope) {
      case Scope.Own own -> "itself";
      case Scope.Instance(var instance) -> instance;
      case Scope.Parent(var instance) -> instance == null ? "opener" : "opener." + instance;
      case Scope.Opened(var opened, var instance) ->
          instance == null ? opened : opened + "." + instance;
    };
  }

  private static String of(Closing closing) {
    return switch (closing) {
      case Closing.Own own -> "itself";
      case Closing.Opened(var opened) -> opened;
      case Closing.Levels(var levels) -> levels + " levels";
    };
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String literal(Source source) {
    return source instanceof Source.Literal(var value) && value != null ? value.toString() : "...";
  }
}
