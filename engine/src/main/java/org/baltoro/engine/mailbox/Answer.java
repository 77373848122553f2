package org.baltoro.engine.mailbox;

import org.baltoro.kernel.Decision;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Refusal;
import org.baltoro.kernel.SerialNumber;

/** What a mailbox answers to a command, once that is durable. */
public sealed interface Answer {
  /**
   * It is committed, or there was nothing to do.
   *
   * @param version of the instance after it
   * @param before the state that it was decided on
   */
  record Accepted(Decision decision, long version, ProcessState before) implements Answer {}

  /** It is refused, on a version that was current after the command arrived. */
  record Refused(Refusal refusal) implements Answer {}

  /** A start whose idempotency key was used before: the instance that it made. */
  record StartedBefore(long instance) implements Answer {}

  /** There is no such instance. */
  record NoSuchInstance(long instance) implements Answer {
    /** As a sentence. */
    public String message() {
      return "There is no process instance %d.".formatted(instance);
    }

    public String message(SerialNumber serialNumber) {
      return "There is no item %s: %s".formatted(serialNumber, message());
    }
  }
}
