package org.baltoro.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.baltoro.api.BaltoroException;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataType;
import org.junit.jupiter.api.Test;

/** Numbers of any exponent come from outside; what is kept has an end. */
class ValuesTest {
  private static final String ENORMOUS = "1E+999999999";

  private static void assertTooLong(DataType type, Object given) {
    assertThatThrownBy(() -> Values.of("Amount", type, given))
        .isInstanceOf(BaltoroException.class)
        .hasMessageContaining("'Amount'")
        .hasMessageContaining("at most 400 digits, and an exponent from -400 to 400");
  }

  @Test
  void aNumberWithAnEnormousExponentIsRefusedForEveryType() {
    for (var type : new DataType[] {DataType.INTEGER, DataType.LONG, DataType.DECIMAL}) {
      assertTooLong(type, new BigDecimal(ENORMOUS));
      assertTooLong(type, new BigDecimal("1E-999999999"));
    }
    assertTooLong(DataType.DOUBLE, new BigDecimal(ENORMOUS));
    assertTooLong(DataType.DECIMAL, ENORMOUS);
  }

  @Test
  void aNumberOfTooManyDigitsIsRefused() {
    assertTooLong(DataType.DECIMAL, BigInteger.TEN.pow(400));
    assertTooLong(DataType.DECIMAL, "1".repeat(401));
    assertTooLong(DataType.DECIMAL, "1".repeat(1_000_000));
    assertTooLong(DataType.LONG, "1".repeat(1_000_000));
  }

  @Test
  void whatIsLongButNotTooLongIsKept() {
    var longest = "9".repeat(400);
    assertThat(Values.of("Amount", DataType.DECIMAL, longest))
        .isEqualTo(new Value.DecimalValue(new BigDecimal(longest)));
    assertThat(Values.of("Amount", DataType.DECIMAL, new BigDecimal("1E-400")))
        .isEqualTo(new Value.DecimalValue(new BigDecimal("1E-400")));
    for (double real : new double[] {Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE}) {
      assertThat(Values.of("Amount", DataType.DOUBLE, real)).isEqualTo(new Value.DoubleValue(real));
      assertThat(Values.of("Amount", DataType.DECIMAL, real))
          .isEqualTo(new Value.DecimalValue(BigDecimal.valueOf(real)));
    }
  }

  @Test
  void whatNoDoubleHoldsIsRefused() {
    assertThatThrownBy(() -> Values.of("Amount", DataType.DOUBLE, new BigDecimal("1E+350")))
        .isInstanceOf(BaltoroException.class)
        .hasMessageContaining("a number that a double holds");
  }
}
