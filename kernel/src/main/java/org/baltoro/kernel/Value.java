package org.baltoro.kernel;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.baltoro.kernel.definition.DataType;

/** The value of a data field: immutable, equal when type and content are. */
public sealed interface Value {

  /** What {@link NoValue} is of: any type. Others are of one. */
  boolean is(DataType type);

  record BooleanValue(boolean value) implements Value {
    @Override
    public boolean is(DataType type) {
      return type == DataType.BOOLEAN;
    }
  }

  record IntegerValue(int value) implements Value {
    @Override
    public boolean is(DataType type) {
      return type == DataType.INTEGER;
    }
  }

  record LongValue(long value) implements Value {
    @Override
    public boolean is(DataType type) {
      return type == DataType.LONG;
    }
  }

  record DecimalValue(BigDecimal value) implements Value {
    @Override
    public boolean is(DataType type) {
      return type == DataType.DECIMAL;
    }
  }

  record DoubleValue(double value) implements Value {
    @Override
    public boolean is(DataType type) {
      return type == DataType.DOUBLE;
    }
  }

  record StringValue(String value) implements Value {
    @Override
    public boolean is(DataType type) {
      return type == DataType.STRING;
    }
  }

  record DateValue(LocalDate value) implements Value {
    @Override
    public boolean is(DataType type) {
      return type == DataType.DATE;
    }
  }

  /** A point in time, to the millisecond. */
  record DateTimeValue(Instant value) implements Value {
    public DateTimeValue {
      value = value.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public boolean is(DataType type) {
      return type == DataType.DATETIME;
    }
  }

  /**
   * @param base64 the bytes, as Base64 text
   */
  record BinaryValue(String base64) implements Value {
    public static BinaryValue of(byte[] bytes) {
      return new BinaryValue(Base64.getEncoder().encodeToString(bytes));
    }

    @Override
    public boolean is(DataType type) {
      return type == DataType.BINARY;
    }
  }

  /**
   * @param text compact JSON
   */
  record JsonValue(String text) implements Value {
    @Override
    public boolean is(DataType type) {
      return type == DataType.JSON;
    }
  }

  /**
   * A value too large to be kept in the state: its content lies in the store, under its hash.
   *
   * @param sha256 of the content, in hexadecimal
   * @param length in characters
   */
  record LargeValue(DataType type, String sha256, int length) implements Value {
    @Override
    public boolean is(DataType other) {
      return type == other;
    }
  }

  /** Empties a field. Stands in commands and facts; a state holds none. */
  record NoValue() implements Value {
    @Override
    public boolean is(DataType type) {
      return true;
    }
  }
}
