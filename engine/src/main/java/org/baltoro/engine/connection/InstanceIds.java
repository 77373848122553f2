package org.baltoro.engine.connection;

import org.baltoro.store.Store;

/** Draws instance ids, from blocks of 1,024 that this node takes from the store. */
public final class InstanceIds {
  private static final int BLOCK = 1_024;

  private final Store store;
  private long next;
  private long end;

  public InstanceIds(Store store) {
    this.store = store;
  }

  public synchronized long next() {
    if (next == end) {
      long first = store.takeInstanceIds();
      next = Math.max(1, first);
      end = first + BLOCK;
    }
    return next++;
  }
}
