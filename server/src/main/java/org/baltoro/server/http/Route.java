package org.baltoro.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.jspecify.annotations.Nullable;

/** What several routes read from a request. */
final class Route {
  /** The root of our own API. */
  static final String BALTORO = "/api/baltoro/v1";

  /** The root of the API for those who manage. */
  static final String MANAGEMENT = "/api/management/v1";

  /** The root of the API with the shapes of K2 Five. */
  static final String WORKFLOW = "/api/workflow/v1";

  /** The root of the API of forms. */
  static final String FORMS = "/api/forms/v1";

  /** The header that makes a repeated request harmless; percent-encoded. */
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private Route() {}

  /** A required property of a body. */
  static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST, "The body lacks the property '%s'.".formatted(name));
    }
    return value;
  }

  /** The connection with the time-out of a sync call, if one was given. */
  static Connection waiting(Connection connection, @Nullable Duration timeout) {
    return timeout == null ? connection : connection.withSyncTimeout(timeout);
  }

  /** The key as the caller meant it, or null. */
  static @Nullable String idempotencyKey(@Nullable String header) {
    return header == null ? null : decoded(header, IDEMPOTENCY_KEY);
  }

  private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  /** A duration in a body: {@code 30s}, {@code 5m}, or ISO 8601; null where there is none. */
  static @Nullable Duration duration(@Nullable String text, String property) {
    if (text == null) {
      return null;
    }
    var span = SPAN.matcher(text.strip());
    if (span.matches()) {
      long count = Long.parseLong(span.group(1));
      return switch (span.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeParseException malformed) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "'%s' is '%s': give a duration as in 30s, 5m or PT30S.".formatted(property, text));
    }
  }

  /** The text of a percent-encoded header. */
  static String decoded(String value, String header) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "The header %s is '%s': percent-encode it, a percent sign as %%25."
              .formatted(header, value));
    }
  }

  /** A constant by its text, in any case, with hyphens, underscores, spaces or none. */
  static <E extends Enum<E>> E constant(Class<E> type, String text, String property) {
    var letters = text.replaceAll("[-_ ]", "");
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().replace("_", "").equalsIgnoreCase(letters))
        .findFirst()
        .orElseThrow(() ->
            new BaltoroException(
                Problem.INVALID_REQUEST,
                "'%s' is '%s': give %s."
                    .formatted(
                        property,
                        text,
                        Arrays.stream(type.getEnumConstants())
                            .map(JsonShapes::text)
                            .collect(Collectors.joining(" or ")))));
  }
}
