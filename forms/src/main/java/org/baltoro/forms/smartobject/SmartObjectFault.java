package org.baltoro.forms.smartobject;

/**
 * One thing that is wrong in a definition.
 *
 * @param path where it is, for example {@code methods.Create.bindings[0].service}
 * @param found what stands there
 * @param expected what should
 * @param warning it may be deployed nevertheless
 */
public record SmartObjectFault(String path, String found, String expected, boolean warning) {
  @Override
  public String toString() {
    return "%s%s: found %s; expected %s."
        .formatted(warning ? "warning: " : "", path, found, expected);
  }
}
