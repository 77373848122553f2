package org.baltoro.forms.smartobject;

/** A value is not of the type that was wanted; the message says what is, and what should be. */
public final class ValueRefused extends Exception {
  private final FieldError.Code code;

  public ValueRefused(FieldError.Code code, String message) {
    super(message);
    this.code = code;
  }

  public FieldError.Code code() {
    return code;
  }

  /** As the error of one field. */
  public FieldError of(String field) {
    return new FieldError(field, code, String.valueOf(getMessage()));
  }
}
