package org.baltoro.forms.smartobject;

/** A method of a SmartObject, by names. */
public record MethodReference(String smartObject, String method) {
  @Override
  public String toString() {
    return smartObject + "." + method;
  }
}
