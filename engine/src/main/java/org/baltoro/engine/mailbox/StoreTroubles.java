package org.baltoro.engine.mailbox;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's failures as callers are told of them: what kind of trouble it is, and what to do. The
 * database's own words, with its host or file, are for the log.
 */
public final class StoreTroubles {
  private static final Logger LOG = LoggerFactory.getLogger(StoreTroubles.class);

  /** While the store is away every call fails: one line in so long says enough. */
  private static final long LOGGED_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private static final AtomicLong LOGGED_AT =
      new AtomicLong(System.nanoTime() - LOGGED_EVERY_NANOS);

  private StoreTroubles() {}

  /**
   * Does what reads or writes the store.
   *
   * @throws BaltoroException {@link Problem#STORE_UNAVAILABLE} if the store can't
   */
  public static <T> T translating(Supplier<T> work) {
    try {
      return work.get();
    } catch (StoreException failure) {
      throw translated(failure);
    }
  }

  /** True if it may go better the next time. */
  public static boolean passes(Throwable failure) {
    return switch (failure) {
      case StoreException store ->
          switch (store.kind()) {
            case CONNECTION, LOCKED, FULL -> true;
            case CONTENT, UNUSABLE -> false;
          };
      case BaltoroException translated -> translated.problem() == Problem.STORE_UNAVAILABLE;
      default -> false;
    };
  }

  /** What a caller is told when the store could not do it. */
  public static BaltoroException translated(StoreException failure) {
    log(failure);
    return new BaltoroException(
        Problem.STORE_UNAVAILABLE,
        message(failure.kind()),
        Map.of("store", failure.kind().name().toLowerCase(Locale.ROOT)));
  }

  private static String message(StoreException.Kind kind) {
    return switch (kind) {
      case CONNECTION ->
          "The store can't be reached. A command may have been stored or not: repeat it with the"
              + " same idempotency key, or look.";
      case FULL -> "The store is full. Nothing was stored. The server needs more room.";
      case LOCKED ->
          "The store is held by another, or the server is closing. Nothing was stored: try again.";
      case CONTENT ->
          "The store can't hold this very content. Nothing was stored. The server's log has more.";
      case UNUSABLE -> "The store can't be used as it is. The server's log has more.";
    };
  }

  private static void log(StoreException failure) {
    long now = System.nanoTime();
    long before = LOGGED_AT.get();
    if (now - before >= LOGGED_EVERY_NANOS && LOGGED_AT.compareAndSet(before, now)) {
      LOG.atWarn()
          .addKeyValue("store", failure.kind())
          .setCause(failure)
          .log("The store could not do what a caller asked");
    }
  }
}
