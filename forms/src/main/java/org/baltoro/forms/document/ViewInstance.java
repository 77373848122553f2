package org.baltoro.forms.document;

/**
 * A view at its place on a form. The same view may have several.
 *
 * @param id an identifier, unique among the form's tabs, views, controls and parameters
 * @param view the view's full name; its default version is taken when the form is opened
 * @param title of this place; "": the view's own
 */
public record ViewInstance(
    String id,
    String view,
    String title,
    boolean visible,
    boolean enabled,
    boolean readOnly,
    boolean collapsed) {
  /** A view under its own title: visible, enabled, open. */
  public ViewInstance(String id, String view) {
    this(id, view, "", true, true, false, false);
  }
}
