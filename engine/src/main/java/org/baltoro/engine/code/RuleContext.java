package org.baltoro.engine.code;

import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.baltoro.api.code.ActivityEscalationActionContext;
import org.baltoro.api.code.ExceptionRuleContext;
import org.baltoro.api.code.ProcessEscalationActionContext;
import org.baltoro.api.code.ProcessFinishRuleContext;
import org.baltoro.api.code.ProcessStartRuleContext;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Command.Handling;
import org.baltoro.kernel.Command.Jump;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The object called {@code k2} in code that is no server event's. Which of its faces the code sees
 * is settled by what it is: {@link Assignment.Run#context}.
 */
final class RuleContext extends BaseContext
    implements ActivityEscalationActionContext,
        ProcessEscalationActionContext,
        ProcessStartRuleContext,
        ProcessFinishRuleContext,
        ExceptionRuleContext {
  private final Job job;
  private Handling handling = Handling.HANDLED;

  RuleContext(
      ProcessState state,
      ProcessDefinition definition,
      Map<String, Object> configuration,
      int item,
      int attempt,
      UnaryOperator<Value> whole) {
    super(state, definition, configuration, item, attempt, whole);
    job = Objects.requireNonNull(state.events().get(item)).job();
  }

  // ---- escalations

  @Override
  public String escalationName() {
    return job instanceof Job.EscalationAction action ? action.escalation() : "";
  }

  @Override
  public int round() {
    return job instanceof Job.EscalationAction action ? action.round() : 1;
  }

  @Override
  public void gotoActivity(String name, boolean expireAll) {
    ask(new Jump.Goto(known(name), expireAll, null));
  }

  /** Of a process escalation, which expires all, or of the finish rule: nothing is active then. */
  @Override
  public void gotoActivity(String name) {
    ask(new Jump.Goto(known(name), true, null));
  }

  @Override
  public void gotoActivity(String name, String expireActivity) {
    ask(new Jump.Goto(known(name), false, known(expireActivity)));
  }

  // ---- exception rules

  @Override
  public @Nullable String eventName() {
    return failed().place() instanceof Place.Event(int failedItem)
        ? Assignment.eventName(state, definition, failedItem)
        : null;
  }

  @Override
  public String errorCode() {
    return failed().code();
  }

  @Override
  public String errorMessage() {
    return failed().message();
  }

  @Override
  public @Nullable String errorDetail() {
    return failed().detail();
  }

  @Override
  public void retry() {
    handling = Handling.RETRY;
  }

  @Override
  public void unhandled() {
    handling = Handling.UNHANDLED;
  }

  private Job.ExceptionRule failed() {
    return (Job.ExceptionRule) job;
  }

  @Override
  Command.Handling handling() {
    return handling;
  }
}
