package org.baltoro.language.feel;

import java.util.Map;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;

/**
 * The engine that evaluates expressions: one for all, as it keeps nothing. Loading its classes
 * takes longer than opening a store, so it can be done beside that. Whoever comes meanwhile waits:
 * only one thread loads them.
 */
final class Feel {
  static final FeelEngineApi ENGINE =
      FeelEngineBuilder.create().withClock(EvaluationFunctions.NO_CLOCK).build();

  static {
    // A first use loads the parser and the interpreter too.
    ENGINE.evaluateExpression(
        "if a > 1 and b = \"x\" then true else false", Map.of("a", 2, "b", "x"));
  }

  private Feel() {}

  /** Returns when all is loaded. */
  static void load() {
    java.util.Objects.requireNonNull(ENGINE);
  }
}
