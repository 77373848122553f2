package org.baltoro.forms.smartobject;

/** What the server knows at a call, for mappings and defaults. */
public enum SystemValue {
  /** The caller's name: Text. */
  CURRENT_USER(PropertyType.TEXT),
  /** Date Time. */
  NOW(PropertyType.DATE_TIME),
  /** Date, in the time zone of the layer. */
  TODAY(PropertyType.DATE),
  /** A new one at each use: GUID. */
  NEW_GUID(PropertyType.GUID);

  private final PropertyType type;

  SystemValue(PropertyType type) {
    this.type = type;
  }

  public PropertyType type() {
    return type;
  }
}
