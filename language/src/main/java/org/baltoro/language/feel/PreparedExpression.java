package org.baltoro.language.feel;

import java.time.temporal.Temporal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.feel.syntaxtree.ParsedExpression;

/**
 * An expression, ready to be evaluated under the limits of this room.
 *
 * @param names the names that it uses, in the order of their first use; loop variables are none
 * @param reads the same with what stands behind their dots
 * @param moments dates with times that it writes out, by the variable that stands for each: local
 *     ones are in whatever zone the evaluation is
 * @param usesNow calls {@code now()} or {@code today()}
 */
record PreparedExpression(
    ParsedExpression parsed,
    List<String> names,
    List<List<String>> reads,
    Map<String, Temporal> moments,
    boolean usesNow) {
  PreparedExpression {
    names = List.copyOf(names);
    reads = List.copyOf(reads);
    moments = Collections.unmodifiableMap(new LinkedHashMap<>(moments));
  }
}
