package org.baltoro.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.baltoro.kernel.Value;
import org.junit.jupiter.api.Test;

/** What a value is searched by. */
class SearchTextTest {
  private static String ofDecimal(String number) {
    return SearchText.of(new Value.DecimalValue(new BigDecimal(number)));
  }

  @Test
  void equalDecimalsHaveEqualTexts() {
    assertThat(ofDecimal("10.50")).isEqualTo(ofDecimal("10.5")).isEqualTo("10.5");
    assertThat(ofDecimal("1E+3")).isEqualTo(ofDecimal("1000")).isEqualTo("1000");
  }

  @Test
  void anEnormousExponentIsNotWrittenOut() {
    assertThat(ofDecimal("1E+999999999")).isEqualTo(ofDecimal("10E+999999998"));
    assertThat(ofDecimal("1E-999999999")).hasSizeLessThan(20);
  }
}
