package org.baltoro.engine.deploy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.api.code.CodeContext;
import org.baltoro.api.code.CodeHandler;
import org.baltoro.engine.code.CodePlace;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.language.yaml.PlainValue;
import org.jspecify.annotations.Nullable;

/**
 * Code that is no server event's, and how it is run: a lambda, a registered handler, or Java source
 * that is stored with the definition.
 *
 * @param <C> what the code is given
 * @param <B> the builder itself
 */
public abstract sealed class CodeBuilder<C extends CodeContext, B extends CodeBuilder<C, B>>
    permits RuleBuilder, StartRuleBuilder, EscalationBuilder {
  private final Lambdas lambdas;
  private final CodePlace place;
  private final Class<C> context;
  private final Map<String, Object> configuration = new LinkedHashMap<>();
  private @Nullable Code code;
  private RetryPolicy retry = RetryPolicy.DEFAULT;
  private Duration timeLimit = ServerEvent.DEFAULT_TIME_LIMIT;

  CodeBuilder(Lambdas lambdas, CodePlace place, Class<C> context) {
    this.lambdas = lambdas;
    this.place = place;
    this.context = context;
  }

  abstract B self();

  /** Runs a lambda; it is registered under a name that begins with the process's. */
  public B run(CodeHandler<C> lambda) {
    code = chosen(lambdas.add(place, lambda, context, false));
    return self();
  }

  /** Runs the code that is registered at the engine under this name. */
  public B handler(String name) {
    code = chosen(new Code.Handler(name));
    return self();
  }

  /** Runs Java source, which is stored with the definition. */
  public B source(String java) {
    code = chosen(new Code.CodeBehind(java));
    return self();
  }

  /** What it is, for messages. */
  final String what() {
    return switch (place.kind()) {
      case SERVER_EVENT -> "event '" + place.event() + "'";
      case ESCALATION -> "escalation '" + place.name() + "'";
      case START_RULE -> "start rule";
      case FINISH_RULE -> "finish rule";
      case EXCEPTION_RULE -> "exception rule";
    };
  }

  private Code chosen(Code choice) {
    if (code != null) {
      throw new IllegalArgumentException(
          "The %s has code already: give one of run, handler and source.".formatted(what()));
    }
    return choice;
  }

  /**
   * What the code reads as {@code k2.configuration()}.
   *
   * @throws IllegalArgumentException if {@code value} is no text, number, boolean, list or map
   */
  public B configuration(String name, Object value) {
    configuration.put(name, PlainValue.ofJava(value));
    return self();
  }

  /** What follows a failed attempt. */
  public B retry(RetryPolicy policy) {
    retry = policy;
    return self();
  }

  /** Of one attempt; 1 ms to 24 h, default 5 minutes. */
  public B timeLimit(Duration limit) {
    timeLimit = limit;
    return self();
  }

  /** The code; null without one. */
  @Nullable CodeRule code() {
    return code == null ? null : new CodeRule(code, configuration, retry, timeLimit);
  }
}
