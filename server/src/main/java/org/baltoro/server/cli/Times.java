package org.baltoro.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as people read and write them: in the zone of the computer they sit at. */
final class Times {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private Times() {}

  static String dateAndTime(@Nullable Instant time) {
    return time == null ? "" : SECONDS.format(time.atZone(ZoneId.systemDefault()));
  }

  /** True where a list of times comes to another day: there its date is written once. */
  static boolean isNewDay(@Nullable Instant before, Instant time) {
    return before == null || !date(before).equals(date(time));
  }

  static String date(Instant time) {
    return time.atZone(ZoneId.systemDefault()).toLocalDate().toString();
  }

  static String clock(Instant time) {
    return CLOCK.format(time.atZone(ZoneId.systemDefault()));
  }

  /** In the largest unit that says enough: {@code 0.12 s}, {@code 4.2 s}, {@code 3 min 4 s}. */
  static String span(Duration span) {
    long millis = Math.max(0, span.toMillis());
    if (millis < 1_000) {
      return "%.2f s".formatted(millis / 1000.0);
    }
    if (millis < 60_000) {
      return "%.1f s".formatted(millis / 1000.0);
    }
    if (millis < 3_600_000) {
      return "%d min %d s".formatted(millis / 60_000, millis / 1000 % 60);
    }
    return millis < 86_400_000
        ? "%d h %d min".formatted(millis / 3_600_000, millis / 60_000 % 60)
        : "%d d %d h".formatted(millis / 86_400_000, millis / 3_600_000 % 24);
  }

  /**
   * A time as options write it: {@code 2026-11-30T12:00} in this computer's zone, with a zone
   * {@code 2026-11-30T12:00:00Z}, or from {@code now} on {@code +12h}.
   *
   * @throws UsageException if it is no such text
   */
  static Instant parseTime(String option, String text, Instant now) {
    if (text.startsWith("+")) {
      return now.plus(parseSpan(option, text.substring(1)));
    }
    try {
      var written = text.replace(' ', 'T');
      return written.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")
          ? OffsetDateTime.parse(written).toInstant()
          : LocalDateTime.parse(written).atZone(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeParseException noTime) {
      throw new UsageException(
          "%s is '%s': give a time as in 2026-11-30T12:00, or from now on as in +12h."
              .formatted(option, text));
    }
  }

  /**
   * A span as options write it: {@code 90s}, {@code 15m}, {@code 12h}, {@code 30d}.
   *
   * @throws UsageException if it is no such text
   */
  static Duration parseSpan(String option, String text) {
    var written = text.toLowerCase(Locale.ROOT);
    try {
      return written.endsWith("d") ? Duration.parse("P" + written) : Duration.parse("PT" + written);
    } catch (DateTimeParseException notASpan) {
      throw new UsageException(
          "%s is '%s': give a number and s, m, h or d, for example 12h.".formatted(option, text));
    }
  }
}
