package org.baltoro.engine.deploy;

import java.util.List;
import org.baltoro.api.code.ActivityEscalationActionContext;
import org.baltoro.engine.code.CodePlace;
import org.baltoro.kernel.definition.Escalation.Action;

/** An escalation of an activity, or of one of its events. */
public final class ActivityEscalationBuilder
    extends EscalationBuilder<ActivityEscalationActionContext, ActivityEscalationBuilder> {

  /**
   * @param event "" for one of the activity
   */
  ActivityEscalationBuilder(Lambdas lambdas, String activity, String event, String name) {
    super(
        lambdas,
        CodePlace.escalation(activity, event, name),
        ActivityEscalationActionContext.class);
  }

  @Override
  ActivityEscalationBuilder self() {
    return this;
  }

  /** The activity's instances expire, then one of {@code activity} is created. */
  public ActivityEscalationBuilder gotoActivity(String activity) {
    return gotoActivity(activity, false);
  }

  /**
   * Goes to another activity.
   *
   * @param expireAll true: all active activity instances expire, not only those of this activity
   */
  public ActivityEscalationBuilder gotoActivity(String activity, boolean expireAll) {
    return act(new Action.Goto(activity, expireAll, null));
  }

  /** What it belongs to expires; the lines of the activity are evaluated then. */
  public ActivityEscalationBuilder expire() {
    return act(new Action.Expire());
  }

  /**
   * Gives the open worklist items to others.
   *
   * @param to users, {@code group:<name>} or {@code originator}
   */
  public ActivityEscalationBuilder redirect(String... to) {
    return act(new Action.Redirect(List.of(to)));
  }
}
