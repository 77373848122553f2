package org.baltoro.server.forms;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What one user's open forms take of the server together. */
final class UserForms {
  /** So many characters of messages may be kept for one user before each form is cut back. */
  static final long CHARACTERS_MAX = 32 * 1024 * 1024;

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong characters = new AtomicLong();

  /** How many forms are open, or being opened. */
  int open() {
    return open.get();
  }

  void opened() {
    open.incrementAndGet();
  }

  /** True if it was the last. */
  boolean closed() {
    return open.decrementAndGet() == 0;
  }

  /** Counts characters of messages that are kept, or, negative, that are kept no more. */
  void kept(long change) {
    characters.addAndGet(change);
  }

  /** Whether all forms together keep more than one user may have. */
  boolean isOver() {
    return characters() > CHARACTERS_MAX;
  }

  long characters() {
    return characters.get();
  }
}
