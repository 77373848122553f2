package org.baltoro.forms.smartobject;

import org.jspecify.annotations.Nullable;

/** Where an input of a service method comes from. */
public sealed interface Source {

  /** An input property of the SmartObject's method. */
  record FromProperty(String property) implements Source {}

  /** A parameter of the SmartObject's method. */
  record FromParameter(String parameter) implements Source {}

  record FromSystem(SystemValue value) implements Source {}

  record Constant(@Nullable Object value) implements Source {}

  /**
   * What an earlier binding of the same method gave.
   *
   * @param binding its name
   * @param serviceProperty of what it returned
   */
  record FromBinding(String binding, String serviceProperty) implements Source {}
}
