package org.baltoro.forms.session;

/**
 * Where a control is.
 *
 * @param window the window's id
 * @param area the id of a view on the form; "" for the form itself, or a subview
 * @param control its id
 */
public record Address(String window, String area, String control) {
  @Override
  public String toString() {
    return "%s/%s/%s".formatted(window, area, control);
  }
}
