package org.baltoro.language.feel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An order with a header and lines: what expressions read of it, and what they give. */
class FeelExpressionTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOON = Instant.parse("2026-03-10T11:00:00Z");
  private static final UUID ID = UUID.fromString("c0ffee00-0000-4000-8000-000000000001");

  // What it reads.

  @Test
  void whatAnExpressionReadsIsToldWithWhatStandsBehindItsDots() throws Exception {
    var expression =
        FeelExpression.of(
            "Header.Total > sum(Lines.Amount) and (some l in Lines satisfies l.Open)");
    assertThat(expression.names()).containsExactly("Header", "Lines");
    assertThat(expression.reads())
        .containsExactly(List.of("Header", "Total"), List.of("Lines", "Amount"), List.of("Lines"));
  }

  @Test
  void namesAreListedInTheOrderOfTheirFirstUse() throws Exception {
    var text = "Amount > 1 and (some x in Order.a satisfies x > Quantity)";
    assertThat(FeelExpression.of(text).names()).containsExactly("Amount", "Order", "Quantity");
  }

  // What it gives.

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          Header.Total * 2                              | 240.50
          sum(Lines.Amount) = Header.Total              | true
          Lines[2].Amount                               | 20.25
          count(Lines[Amount > 50])                     | 1
          for l in Lines return l.Amount + 1            | [101, 21.25]
          Header.Due < now()                            | true
          date(Header.Due) = Header.Day                 | true
          Header.At + duration("PT1H")                  | 10:30
          Header.Key = "c0ffee00-0000-4000-8000-000000000001" | true
          Header.Comment = null                         | true
          if Rush then today() else Header.Day          | 2026-03-09
          """)
  void valuesOfEveryTypeGoInAndComeOut(String text, String expected) {
    assertThat(answer(text)).hasToString(expected);
  }

  @Test
  void resultsArePlainValues() {
    assertThat(answer("Header.Total")).isEqualTo(new BigDecimal("120.25"));
    assertThat(answer("Header.Day")).isEqualTo(LocalDate.of(2026, 3, 9));
    assertThat(answer("now()")).isEqualTo(NOON.atZone(BERLIN));
    assertThat(answer("Header.Comment")).isNull();
    assertThat(answer("Lines[1]")).isEqualTo(Map.of("Amount", new BigDecimal(100), "Open", true));
  }

  @Test
  void whatFailsNamesWhatWasWrongAndWhatWasSeen() {
    var failed = failed("Header.Comment > 5 and Rush");
    assertThat(failed.why()).contains("Can't compare 'null' with '5'");
    assertThat(failed.seen())
        .containsEntry("Header", "a context of Total, Day, At, Due, Key, Comment")
        .containsEntry("Rush", "false");
    assertThat(failed("Header.Totl > 1").why()).contains("'Totl'").contains("'Total'");
    assertThat(failed("Broken > 1").why())
        .isEqualTo("failed: Broken is a value of java.lang.Object, which no expression takes.");
  }

  @Test
  void anAnswerOfAnotherTypeThanIsNeededIsAFailure() throws Exception {
    var evaluation = FeelExpression.of("Header.Total").evaluate(values(), NOON, BERLIN);
    assertThat(evaluation.only(Boolean.class, "true or false"))
        .isInstanceOfSatisfying(
            Evaluation.Failed.class,
            failed ->
                assertThat(failed.why())
                    .isEqualTo("gave the number 120.25 where true or false is needed."));
  }

  @Test
  void whatIsNoExpressionIsAFailureToo() {
    var scope = EvaluationScope.of(Map.of(), NOON, BERLIN);
    assertThat(new FeelExpressions(10).evaluate("1 +", scope))
        .isInstanceOfSatisfying(
            Evaluation.Failed.class,
            failed -> assertThat(failed.why()).startsWith("can't be used: 1:4: found the end"));
  }

  // The check.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Header.Total > 5 and Header.Day < today()",
        "sum(Lines.Amount) = Header.Total",
        "some l in Lines satisfies l.Amount > 5 and l.Open",
        "count(Lines[Open and item.Amount > 3]) = 0",
        "Lines[1].Amount > 3 and Lines[Open][1].Amount > 3",
        "Header != null"
      })
  void contextsAndRowsOfKnownNamesPass(String text) {
    assertThat(FeelCheck.check(text, names(), Expected.BOOLEAN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          Header.Totl > 5                           | 1:8: found the unknown name 'Totl' behind a dot; expected one of Total, Day. Did you mean 'Total'?
          Heder.Total > 5                           | 1:1: found the unknown name 'Heder'; expected a control. Did you mean 'Header'?
          Header.Total > "5"                        | 1:1: found a number compared with a string; expected two values of one type.
          sum(Lines.Amonut) > 5                     | 1:11: found the unknown name 'Amonut' behind a dot; expected one of Amount, Open. Did you mean 'Amount'?
          some l in Lines satisfies l.Opn           | 1:29: found the unknown name 'Opn' behind a dot; expected one of Amount, Open. Did you mean 'Open'?
          count(Lines[Amount = true]) > 0           | 1:13: found a number compared with true or false; expected two values of one type.
          Lines[1].Open > 3                         | 1:1: found true or false at an order; expected numbers, strings, dates or durations.
          Lines.Amount                              | 1:1: found an expression that gives a list; expected true or false.
          """)
  void whatIsWrongInsideOfContextsAndRowsIsTold(String text, String problem) {
    assertThat(FeelCheck.check(text, names(), Expected.BOOLEAN))
        .singleElement()
        .hasToString(problem);
  }

  // Remembered.

  @Test
  void expressionsAreParsedOnceAndTheCacheIsBounded() throws Exception {
    var cache = new FeelExpressions(10);
    var first = cache.of("Amount > 0");
    assertThat(cache.of("Amount > 0")).isSameAs(first);
    for (int number = 1; number <= 50; number++) {
      cache.of("Amount > " + number);
    }
    assertThat(cache.size()).isEqualTo(10);
    assertThat(cache.of("Amount > 0")).isNotSameAs(first);
  }

  private static Names names() {
    var header = new LinkedHashMap<String, Known>();
    header.put("Total", Known.of(FeelType.NUMBER));
    header.put("Day", Known.of(FeelType.DATE));
    var line = new LinkedHashMap<String, Known>();
    line.put("Amount", Known.of(FeelType.NUMBER));
    line.put("Open", Known.of(FeelType.BOOLEAN));
    var names = new LinkedHashMap<String, Known>();
    names.put("Header", Known.context(header));
    names.put("Lines", Known.rows(line));
    return new Names(names, "a control");
  }

  private static Map<String, @Nullable Object> values() {
    var header = new LinkedHashMap<String, @Nullable Object>();
    header.put("Total", new BigDecimal("120.25"));
    header.put("Day", LocalDate.of(2026, 3, 9));
    header.put("At", LocalTime.of(9, 30));
    header.put("Due", Instant.parse("2026-03-09T11:00:00Z"));
    header.put("Key", ID);
    header.put("Comment", null);
    var first = new LinkedHashMap<String, Object>();
    first.put("Amount", 100L);
    first.put("Open", true);
    var second = new LinkedHashMap<String, Object>();
    second.put("Amount", new BigDecimal("20.25"));
    second.put("Open", false);
    var values = new LinkedHashMap<String, @Nullable Object>();
    values.put("Header", header);
    values.put("Lines", List.of(first, second));
    values.put("Rush", false);
    values.put("Broken", new Object());
    return values;
  }

  private static @Nullable Object answer(String text) {
    return switch (evaluation(text)) {
      case Evaluation.Answer(var value, var seen) -> value;
      case Evaluation.Failed(var why, var seen) -> throw new AssertionError(why);
    };
  }

  private static Evaluation.Failed<@Nullable Object> failed(String text) {
    return switch (evaluation(text)) {
      case Evaluation.Answer(var value, var seen) -> throw new AssertionError(text + ": " + value);
      case Evaluation.Failed<@Nullable Object> failed -> failed;
    };
  }

  private static Evaluation<@Nullable Object> evaluation(String text) {
    try {
      return FeelExpression.of(text).evaluate(values(), NOON, BERLIN);
    } catch (RefusedExpression refused) {
      throw new AssertionError(refused);
    }
  }
}
