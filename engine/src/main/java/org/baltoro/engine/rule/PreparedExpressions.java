package org.baltoro.engine.rule;

import java.util.LinkedHashMap;
import java.util.Map;

/** Expressions by their text, so that each is parsed once; those used longest ago are dropped. */
final class PreparedExpressions {
  private final Map<String, PreparedExpression> byText;

  PreparedExpressions(int max) {
    byText =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, PreparedExpression> eldest) {
            return size() > max;
          }
        };
  }

  /**
   * The expression, ready.
   *
   * @throws RefusedExpression if it can't be used; this isn't remembered
   */
  PreparedExpression of(String text) throws RefusedExpression {
    synchronized (byText) {
      var known = byText.get(text);
      if (known != null) {
        return known;
      }
    }
    var prepared = Preparation.of(text);
    synchronized (byText) {
      byText.put(text, prepared);
    }
    return prepared;
  }

  int size() {
    synchronized (byText) {
      return byText.size();
    }
  }
}
