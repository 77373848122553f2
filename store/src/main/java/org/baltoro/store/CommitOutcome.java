package org.baltoro.store;

/** What became of one commit of a batch. */
public enum CommitOutcome {
  /** It is durable. */
  WON,
  /** The instance had moved: decide again on its fresh state. */
  LOST,
  /** Another start took the idempotency key. */
  KEY_TAKEN,
  /** The node was declared dead: nothing it decides is stored any more. */
  FENCED
}
