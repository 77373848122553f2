package org.baltoro.engine.deploy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;

/** Options of a server event that is built in Java. */
public final class EventBuilder {
  private final Map<String, Object> configuration = new LinkedHashMap<>();
  private RetryPolicy retry = RetryPolicy.DEFAULT;
  private Duration timeLimit = ServerEvent.DEFAULT_TIME_LIMIT;
  private boolean repeatable;

  EventBuilder() {}

  /**
   * What the code reads as {@code k2.configuration()}. Numbers come back as they read from a file:
   * whole ones as {@link Integer} or {@link Long}, others as {@link java.math.BigDecimal}.
   *
   * @throws IllegalArgumentException if {@code value} is no text, number, boolean, list or map
   */
  public EventBuilder configuration(String name, Object value) {
    configuration.put(name, PlainValue.ofJava(value));
    return this;
  }

  /** What follows a failed attempt. */
  public EventBuilder retry(RetryPolicy policy) {
    retry = policy;
    return this;
  }

  /**
   * Tries the code up to {@code attempts} times, with the usual waits between.
   *
   * @param attempts 1 to 100
   */
  public EventBuilder attempts(int attempts) {
    retry =
        new RetryPolicy(
            attempts, retry.backOff(), retry.factor(), retry.backOffMax(), retry.lostAttempts());
    return this;
  }

  /** Of one attempt; 1 ms to 24 h, default 5 minutes. */
  public EventBuilder timeLimit(Duration limit) {
    timeLimit = limit;
    return this;
  }

  /** Running the code twice does no harm: with {@code durability: wait} it runs ahead. */
  public EventBuilder repeatable() {
    repeatable = true;
    return this;
  }

  boolean isRepeatable() {
    return repeatable;
  }

  ServerEvent build(String name, Code code) {
    return new ServerEvent(name, code, configuration, retry, timeLimit);
  }
}
