package org.baltoro.forms.broker.rest;

import java.time.Duration;

/** How the pauses between attempts pass. */
@FunctionalInterface
public interface Waiting {
  Waiting REAL = Thread::sleep;

  void await(Duration pause) throws InterruptedException;
}
