package org.baltoro.store;

import org.jspecify.annotations.Nullable;

/** The store could not do it. The message says what, why and the mend. */
public final class StoreException extends RuntimeException {

  /** What kind of trouble it is. */
  public enum Kind {
    /** The connection failed; whether a commit happened is unknown. Passes by itself, or never. */
    CONNECTION,
    /** The disk or the quota is full. Nothing was stored. */
    FULL,
    /** Another process or transaction holds the store. Nothing was stored. */
    LOCKED,
    /** The database refuses this very content: a constraint, an encoding. Nothing was stored. */
    CONTENT,
    /** The store can't be used as it is: newer schema, unsafe settings, wrong file. */
    UNUSABLE
  }

  private final Kind kind;

  public StoreException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
