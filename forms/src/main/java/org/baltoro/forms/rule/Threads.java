package org.baltoro.forms.rule;

import java.time.Duration;
import java.time.Instant;

/**
 * The threads that rules run on, and the only way in which they wait: {@link VirtualThreads} in
 * real time, {@link SimulatedTime} in tests.
 */
public interface Threads {

  /** This moment. */
  Instant now();

  /**
   * Starts work on a thread of its own.
   *
   * @param work must not throw: nobody would hear of it
   */
  Started start(String name, Runnable work);

  /** Waits for so long. */
  void pause(Duration duration) throws InterruptedException;

  /** Forgets that this thread was interrupted, if it has not heard of it yet. */
  void forgetInterrupt();

  /** Something to wait for. */
  Latch latch();

  /** Work under way. */
  interface Started {
    /** Asks it to end: what it waits for throws {@link InterruptedException}. */
    void interrupt();
  }

  /** Is closed until it is opened, once and for all. */
  interface Latch {
    void open();

    /** Returns when it is open. */
    void await() throws InterruptedException;
  }
}
