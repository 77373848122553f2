package org.baltoro.engine.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.baltoro.api.code.ExceptionRuleContext;
import org.baltoro.engine.code.CodePlace;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnDelete;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnEnd;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnFailure;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.ProcessName;
import org.jspecify.annotations.Nullable;

/** A sub-process that is built in Java: what it is given, what is taken back, and what if. */
public final class SubProcessBuilder {
  private final Lambdas lambdas;
  private final String activity;
  private final String name;
  private final String process;
  private final Map<String, Expression> send = new LinkedHashMap<>();
  private final Map<String, Expression> receive = new LinkedHashMap<>();
  private final List<Escalation> escalations = new ArrayList<>();
  private boolean synchronous = true;
  private @Nullable Expression folio;
  private OnFailure onFailure = OnFailure.WAIT;
  private OnDelete onDelete = OnDelete.FAIL;
  private OnEnd onEnd = OnEnd.LEAVE;
  private @Nullable CodeRule exceptionRule;

  SubProcessBuilder(Lambdas lambdas, String activity, String name, String process) {
    this.lambdas = lambdas;
    this.activity = activity;
    this.name = name;
    this.process = new ProcessName(process).text();
  }

  /** The event is done as soon as the child is durably started. */
  public SubProcessBuilder asynchronous() {
    synchronous = false;
    return this;
  }

  /** The child's folio, in FEEL; without it the child's own expression counts. */
  public SubProcessBuilder folio(String expression) {
    folio = new Expression(expression);
    return this;
  }

  /** Gives a data field of the child what {@code expression}, in FEEL, is in this process. */
  public SubProcessBuilder send(String childField, String expression) {
    send.put(childField, new Expression(expression));
    return this;
  }

  /** Gives a data field of this process what {@code expression}, in FEEL, is in the ended child. */
  public SubProcessBuilder receive(String field, String expression) {
    receive.put(field, new Expression(expression));
    return this;
  }

  /** The event fails when the child is in error, and no longer waits for it. */
  public SubProcessBuilder failsWithChild() {
    onFailure = OnFailure.FAIL;
    return this;
  }

  /** When somebody deletes the child the event expires, instead of failing. */
  public SubProcessBuilder expiresWithChild() {
    onDelete = OnDelete.EXPIRE;
    return this;
  }

  /** When the event ends or fails before the child, the child is deleted. */
  public SubProcessBuilder deletesChild() {
    onEnd = OnEnd.DELETE;
    return this;
  }

  /** What happens by itself when it takes too long. */
  public SubProcessBuilder escalation(
      String escalation, Consumer<ActivityEscalationBuilder> content) {
    var builder = new ActivityEscalationBuilder(lambdas, activity, name, escalation);
    content.accept(builder);
    escalations.add(builder.build());
    return this;
  }

  /** Runs when the event has failed. */
  public SubProcessBuilder exceptionRule(Consumer<RuleBuilder<ExceptionRuleContext>> content) {
    var builder =
        new RuleBuilder<>(
            lambdas, CodePlace.exceptionRule(activity, name), ExceptionRuleContext.class);
    content.accept(builder);
    exceptionRule = builder.build();
    return this;
  }

  SubProcess build() {
    return new SubProcess(
        name,
        process,
        synchronous,
        folio,
        send,
        receive,
        onFailure,
        onDelete,
        onEnd,
        escalations,
        exceptionRule);
  }
}
