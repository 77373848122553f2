package org.baltoro.forms.smartobject;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes values of the property types of what callers and sources give. */
final class Conversion {
  private static final int DIGITS_MAX = 1_000;
  private static final int SHOWN_MAX = 40;
  private static final int ELEMENTS_MAX = 10_000;
  private static final int YEAR_MAX = 9_999;
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
  private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel");
  private static final Pattern GUID =
      Pattern.compile(
          "\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

  private Conversion() {}

  static @Nullable Object to(PropertyType type, Object value) throws ValueRefused {
    var given = value instanceof String text && !type.isText() ? text.strip() : value;
    if ("".equals(given) && !type.isText()) {
      return null;
    }
    var made = converted(type, given);
    if (made == null) {
      throw new ValueRefused(
          FieldError.Code.WRONG_TYPE,
          "%s is no %s; give %s.".formatted(shown(value), type.label(), example(type)));
    }
    return made;
  }

  /** The value, or null if it is none of the type. */
  private static @Nullable Object converted(PropertyType type, Object value) throws ValueRefused {
    return switch (type) {
      case TEXT, MEMO -> text(value);
      case AUTONUMBER, NUMBER -> number(value);
      case DECIMAL -> decimal(value);
      case YES_NO -> yesNo(value);
      case DATE -> date(value);
      case TIME -> time(value);
      case DATE_TIME -> dateTime(value);
      case AUTOGUID, GUID -> guid(value);
      case FILE -> value instanceof FileValue ? value : null;
      case IMAGE -> image(value);
      case HYPERLINK -> hyperlink(value);
      case MULTIVALUE -> multivalue(value);
    };
  }

  private static @Nullable String text(Object value) {
    return switch (value) {
      case String text -> isSound(text) ? text : null;
      case BigDecimal decimal -> bounded(decimal) == null ? null : decimal.toPlainString();
      case Long number -> number.toString();
      case Integer number -> number.toString();
      case Boolean yes -> yes.toString();
      case UUID guid -> guid.toString();
      case LocalDate date -> date.toString();
      case LocalTime time -> time.toString();
      case Instant moment -> moment.toString();
      default -> null;
    };
  }

  /** No database keeps a NUL or half a character. */
  private static boolean isSound(String text) {
    for (int place = 0; place < text.length(); place++) {
      char letter = text.charAt(place);
      boolean pair =
          Character.isHighSurrogate(letter)
              && place + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(place + 1));
      if (pair) {
        place++;
      } else if (letter == 0 || Character.isSurrogate(letter)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Long number(Object value) throws ValueRefused {
    if (value instanceof Long number) {
      return number;
    }
    var decimal = decimal(value);
    if (decimal == null || decimal.stripTrailingZeros().scale() > 0) {
      return null;
    }
    try {
      return decimal.longValueExact();
    } catch (ArithmeticException large) {
      throw new ValueRefused(
          FieldError.Code.OUT_OF_RANGE,
          "%s is too large: a Number has 19 digits at most; use a Decimal."
              .formatted(shown(value)));
    }
  }

  private static @Nullable BigDecimal decimal(Object value) {
    return switch (value) {
      case BigDecimal decimal -> bounded(decimal);
      case Long number -> BigDecimal.valueOf(number);
      case Integer number -> BigDecimal.valueOf(number);
      case Short number -> BigDecimal.valueOf(number);
      case Byte number -> BigDecimal.valueOf(number);
      case BigInteger number -> bounded(new BigDecimal(number));
      case Double number -> Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
      case Float number -> Float.isFinite(number) ? new BigDecimal(number.toString()) : null;
      case String text -> parsedDecimal(text);
      default -> null;
    };
  }

  private static @Nullable BigDecimal parsedDecimal(String text) {
    if (text.length() > DIGITS_MAX + 2) {
      return null;
    }
    try {
      return bounded(new BigDecimal(text));
    } catch (NumberFormatException malformed) {
      return null;
    }
  }

  /** Without this a text of nine characters is a number of a billion digits. */
  private static @Nullable BigDecimal bounded(BigDecimal decimal) {
    boolean small =
        decimal.precision() <= DIGITS_MAX && Math.abs((long) decimal.scale()) <= DIGITS_MAX;
    return small ? decimal : null;
  }

  private static @Nullable Boolean yesNo(Object value) {
    return switch (value) {
      case Boolean yes -> yes;
      case Long number -> number == 1 ? Boolean.TRUE : number == 0 ? Boolean.FALSE : null;
      case Integer number -> number == 1 ? Boolean.TRUE : number == 0 ? Boolean.FALSE : null;
      case String text ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> Boolean.TRUE;
            case "false", "no", "0" -> Boolean.FALSE;
            default -> null;
          };
      default -> null;
    };
  }

  private static @Nullable LocalDate date(Object value) throws ValueRefused {
    var date = anyDate(value);
    checkYear(date == null ? YEAR_MAX : date.getYear());
    return date;
  }

  private static void checkYear(int year) throws ValueRefused {
    if (year < 1 || year > YEAR_MAX) {
      throw new ValueRefused(
          FieldError.Code.OUT_OF_RANGE,
          "the year %d is out of range: give 1 to %d.".formatted(year, YEAR_MAX));
    }
  }

  private static @Nullable LocalDate anyDate(Object value) {
    return switch (value) {
      case LocalDate date -> date;
      case java.sql.Date date -> date.toLocalDate();
      case String text -> parsed(text, LocalDate::parse);
      default -> null;
    };
  }

  private static @Nullable LocalTime time(Object value) {
    return switch (value) {
      case LocalTime time -> time;
      case java.sql.Time time -> time.toLocalTime();
      case String text -> parsed(text, LocalTime::parse);
      default -> null;
    };
  }

  private static @Nullable Instant dateTime(Object value) throws ValueRefused {
    var moment = anyDateTime(value);
    if (moment != null && (moment.isBefore(FIRST) || !moment.isBefore(END))) {
      throw new ValueRefused(
          FieldError.Code.OUT_OF_RANGE,
          "the moment is out of range: give one of the years 1 to %d.".formatted(YEAR_MAX));
    }
    return moment;
  }

  private static @Nullable Instant anyDateTime(Object value) {
    return switch (value) {
      case Instant moment -> moment;
      case OffsetDateTime moment -> moment.toInstant();
      case ZonedDateTime moment -> moment.toInstant();
      case java.sql.Timestamp moment -> moment.toInstant();
      case String text -> parsed(text, given -> ZonedDateTime.parse(given).toInstant());
      default -> null;
    };
  }

  private interface Parser<T> {
    T parse(String text);
  }

  private static <T> @Nullable T parsed(String text, Parser<T> parser) {
    try {
      return parser.parse(text);
    } catch (DateTimeException malformed) {
      return null;
    }
  }

  private static @Nullable UUID guid(Object value) {
    return switch (value) {
      case UUID guid -> guid;
      case String text -> GUID.matcher(text).matches() ? UUID.fromString(text) : null;
      default -> null;
    };
  }

  private static @Nullable FileValue image(Object value) {
    return value instanceof FileValue file && file.contentType().startsWith("image/") ? file : null;
  }

  /** An address that runs nothing where it is shown. */
  private static @Nullable String hyperlink(Object value) {
    if (!(value instanceof String text) || !isSound(text)) {
      return null;
    }
    if (text.isEmpty()) {
      return text;
    }
    try {
      var scheme = new URI(text).getScheme();
      return scheme == null || SCHEMES.contains(scheme.toLowerCase(Locale.ROOT)) ? text : null;
    } catch (URISyntaxException malformed) {
      return null;
    }
  }

  private static @Nullable List<Object> multivalue(Object value) throws ValueRefused {
    if (!(value instanceof List<?> list)) {
      return null;
    }
    if (list.size() > ELEMENTS_MAX) {
      throw new ValueRefused(
          FieldError.Code.TOO_LONG,
          "%,d values are too many: give %,d at most.".formatted(list.size(), ELEMENTS_MAX));
    }
    var elements = new ArrayList<Object>();
    for (var element : list) {
      var made = element(element);
      if (made == null) {
        return null;
      }
      elements.add(made);
    }
    return List.copyOf(elements);
  }

  private static @Nullable Object element(@Nullable Object element) {
    return switch (element) {
      case null -> null;
      case Boolean yes -> yes;
      case Long number -> number;
      case Integer number -> number.longValue();
      case BigDecimal decimal -> bounded(decimal);
      case Double number -> decimal(number);
      default -> text(element);
    };
  }

  private static String shown(Object value) {
    var text =
        switch (value) {
          case String given -> "'" + given + "'";
          case BigDecimal decimal -> "A decimal of %d digits".formatted(decimal.precision());
          case Number number -> number.toString();
          case Boolean yes -> yes.toString();
          case FileValue file -> "A file";
          case List<?> list -> "A list";
          default -> "A value of type " + value.getClass().getSimpleName();
        };
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
  }

  private static String example(PropertyType type) {
    return switch (type) {
      case TEXT, MEMO -> "a text of whole characters, without NUL";
      case AUTONUMBER, NUMBER -> "a whole number";
      case DECIMAL -> "a number as 12.50";
      case YES_NO -> "true or false";
      case DATE -> "a date as 2026-01-31";
      case TIME -> "a time as 13:45";
      case DATE_TIME -> "a moment as 2026-01-31T13:45:00Z";
      case AUTOGUID, GUID -> "a GUID as 3f2504e0-4f89-11d3-9a0c-0305e82c3301";
      case FILE -> "a file";
      case IMAGE -> "a file whose content type is an image's";
      case HYPERLINK -> "an address as https://example.org/page";
      case MULTIVALUE -> "a list of texts, numbers and yes/no";
    };
  }
}
