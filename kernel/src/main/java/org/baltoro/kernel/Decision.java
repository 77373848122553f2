package org.baltoro.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command was decided.
 *
 * @param facts what happened, in order; empty when there was nothing to do
 * @param state the state after the facts
 * @param effects what these facts ask for
 * @param receipt for a finish: what became of it
 * @param refusal the caller is refused, and the facts record that; null otherwise
 */
public record Decision(
    List<Fact> facts,
    ProcessState state,
    List<Effect> effects,
    @Nullable Receipt receipt,
    @Nullable Refusal refusal)
    implements Verdict {
  public Decision {
    facts = List.copyOf(facts);
    effects = List.copyOf(effects);
  }
}
