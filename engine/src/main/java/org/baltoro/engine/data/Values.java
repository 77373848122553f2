package org.baltoro.engine.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Java objects to typed values and back. Widening only where nothing is lost. */
public final class Values {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final BigDecimal DOUBLE_EXACT_MAX = BigDecimal.valueOf(1L << 53);
  private static final int SHOWN_CHARACTERS = 60;

  /**
   * So many digits and places at most: any double has fewer, and a short text can't be a million.
   */
  private static final int DIGITS_MAX = 400;

  /** Bits of {@link #DIGITS_MAX} digits, rounded up: quicker to see than digits are counted. */
  private static final int BITS_MAX = 4 * DIGITS_MAX;

  private static final int NUMBER_TEXT_MAX = 3 * DIGITS_MAX;

  private Values() {}

  /**
   * The value that {@code given} is in a field of this type; null empties the field.
   *
   * @throws BaltoroException {@link Problem#INVALID_DATA}, naming field, type and value
   */
  public static Value of(String field, DataType type, @Nullable Object given) {
    if (given == null) {
      return new Value.NoValue();
    }
    try {
      var value =
          switch (type) {
            case BOOLEAN -> given instanceof Boolean b ? new Value.BooleanValue(b) : null;
            case INTEGER -> {
              var whole = whole(given);
              yield whole == null ? null : new Value.IntegerValue(whole.intValueExact());
            }
            case LONG -> {
              var whole = given instanceof String text ? ofWholeText(text) : whole(given);
              yield whole == null ? null : new Value.LongValue(whole.longValueExact());
            }
            case DECIMAL -> {
              var number = given instanceof String text ? ofNumberText(text) : number(given);
              yield number == null ? null : new Value.DecimalValue(number);
            }
            case DOUBLE -> ofDouble(given);
            case STRING -> given instanceof String text ? ofText(text) : null;
            case DATE -> ofDate(given);
            case DATETIME -> ofDateTime(given);
            case BINARY -> ofBinary(given);
            case JSON -> ofText(JSON.writeValueAsString(given), Value.JsonValue::new);
          };
      if (value != null) {
        return value;
      }
    } catch (ArithmeticException
        | NumberFormatException
        | DateTimeException
        | JacksonException unfit) {
      // Told below, with what was expected.
    } catch (IllegalArgumentException unfit) {
      throw refused(field, type, given, String.valueOf(unfit.getMessage()));
    }
    throw refused(field, type, given, expected(type));
  }

  /**
   * The value that {@code text} writes in a field of this type: for conditions, which come as text
   * from command lines and addresses.
   *
   * @throws BaltoroException {@link Problem#INVALID_DATA}, naming field, type and value
   */
  public static Value read(String field, DataType type, String text) {
    try {
      return switch (type) {
        case BOOLEAN -> of(field, type, truth(text));
        case INTEGER -> of(field, type, ofWholeText(text));
        case DOUBLE -> of(field, type, ofNumberText(text));
        default -> of(field, type, text);
      };
    } catch (NumberFormatException unfit) {
      throw refused(field, type, text, expected(type));
    } catch (IllegalArgumentException unfit) {
      throw refused(field, type, text, String.valueOf(unfit.getMessage()));
    }
  }

