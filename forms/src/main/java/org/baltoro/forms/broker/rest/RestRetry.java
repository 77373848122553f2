package org.baltoro.forms.broker.rest;

import java.time.Duration;

/**
 * How often a request that may be repeated is sent again, and after how long.
 *
 * @param attempts in all; 1 to 10, default 3
 * @param first pause; it doubles each time; default 200 ms
 * @param longest pause, also where the server says how long; default 5 s
 */
public record RestRetry(int attempts, Duration first, Duration longest) {
  public static final RestRetry DEFAULTS =
      new RestRetry(3, Duration.ofMillis(200), Duration.ofSeconds(5));
  public static final RestRetry NONE = new RestRetry(1, Duration.ZERO, Duration.ZERO);

  public RestRetry {
    if (attempts < 1 || attempts > 10) {
      throw new IllegalArgumentException("attempts is %d: give 1 to 10.".formatted(attempts));
    }
  }

  /**
   * The pause after an attempt.
   *
   * @param attempt from 1
   */
  Duration pause(int attempt) {
    var pause = first.multipliedBy(1L << (attempt - 1));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
