package org.baltoro.forms.document;

import org.baltoro.forms.smartobject.PropertyType;

/** What rules may set of a control, a view, a tab or a form. */
public enum ElementProperty {
  VISIBLE(PropertyType.YES_NO),
  ENABLED(PropertyType.YES_NO),
  /** On a table, a view or a form: all inside is read-only too. */
  READ_ONLY(PropertyType.YES_NO),
  /** Of a view: only its title shows. */
  COLLAPSED(PropertyType.YES_NO),
  /** Of a control: empty is not valid. */
  REQUIRED(PropertyType.YES_NO),
  /** A control's label, a button's caption, the title of a view, a tab or a form. */
  TITLE(PropertyType.TEXT),
  TOOLTIP(PropertyType.TEXT),
  WATERMARK(PropertyType.TEXT),
  /** A name that the page's style sheet knows. */
  STYLE(PropertyType.TEXT);

  private final PropertyType type;

  ElementProperty(PropertyType type) {
    this.type = type;
  }

  public PropertyType type() {
    return type;
  }
}
