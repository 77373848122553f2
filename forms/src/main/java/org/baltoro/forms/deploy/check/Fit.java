package org.baltoro.forms.deploy.check;

import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.language.feel.Expected;
import org.baltoro.language.feel.FeelType;

/** Which types go into which. */
final class Fit {
  private Fit() {}

  /** Whether values of one type are ever values of another. */
  static boolean fits(PropertyType from, PropertyType to) {
    var given = from.plain();
    return switch (to.plain()) {
      case TEXT, MEMO ->
          given != PropertyType.FILE
              && given != PropertyType.IMAGE
              && given != PropertyType.MULTIVALUE;
      case NUMBER, DECIMAL, YES_NO ->
          given == PropertyType.NUMBER
              || given == PropertyType.DECIMAL
              || given == to.plain()
              || given.isText();
      case DATE, TIME, DATE_TIME, GUID, HYPERLINK -> given == to.plain() || given.isText();
      case FILE, IMAGE -> given == PropertyType.FILE || given == PropertyType.IMAGE;
      case MULTIVALUE -> given == PropertyType.MULTIVALUE;
      case AUTONUMBER, AUTOGUID -> false;
    };
  }

  /** Whether a field of one type can show and take a property of another, both ways. */
  static boolean same(PropertyType one, PropertyType other) {
    return one.plain() == other.plain() || (one.isText() && other.isText());
  }

  static FeelType feel(PropertyType type) {
    return switch (type) {
      case AUTONUMBER, NUMBER, DECIMAL -> FeelType.NUMBER;
      case TEXT, MEMO, HYPERLINK, GUID, AUTOGUID, FILE, IMAGE -> FeelType.STRING;
      case YES_NO -> FeelType.BOOLEAN;
      case DATE -> FeelType.DATE;
      case TIME -> FeelType.TIME;
      case DATE_TIME -> FeelType.DATETIME;
      case MULTIVALUE -> FeelType.LIST;
    };
  }

  /** What an expression must give for a value of this type. */
  static Expected expected(PropertyType type) {
    return switch (type) {
      case AUTONUMBER, NUMBER, DECIMAL -> Expected.NUMBER;
      case TEXT, MEMO, HYPERLINK, GUID, AUTOGUID, FILE, IMAGE -> Expected.VALUE;
      case YES_NO -> Expected.BOOLEAN;
      case DATE -> Expected.DATE;
      case TIME -> Expected.TIME;
      case DATE_TIME -> Expected.DATETIME;
      case MULTIVALUE -> Expected.LIST;
    };
  }
}
