package org.baltoro.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;

/** So many times a minute for each key, on this node; then the next one waits. Thread-safe. */
final class Throttle<K> {
  /** The detail that says after how many seconds to try again. */
  static final String RETRY_AFTER = "retryAfterSeconds";

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int KEYS_MAX = 10_000;

  private final InstantSource clock;
  private final int most;
  private final Cache<K, Deque<Instant>> times;

  Throttle(InstantSource clock, int most) {
    this.clock = clock;
    this.most = most;
    times =
        Caffeine.newBuilder()
            .maximumSize(KEYS_MAX)
            .expireAfterWrite(WINDOW)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /**
   * Counts one more.
   *
   * @param tooMany what there is too much of, as the beginning of a sentence
   * @throws BaltoroException {@link Problem#BUSY} if there were too many in the last minute
   */
  synchronized void admit(K key, String tooMany) {
    var now = clock.instant();
    var known = times.getIfPresent(key);
    var last = known == null ? new ArrayDeque<Instant>() : known;
    while (!last.isEmpty() && !last.getFirst().plus(WINDOW).isAfter(now)) {
      last.removeFirst();
    }
    if (last.size() >= most) {
      long millis = Duration.between(now, last.getFirst().plus(WINDOW)).toMillis();
      long seconds = Math.ceilDiv(millis, 1_000);
      throw new BaltoroException(
          Problem.BUSY,
          "%s. Try again in %d s.".formatted(tooMany, seconds),
          Map.of(RETRY_AFTER, seconds));
    }
    last.addLast(now);
    times.put(key, last); // it is kept for a minute from now
  }

  synchronized void forget(K key) {
    times.invalidate(key);
  }

  /** How many keys are remembered. */
  synchronized long size() {
    times.cleanUp();
    return times.estimatedSize();
  }
}
