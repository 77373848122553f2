package org.baltoro.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;

/**
 * Bounds guessing at passwords: ten failed logins a minute for each user, in whatever case the name
 * is written, from each address; then the next one waits. May be shared by threads.
 */
final class LoginThrottle {
  static final int FAILURES_MAX = 10;

  /** The detail that says after how many seconds to try again. */
  static final String RETRY_AFTER = "retryAfterSeconds";

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int CALLERS_MAX = 10_000;

  private final InstantSource clock;

  /** The times of the last failures. */
  private final Cache<Caller, Deque<Instant>> failures;

  private record Caller(String user, String address) {}

  LoginThrottle(InstantSource clock) {
    this.clock = clock;
    failures =
        Caffeine.newBuilder()
            .maximumSize(CALLERS_MAX)
            .expireAfterWrite(WINDOW)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /**
   * Admits an attempt and counts it as failed until {@link #succeeded} is told: so attempts side by
   * side are bounded too.
   *
   * @throws BaltoroException {@link Problem#BUSY} if this caller failed too often in the last
   *     minute
   */
  synchronized void admit(String user, String address) {
    var now = clock.instant();
    var caller = caller(user, address);
    var times = times(caller);
    while (!times.isEmpty() && !times.getFirst().plus(WINDOW).isAfter(now)) {
      times.removeFirst();
    }
    if (times.size() >= FAILURES_MAX) {
      long millis = Duration.between(now, times.getFirst().plus(WINDOW)).toMillis();
      long seconds = Math.ceilDiv(millis, 1_000);
      throw new BaltoroException(
          Problem.BUSY,
          "Too many failed logins of '%s' from %s. Try again in %d s."
              .formatted(user, address, seconds),
          Map.of(RETRY_AFTER, seconds));
    }
    times.addLast(now);
    failures.put(caller, times); // it is kept for a minute from now
  }

  synchronized void succeeded(String user, String address) {
    failures.invalidate(caller(user, address));
  }

  /** How many users at how many addresses are remembered. */
  synchronized long callers() {
    failures.cleanUp();
    return failures.estimatedSize();
  }

  private Deque<Instant> times(Caller caller) {
    var known = failures.getIfPresent(caller);
    return known == null ? new ArrayDeque<>() : known;
  }

  private static Caller caller(String user, String address) {
    return new Caller(user.toLowerCase(Locale.ROOT), address);
  }
}
