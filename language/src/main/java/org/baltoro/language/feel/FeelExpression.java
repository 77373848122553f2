package org.baltoro.language.feel;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.feel.api.EvaluationFailure;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.context.CustomContext;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.context.VariableProvider;
import org.jspecify.annotations.Nullable;

/**
 * An expression, ready to be evaluated any number of times, by any number of threads. Whether the
 * names that it uses exist is not its business: {@link FeelCheck} says so beforehand, and here what
 * has no value is null. What the engine would pass over with a warning is a failure.
 */
public final class FeelExpression {
  private static final Pattern WRAPPER = Pattern.compile("Failed to invoke function '#[^']*': ");

  private static final Pattern PREFIX =
      Pattern.compile("^failed to evaluate expression '.*' ?: ", Pattern.DOTALL);

  private final PreparedExpression prepared;

  private FeelExpression(PreparedExpression prepared) {
    this.prepared = prepared;
  }

  /**
   * Reads an expression.
   *
   * @throws RefusedExpression if it is no FEEL, or uses what expressions can't
   */
  public static FeelExpression of(String text) throws RefusedExpression {
    return new FeelExpression(Preparation.of(text));
  }

  /** Loads what the first expression needs; without this, that expression waits for it. */
  public static void load() {
    Feel.load();
  }

  /** The names that it uses, in the order of their first use; loop variables are none. */
  public List<String> names() {
    return prepared.names();
  }

  /**
   * What it reads, each name with what stands behind its dots: {@code [Header, Total]}. A name that
   * is used as a whole stands alone.
   */
  public List<List<String>> reads() {
    return prepared.reads();
  }

  /** True if it calls {@code now()} or {@code today()}. */
  public boolean usesNow() {
    return prepared.usesNow();
  }

  /** Evaluates it with values that are there already. */
  public Evaluation<@Nullable Object> evaluate(Map<String, ?> values, Instant now, ZoneId zone) {
    return evaluate(EvaluationScope.of(values, now, zone));
  }

  public Evaluation<@Nullable Object> evaluate(EvaluationScope scope) {
    var seen = seen(scope);
    try {
      var result = result(scope);
      if (!result.getSuppressedFailures().isEmpty() || result.isFailure()) {
        return new Evaluation.Failed<>("failed: " + why(result, seen), seen);
      }
      return new Evaluation.Answer<>(FeelValues.plain(result.result()), seen);
    } catch (UnusableValue unusable) {
      return new Evaluation.Failed<>("failed: " + unusable.getMessage() + ".", seen);
    } catch (RuntimeException | StackOverflowError failure) {
      return new Evaluation.Failed<>("failed: " + failure, seen);
    }
  }

  private EvaluationResult result(EvaluationScope scope) throws UnusableValue {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        var functions = new EvaluationFunctions(scope.now(), scope.zone());
        var context = new Scope(variables(scope, functions), functions);
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

  private Map<String, Object> variables(EvaluationScope scope, EvaluationFunctions functions)
      throws UnusableValue {
    var variables = new LinkedHashMap<String, Object>();
    for (var name : prepared.names()) {
      try {
        variables.put(name, FeelValues.of(scope.value(name), scope.zone()));
      } catch (UnusableValue unusable) {
        throw new UnusableValue(name + " " + unusable.getMessage());
      }
    }
    prepared.moments().forEach((name, moment) -> variables.put(name, functions.moment(moment)));
    return variables;
  }

  private Map<String, String> seen(EvaluationScope scope) {
    var seen = new LinkedHashMap<String, String>();
    for (var name : prepared.names()) {
      seen.put(name, scope.seen(name));
    }
    if (prepared.usesNow()) {
      seen.put("now()", scope.now().atZone(scope.zone()).toString());
    }
    return seen;
  }

  private static String why(EvaluationResult result, Map<String, String> seen) {
    var reasons = new ArrayList<String>();
    for (EvaluationFailure failure : result.getSuppressedFailures()) {
      var reason = tidy(WRAPPER.matcher(failure.failureMessage()).replaceAll(""));
      if (!reasons.contains(reason) && reasons.size() < 5) {
        reasons.add(FeelText.cut(reason));
      }
    }
    if (reasons.isEmpty()) {
      reasons.add(FeelText.cut(tidy(PREFIX.matcher(result.failure().message()).replaceFirst(""))));
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
