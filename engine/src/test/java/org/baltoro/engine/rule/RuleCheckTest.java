package org.baltoro.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.language.feel.Expected;
import org.baltoro.language.feel.ExpressionProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the check at deployment says of an expression, and where. */
class RuleCheckTest {
  private static final Map<String, DataType> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("Amount", DataType.DECIMAL);
    FIELDS.put("Quantity", DataType.INTEGER);
    FIELDS.put("Region", DataType.STRING);
    FIELDS.put("Approved", DataType.BOOLEAN);
    FIELDS.put("Day", DataType.DATE);
    FIELDS.put("Due", DataType.DATETIME);
    FIELDS.put("Order", DataType.JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Amount > 1000 and Region = \"EMEA\"",
        "Approved",
        "not(Approved) or Amount between 1 and 5",
        "Amount in [1..5] or Amount in (< 3, > 9) or Region in (\"A\", \"B\") or Region in [\"A\"]",
        "Region = null and Amount != null",
        "Order.customer.name = \"Ann\" and Order.lines[1].price > 3",
        "count(Order.lines[item.price > 5]) > 1",
        "some line in Order.lines satisfies line.price * line.count > Amount",
        "every i in 1..Quantity satisfies i < 5",
        "Due > now() and Day <= today() and Due - now() > duration(\"PT2H\")",
        "date(Due) = Day and Due.hour < 12 and Day.weekday = 1",
        "Due + duration(\"P1M\") < date and time(\"2026-01-01T00:00:00\")",
        "if Approved then Amount > 1 else false",
        "string length(Region) = 3 and starts with(Folio, \"PO\") and Originator != \"ann\"",
        "Priority = 1 and InstanceId > 5",
        "get or else(Amount, 0) > 5",
        "duration(\"P1D\") * 2 > duration(\"PT1H\")",
        "-Amount < 5 and Amount ** 2 > 3",
        "max(Amount, Quantity) > sum([1, 2])",
        "Amount // the order's\n /* in EUR */ > 5",
        "all([Approved, true])",
        "Order.flag",
        "time(Due) >= time(\"09:00:00\")",
        "time(\"09:00:00\") + duration(\"PT1H\") > time(Due)"
      })
  void goodRulesPass(String rule) {
    assertThat(RuleCheck.check(new Expression(rule), FIELDS, Expected.BOOLEAN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          Amount >                         | 1:9: found the end; expected a value
          Amount > and Approved            | 1:10: found 'and'; expected a value
          (Amount > 1                      | 1:1: found '(' without its end; expected ')'.
          Amount > 1)                      | 1:11: found ')'; expected its opening bracket before it.
          Amount == 1                      | 1:8: found '=='; expected '='.
          Approved && Amount > 1           | 1:10: found '&&'; expected 'and'.
          Approved || Amount > 1           | 1:10: found '||'; expected 'or'.
          Region <> "x"                    | 1:8: found '<>'; expected '!='.
          Region = 'x'                     | 1:10: found '''; expected a string in double quotes.
          Region = "x                      | 1:10: found '"x'; expected a closing double quote.
          !Approved                        | 1:1: found '!'; expected 'not(...)'.
          Amount Quantity                  | 1:8: found 'Quantity'; expected an operator
          if Approved then true            | 1:1: found 'if' without 'else'
          Amount > 1;                      | 1:11: found ';'; expected one expression.
          some x in [1] return x           | 1:1: found 'some' without 'satisfies'
          (Amount + ) > 1                  | 1:11: found ')'; expected a value
          Approved and some x in [1] satisfies x > 1 | 1:14: found 'some' as a part; expected brackets around it.
          max(Amount, ) > 1                | 1:13: found ')'; expected a value
          Day = date("2026-02-30")         | 1:7: found 'date("2026-02-30")'; expected a date that exists
          Due > @"yesterday"               | 1:7: found '@"yesterday"'; expected a date, time or duration
          """)
  void syntaxErrorsAreToldWhereTheyAre(String rule, String problem) {
    assertThat(only(rule).toString()).startsWith(problem);
  }

  @Test
  void nothingIsNoRule() {
    assertThat(only("  ").toString()).isEqualTo("1:1: found nothing; expected an expression.");
  }

  @Test
  void lineAndColumnAreThoseOfTheText() {
    var problem = only("Amount > 1\n  and Regoin = \"x\"");
    assertThat(problem)
        .isEqualTo(
            new ExpressionProblem(
                2,
                7,
                "the unknown name 'Regoin'",
                "a data field or a common name",
                "Region",
                false));
    assertThat(only("Amount > 1\n  and\n").line()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      nullValues = "-",
      quoteCharacter = '~',
      textBlock =
          """
          amount > 1                                    | 1:1: found the unknown name 'amount'           | Amount
          Amount > 1 and "Regoin" = Regoin              | 1:27: found the unknown name 'Regoin'          | Region
          Amount > 1 and folio = "x"                    | 1:16: found the unknown name 'folio'           | Folio
          some x in Order.l satisfies y > 1             | 1:29: found the unknown name 'y'               | x
          count(Order.lines[price > 5]) > 1             | 1:19: found the unknown name 'price'           | -
          strnig length(Region) > 1                     | 1:1: found the unknown function 'strnig length' | string length
          Amount > 1 and starts wth(Region, "x")        | 1:16: found the unknown function 'starts wth'  | starts with
          Due > Now()                                   | 1:7: found the unknown function 'Now'          | now
          Day.yer > 2020                                | 1:5: found '.yer' on a date                   | year
          uuid() = "x"                                  | 1:1: found the unknown function 'uuid'         | -
          """)
  void unknownNamesAreToldWithTheNearest(String rule, String problem, String nearest) {
    var found = only(rule);
    assertThat(found.toString()).startsWith(problem);
    assertThat(found.nearest()).isEqualTo(nearest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          Amount > "5"                     | 1:1: found a number compared with a string; expected two values of one type.
          Approved or Region = 5           | 1:13: found a string compared with a number; expected two values of one type.
          Due > Day                        | 1:1: found a date and time compared with a date; expected two dates: use date(...)
          Amount > null                    | 1:10: found null at an order
          Approved > false                 | 1:1: found true or false at an order
          Region + 1 = "x"                 | 1:1: found a string '+' a number; expected two strings: use string(...)
          Region * 2 = "x"                 | 1:1: found a string '*' a number
          Region - "x" = "y"               | 1:1: found a string '-' a string
          Region / 2 = 1                   | 1:1: found a string '/' a number
          Amount and Approved              | 1:1: found a number at 'and'; expected true or false.
          Approved or Region               | 1:13: found a string at 'or'; expected true or false.
          not(Amount)                      | 1:5: found a number in 'not(...)'; expected true or false.
          if Amount then true else false   | 1:4: found a number at 'if'; expected true or false.
          Amount                           | 1:1: found an expression that gives a number; expected true or false.
          Amount + 1                       | 1:1: found an expression that gives a number
          null                             | 1:1: found an expression that gives null
          if Approved then 1 else 2        | 1:1: found an expression that gives a number
          Amount in ["a"]                  | 1:1: found a number compared with a string
          Amount in ["a".."b"]             | 1:1: found a number compared with a string
          Amount in ("a", 3)               | 1:1: found a number compared with a string
          Amount between "a" and 3         | 1:1: found a number compared with a string
          Quantity = 1 and Amount between 1 and Region | 1:18: found a number compared with a string
          upper case(Amount) = "x"         | 1:12: found a number in 'upper case(...)'; expected a string.
          upper case() = "x"               | 1:1: found 'upper case' with 0; expected 1 argument.
          date(1, 2) = Day                 | 1:1: found 'date' with 2; expected 1 or 3 arguments.
          count(Region) = 1                | 1:7: found a string in 'count(...)'; expected a list.
          Region[1] = "x"                  | 1:1: found a string at '[...]'; expected a list.
          some x in Region satisfies true  | 1:11: found a string at 'in'; expected a list.
          every x in [1] satisfies 3       | 1:26: found a number at 'satisfies'; expected true or false.
          Due + Due > now()                | 1:1: found a date and time '+' a date and time
          date and time(Due, "UTC") = Due  | 1:20: found a time zone in 'date and time(...)'
          """)
  void typesThatCantGoTogetherAreTold(String rule, String problem) {
    assertThat(only(rule).toString()).startsWith(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          (function(x) x > 1)(Amount)               | found
          count({a: 1}) > 0                         | found a context in braces
          ? > 3                                     | found '?'
          < 3                                       | found '<' without a left side
          time("09:00:00+01:00") > time(Due)        | found a time of day with an offset
          Order.lines.count(1) > 1                  | found a call of 'count' on a value
          upper case(string: Region) = "x"          | found arguments by name
          Region instance of string                 | found 'InstanceOf'
          count(for a in [1] return for b in [1] return for c in [1] return 1) = 1 | found loops
          count(for a in [1], b in [1], c in [1] return 1) = 1                     | found loops
          ((((((((((((((1)))))))))))))) > 0         | found brackets nested deeper than 12
          """)
  void whatRulesCantUseIsRefused(String rule, String problem) {
    assertThat(only(rule).toString()).contains(problem);
  }

  @Test
  void aFolioMustBeText() {
    assertThat(RuleCheck.check(new Expression("\"PO \" + Region"), FIELDS, Expected.TEXT))
        .isEmpty();
    assertThat(RuleCheck.check(new Expression("Amount"), FIELDS, Expected.TEXT))
        .singleElement()
        .hasToString(
            "1:1: found an expression that gives a number; expected a string: use string(...).");
  }

  @Test
  void rulesOfLinesKnowOutcomeAndExpiredAndOthersSayWhyNot() {
    var rule = new Expression("Outcome = \"Approve\" or Expired");
    assertThat(RuleCheck.checkLine(rule, FIELDS, null)).isEmpty();
    assertThat(RuleCheck.checkLine(new Expression("Outcome = 1"), FIELDS, null)).hasSize(1);
    assertThat(RuleCheck.checkLine(new Expression("Outcom = \"Approve\""), FIELDS, null))
        .singleElement()
        .hasToString(
            "1:1: found the unknown name 'Outcom'; expected a data field or a common name. Did you"
                + " mean 'Outcome'?");
    assertThat(RuleCheck.check(rule, FIELDS, Expected.BOOLEAN))
        .extracting(ExpressionProblem::toString)
        .containsExactly(
            "1:1: found 'Outcome', which is known in rules of lines only; expected a data field or"
                + " a common name.",
            "1:24: found 'Expired', which is known in rules of lines only; expected a data field"
                + " or a common name.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          Outcome = "Aprove"                        | 1:11: found the outcome 'Aprove', which nobody can choose; expected an action of the activity's client events: Approve, Reject. Did you mean 'Approve'?
          Amount > 1 or "reject" != Outcome         | 1:15: found the outcome 'reject', which nobody can choose; expected an action of the activity's client events: Approve, Reject. Did you mean 'Reject'?
          Outcome in ("Approve", "Sent back")       | 1:24: found the outcome 'Sent back', which nobody can choose; expected an action of the activity's client events: Approve, Reject.
          not(Outcome in ["Rejct", "", "Approve"])  | 1:17: found the outcome 'Rejct', which nobody can choose; expected an action of the activity's client events: Approve, Reject. Did you mean 'Reject'?
          """)
  void anOutcomeThatNobodyCanChooseIsWarnedOf(String rule, String problem) {
    assertThat(RuleCheck.checkLine(new Expression(rule), FIELDS, List.of("Approve", "Reject")))
        .singleElement()
        .satisfies(warning -> assertThat(warning.warning()).isTrue())
        .hasToString(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Outcome = \"Approve\" or Outcome = \"\"",
        "Outcome in (\"Approve\", \"Reject\")",
        "Outcome = Region and Region = \"Aprove\"",
        "\"was \" + Outcome = \"was Approve\"",
        "Outcome + \"d\" = \"Approved\"",
        "Order.Outcome = \"Aprove\"",
        "lower case(Outcome) = \"approve\" and starts with(Outcome, \"Ap\")"
      })
  void otherUsesOfTheOutcomeAreNotJudged(String rule) {
    assertThat(RuleCheck.checkLine(new Expression(rule), FIELDS, List.of("Approve", "Reject")))
        .isEmpty();
  }

  @Test
  void whereNobodyChoosesTheOutcomeIsEmpty() {
    assertThat(RuleCheck.checkLine(new Expression("Outcome = \"Approve\""), FIELDS, List.of()))
        .singleElement()
        .hasToString(
            "1:11: found the outcome 'Approve', but the activity has no client event; expected"
                + " \"\", which Outcome always is here.");
  }

  @Test
  void aFieldCalledOutcomeIsAFieldInEveryRule() {
    assertThat(
            RuleCheck.check(
                new Expression("Outcome > 1"), Map.of("Outcome", DataType.LONG), Expected.BOOLEAN))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "today()",
        "now() + duration(\"PT2H\")",
        "date(\"2026-03-01\")",
        "date and time(\"2026-03-01T10:00:00\")",
        "date and time(\"2026-03-01T10:00:00+02:00\")",
        "@\"2026-03-01\"",
        "if Amount > 1 then today() else now()",
        "Order.dueOn"
      })
  void momentsAreDatesWithOrWithoutATime(String expression) {
    assertThat(RuleCheck.check(new Expression(expression), FIELDS, Expected.MOMENT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          "2026-03-01"       | an expression that gives a string; expected a date, or a date and time: use date(...) or date and time(...).
          Amount             | an expression that gives a number; expected a date, or a date and time.
          time("09:00:00")   | an expression that gives a time of day; expected a date, or a date and time.
          duration("PT2H")   | an expression that gives a days and time duration; expected a date, or a date and time.
          null               | an expression that gives null; expected a date, or a date and time.
          Outcome            | 'Outcome', which is known in rules of lines only; expected a data field or a common name.
          """)
  void whatIsNoMomentIsRefused(String expression, String problem) {
    assertThat(RuleCheck.check(new Expression(expression), FIELDS, Expected.MOMENT))
        .singleElement()
        .hasToString("1:1: found " + problem);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThat(check("Amuont > 1 and Regoin = \"x\" and Region > 3")).hasSize(3);
  }

  private static List<ExpressionProblem> check(String rule) {
    return RuleCheck.check(new Expression(rule), FIELDS, Expected.BOOLEAN);
  }

  private static ExpressionProblem only(String rule) {
    var problems = check(rule);
    assertThat(problems).as(rule).isNotEmpty();
    return problems.getFirst();
  }
}
