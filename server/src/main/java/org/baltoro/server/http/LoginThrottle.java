package org.baltoro.server.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;

/**
 * Bounds guessing at passwords: ten failed logins a minute for each user from each address; then
 * the next one waits. May be shared by threads.
 */
final class LoginThrottle {
  static final int FAILURES_MAX = 10;

  /** The detail that says after how many seconds to try again. */
  static final String RETRY_AFTER = "retryAfterSeconds";

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int CALLERS_MAX = 10_000;

  private final InstantSource clock;

  /** The times of the last failures; the caller that failed longest ago first. */
  private final Map<Caller, Deque<Instant>> failures = new LinkedHashMap<>(16, 0.75f, true);

  private record Caller(String user, String address) {}

  LoginThrottle(InstantSource clock) {
    this.clock = clock;
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
    var times = failures.computeIfAbsent(new Caller(user, address), caller -> new ArrayDeque<>());
    while (!times.isEmpty() && !times.getFirst().plus(WINDOW).isAfter(now)) {
      times.removeFirst();
    }
    if (times.size() >= FAILURES_MAX) {
      long seconds = Duration.between(now, times.getFirst().plus(WINDOW)).toSeconds() + 1;
      throw new BaltoroException(
          Problem.BUSY,
          "Too many failed logins of '%s' from %s. Try again in %d s."
              .formatted(user, address, seconds),
          Map.of(RETRY_AFTER, seconds));
    }
    times.addLast(now);
    forgetOldest();
  }

  synchronized void succeeded(String user, String address) {
    failures.remove(new Caller(user, address));
  }

  private void forgetOldest() {
    if (failures.size() > CALLERS_MAX) {
      var oldest = failures.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
