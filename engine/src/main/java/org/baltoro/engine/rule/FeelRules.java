package org.baltoro.engine.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.rule.RuleEvaluator;
import org.baltoro.kernel.rule.RuleOutcome;
import org.baltoro.kernel.rule.RuleOutcome.Answer;
import org.baltoro.kernel.rule.RuleOutcome.Failed;
import org.baltoro.kernel.rule.RuleScope;
import org.baltoro.language.feel.Evaluation;
import org.baltoro.language.feel.FeelExpression;
import org.baltoro.language.feel.FeelExpressions;
import org.baltoro.language.feel.FeelText;
import org.baltoro.language.feel.UnusableValue;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the expressions of definitions. Only maps, lists, strings, exact numbers, booleans and
 * dates go in. A rule sees the data fields by name, and {@code Folio}, {@code Originator}, {@code
 * Priority} and {@code InstanceId}, the rule of a line {@code Outcome} and {@code Expired}, too; a
 * field of the same name goes before these. A name without a value is null: whether it exists at
 * all was checked at deployment, by {@link RuleCheck}.
 */
public final class FeelRules implements RuleEvaluator {
  static final int CACHED_MAX = 2_000;

  private static final int YEAR_MAX = 9_999;
  private static final String EXPECTED_VALUE =
      "text, a number, true or false, a date, a date and time, a list, a context or null";
  private static final String EXPECTED_MOMENT =
      "a date, or a date and time, in the years 1 to 9999";

  private final LargeValues largeValues;
  private final FeelExpressions expressions;

  /**
   * @param largeValues asked for a field's content when an expression uses the field
   */
  public FeelRules(LargeValues largeValues) {
    this(largeValues, new FeelExpressions(CACHED_MAX));
  }

  private FeelRules(LargeValues largeValues, FeelExpressions expressions) {
    this.largeValues = largeValues;
    this.expressions = expressions;
  }

  /**
   * The same rules, for a decision that brings large values along: they are in no store yet.
   *
   * @param contents by hash
   */
  public FeelRules knowing(Map<String, String> contents) {
    return contents.isEmpty()
        ? this
        : new FeelRules(
            (instance, sha256) -> {
              var content = contents.get(sha256);
              return content != null ? content : largeValues.content(instance, sha256);
            },
            expressions);
  }

  /** Loads what the first expression needs; without this, that expression waits for it. */
  public static void load() {
    FeelExpression.load();
  }

  @Override
  public RuleOutcome<Boolean> test(Expression rule, RuleScope scope) {
    return only(rule, scope, Boolean.class, "true or false");
  }

  /** An expression that gives anything but a string has failed. */
  @Override
  public RuleOutcome<String> text(Expression expression, RuleScope scope) {
    return only(expression, scope, String.class, "a string");
  }

  @Override
  public RuleOutcome<Instant> moment(Expression expression, RuleScope scope) {
    return switch (only(expression, scope, Temporal.class, EXPECTED_MOMENT)) {
      case Failed<Temporal>(var why, var seen) -> new Failed<>(why, seen);
      case Answer<Temporal>(var value, var seen) -> {
        var instant = instant(value, scope.zone());
        yield instant == null
            ? new Failed<>(
                sentence(
                    expression, "gave %s where %s is needed.".formatted(value, EXPECTED_MOMENT)),
                seen)
            : new Answer<>(instant, seen);
      }
    };
  }

  @Override
  public RuleOutcome<Value> fieldValue(Expression expression, RuleScope scope) {
    var field = scope.data().get(expression.text().strip());
    return field != null
        ? new Answer<>(field, Map.of())
        : evaluate(
            expression, scope, result -> FeelResults.ofField(result, scope.zone()), EXPECTED_VALUE);
  }

  @Override
  public RuleOutcome<List<Value>> list(Expression expression, RuleScope scope) {
    return evaluate(expression, scope, result -> FeelResults.list(result, scope.zone()), "a list");
  }

  /** Whatever an expression gives, null too. */
  public RuleOutcome<Plain> value(Expression expression, RuleScope scope) {
    return evaluate(expression, scope, Plain::of, "a value");
  }

  /** Null if it is no date, or in no year that people write. */
  private static @Nullable Instant instant(Temporal value, ZoneId zone) {
    var moment =
        switch (value) {
          case LocalDate date -> date.atStartOfDay(zone);
          case LocalDateTime local -> local.atZone(zone);
          case ZonedDateTime zoned -> zoned;
          case OffsetDateTime offset -> offset.toZonedDateTime();
          default -> null;
        };
    return moment == null || moment.getYear() < 1 || moment.getYear() > YEAR_MAX
        ? null
        : moment.toInstant();
  }

  private <T> RuleOutcome<T> only(
      Expression expression, RuleScope scope, Class<T> type, String expected) {
    return evaluate(
        expression, scope, result -> type.isInstance(result) ? type.cast(result) : null, expected);
  }

  /** Takes a result of the wanted type; null for any other. */
  private interface Wanted<T> {
    @Nullable T of(@Nullable Object result) throws UnusableValue;
  }

  private <T> RuleOutcome<T> evaluate(
      Expression expression, RuleScope scope, Wanted<T> wanted, String expected) {
    var evaluation = expressions.evaluate(expression.text(), new RuleValues(scope, largeValues));
    return switch (evaluation) {
      case Evaluation.Failed(var why, var seen) -> new Failed<>(sentence(expression, why), seen);
      case Evaluation.Answer(var result, var seen) -> {
        try {
          T value = wanted.of(result);
          yield value != null
              ? new Answer<>(value, seen)
              : new Failed<>(
                  sentence(
                      expression,
                      "gave %s where %s is needed.".formatted(FeelText.shown(result), expected)),
                  seen);
        } catch (UnusableValue unusable) {
          yield new Failed<>(sentence(expression, "failed: " + unusable.getMessage() + "."), seen);
        }
      }
    };
  }

  private static String sentence(Expression expression, String rest) {
    return FeelText.sentence("rule", expression.text(), rest);
  }
}
