package org.baltoro.forms.rule;

import org.jspecify.annotations.Nullable;

/** An action or a condition failed. */
public final class RuleFailure extends Exception {
  private final transient RuleError error;

  public RuleFailure(RuleError error) {
    this(error, null);
  }

  public RuleFailure(RuleError error, @Nullable Throwable cause) {
    super(error.message(), cause);
    this.error = error;
  }

  public RuleFailure(String type, String message) {
    this(RuleError.of(type, message));
  }

  public RuleError error() {
    return error;
  }
}
