package org.baltoro.forms.session;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.baltoro.forms.smartobject.FileValue;
import org.jspecify.annotations.Nullable;

/** Plain values, compared and shown. */
final class Values {
  private static final int TRACED_MAX = 200;
  private static final String MASKED = "***";

  private Values() {}

  static boolean isEmpty(@Nullable Object value) {
    return value == null || value.equals("") || (value instanceof List<?> list && list.isEmpty());
  }

  /** As text; the empty value as none. */
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal number -> number.toPlainString();
      case FileValue file -> file.name();
      case List<?> list -> String.join(", ", list.stream().map(Values::text).toList());
      default -> value.toString();
    };
  }

  /** As a trace keeps it. */
  static @Nullable Object traced(@Nullable Object value, boolean secret) {
    return switch (value) {
      case null -> null;
      case Object hidden when secret -> MASKED;
      case String text -> cut(text);
      case FileValue file -> file.toString();
      case List<?> list -> cut(text(list));
      case Number number -> number;
      case Boolean truth -> truth;
      case LocalDate date -> date;
      case LocalTime time -> time;
      case Instant moment -> moment;
      default -> cut(value.toString());
    };
  }

  private static String cut(String text) {
    return text.length() <= TRACED_MAX ? text : text.substring(0, TRACED_MAX) + "...";
  }

  /** As a page is told. */
  static @Nullable Object shown(@Nullable Object value) {
    return value instanceof FileValue file
        ? new Outgoing.FileShown(file.name(), file.contentType(), file.content().length)
        : value;
  }
}
