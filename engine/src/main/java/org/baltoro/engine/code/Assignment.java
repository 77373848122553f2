package org.baltoro.engine.code;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.baltoro.api.code.ActivityEscalationActionContext;
import org.baltoro.api.code.CodeContext;
import org.baltoro.api.code.ExceptionRuleContext;
import org.baltoro.api.code.ProcessEscalationActionContext;
import org.baltoro.api.code.ProcessFinishRuleContext;
import org.baltoro.api.code.ProcessStartRuleContext;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/** What an item does outside, as its definition says. */
sealed interface Assignment {
  Duration MAIL_TIME_LIMIT = Duration.ofMinutes(2);

  /** As people know it. */
  String name();

  Duration timeLimit();

  /**
   * Code.
   *
   * @param context what it is written for
   * @param place where the definition has it
   */
  record Run(
      String name,
      Code code,
      Map<String, Object> configuration,
      Duration timeLimit,
      Class<? extends CodeContext> context,
      CodePlace place)
      implements Assignment {}

  /** The mail of an escalation. */
  record Send(String name, Action.Mail mail) implements Assignment {
    @Override
    public Duration timeLimit() {
      return MAIL_TIME_LIMIT;
    }
  }

  static Assignment of(ProcessState state, ProcessDefinition definition, int item) {
    var event = Objects.requireNonNull(state.events().get(item));
    return switch (event.job()) {
      case Job.Event(int owner, int number) -> {
        var activity = state.activity(owner).activity();
        var server = (ServerEvent) definition.activity(activity).events().get(number);
        yield new Run(
            server.name(),
            server.code(),
            server.configuration(),
            server.timeLimit(),
            ServerEventContext.class,
            CodePlace.serverEvent(activity, server.name()));
      }
      case Job.EscalationAction job -> ofEscalation(state, definition, job);
      case Job.StartRule rule ->
          run(
              "start rule",
              Objects.requireNonNull(definition.startRule()).code(),
              ProcessStartRuleContext.class,
              CodePlace.startRule());
      case Job.FinishRule rule ->
          run(
              "finish rule",
              definition.finishRule(),
              ProcessFinishRuleContext.class,
              CodePlace.finishRule());
      case Job.ExceptionRule rule -> ofExceptionRule(state, definition, rule);
    };
  }

  private static Assignment ofEscalation(
      ProcessState state, ProcessDefinition definition, Job.EscalationAction job) {
    var activity =
        job.activityInstance() == 0 ? "" : state.activity(job.activityInstance()).activity();
    var event = job.item() == 0 ? "" : eventName(state, definition, job.item());
    var among =
        activity.isEmpty()
            ? definition.escalations()
            : event.isEmpty()
                ? definition.activity(activity).escalations()
                : definition.activity(activity).events().stream()
                    .filter(defined -> defined.name().equals(event))
                    .findFirst()
                    .orElseThrow()
                    .escalations();
    var escalation = Objects.requireNonNull(Escalation.named(among, job.escalation()));
    return switch (escalation.action()) {
      case Action.RunCode(CodeRule rule) ->
          run(
              "escalation '" + job.escalation() + "'",
              rule,
              activity.isEmpty()
                  ? ProcessEscalationActionContext.class
                  : ActivityEscalationActionContext.class,
              CodePlace.escalation(activity, event, job.escalation()));
      case Action.Mail mail -> new Send("escalation '" + job.escalation() + "'", mail);
      case Action.Goto g -> throw noCode(job);
      case Action.Expire e -> throw noCode(job);
      case Action.Redirect r -> throw noCode(job);
    };
  }

  private static IllegalStateException noCode(Job.EscalationAction job) {
    return new IllegalStateException(
        "Escalation '%s' has nothing to do outside. A bug of ours.".formatted(job.escalation()));
  }

  private static Assignment ofExceptionRule(
      ProcessState state, ProcessDefinition definition, Job.ExceptionRule rule) {
    var activity = state.activity(rule.activityInstance()).activity();
    var event =
        rule.place() instanceof Place.Event(int item) ? eventName(state, definition, item) : "";
    return switch (rule.level()) {
      case EVENT -> {
        var defined =
            definition.activity(activity).events().stream()
                .filter(one -> one.name().equals(event))
                .findFirst()
                .orElseThrow();
        yield run(
            "exception rule",
            switch (defined) {
              case ServerEvent server -> server.exceptionRule();
              case SubProcess child -> child.exceptionRule();
              case ClientEvent client -> null;
            },
            ExceptionRuleContext.class,
            CodePlace.exceptionRule(activity, event));
      }
      case ACTIVITY ->
          run(
              "exception rule",
              definition.activity(activity).exceptionRule(),
              ExceptionRuleContext.class,
              CodePlace.exceptionRule(activity, ""));
      case PROCESS ->
          run(
              "exception rule",
              definition.exceptionRule(),
              ExceptionRuleContext.class,
              CodePlace.exceptionRule("", ""));
    };
  }

  private static Run run(
      String name, @Nullable CodeRule rule, Class<? extends CodeContext> context, CodePlace place) {
    var known = Objects.requireNonNull(rule);
    return new Run(name, known.code(), known.configuration(), known.timeLimit(), context, place);
  }

  /** The event's name in its activity. */
  static String eventName(ProcessState state, ProcessDefinition definition, int item) {
    EventInstance event = Objects.requireNonNull(state.events().get(item));
    return event.job() instanceof Job.Event(int owner, int number)
        ? definition.activity(state.activity(owner).activity()).events().get(number).name()
        : "";
  }
}
