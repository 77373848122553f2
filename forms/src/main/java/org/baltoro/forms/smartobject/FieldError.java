package org.baltoro.forms.smartobject;

/**
 * What is wrong with one property or parameter.
 *
 * @param field the property's or parameter's name
 * @param message for people, without the field's name
 */
public record FieldError(String field, Code code, String message) {

  /** For programs. */
  public enum Code {
    REQUIRED,
    WRONG_TYPE,
    /** There is none of that name, or the method does not take it. */
    UNKNOWN,
    TOO_LONG,
    OUT_OF_RANGE,
    NOT_UNIQUE,
    /** It refers to a row that is not there. */
    NO_SUCH_REFERENCE,
    /** Other rows refer to this one. */
    STILL_REFERENCED,
    /** The source refused it for a reason of its own. */
    REFUSED
  }
}
