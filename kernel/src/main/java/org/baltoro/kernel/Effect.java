package org.baltoro.kernel;

/** What is to be done outside once a decision is durable. Its result comes back as a command. */
public sealed interface Effect {
  /** Run the code of an item. */
  record RunCode(int item, int attempt, long node) implements Effect {}

  /** Deliver a message to another instance. */
  record Deliver(int message, long node) implements Effect {}
}
