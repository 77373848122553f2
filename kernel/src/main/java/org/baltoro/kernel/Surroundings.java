package org.baltoro.kernel;

import java.time.Instant;
import org.baltoro.kernel.rule.RuleEvaluator;

/**
 * All that the kernel knows of the world: how to evaluate a rule, what time it is, who is asking.
 *
 * @param node the epoch of the node that decides, and that will run the code
 */
public record Surroundings(RuleEvaluator rules, Instant now, long node) {
  public Surroundings {
    now = now.truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
  }
}
