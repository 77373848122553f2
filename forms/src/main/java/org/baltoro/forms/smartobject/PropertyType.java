package org.baltoro.forms.smartobject;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** K2's types of properties, and the Java value of each. */
public enum PropertyType {
  /** A number that the source draws at Create: {@code Long}. */
  AUTONUMBER("Autonumber", Long.class),
  /** A GUID that the source draws at Create: {@code UUID}. */
  AUTOGUID("AutoGUID", java.util.UUID.class),
  /** A short text, of 4,000 characters at most unless the property says otherwise. */
  TEXT("Text", String.class),
  /** A long text, of 16,777,216 characters at most. */
  MEMO("Memo", String.class),
  /** A whole number: {@code Long}. */
  NUMBER("Number", Long.class),
  /** {@code BigDecimal}, of 1,000 digits at most. */
  DECIMAL("Decimal", java.math.BigDecimal.class),
  YES_NO("Yes/No", Boolean.class),
  /** {@code LocalDate}: without a time zone. */
  DATE("Date", java.time.LocalDate.class),
  /** {@code LocalTime}: without a time zone. */
  TIME("Time", java.time.LocalTime.class),
  /** {@code Instant}. */
  DATE_TIME("Date Time", java.time.Instant.class),
  GUID("GUID", java.util.UUID.class),
  FILE("File", FileValue.class),
  /** A file whose content type is an image's. */
  IMAGE("Image", FileValue.class),
  /** An address, as a text: http, https, mailto, tel, or relative. */
  HYPERLINK("Hyperlink", String.class),
  /** A list of texts, numbers, decimals and yes/no. */
  MULTIVALUE("Multivalue", List.class);

  private static final Set<PropertyType> TEXTS = EnumSet.of(TEXT, MEMO, HYPERLINK);
  private static final Set<PropertyType> UNORDERED = EnumSet.of(FILE, IMAGE, MULTIVALUE);

  private final String label;
  private final Class<?> javaType;

  PropertyType(String label, Class<?> javaType) {
    this.label = label;
    this.javaType = javaType;
  }

  /** As people write it: {@code Yes/No}. */
  public String label() {
    return label;
  }

  public Class<?> javaType() {
    return javaType;
  }

  /** Drawn by the source at Create. */
  public boolean automatic() {
    return this == AUTONUMBER || this == AUTOGUID;
  }

  public boolean isText() {
    return TEXTS.contains(this);
  }

  /** Has a less and a greater, so it can be compared and sorted by. */
  public boolean ordered() {
    return !UNORDERED.contains(this);
  }

  /** How many characters a text may have unless the property says otherwise; 0: it is no text. */
  public int lengthMax() {
    return switch (this) {
      case TEXT -> 4_000;
      case MEMO -> 16_777_216;
      case HYPERLINK -> 2_000;
      case AUTONUMBER, AUTOGUID, NUMBER, DECIMAL, YES_NO, DATE, TIME, DATE_TIME, GUID -> 0;
      case FILE, IMAGE, MULTIVALUE -> 0;
    };
  }

  /** Autonumber as Number and AutoGUID as GUID: what keys that refer to them have. */
  public PropertyType plain() {
    return switch (this) {
      case AUTONUMBER -> NUMBER;
      case AUTOGUID -> GUID;
      case TEXT, MEMO, NUMBER, DECIMAL, YES_NO, DATE, TIME, DATE_TIME, GUID -> this;
      case FILE, IMAGE, HYPERLINK, MULTIVALUE -> this;
    };
  }

  /** Whether two values are the same to a user: 1.0 and 1.00 are. */
  public static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof BigDecimal first && other instanceof BigDecimal second) {
      return first.compareTo(second) == 0;
    }
    return Objects.equals(one, other);
  }

  /**
   * Makes a value of this type of what a caller gave: the type's own values, and texts and numbers
   * that are exactly one.
   *
   * @param value null stays null
   * @throws ValueRefused saying what was found and what should be there
   */
  public @Nullable Object convert(@Nullable Object value) throws ValueRefused {
    return value == null ? null : Conversion.to(this, value);
  }
}
