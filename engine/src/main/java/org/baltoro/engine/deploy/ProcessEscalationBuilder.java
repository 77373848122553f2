package org.baltoro.engine.deploy;

import org.baltoro.api.code.ProcessEscalationActionContext;
import org.baltoro.engine.code.CodePlace;
import org.baltoro.kernel.definition.Escalation.Action;

/** An escalation of a process. */
public final class ProcessEscalationBuilder
    extends EscalationBuilder<ProcessEscalationActionContext, ProcessEscalationBuilder> {

  ProcessEscalationBuilder(Lambdas lambdas, String name) {
    super(lambdas, CodePlace.escalation("", "", name), ProcessEscalationActionContext.class);
  }

  @Override
  ProcessEscalationBuilder self() {
    return this;
  }

  /** All active activity instances expire, then one of this activity is created. */
  public ProcessEscalationBuilder gotoActivity(String activity) {
    return act(new Action.Goto(activity, true, null));
  }

  /**
   * Only the instances of {@code expireActivity} expire, then one of {@code activity} is created.
   */
  public ProcessEscalationBuilder gotoActivity(String activity, String expireActivity) {
    return act(new Action.Goto(activity, false, expireActivity));
  }
}
