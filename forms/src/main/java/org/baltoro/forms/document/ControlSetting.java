package org.baltoro.forms.document;

import org.baltoro.forms.smartobject.PropertyType;

/** What only some kinds of controls can be told, fixed at design. */
public enum ControlSetting {
  /** A button's caption, a label's text, the words beside a check box. */
  TEXT(PropertyType.TEXT),
  /** Characters at most. */
  LENGTH_MAX(PropertyType.NUMBER),
  /** What is typed is not shown, and masked in traces. */
  PASSWORD(PropertyType.YES_NO),
  MINIMUM(PropertyType.DECIMAL),
  MAXIMUM(PropertyType.DECIMAL),
  /** Digits after the point. */
  DECIMALS(PropertyType.NUMBER),
  /** Lines that are shown. */
  ROWS(PropertyType.NUMBER),
  COLUMNS(PropertyType.NUMBER),
  /** Bytes at most. */
  SIZE_MAX(PropertyType.NUMBER),
  /** Content types that are taken, for example {@code image/*}, separated by commas. */
  CONTENT_TYPES(PropertyType.TEXT),
  /** Where the page is. */
  ADDRESS(PropertyType.TEXT),
  /** Only items of this process. */
  PROCESS(PropertyType.TEXT),
  /** 1 or more. */
  INTERVAL_SECONDS(PropertyType.NUMBER),
  /** The timer runs from the start. */
  RUNNING(PropertyType.YES_NO);

  private final PropertyType type;

  ControlSetting(PropertyType type) {
    this.type = type;
  }

  public PropertyType type() {
    return type;
  }
}
