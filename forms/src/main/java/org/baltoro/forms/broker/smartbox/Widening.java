package org.baltoro.forms.broker.smartbox;

import org.baltoro.forms.smartobject.PropertyType;

/** Which types a column's values can take without loss. */
final class Widening {
  private Widening() {}

  static boolean allows(PropertyType from, PropertyType to) {
    if (from == to) {
      return true;
    }
    return switch (from) {
      case TEXT, MEMO, HYPERLINK -> to == PropertyType.TEXT || to == PropertyType.MEMO;
      case NUMBER -> to == PropertyType.DECIMAL || isText(to);
      case GUID -> to == PropertyType.AUTOGUID || isText(to);
      case AUTOGUID -> to == PropertyType.GUID;
      case DATE -> isText(to);
      case IMAGE -> to == PropertyType.FILE;
      case AUTONUMBER, DECIMAL, YES_NO, TIME, DATE_TIME, FILE, MULTIVALUE -> false;
    };
  }

  private static boolean isText(PropertyType type) {
    return type == PropertyType.TEXT || type == PropertyType.MEMO;
  }

  /** Whether the column, too, needs another type. */
  static boolean changesColumn(PropertyType from, PropertyType to) {
    boolean samePlain = from.plain() == to.plain();
    boolean texts = from.isText() && to.isText();
    boolean files = from == PropertyType.IMAGE && to == PropertyType.FILE;
    return !samePlain && !texts && !files;
  }
}
