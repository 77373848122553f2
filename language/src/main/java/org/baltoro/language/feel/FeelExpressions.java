package org.baltoro.language.feel;

import java.util.LinkedHashMap;
import java.util.Map;

/** Expressions by their text, so that each is parsed once; those used longest ago are dropped. */
public final class FeelExpressions {
  private final Map<String, FeelExpression> byText;

  /**
   * @param max how many are kept
   */
  public FeelExpressions(int max) {
    byText =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, FeelExpression> eldest) {
            return size() > max;
          }
        };
  }

  /**
   * The expression, ready.
   *
   * @throws RefusedExpression if it can't be used; this isn't remembered
   */
  public FeelExpression of(String text) throws RefusedExpression {
    synchronized (byText) {
      var known = byText.get(text);
      if (known != null) {
        return known;
      }
    }
    var prepared = FeelExpression.of(text);
    synchronized (byText) {
      byText.put(text, prepared);
    }
    return prepared;
  }

  /**
   * What an expression gives; a failure where it can't be used.
   *
   * @param text of the expression
   */
  public Evaluation<@org.jspecify.annotations.Nullable Object> evaluate(
      String text, EvaluationScope scope) {
    try {
      return of(text).evaluate(scope);
    } catch (RefusedExpression refused) {
      return new Evaluation.Failed<>("can't be used: " + refused.getMessage(), Map.of());
    }
  }

  int size() {
    synchronized (byText) {
      return byText.size();
    }
  }
}
