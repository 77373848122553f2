package org.baltoro.kernel;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.rule.RuleEvaluator;
import org.jspecify.annotations.Nullable;

/**
 * All that the kernel knows of the world: how to evaluate a rule, what time it is, who is asking.
 *
 * @param node the epoch of the node that decides, and that will run the code
 * @param directory who there is
 * @param versions the definitions of the same process, by version; null for one that there is not
 * @param newInstances numbers for instances that a decision asks for, each given once
 */
public record Surroundings(
    RuleEvaluator rules,
    Instant now,
    long node,
    Directory directory,
    IntFunction<@Nullable ProcessDefinition> versions,
    LongSupplier newInstances) {
  public Surroundings {
    now = now.truncatedTo(ChronoUnit.MILLIS);
  }

  /** With nobody to be found, and for what starts no other instances. */
  public Surroundings(
      RuleEvaluator rules,
      Instant now,
      long node,
      IntFunction<@Nullable ProcessDefinition> versions) {
    this(rules, now, node, Directory.EMPTY, versions, () -> 0);
  }

  /** For what starts no other instances. */
  public Surroundings(
      RuleEvaluator rules,
      Instant now,
      long node,
      Directory directory,
      IntFunction<@Nullable ProcessDefinition> versions) {
    this(rules, now, node, directory, versions, () -> 0);
  }

  /** Without other versions to go on with. */
  public Surroundings(RuleEvaluator rules, Instant now, long node) {
    this(rules, now, node, Directory.EMPTY, version -> null, () -> 0);
  }
}
