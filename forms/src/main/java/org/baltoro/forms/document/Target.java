package org.baltoro.forms.document;

/** Where a value goes. */
public sealed interface Target {

  /** A control; its change event follows when the value differs. */
  record ControlValue(Scope scope, String control) implements Target {}

  /** A view's field; controls that show it change with it. */
  record FieldValue(Scope scope, String field) implements Target {}

  record ParameterValue(Scope scope, String parameter) implements Target {}

  /** How a control is. */
  record ControlProperty(Scope scope, String control, ElementProperty property) implements Target {}

  /**
   * The rows of a list view, in place of those that it has. From {@link Source.ResultRows} they are
   * unchanged, from {@link Source.ViewRows} they are added here.
   */
  record ViewRows(Scope scope) implements Target {}

  /** The items of a list control; from {@link Source.ResultRows} or {@link Source.ViewRows}. */
  record ControlItems(Scope scope, String control) implements Target {}

  /** An input property of the SmartObject method that is called. */
  record InputProperty(String property) implements Target {}

  /** A parameter of the SmartObject method that is called. */
  record MethodParameter(String parameter) implements Target {}

  /** A parameter of the form or view that is opened or navigated to. */
  record DocumentParameter(String parameter) implements Target {}

  /** A data field of the process that is started, or whose worklist item is finished. */
  record DataField(String dataField) implements Target {}
}
