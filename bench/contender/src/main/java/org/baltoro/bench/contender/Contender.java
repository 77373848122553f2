package org.baltoro.bench.contender;

import java.time.Duration;

/**
 * An engine that is measured, open on one database. What it does not offer it throws {@link
 * UnsupportedOperationException} for; whoever asks knows beforehand.
 */
public interface Contender extends AutoCloseable {

  /** Work that many clients do at once. */
  @FunctionalInterface
  interface Work {
    /** Once, from its start until its result is durable. */
    void once() throws Exception;

    /** What the client does between two of them, which is not measured: nothing. */
    default void pause() throws InterruptedException {}
  }

  /**
   * Opens an engine.
   *
   * <p>The database is empty, or the engine was open on it before; it has a user {@code postgres}
   * without a password.
   */
  @FunctionalInterface
  interface Opener {
    Contender open(String jdbcUrl) throws Exception;
  }

  /** Makes ready for a workload, and gives what its clients do. */
  Work work(Workload workload) throws Exception;

  /** Starts an instance that waits for the outside and is never finished. */
  default Work waiting() throws Exception {
    throw new UnsupportedOperationException();
  }

  /** Starts an instance with work for some group, which nobody ever does. */
  default Work waitingTask() throws Exception {
    throw new UnsupportedOperationException();
  }

  /**
   * Starts an instance that waits for an hour, then runs code in a step of its own, and ends.
   *
   * @param fired what that code calls
   */
  default Work timer(Runnable fired) throws Exception {
    throw new UnsupportedOperationException();
  }

  /** Moves the engine's clock ahead. */
  default void advanceClock(Duration further) {
    throw new UnsupportedOperationException();
  }

  @Override
  void close();
}
