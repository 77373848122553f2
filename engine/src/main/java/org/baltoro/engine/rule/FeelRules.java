package org.baltoro.engine.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.rule.RuleEvaluator;
import org.baltoro.kernel.rule.RuleOutcome;
import org.baltoro.kernel.rule.RuleOutcome.Answer;
import org.baltoro.kernel.rule.RuleOutcome.Failed;
import org.baltoro.kernel.rule.RuleScope;
import org.camunda.feel.api.EvaluationFailure;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.context.CustomContext;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValString;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions with feel-engine. Only maps, lists, strings, exact numbers, booleans and
 * dates go in. A rule sees the data fields by name, and {@code Folio}, {@code Originator}, {@code
 * Priority} and {@code InstanceId}, the rule of a line {@code Outcome} and {@code Expired}, too; a
 * field of the same name goes before these. A name without a value is null: whether it exists at
 * all was checked at deployment, by {@link RuleCheck}.
 *
 * <p>What the engine would pass over with a warning is a failure here.
 */
public final class FeelRules implements RuleEvaluator {
  static final int CACHED_MAX = 2_000;

  private static final int YEAR_MAX = 9_999;
  private static final String EXPECTED_VALUE =
      "text, a number, true or false, a date, a date and time, a list, a context or null";
  private static final String EXPECTED_MOMENT =
      "a date, or a date and time, in the years 1 to 9999";

  private final LargeValues largeValues;
  private final PreparedExpressions expressions;

  /**
   * @param largeValues asked for a field's content when an expression uses the field
   */
  public FeelRules(LargeValues largeValues) {
    this(largeValues, new PreparedExpressions(CACHED_MAX));
  }

  private FeelRules(LargeValues largeValues, PreparedExpressions expressions) {
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
    Feel.load();
  }

  @Override
  public RuleOutcome<Boolean> test(Expression rule, RuleScope scope) {
    return evaluate(rule.text(), scope, Wanted.only(Boolean.class), "true or false");
  }

  /** An expression that gives anything but a string has failed. */
  @Override
  public RuleOutcome<String> text(Expression expression, RuleScope scope) {
    return evaluate(expression.text(), scope, Wanted.only(String.class), "a string");
  }

