package org.baltoro.language.feel;

/** What an expression has to give. */
public enum Expected {
  /** For rules and conditions. */
  BOOLEAN,
  /** For a folio or a title, for example. */
  TEXT,
  /** For times that are due: a date, or a date and time. */
  MOMENT,
  /** For data that goes elsewhere: any value. */
  VALUE,
  /** Anything that a data field can hold, null too. */
  FIELD,
  NUMBER,
  DATE,
  TIME,
  DATETIME,
  /** For what is gone through, element by element. */
  LIST;

  boolean allows(FeelType type) {
    return switch (this) {
      case BOOLEAN -> type.canBe(FeelType.BOOLEAN);
      case TEXT -> type.canBe(FeelType.STRING);
      case MOMENT -> type.canBe(FeelType.DATE) || type.canBe(FeelType.DATETIME);
      case VALUE -> true;
      case FIELD -> !type.isDuration() && type != FeelType.TIME;
      case NUMBER -> type.canBe(FeelType.NUMBER);
      case DATE -> type.canBe(FeelType.DATE);
      case TIME -> type.canBe(FeelType.TIME);
      case DATETIME -> type.canBe(FeelType.DATETIME);
      case LIST -> type.canBe(FeelType.LIST);
    };
  }

  /** In a message. */
  public String label() {
    return switch (this) {
      case BOOLEAN -> FeelType.BOOLEAN.label();
      case TEXT -> FeelType.STRING.label();
      case MOMENT -> "a date, or a date and time";
      case VALUE -> FeelType.ANY.label();
      case FIELD -> "a value that a data field can hold";
      case NUMBER -> FeelType.NUMBER.label();
      case DATE -> FeelType.DATE.label();
      case TIME -> FeelType.TIME.label();
      case DATETIME -> FeelType.DATETIME.label();
      case LIST -> FeelType.LIST.label();
    };
  }
}
