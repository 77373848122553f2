package org.baltoro.engine.code;

import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.baltoro.api.code.CodeContext;
import org.baltoro.api.code.CodeHandler;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.engine.deploy.Deployed;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Effect.RunCode;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.HttpCall;
import org.baltoro.kernel.rule.RuleEvaluator;
import org.baltoro.kernel.rule.RuleOutcome;
import org.baltoro.kernel.rule.RuleScope;
import org.baltoro.store.Store;
import org.jspecify.annotations.Nullable;

/** What an attempt does on its thread: it calls the code with its context, or sends the mail. */
final class AttemptBody {
  private static final int LOST_MAX = 64;

  private final Store store;
  private final Handlers handlers;
  private final RuleEvaluator rules;
  private final InstantSource clock;
  private final Outside outside;

  AttemptBody(
      Store store, Handlers handlers, RuleEvaluator rules, InstantSource clock, Outside outside) {
    this.store = store;
    this.handlers = handlers;
    this.rules = rules;
    this.clock = clock;
    this.outside = outside;
  }

  /**
   * @param beforeSerialNumber called by code that is about to learn its serial number
   */
  AttemptResult run(
      long instance,
      ProcessState state,
      Deployed deployed,
      RunCode effect,
      Assignment assignment,
      Runnable beforeSerialNumber)
      throws Exception {
    return switch (assignment) {
      case Assignment.Run code ->
          runCode(instance, state, deployed, effect, code, beforeSerialNumber);
      case Assignment.Send send -> sendMail(instance, state, deployed, effect, send);
    };
  }

  /** True if running the code twice does no harm. */
  boolean isRepeatable(Assignment assignment) {
    return assignment instanceof Assignment.Run run
        && run.code() instanceof Code.Handler(String name)
        && handlers.find(name) instanceof Handlers.Registered registered
        && registered.repeatable();
  }

  /** Why code can't be run here. */
  record Refused(String code, String message) {}

  @Nullable Refused refused(Deployed deployed, Assignment.Run run, int lostThreads) {
    switch (run.code()) {
      case Code.Handler(String name) -> {
        var registered = handlers.find(name);
        if (registered == null) {
          return new Refused(
              "handler-missing",
              "No handler '%s' is registered on this node: it has %s. Add it to the class path or register it, then retry."
                  .formatted(name, handlers.names().isEmpty() ? "none" : handlers.names()));
        }
        if (!registered.context().equals(run.context())) {
          return new Refused(
              "handler-missing",
              "Handler '%s' is registered for a %s, and the %s needs one for a %s. Register it as such, then retry."
                  .formatted(
                      name,
                      registered.context().getSimpleName(),
                      run.name(),
                      run.context().getSimpleName()));
        }
      }
      case Code.Http call -> {}
      case Code.Worker worker -> {}
      case Code.CodeBehind code -> {
        if (!deployed.codeBehind().containsKey(run.place().key())) {
          return new Refused(
              "handler-missing",
              "The compiled code of '%s' is not stored with this version. Deploy the definition again."
                  .formatted(run.name()));
        }
        if (lostThreads >= LOST_MAX) {
          return new Refused(
              "code-failed",
              "This node has lost %d threads to code that does not end; it runs no more code-behind until it is started again."
                  .formatted(LOST_MAX));
        }
      }
    }
    return null;
  }

  private AttemptResult runCode(
      long instance,
      ProcessState state,
      Deployed deployed,
      RunCode effect,
      Assignment.Run run,
      Runnable beforeSerialNumber)
      throws Exception {
    UnaryOperator<Value> whole = value -> LargeContent.whole(store, instance, value);
    var context =
        run.context() == ServerEventContext.class
            ? new AttemptContext(
                state,
                deployed.definition(),
                run,
                effect.item(),
                effect.attempt(),
                whole,
                beforeSerialNumber,
                outside.callbacks()::url)
            : new RuleContext(
                state,
                deployed.definition(),
                run.configuration(),
                effect.item(),
                effect.attempt(),
                whole);
    if (run.code() instanceof Code.Http(HttpCall http)
        && context instanceof AttemptContext attempt) {
      callOut(http, run, state, deployed, attempt);
    } else {
      call(handler(deployed, run), context);
    }
    return context.result();
  }

  private void callOut(
      HttpCall http,
      Assignment.Run run,
      ProcessState state,
      Deployed deployed,
      AttemptContext attempt)
      throws Exception {
    var activity = state.activity(attempt.activityInstance().id());
    outside
        .calls()
        .make(
            http,
            run.timeLimit(),
            state.scope(deployed.definition(), activity, false, clock.instant()),
            outside.callbacks().url(attempt.serialNumber()),
            attempt);
  }

  private CodeHandler<?> handler(Deployed deployed, Assignment.Run run) {
    return Objects.requireNonNull(
        switch (run.code()) {
          case Code.Handler(String name) -> Objects.requireNonNull(handlers.find(name)).handler();
          case Code.CodeBehind code -> deployed.codeBehind().get(run.place().key());
          case Code.Http call -> throw noHandler(call);
          case Code.Worker worker -> throw noHandler(worker);
        });
  }

  private static IllegalStateException noHandler(Code code) {
    return new IllegalStateException("No handler does %s. A bug of ours.".formatted(code));
  }

  /** The context is of the type that the handler was registered or compiled for. */
  @SuppressWarnings("unchecked")
  private static void call(CodeHandler<?> handler, CodeContext context) throws Exception {
    ((CodeHandler<CodeContext>) handler).run(context);
  }

  private AttemptResult sendMail(
      long instance, ProcessState state, Deployed deployed, RunCode effect, Assignment.Send send)
      throws Exception {
    int owner = Objects.requireNonNull(state.events().get(effect.item())).activityInstance();
    var activity = owner == 0 ? null : state.activity(owner);
    var scope = state.scope(deployed.definition(), activity, false, clock.instant());
    var recipients =
        send.mail().to().stream()
            .map(to -> to.equals("originator") ? state.originator() : to)
            .distinct()
            .toList();
    outside
        .mailer()
        .send(
            recipients,
            text(send.mail().subject(), scope),
            text(send.mail().body(), scope),
            new SerialNumber(instance, effect.item()).toString());
    return new AttemptResult(
        new Command.ReturnAttempt(effect.item(), effect.attempt(), true, Command.Changes.NONE),
        Map.of());
  }

  private String text(Expression expression, RuleScope scope) {
    return switch (rules.text(expression, scope)) {
      case RuleOutcome.Answer<String> answer -> answer.value();
      case RuleOutcome.Failed<String> failed ->
          throw new IllegalStateException(
              "'%s' failed: %s".formatted(expression.text(), failed.why()));
    };
  }
}
