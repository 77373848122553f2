package org.baltoro.engine.mailbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.baltoro.engine.deploy.Deployed;
import org.baltoro.kernel.Decision;
import org.baltoro.kernel.Effect;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ProcessState;
import org.jspecify.annotations.Nullable;

/**
 * What is decided of one instance and not yet committed: one decision, or several when code ran
 * ahead.
 *
 * @param before the committed state, at {@code version}
 * @param node the epoch under which it was decided
 * @param startKey the start's idempotency key, when this holds the start
 */
record Work(
    long instance,
    Deployed deployed,
    ProcessState before,
    long version,
    long node,
    List<Fact> facts,
    ProcessState after,
    Map<String, String> largeValues,
    @Nullable String startKey) {

  /** With what was decided next. */
  Work plus(Decision decision, Map<String, String> moreLargeValues) {
    var allFacts = new ArrayList<>(facts);
    allFacts.addAll(decision.facts());
    var allLargeValues = new HashMap<>(largeValues);
    allLargeValues.putAll(moreLargeValues);
    return new Work(
        instance,
        deployed,
        before,
        version,
        node,
        allFacts,
        decision.state(),
        allLargeValues,
        startKey);
  }

  /** Nothing left to commit: what was decided is the committed state. */
  Work committed() {
    return new Work(instance, deployed, after, version + 1, node, List.of(), after, Map.of(), null);
  }

  /** What is to be done outside because of these facts, by this node. */
  List<Effect> newEffects() {
    var effects = new LinkedHashSet<>(after.pendingEffects());
    before.pendingEffects().forEach(effects::remove);
    return List.copyOf(effects);
  }
}
