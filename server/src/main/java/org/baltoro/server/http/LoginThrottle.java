package org.baltoro.server.http;

import java.time.InstantSource;
import java.util.Locale;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;

/**
 * Bounds guessing at passwords: ten failed logins a minute for each user, in whatever case the name
 * is written, from each address; then the next one waits. May be shared by threads.
 */
final class LoginThrottle {
  static final int FAILURES_MAX = 10;

  private final Throttle<Caller> failures;

  private record Caller(String user, String address) {}

  LoginThrottle(InstantSource clock) {
    failures = new Throttle<>(clock, FAILURES_MAX);
  }

  /**
   * Admits an attempt and counts it as failed until {@link #succeeded} is told: so attempts side by
   * side are bounded too.
   *
   * @throws BaltoroException {@link Problem#BUSY} if this caller failed too often in the last
   *     minute
   */
  void admit(String user, String address) {
    failures.admit(
        caller(user, address), "Too many failed logins of '%s' from %s".formatted(user, address));
  }

  void succeeded(String user, String address) {
    failures.forget(caller(user, address));
  }

  /** How many users at how many addresses are remembered. */
  long callers() {
    return failures.size();
  }

  private static Caller caller(String user, String address) {
    return new Caller(user.toLowerCase(Locale.ROOT), address);
  }
}
