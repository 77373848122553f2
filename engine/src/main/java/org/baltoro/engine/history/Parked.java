package org.baltoro.engine.history;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.baltoro.engine.mailbox.StoreTroubles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instances that something can't be done with, as they or their definitions can't be read: each is
 * told of in the log, and left alone for an hour, so that the others have their turn. Thread-safe.
 */
final class Parked<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Parked.class);
  private static final long PARKED_NANOS = Duration.ofHours(1).toNanos();

  private final String done;
  private final ToLongFunction<T> id;
  private final Map<Long, Long> sinceNanos = new ConcurrentHashMap<>();

  /**
   * @param done what is done with instances: counted, deleted
   */
  Parked(String done, ToLongFunction<T> id) {
    this.done = done;
    this.id = id;
  }

  /** Those that are not parked. */
  List<T> without(List<T> batch) {
    if (sinceNanos.isEmpty()) {
      return batch;
    }
    long now = System.nanoTime();
    sinceNanos.values().removeIf(since -> now - since >= PARKED_NANOS);
    return batch.stream().filter(one -> !sinceNanos.containsKey(id.applyAsLong(one))).toList();
  }

  /**
   * Does something with instances together; if that fails, one by one.
   *
   * @param work gives with how many of the first it was done; 0: another node was faster
   * @return as {@code work} does; those that are parked now count as done
   */
  int carryOut(List<T> batch, ToIntFunction<List<T>> work) {
    try {
      return work.applyAsInt(batch);
    } catch (RuntimeException failure) {
      if (StoreTroubles.passes(failure) || failure instanceof UncheckedIOException) {
        throw failure;
      }
      if (batch.size() == 1) {
        park(batch.getFirst(), failure);
        return 1;
      }
    }
    boolean all = true;
    for (var one : batch) {
      all &= carryOut(List.of(one), work) > 0;
    }
    return all ? batch.size() : 0;
  }

  private void park(T one, RuntimeException failure) {
    sinceNanos.put(id.applyAsLong(one), System.nanoTime());
    LOG.atWarn()
        .addKeyValue("instance", id.applyAsLong(one))
        .setCause(failure)
        .log("A finished instance can't be {}; it is tried again in an hour", done);
  }
}
