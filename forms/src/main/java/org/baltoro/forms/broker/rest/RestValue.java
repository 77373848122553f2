package org.baltoro.forms.broker.rest;

/** What is put into a request. */
public sealed interface RestValue {

  /** A property or a parameter of the call; not sent in a query or a header if it is empty. */
  record Input(String name) implements RestValue {}

  /** Always the same. */
  record Constant(Object value) implements RestValue {}

  static RestValue input(String name) {
    return new Input(name);
  }

  static RestValue constant(Object value) {
    return new Constant(value);
  }
}
