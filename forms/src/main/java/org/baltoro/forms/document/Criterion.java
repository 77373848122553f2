package org.baltoro.forms.document;

import java.util.List;

/** What a condition asks. */
public sealed interface Criterion {

  /** FEEL that must be true; names as in {@link Source.Expression}. */
  record Holds(String expression) implements Criterion {}

  /**
   * The values of controls are valid; else the user is shown where not.
   *
   * @param scope a view, or the form with all its views
   * @param controls which, and what of each; empty: all of the scope, required and validated as
   *     they say themselves
   */
  record Validation(
      Scope scope,
      List<ValidatedControl> controls,
      boolean skipHidden,
      boolean skipDisabled,
      boolean skipReadOnly)
      implements Criterion {
    public Validation {
      controls = List.copyOf(controls);
    }
  }

  /**
   * One control of a validation.
   *
   * @param required it must not be empty, whatever it says itself
   * @param validate its type, pattern and expression count
   */
  record ValidatedControl(Scope scope, String control, boolean required, boolean validate) {}

  /** The user says yes. */
  record Confirmation(Source title, Source body) implements Criterion {}

  /** A step of this rule has failed before, and an error handler let the rule go on. */
  record ErrorOccurred() implements Criterion {}
}
