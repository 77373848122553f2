package org.baltoro.forms.rule;

import java.util.List;
import org.baltoro.forms.document.Action;

/** What actions do. Called on several threads at once. */
public interface ActionRunner {

  /**
   * Carries out one action and applies its results.
   *
   * @param turn says whether it is late, and takes what is to be traced
   */
  ActionOutcome run(Action action, ActionTurn turn) throws RuleFailure, InterruptedException;

  /**
   * Carries out actions in list order, their SmartObject calls as one packet, up to the first that
   * fails.
   *
   * @param turns of the actions, at the same places; the runner says when each starts and ends
   */
  PacketOutcome runPacket(List<Action> actions, boolean atomic, List<ActionTurn> turns)
      throws InterruptedException;
}
