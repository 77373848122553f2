package org.baltoro.engine.call;

/** A call that did not succeed: why, in a sentence without secrets. */
public final class CallFailed extends Exception {
  private static final long serialVersionUID = 1;

  CallFailed(String message) {
    super(message);
  }
}
