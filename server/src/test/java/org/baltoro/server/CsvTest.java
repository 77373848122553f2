package org.baltoro.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other people have written does no harm in a spreadsheet. */
class CsvTest {
  @Test
  void cellsAreQuotedWhereTheyNeedIt() {
    assertThat(
            new Csv("a", "b")
                .row("x,y", "say \"hi\"")
                .row("two\nlines", null)
                .row("", " pad")
                .toString())
        .isEqualTo("a,b\r\n\"x,y\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",\r\n,\" pad\"\r\n");
  }

  @Test
  void numbersStayNumbersAndDurationsAreSeconds() {
    assertThat(new Csv("a").row(-3, Duration.ofMillis(1_250), Duration.ofHours(1)).toString())
        .isEqualTo("a\r\n-3,1.25,3600\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "-12.50", "-1.5E-7", "-1E+400"})
  void aNumberThatComesAsTextIsNoFormula(String number) {
    assertThat(new Csv("a").row(number).toString()).isEqualTo("a\r\n" + number + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1+2", "-1-A1", "@SUM(A1)", "\t=1", "\uFF1D1"})
  void textThatLooksLikeAFormulaIsText(String text) {
    assertThat(new Csv("a").row(text).toString()).contains("'" + text);
  }

  @Test
  void aFormulaBehindASeparatorStaysInItsCell() {
    assertThat(new Csv("a").row("x;=1+1\r\n=2").toString()).isEqualTo("a\r\n\"x;=1+1\r\n=2\"\r\n");
  }
}
