package org.baltoro.forms.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One action's turn in a run of its rule: what it may know, and where it says what it did. */
public interface ActionTurn {

  /** When it started. */
  Instant started();

  /**
   * Whether the block that it belongs to has released the next block already: then its results are
   * applied only to what was not changed since it started.
   */
  boolean late();

  /** It starts: for the actions of a packet, whose turns come one after another. */
  void start();

  /**
   * It has ended: for the actions of a packet.
   *
   * @param error null: it succeeded
   */
  void end(@Nullable RuleError error);

  /** A call to the SmartObject layer, or a packet, by its number in the form's session. */
  void called(int number);

  /** Rows were given. */
  void rows(int count);

  /** A value was changed, or was to be. */
  void changed(ValueChange change);

  /** Something worth knowing, in a few words. */
  void note(String text);
}