  @Override
  public RuleOutcome<Instant> moment(Expression expression, RuleScope scope) {
    var outcome = evaluate(expression.text(), scope, Wanted.only(Temporal.class), EXPECTED_MOMENT);
    return switch (outcome) {
      case Failed<Temporal>(var why, var seen) -> new Failed<>(why, seen);
      case Answer<Temporal>(var value, var seen) -> {
        var instant = instant(value, scope.zone());
        yield instant == null
            ? new Failed<>(
                sentence(
                    expression.text(),
                    "gave %s where %s is needed.".formatted(value, EXPECTED_MOMENT)),
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
            expression.text(),
            scope,
            result -> FeelResults.ofField(result, scope.zone()),
            EXPECTED_VALUE);
  }

  @Override
  public RuleOutcome<List<Value>> list(Expression expression, RuleScope scope) {
    return evaluate(
        expression.text(), scope, result -> FeelResults.list(result, scope.zone()), "a list");
  }

  /** Whatever an expression gives, null too. */
  public RuleOutcome<Plain> value(Expression expression, RuleScope scope) {
    return evaluate(expression.text(), scope, Plain::of, "a value");
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

  /** Takes a result of the wanted type; null for any other. */
  private interface Wanted<T> {
    @Nullable T of(@Nullable Object result) throws FeelValues.Unusable;

    static <T> Wanted<T> only(Class<T> type) {
      return result -> type.isInstance(result) ? type.cast(result) : null;
    }
  }

  private <T> RuleOutcome<T> evaluate(
      String text, RuleScope scope, Wanted<T> type, String expected) {
    PreparedExpression prepared;
    try {
      prepared = expressions.of(text);
    } catch (RefusedExpression refused) {
      return new Failed<>(sentence(text, "can't be used: " + refused.getMessage()), Map.of());
    }
    var seen = seen(prepared, scope);
    try {
      var result = result(prepared, scope);
      if (!result.getSuppressedFailures().isEmpty() || result.isFailure()) {
        return new Failed<>(sentence(text, "failed: " + why(result, seen)), seen);
      }
      T value = type.of(result.result());
      if (value != null) {
        return new Answer<>(value, seen);
      }
      return new Failed<>(
          sentence(text, "gave %s where %s is needed.".formatted(shown(result), expected)), seen);
    } catch (FeelValues.Unusable unusable) {
      return new Failed<>(sentence(text, "failed: " + unusable.getMessage() + "."), seen);
    } catch (RuntimeException | StackOverflowError failure) {
      return new Failed<>(sentence(text, "failed: " + failure), seen);
    }
  }

  private EvaluationResult result(PreparedExpression prepared, RuleScope scope)
      throws FeelValues.Unusable {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        var functions = new EvaluationFunctions(scope.now(), scope.zone());
        var context = new Scope(variables(prepared, scope, functions), functions);
        try {
          return Feel.ENGINE.evaluate(prepared.parsed(), context);
        } catch (Throwable failure) {
          // The engine stops on an interrupt, which it doesn't declare. A rule's answer must not
          // depend on one: it is evaluated again, and the interrupt kept for who waits for it.
          if (!(failure instanceof InterruptedException)) {
            throw failure;
          }
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Map<String, Object> variables(
      PreparedExpression prepared, RuleScope scope, EvaluationFunctions functions)
      throws FeelValues.Unusable {
    var variables = new LinkedHashMap<String, Object>();
    for (var name : prepared.names()) {
      try {
        variables.put(name, value(name, scope));
      } catch (FeelValues.Unusable unusable) {
        throw new FeelValues.Unusable(name + " " + unusable.getMessage());
      }
    }
    prepared.moments().forEach((name, moment) -> variables.put(name, functions.moment(moment)));
    return variables;
  }

  private Val value(String name, RuleScope scope) throws FeelValues.Unusable {
    if (name.equals(RuleCheck.RESPONSES) && !scope.data().containsKey(name)) {
      return responses(scope);
    }
    var value = named(name, scope);
    return value == null
        ? FeelValues.NULL
        : FeelValues.of(
            value, scope.zone(), sha256 -> largeValues.content(scope.instance(), sha256));
  }

  private static @Nullable Value named(String name, RuleScope scope) {
    var field = scope.data().get(name);
    if (field != null) {
      return field;
    }
    return switch (name) {
      case RuleCheck.FOLIO -> new Value.StringValue(scope.folio());
      case RuleCheck.ORIGINATOR -> new Value.StringValue(scope.originator());
      case RuleCheck.PRIORITY -> new Value.IntegerValue(scope.priority());
      case RuleCheck.OUTCOME -> new Value.StringValue(scope.activity().outcome());
      case RuleCheck.EXPIRED -> new Value.BooleanValue(scope.activity().expired());
      case RuleCheck.DESTINATION -> new Value.StringValue(scope.activity().destination());
      case RuleCheck.SLOT -> new Value.IntegerValue(scope.activity().slot());
      case RuleCheck.ROW -> scope.activity().row();
      case RuleCheck.INSTANCE_ID -> new Value.LongValue(scope.instance());
      default -> null;
    };
  }

  /** A context for each answer: who, what, and the fields of the activity. */
  private Val responses(RuleScope scope) throws FeelValues.Unusable {
    var list = new ArrayList<Map<String, Val>>();
    for (var response : scope.activity().responses()) {
      var context = new LinkedHashMap<String, Val>();
      for (var field : response.dataFields().entrySet()) {
        context.put(
            field.getKey(),
            FeelValues.of(
                field.getValue(),
                scope.zone(),
                sha256 -> largeValues.content(scope.instance(), sha256)));
      }
      context.put(RuleCheck.DESTINATION, FeelValues.known(response.destination()));
      context.put(RuleCheck.USER, FeelValues.known(response.by()));
      context.put(RuleCheck.OUTCOME, FeelValues.known(response.outcome()));
      list.add(context);
    }
    return FeelValues.known(list);
  }

  private static String answers(RuleScope scope) {
    return scope.activity().responses().stream()
        .map(response -> response.by() + ": " + response.outcome())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static Map<String, String> seen(PreparedExpression prepared, RuleScope scope) {
    var seen = new LinkedHashMap<String, String>();
    for (var name : prepared.names()) {
      seen.put(
          name,
          name.equals(RuleCheck.RESPONSES)
              ? answers(scope)
              : FeelValues.text(named(name, scope), scope.zone()));
    }
    if (prepared.usesNow()) {
      seen.put("now()", scope.now().atZone(scope.zone()).toString());
    }
    return seen;
  }

  private static String sentence(String text, String rest) {
    return "The rule '%s' %s".formatted(FeelValues.cut(text.strip()), rest);
  }

  private static String shown(EvaluationResult result) {
    return switch (result.result()) {
      case null -> "null";
      case String text -> "the string " + FeelValues.cut(new ValString(text).toString());
      case Boolean flag -> flag.toString();
      case scala.math.BigDecimal number -> "the number " + FeelValues.cut(number.toString());
      case scala.collection.Seq<?> list -> "a list";
      case scala.collection.Map<?, ?> context -> "a context";
      default -> FeelValues.cut(String.valueOf(result.result()));
    };
  }

  private static final Pattern WRAPPER = Pattern.compile("Failed to invoke function '#[^']*': ");

  private static final Pattern PREFIX =
      Pattern.compile("^failed to evaluate expression '.*' ?: ", Pattern.DOTALL);

  private static String why(EvaluationResult result, Map<String, String> seen) {
    var reasons = new ArrayList<String>();
    for (EvaluationFailure failure : result.getSuppressedFailures()) {
      var reason = tidy(WRAPPER.matcher(failure.failureMessage()).replaceAll(""));
      if (!reasons.contains(reason) && reasons.size() < 5) {
        reasons.add(FeelValues.cut(reason));
      }
    }
    if (reasons.isEmpty()) {
      reasons.add(
          FeelValues.cut(tidy(PREFIX.matcher(result.failure().message()).replaceFirst(""))));
    }
    var empty = seen.keySet().stream().filter(name -> "null".equals(seen.get(name))).toList();
    return String.join("; ", reasons)
        + "."
        + (empty.isEmpty()
            ? ""
            : " %s %s empty."
                .formatted(String.join(", ", empty), empty.size() == 1 ? "is" : "are"));
  }

  /** The engine's reasons are put into sentences of ours, which have their own stops. */
  private static String tidy(String reason) {
    return reason.replaceAll(";(\\s*;)+", ";").replaceFirst("[\\s.;,]+$", "");
  }

  /** What the engine is given: nothing but this evaluation's variables and functions. */
  private static final class Scope extends CustomContext {
    private final VariableProvider variables;
    private final FunctionProvider functions;

    Scope(Map<String, Object> variables, FunctionProvider functions) {
      this.variables = new VariableProvider.StaticVariableProvider(Scala.map(variables));
      this.functions = functions;
    }

    @Override
    public VariableProvider variableProvider() {
      return variables;
    }

    @Override
    public FunctionProvider functionProvider() {
      return functions;
    }
  }
}
