package org.baltoro.forms.document;

import org.jspecify.annotations.Nullable;

/**
 * Whose controls, fields and parameters a reference means, seen from the rule that it stands in.
 */
public sealed interface Scope {
  Scope OWN = new Own();

  /** The view or form that the rule belongs to. */
  record Own() implements Scope {}

  /**
   * A view on the rule's form.
   *
   * @param instance the id of its {@link ViewInstance}
   */
  record Instance(String instance) implements Scope {}

  /**
   * Who opened the subform or subview that the rule runs in.
   *
   * @param instance a view on the opener's form; null: the view or form whose rule opened it
   */
  record Parent(@Nullable String instance) implements Scope {}

  /**
   * A subform or subview that is open.
   *
   * @param opened the id that {@link Operation.OpenSubform} gave it
   * @param instance a view on it; null: the subform or subview itself
   */
  record Opened(String opened, @Nullable String instance) implements Scope {}
}
