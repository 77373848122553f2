package org.baltoro.engine.deploy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.util.regex.Pattern;
import org.baltoro.api.BaltoroException;
import org.baltoro.engine.data.Values;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.language.yaml.PlainValue;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The default of a data field: read from its text, so that decimals stay exact. */
final class DefaultValue {
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,30}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,6})?");
  private static final Pattern TRUTH = Pattern.compile("true|false");
  private static final Pattern YEAR = Pattern.compile("[0-9]{4}-.*", Pattern.DOTALL);

  private DefaultValue() {}

  /** The value, or null if it does not fit the type, which is noted. */
  static @Nullable Value read(Reading reading, Part part, DataType type) {
    if (Reading.isNothing(part.node())) {
      reading.unreadable(part.path(), "nothing", expected(type) + ", or no default");
      return null;
    }
    Object given;
    if (type == DataType.JSON) {
      given = PlainValue.read(reading, part, true);
    } else {
      given = part.node() instanceof ScalarNode scalar ? given(scalar.getValue(), type) : null;
    }
    var value = given == null ? null : fitting(given, type);
    if (value == null) {
      reading.unreadable(part.path(), Reading.shown(part.node()), expected(type));
    }
    return value;
  }

  private static @Nullable Value fitting(Object given, DataType type) {
    try {
      return Values.of("default", type, given);
    } catch (BaltoroException unfit) {
      return null;
    }
  }

  private static @Nullable Object given(String text, DataType type) {
    try {
      return switch (type) {
        case BOOLEAN -> TRUTH.matcher(text).matches() ? (Object) text.equals("true") : null;
        case INTEGER, LONG -> WHOLE.matcher(text).matches() ? new BigInteger(text) : null;
        case DECIMAL -> decimal(text);
        case DOUBLE -> real(text);
        case STRING -> text;
        case DATE, DATETIME -> YEAR.matcher(text).matches() ? text : null;
        case BINARY -> text.replaceAll("\\s", "");
        case JSON -> null;
      };
    } catch (NumberFormatException | DateTimeException none) {
      return null;
    }
  }

  private static @Nullable BigDecimal decimal(String text) {
    return text.length() <= 400 && NUMBER.matcher(text).matches()
        ? PlainValue.bounded(new BigDecimal(text))
        : null;
  }

  private static @Nullable Double real(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return null;
    }
    double real = Double.parseDouble(text);
    return Double.isFinite(real) ? (Double) real : null;
  }

  private static String expected(DataType type) {
    return switch (type) {
      case BOOLEAN -> "true or false";
      case INTEGER -> "a whole number from -2147483648 to 2147483647";
      case LONG -> "a whole number of at most 64 bits";
      case DECIMAL -> "a decimal number";
      case DOUBLE -> "a number";
      case STRING -> "text";
      case DATE -> "a date such as 2026-12-24";
      case DATETIME -> "a time with its offset such as 2026-12-24T18:00:00Z";
      case BINARY -> "Base64 text";
      case JSON -> "a value that JSON can hold";
    };
  }
}
