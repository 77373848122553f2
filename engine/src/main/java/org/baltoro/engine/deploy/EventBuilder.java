package org.baltoro.engine.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.baltoro.api.code.ExceptionRuleContext;
import org.baltoro.engine.code.CodePlace;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.language.yaml.PlainValue;
import org.jspecify.annotations.Nullable;

/** Options of a server event that is built in Java. */
public final class EventBuilder {
  private final Map<String, Object> configuration = new LinkedHashMap<>();
  private RetryPolicy retry = RetryPolicy.DEFAULT;
  private Duration timeLimit = ServerEvent.DEFAULT_TIME_LIMIT;
  private boolean repeatable;
  private final Lambdas lambdas;
  private final String activity;
  private final String name;
  private final List<Escalation> escalations = new ArrayList<>();
  private @Nullable CodeRule exceptionRule;

  EventBuilder(Lambdas lambdas, String activity, String name) {
    this.lambdas = lambdas;
    this.activity = activity;
    this.name = name;
  }

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

  /** What happens by itself when it takes too long. */
  public EventBuilder escalation(String escalation, Consumer<ActivityEscalationBuilder> content) {
    var builder = new ActivityEscalationBuilder(lambdas, activity, name, escalation);
    content.accept(builder);
    escalations.add(builder.build());
    return this;
  }

  /** Runs when the last attempt has failed. */
  public EventBuilder exceptionRule(Consumer<RuleBuilder<ExceptionRuleContext>> content) {
    var builder =
        new RuleBuilder<>(
            lambdas, CodePlace.exceptionRule(activity, name), ExceptionRuleContext.class);
    content.accept(builder);
    exceptionRule = builder.build();
    return this;
  }

  boolean isRepeatable() {
    return repeatable;
  }

  ServerEvent build(Code code) {
    return new ServerEvent(name, code, configuration, retry, timeLimit, escalations, exceptionRule);
  }
}
