package org.baltoro.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.rule.ActivityScope;
import org.baltoro.kernel.rule.RuleOutcome;
import org.baltoro.kernel.rule.RuleScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rule answers, and that it says so when it can't. */
class FeelRulesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOON = Instant.parse("2026-03-10T11:00:00Z");

  private final AtomicInteger largeReads = new AtomicInteger();
  private final FeelRules rules =
      new FeelRules((instance, sha256) -> {
        largeReads.incrementAndGet();
        return switch (sha256) {
          case "aa" -> "a very long text";
          case "bb" -> "{\"lines\": [{\"price\": 100.10}, {\"price\": 0.2}]}";
          case "dd" -> null;
          default -> throw new IllegalStateException("no content with hash " + sha256);
        };
      });
  private final Map<String, Value> data = new LinkedHashMap<>();

  // What it sees.

  @Test
  void anOrderIsLargeWhenItsAmountSaysSo() {
    given("Amount", new Value.DecimalValue(new BigDecimal("1200.50")));
    given("Region", new Value.StringValue("EMEA"));
    assertThat(test("Amount > 1000 and Region = \"EMEA\""))
        .isEqualTo(new RuleOutcome.Answer<>(true, seen("Amount", "1200.50", "Region", "\"EMEA\"")));
    assertThat(test("Amount > 2000"))
        .isEqualTo(new RuleOutcome.Answer<>(false, seen("Amount", "1200.50")));
  }

  @Test
  void everyTypeOfFieldIsUsable() {
    given("Flag", new Value.BooleanValue(true));
    given("Count", new Value.IntegerValue(3));
    given("Total", new Value.LongValue(9_007_199_254_740_993L));
    given("Ratio", new Value.DoubleValue(0.25));
    given("Day", new Value.DateValue(LocalDate.of(2026, 3, 1)));
    given("Due", new Value.DateTimeValue(NOON));
    given("Scan", Value.BinaryValue.of(new byte[] {1, 2}));
    given("Order", new Value.JsonValue("{\"customer\": {\"name\": \"Ann\", \"vip\": true}}"));
    assertThat(answer("Flag and Count = 3 and Total + 1 = 9007199254740994 and Ratio * 4 = 1"))
        .isTrue();
    assertThat(answer("Day < date(\"2026-03-02\") and Day.month = 3 and Scan = \"AQI=\"")).isTrue();
    assertThat(answer("Due.hour = 12 and date(Due) = date(\"2026-03-10\")")).isTrue();
    assertThat(answer("Order.customer.vip and Order.customer.name = \"Ann\"")).isTrue();
  }

  @Test
  void theRuleOfALineSeesOutcomeAndExpired() {
    var scope = scope("Approve", true);
    assertThat(rules.test(new Expression("Outcome = \"Approve\" and Expired"), scope))
        .isEqualTo(
            new RuleOutcome.Answer<>(true, seen("Outcome", "\"Approve\"", "Expired", "true")));
    assertThat(rules.test(new Expression("Outcome = \"\" and not(Expired)"), scope("", false)))
        .isEqualTo(new RuleOutcome.Answer<>(true, seen("Outcome", "\"\"", "Expired", "false")));
  }

  private RuleScope scope(String outcome, boolean expired) {
    return new RuleScope(
        7,
        "PO 7",
        "ann",
        1,
        data,
        new ActivityScope(outcome, expired, List.of(), "", 0, null),
        NOON,
        BERLIN);
  }

  // Moments.

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          date("2026-03-01")                             | 2026-02-28T23:00:00Z
          date("2026-03-29")                             | 2026-03-28T23:00:00Z
          date and time("2026-07-01T10:00:00")           | 2026-07-01T08:00:00Z
          date and time("2026-07-01T10:00:00+05:00")     | 2026-07-01T05:00:00Z
          @"2026-07-01T10:00:00Z"                        | 2026-07-01T10:00:00Z
          now()                                          | 2026-03-10T11:00:00Z
          today()                                        | 2026-03-09T23:00:00Z
          now() + duration("PT90M")                      | 2026-03-10T12:30:00Z
          Day                                            | 2026-12-23T23:00:00Z
          Due - duration("P1D")                          | 2026-03-09T11:00:00Z
          date and time(Day, time("09:30:00"))           | 2026-12-24T08:30:00Z
          """)
  void aMomentIsADateFromItsFirstMomentOrADateWithTime(String expression, String instant) {
    given("Day", new Value.DateValue(LocalDate.of(2026, 12, 24)));
    given("Due", new Value.DateTimeValue(NOON));
    assertThat(rules.moment(new Expression(expression), scope("", false)))
        .isInstanceOfSatisfying(
            RuleOutcome.Answer.class,
            answer -> assertThat(answer.value()).isEqualTo(Instant.parse(instant)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          "2026-03-01"                | gave the string "2026-03-01" where a date, or a date and time, in the years 1 to 9999 is needed.
          time("09:00:00")            | where a date, or a date and time, in the years 1 to 9999 is needed.
          Day                         | gave null where a date, or a date and time, in the years 1 to 9999 is needed.
          duration("PT1H")            | where a date, or a date and time, in the years 1 to 9999 is needed.
          Far                         | gave +12000-01-01 where a date, or a date and time, in the years 1 to 9999 is needed.
          3                           | gave the number 3 where a date, or a date and time, in the years 1 to 9999 is needed.
          """)
  void whatIsNoMomentFails(String expression, String why) {
    given("Far", new Value.DateValue(LocalDate.of(12_000, 1, 1)));
    assertThat(rules.moment(new Expression(expression), scope("", false)))
        .isInstanceOfSatisfying(
            RuleOutcome.Failed.class, failed -> assertThat(failed.why()).contains(why));
  }

  @Test
  void instanceNamesAreThereAndAFieldOfTheSameNameGoesFirst() {
    assertThat(
            answer(
                "Folio = \"PO 7\" and Originator = \"ann\" and Priority = 1 and InstanceId = 4711"))
        .isTrue();
    given("Folio", new Value.StringValue("a field"));
    assertThat(answer("Folio = \"a field\"")).isTrue();
  }

  @Test
  void moneyIsExact() {
    given("Price", new Value.DecimalValue(new BigDecimal("100.10")));
    given("Order", new Value.JsonValue("{\"price\": 100.10, \"huge\": 12345678901234567890.12}"));
    assertThat(answer("Price * 3 = 300.30 and 0.1 + 0.2 = 0.3")).isTrue();
    assertThat(answer("Order.price * 3 = 300.30 and Order.huge = 12345678901234567890.12"))
        .isTrue();
  }

  @Test
  void anEmptyFieldIsNull() {
    assertThat(answer("Comment = null")).isTrue();
    assertThat(answer("Comment != null and string length(Comment) > 3")).isFalse();
    given("Comment", new Value.NoValue());
    assertThat(answer("Comment = null")).isTrue();
  }

  @Test
  void textIsMadeOfFields() {
    given("Number", new Value.IntegerValue(7));
    assertThat(rules.text(new Expression("\"PO \" + string(Number)"), scope(NOON, BERLIN)))
        .isEqualTo(new RuleOutcome.Answer<>("PO 7", seen("Number", "7")));
  }

  // Large values.

  @Test
  void largeValuesAreReadOnlyWhenTheExpressionUsesTheField() {
    given("Letter", new Value.LargeValue(DataType.STRING, "aa", 16));
    given("Order", new Value.LargeValue(DataType.JSON, "bb", 60));
    assertThat(answer("Priority = 1")).isTrue();
    assertThat(largeReads).hasValue(0);
    assertThat(answer("contains(Letter, \"long\")")).isTrue();
    assertThat(largeReads).hasValue(1);
    assertThat(answer("sum(Order.lines.price) = 100.3")).isTrue();
    assertThat(largeReads).hasValue(2);
  }

  @Test
  void aLargeValueThatCantBeHadFailsTheRule() {
    given("Letter", new Value.LargeValue(DataType.STRING, "cc", 16));
    assertThat(why("contains(Letter, \"x\")"))
        .contains("Letter can't be had from the store: no content with hash cc");
    given("Letter", new Value.LargeValue(DataType.STRING, "dd", 16));
    assertThat(why("contains(Letter, \"x\")"))
        .contains("Letter is not in the store, which has no content with hash dd");
  }

  // Time.

  @Test
  void nowAndTodayAreTheCommandsTimeInTheProcessZone() {
    var lateInBerlin = Instant.parse("2026-03-10T23:30:00Z");
    assertThat(answer("today() = date(\"2026-03-11\") and now().hour = 0", lateInBerlin, BERLIN))
        .isTrue();
    var utc = ZoneId.of("UTC");
    assertThat(answer("today() = date(\"2026-03-10\") and now().hour = 23", lateInBerlin, utc))
        .isTrue();
    assertThat(test("now() > date and time(\"2020-01-01T00:00:00\")").seen())
        .containsEntry("now()", "2026-03-10T12:00+01:00[Europe/Berlin]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Due = date and time(\"2026-03-10T11:00:00Z\")",
        "Due = date and time(\"2026-03-10T12:00:00+01:00\")",
        "Due = date and time(\"2026-03-10T12:00:00\")",
        "Due = date and time(\"2026-03-10T07:00:00@America/New_York\")",
        "Due = @\"2026-03-10T11:00:00Z\"",
        "Due = date and time(Text)",
        "Due = date and time(date(\"2026-03-10\"), time(\"12:00:00\"))",
        "Due = now()",
        "Due >= date and time(\"2026-03-10T11:00:00Z\")",
        "Due <= date and time(\"2026-03-10T11:00:00Z\")",
        "Due in [date and time(\"2026-03-10T11:00:00Z\")..now()]",
        "Due in (date and time(\"2026-03-10T11:00:00Z\"))",
        "Due between date and time(\"2026-03-10T11:00:00Z\") and now()",
        "list contains([date and time(\"2026-03-10T11:00:00Z\")], Due)",
        "Due - now() = duration(\"PT0S\")",
        "Due + duration(\"P1D\") = date and time(\"2026-03-11T11:00:00Z\")",
        "time(Due) = time(\"12:00:00\")",
        "time(now()) >= time(\"09:00:00\") and time(now()) < time(\"17:00:00\")",
        "not(Due < date and time(\"2026-03-10T11:00:00Z\"))"
      })
  void oneInstantIsEqualHoweverItWasWritten(String rule) {
    given("Due", new Value.DateTimeValue(NOON));
    given("Text", new Value.StringValue("2026-03-10T11:00:00Z"));
    assertThat(test(rule)).isInstanceOf(RuleOutcome.Answer.class);
    assertThat(answer(rule)).isTrue();
  }

  @Test
  void summerTimeIsTheZones() {
    var beforeTheChange = Instant.parse("2026-03-28T11:00:00Z");
    assertThat(answer("(now() + duration(\"P1D\")).hour = 13", beforeTheChange, BERLIN)).isTrue();
    assertThat(answer("(now() + duration(\"P1M\")).hour = 12", beforeTheChange, BERLIN)).isTrue();
  }

  @Test
  void rulesThatRunAtOnceKeepTheirOwnTime() throws Exception {
    int rounds = 2_000;
    var work = new ArrayList<Callable<Boolean>>();
    for (int round = 0; round < rounds; round++) {
      var now = NOON.plusSeconds(round * 86_400L);
      var zone = round % 2 == 0 ? BERLIN : ZoneId.of("Asia/Tokyo");
      var day = now.atZone(zone).toLocalDate();
      var hour = now.atZone(zone).getHour();
      work.add(() -> {
        var data =
            Map.<String, Value>of(
                "Day", new Value.DateValue(day), "Hour", new Value.IntegerValue(hour));
        var scope = new RuleScope(1, "", "ann", 1, data, now, zone);
        return rules.test(new Expression("today() = Day and now().hour = Hour"), scope)
                instanceof RuleOutcome.Answer<Boolean> answer
            && answer.value();
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int right = 0;
      for (var result : threads.invokeAll(work)) {
        right += result.get() ? 1 : 0;
      }
      assertThat(right).isEqualTo(rounds);
    }
  }

  @Test
  void anInterruptChangesNoAnswerAndIsKept() {
    Thread.currentThread().interrupt();
    var outcome = test("Priority = 1");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome).isInstanceOf(RuleOutcome.Answer.class);
  }

  // Failures.

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          Amount > 5                         | Can't compare 'null' with '5'. Amount is empty.
          not(Amount > 5)                    | Can't compare 'null' with '5'
          Amount > 5 or Priority = 1         | Can't compare 'null' with '5'
          Amount in [1..5]                   | Can't compare 'null' with '1' and '5'. Amount is empty.
          Region > 5                         | Can't compare '"EMEA"' with '5'
          Region = 5                         | Can't compare '"EMEA"' with '5'
          Region                             | gave the string "EMEA" where true or false is needed
          Amount                             | gave null where true or false is needed
          1 + 1                              | gave the number 2 where true or false is needed
          Region + 1 = "EMEA1"               | Can't add '1' to '"EMEA"'
          Priority / 0 > 1                   | Can't divide '1' by '0'
          Order.custmer = "Ann"              | No context entry found with key 'custmer'. Available keys: 'customer'
          if Amount then true else false     | Expected boolean but found 'null'
          number(Region) > 1                 | Can't parse 'EMEA' as a number
          nosuch(Region)                     | the function 'nosuch'
          uuid() = "x"                       | the function 'uuid'
          random number() > 0                | the function 'random number'
          Amount >                           | line 1
          matches(Region, "(")               | '(' is no pattern
          """)
  void whatFailsSaysWhy(String rule, String reason) {
    given("Region", new Value.StringValue("EMEA"));
    given("Order", new Value.JsonValue("{\"customer\": \"Ann\"}"));
    var expected = reason.equals("line 1") ? "1:9: found the end" : reason;
    assertThat(why(rule)).startsWith("The rule '" + rule.strip()).contains(expected);
  }

  @Test
  void aFailureCarriesTheValuesOfTheNamesThatTheRuleUses() {
    given("Region", new Value.StringValue("EMEA"));
    given("Unused", new Value.StringValue("secret"));
    assertThat(test("Amount > 5 and Region = \"EMEA\"").seen())
        .isEqualTo(seen("Amount", "null", "Region", "\"EMEA\""));
  }

  @Test
  void aTextThatIsNoneHasFailed() {
    given("Amount", new Value.IntegerValue(7));
    assertThat(rules.text(new Expression("Amount"), scope(NOON, BERLIN)))
        .isInstanceOfSatisfying(
            RuleOutcome.Failed.class,
            failed ->
                assertThat(failed.why())
                    .isEqualTo("The rule 'Amount' gave the number 7 where a string is needed."));
    assertThat(rules.text(new Expression("Comment"), scope(NOON, BERLIN)))
        .isInstanceOf(RuleOutcome.Failed.class);
  }

  @Test
  void aNumberThatIsNoneAndBrokenJsonFail() {
    given("Ratio", new Value.DoubleValue(Double.NaN));
    given("Order", new Value.JsonValue("{broken"));
    given("Huge", new Value.DecimalValue(new BigDecimal("1E+999999999")));
    assertThat(why("Ratio > 1")).contains("Ratio is NaN, which is no number");
    assertThat(why("Order.x = 1")).contains("Order holds no valid JSON");
    assertThat(why("floor(Huge) > 1")).contains("Huge has more than 1,000 digits or places");
  }

  // Lists.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Region in [\"EMEA\", \"APAC\"]",
        "Region in (\"EMEA\", \"APAC\")",
        "not(Region in [\"LATAM\", \"APAC\"])",
        "not(Region in (\"LATAM\", \"APAC\"))",
        "Region in Order.regions",
        "not(Empty in Order.regions)",
        "Priority in [1..3]",
        "not(Priority in (1..3))",
        "Priority in (< 0, > 0)",
        "count(Order.lines) = 2",
        "count(Order.lines[item.price > 5]) = 1",
        "count(Order.lines[item.price > 5 and item.price < 20]) = 1",
        "Order.lines[1].price = 2",
        "Order.lines[-1].price = 10",
        "Order.lines[Priority].price = 2",
        "sum(for line in Order.lines return line.price * line.count) = 34",
        "some line in Order.lines satisfies line.price > 5",
        "every line in Order.lines satisfies line.price > 1",
        "not(some line in Order.lines satisfies line.price > 10)",
        "sum(for i in 1..4 return i) = 10",
        "count(for a in 1..20, b in 1..20 return a * b) = 400",
        "get value(Order, \"nothing\") = null",
        "get or else(Empty, \"x\") = \"x\"",
        "upper case(Region) = \"EMEA\" and lower case(Region) = \"emea\"",
        "matches(Region, \"^E.*A$\") and matches(Region, \"emea\", \"i\")",
        "replace(Region, \"[EA]\", \"x\") = \"xMxx\"",
        "count(split(\"a;b;c\", \";\")) = 3 and extract(\"a1b22\", \"[0-9]+\") = [\"1\", \"22\"]",
        "Amount = null or Amount > 5",
        "decimal(2.345, 2) = 2.34 and round half up(2.345, 2) = 2.35"
      })
  void listsAndFunctionsWork(String rule) {
    given("Region", new Value.StringValue("EMEA"));
    given(
        "Order",
        new Value.JsonValue(
            "{\"regions\": [\"EMEA\", \"x\"], \"lines\": [{\"price\": 2, \"count\": 2}, {\"price\":"
                + " 10, \"count\": 3}]}"));
    assertThat(test(rule)).as(rule).isInstanceOf(RuleOutcome.Answer.class);
    assertThat(answer(rule)).as(rule).isTrue();
  }

  @Test
  void anEntryThatIsMissingInAFilterOrLoopFails() {
    given("Order", new Value.JsonValue("{\"lines\": [{\"price\": 2}, {\"prize\": 10}]}"));
    assertThat(why("count(Order.lines[item.price > 5]) = 0")).contains("'price'");
    assertThat(why("some line in Order.lines satisfies line.price > 5")).contains("'price'");
  }

  // Limits.

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          count(for i in 1..3000000 return i) > 0                        | too wide
          count(for i in 1..1000, j in 1..1000 return i) > 0             | takes 300 at most
          count(for i in 1..1000 return for j in 1..1000 return i) > 0   | take more than 100,000 steps
          count(for i in 1..2 return for j in 1..2 return for k in 1..2 return 1) > 0 | nested more than 2
          matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "^(a|aa)+\\\\1$")         | takes too long
          decimal(1, 2000000000) > 0                                     | too large
          floor(10 ** 999999) > 0                                        | too large
          string length(replace(replace(replace(Text, "", Text), "", Text), "", Text)) > 0 | longer than 1,000,000
          ((((((((((((((1)))))))))))))) > 0                              | nested deeper than 12
          """)
  void nothingRunsForEver(String rule, String reason) {
    given("Text", new Value.StringValue("0123456789".repeat(20)));
    // Numbers get into EXACT only through the functions that would write them out.
    var outcome = why(rule.replace("decimal(1, 2000000000)", "decimal(1, 10 ** 2000)"));
    assertThat(outcome).contains(reason);
  }

  @Test
  void longExpressionsAreRefusedAndLongChainsWork() {
    assertThat(answer("true" + " and true".repeat(150))).isTrue();
    assertThat(why("true" + " and true".repeat(300))).contains("more than 500 parts");
    assertThat(why("1 = 1 //" + "x".repeat(4_000))).contains("4,000 at most");
  }

  private void given(String name, Value value) {
    data.put(name, value);
  }

  private RuleOutcome<Boolean> test(String rule) {
    return rules.test(new Expression(rule), scope(NOON, BERLIN));
  }

  private boolean answer(String rule) {
    return answer(rule, NOON, BERLIN);
  }

  private boolean answer(String rule, Instant now, ZoneId zone) {
    return switch (rules.test(new Expression(rule), scope(now, zone))) {
      case RuleOutcome.Answer<Boolean>(var value, var ignored) -> value;
      case RuleOutcome.Failed<Boolean>(var why, var ignored) -> throw new AssertionError(why);
    };
  }

  private String why(String rule) {
    return switch (test(rule)) {
      case RuleOutcome.Answer<Boolean>(var value, var ignored) ->
          throw new AssertionError(rule + " gave " + value);
      case RuleOutcome.Failed<Boolean>(var why, var ignored) -> why;
    };
  }

  private RuleScope scope(Instant now, ZoneId zone) {
    return new RuleScope(4711, "PO 7", "ann", 1, data, now, zone);
  }

  private static Map<String, String> seen(String... namesAndValues) {
    var seen = new LinkedHashMap<String, String>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      seen.put(namesAndValues[at], namesAndValues[at + 1]);
    }
    return seen;
  }
}
