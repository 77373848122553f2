package org.baltoro.forms.document;

/** Something on a form that has properties. */
public sealed interface Element {
  record ControlElement(Scope scope, String control) implements Element {}

  /** A view as a whole, or the form itself, whichever the scope means. */
  record ScopeElement(Scope scope) implements Element {}

  /** A tab of the rule's form. */
  record TabElement(String tab) implements Element {}
}
