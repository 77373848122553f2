package org.baltoro.language.feel;

import java.util.Map;

/** What is known of a value before it is there. */
public enum FeelType {
  ANY("any value"),
  NULL("null"),
  NUMBER("a number"),
  STRING("a string"),
  BOOLEAN("true or false"),
  DATE("a date"),
  TIME("a time of day"),
  DATETIME("a date and time"),
  DAYS("a days and time duration"),
  MONTHS("a years and months duration"),
  LIST("a list"),
  CONTEXT("a context");

  private static final Map<String, FeelType> DATE_PROPERTIES =
      Map.of("year", NUMBER, "month", NUMBER, "day", NUMBER, "weekday", NUMBER);
  private static final Map<String, FeelType> TIME_PROPERTIES =
      Map.of("hour", NUMBER, "minute", NUMBER, "second", NUMBER);
  private static final Map<String, FeelType> DATETIME_PROPERTIES =
      Map.of(
          "year",
          NUMBER,
          "month",
          NUMBER,
          "day",
          NUMBER,
          "weekday",
          NUMBER,
          "hour",
          NUMBER,
          "minute",
          NUMBER,
          "second",
          NUMBER,
          "timezone",
          STRING);
  private static final Map<String, FeelType> DAYS_PROPERTIES =
      Map.of("days", NUMBER, "hours", NUMBER, "minutes", NUMBER, "seconds", NUMBER);
  private static final Map<String, FeelType> MONTHS_PROPERTIES =
      Map.of("years", NUMBER, "months", NUMBER);

  private final String label;

  FeelType(String label) {
    this.label = label;
  }

  /** With its article, as it stands in a message. */
  public String label() {
    return label;
  }

  /** True if a value of this type can be one of {@code other}. Null is of no type. */
  boolean canBe(FeelType other) {
    return this == other || this == ANY || other == ANY;
  }

  boolean isDuration() {
    return this == DAYS || this == MONTHS;
  }

  /** True if values of it are greater and less than one another. */
  boolean isOrdered() {
    return switch (this) {
      case ANY, NUMBER, STRING, DATE, TIME, DATETIME, DAYS, MONTHS -> true;
      case NULL, BOOLEAN, LIST, CONTEXT -> false;
    };
  }

  /** What stands behind a dot, for types that have it fixed; empty for the others. */
  Map<String, FeelType> properties() {
    return switch (this) {
      case DATE -> DATE_PROPERTIES;
      case TIME -> TIME_PROPERTIES;
      case DATETIME -> DATETIME_PROPERTIES;
      case DAYS -> DAYS_PROPERTIES;
      case MONTHS -> MONTHS_PROPERTIES;
      case ANY, NULL, NUMBER, STRING, BOOLEAN, LIST, CONTEXT -> Map.of();
    };
  }

  /** True if something may stand behind a dot and nobody knows what. */
  boolean hasOpenProperties() {
    return this == ANY || this == CONTEXT || this == LIST;
  }

  /** What a value is that is of this type or of that. */
  FeelType or(FeelType other) {
    return this == other || other == NULL ? this : this == NULL ? other : ANY;
  }
}
