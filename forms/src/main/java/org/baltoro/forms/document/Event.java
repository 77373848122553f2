package org.baltoro.forms.document;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a rule runs. */
public sealed interface Event {

  /** A view or form begins: its lists are loaded here. The form is locked until the form's ends. */
  record Initialise(Scope scope) implements Event {}

  /** A form is there for the user, a view was initialised. */
  record Load(Scope scope) implements Event {}

  /** Before a form or view is shown for the first time. */
  record ServerLoad(Scope scope) implements Event {}

  /** Something happened to a control. */
  record OnControl(Scope scope, String control, ControlEvent event) implements Event {}

  /** Something happened to the rows of a list view. */
  record OnList(Scope scope, ListEvent event) implements Event {}

  /** A parameter's value differs from before. */
  record ParameterChanged(Scope scope, String parameter) implements Event {}

  /**
   * A view has executed a method of its SmartObject successfully.
   *
   * @param method null: any
   */
  record MethodExecuted(Scope scope, @Nullable String method) implements Event {}

  /** A view was collapsed or expanded. */
  record ViewToggled(Scope scope, boolean collapsed) implements Event {}

  /**
   * A subform or subview is about to close; its values can still be read.
   *
   * @param opened the id that it was opened under; null: the one that this rule belongs to
   * @param reason null: any
   */
  record SubformClosing(@Nullable String opened, @Nullable CloseReason reason) implements Event {}

  /**
   * A subform or subview has closed.
   *
   * @param opened the id that it was opened under
   * @param reason null: any
   */
  record SubformClosed(String opened, @Nullable CloseReason reason) implements Event {}

  /** A rule of this view or form failed and no handler of its own took the error. */
  record ErrorRaised(Scope scope) implements Event {}

  /**
   * The user finishes the worklist item that the form was opened for.
   *
   * @param action null: any
   */
  record WorkflowSubmit(@Nullable String action) implements Event {}

  /**
   * Time has passed since the form was there for the user.
   *
   * @param after 1 second or more
   * @param repeating again and again
   */
  record Timer(Duration after, boolean repeating) implements Event {}

  /** Never by itself: other rules execute it. */
  record Unbound() implements Event {}
}