  private static Object truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> text;
    };
  }

  /** What callers get: the types of {@link org.baltoro.api.DataFields}. */
  public static @Nullable Object toJava(@Nullable Value value) {
    return switch (value) {
      case null -> null;
      case Value.NoValue v -> null;
      case Value.BooleanValue(var truth) -> truth;
      case Value.IntegerValue(var number) -> number;
      case Value.LongValue(var number) -> number;
      case Value.DecimalValue(var number) -> number;
      case Value.DoubleValue(var number) -> number;
      case Value.StringValue(var text) -> text;
      case Value.DateValue(var date) -> date;
      case Value.DateTimeValue(var instant) -> instant;
      case Value.BinaryValue(var base64) -> Base64.getDecoder().decode(base64);
      case Value.JsonValue(var text) -> JSON.readValue(text, Object.class);
      case Value.LargeValue large ->
          throw new IllegalStateException(
              "A large value must be loaded before it is read: a bug of ours. " + large);
    };
  }

  private static @Nullable BigInteger whole(Object given) {
    var number = number(given);
    return number == null ? null : number.toBigIntegerExact();
  }

  private static BigInteger ofWholeText(String text) {
    return new BigInteger(boundedText(text));
  }

  private static BigDecimal ofNumberText(String text) {
    return bounded(new BigDecimal(boundedText(text)));
  }

  private static String boundedText(String text) {
    if (text.length() > NUMBER_TEXT_MAX) {
      throw tooLong();
    }
    return text;
  }

  private static BigDecimal bounded(BigDecimal number) {
    if (number.unscaledValue().bitLength() > BITS_MAX
        || number.precision() > DIGITS_MAX
        || Math.abs((long) number.scale()) > DIGITS_MAX) {
      throw tooLong();
    }
    return number;
  }

  private static IllegalArgumentException tooLong() {
    return new IllegalArgumentException(
        "a number of at most %d digits, and an exponent from -%d to %d"
            .formatted(DIGITS_MAX, DIGITS_MAX, DIGITS_MAX));
  }

  private static @Nullable BigDecimal number(Object given) {
    return switch (given) {
      case BigDecimal exact -> bounded(exact);
      case BigInteger whole -> bounded(new BigDecimal(whole));
      case Integer whole -> BigDecimal.valueOf(whole);
      case Long whole -> BigDecimal.valueOf(whole);
      case Short whole -> BigDecimal.valueOf(whole);
      case Byte whole -> BigDecimal.valueOf(whole);
      case Double real -> BigDecimal.valueOf(real);
      case Float real -> new BigDecimal(real.toString());
      default -> null;
    };
  }

  private static @Nullable Value ofDouble(Object given) {
    var number = number(given);
    if (number == null) {
      return null;
    }
    if (Double.isInfinite(number.doubleValue())) {
      return null;
    }
    boolean exactWhole = number.abs().compareTo(DOUBLE_EXACT_MAX) <= 0 || given instanceof Double;
    return exactWhole || !(given instanceof Long || given instanceof BigInteger)
        ? new Value.DoubleValue(number.doubleValue())
        : null;
  }

  private static Value ofText(String text) {
    return ofText(text, Value.StringValue::new);
  }

  /** Refuses what no database keeps: NUL and halves of surrogate pairs. */
  private static Value ofText(String text, java.util.function.Function<String, Value> make) {
    for (int place = 0; place < text.length(); place++) {
      char letter = text.charAt(place);
      boolean pair =
          Character.isHighSurrogate(letter)
              && place + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(place + 1));
      if (letter == 0 || (Character.isSurrogate(letter) && !pair)) {
        throw new IllegalArgumentException(
            "text without NUL characters and without broken surrogate pairs; there is one at"
                + " position "
                + place);
      }
      if (pair) {
        place++;
      }
    }
    return make.apply(text);
  }

  private static @Nullable Value ofDate(Object given) {
    return switch (given) {
      case LocalDate date -> new Value.DateValue(date);
      case String text -> new Value.DateValue(LocalDate.parse(text));
      default -> null;
    };
  }

  private static @Nullable Value ofDateTime(Object given) {
    return switch (given) {
      case Instant instant -> new Value.DateTimeValue(instant);
      case OffsetDateTime time -> new Value.DateTimeValue(time.toInstant());
      case ZonedDateTime time -> new Value.DateTimeValue(time.toInstant());
      case String text -> new Value.DateTimeValue(OffsetDateTime.parse(text).toInstant());
      default -> null;
    };
  }

  private static @Nullable Value ofBinary(Object given) {
    return switch (given) {
      case byte[] bytes -> Value.BinaryValue.of(bytes);
      case String base64 -> Value.BinaryValue.of(Base64.getDecoder().decode(base64));
      default -> null;
    };
  }

  private static String expected(DataType type) {
    return switch (type) {
      case BOOLEAN -> "true or false";
      case INTEGER -> "a whole number from -2147483648 to 2147483647";
      case LONG -> "a whole number of at most 64 bits";
      case DECIMAL -> "a decimal number";
      case DOUBLE -> "a number that a double holds exactly enough";
      case STRING -> "text";
      case DATE -> "a date such as 2026-12-24";
      case DATETIME -> "a time with its offset such as 2026-12-24T18:00:00Z";
      case BINARY -> "bytes, or Base64 text";
      case JSON -> "a tree of maps, lists, text, numbers and booleans";
    };
  }

  private static BaltoroException refused(
      String field, DataType type, Object given, String expected) {
    var shown = given instanceof byte[] bytes ? bytes.length + " bytes" : given.toString();
    if (shown.length() > SHOWN_CHARACTERS) {
      shown = shown.substring(0, SHOWN_CHARACTERS) + "...";
    }
    return new BaltoroException(
        Problem.INVALID_DATA,
        "Data field '%s' is of type %s: found %s %s; expected %s."
            .formatted(field, type.label(), kind(given), quoted(given, shown), expected),
        Map.of("field", field, "fieldType", type.label()));
  }

  private static String kind(Object given) {
    return switch (given) {
      case String s -> "the text";
      case Boolean b -> "the boolean";
      case Number n -> "the number";
      case List<?> l -> "the list";
      case Map<?, ?> m -> "the object";
      default -> "the " + given.getClass().getSimpleName();
    };
  }

  private static String quoted(Object given, String shown) {
    return given instanceof String ? "'" + shown + "'" : shown;
  }
}
