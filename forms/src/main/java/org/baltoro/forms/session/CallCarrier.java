package org.baltoro.forms.session;

import org.baltoro.forms.rule.ActionOutcome;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.Result;
import org.baltoro.forms.smartobject.SmartObjectException;

/**
 * Carries out an action that calls SmartObjects: one call after another, none of them in a packet.
 */
final class CallCarrier {
  private final RuleStarter rules;
  private final ActionWork work;
  private final Session session;

  CallCarrier(RuleStarter rules, ActionWork work) {
    this.rules = rules;
    this.work = work;
    this.session = work.session;
  }

  ActionOutcome run() throws RuleFailure, InterruptedException {
    for (var planned : session.guarded(() -> Calls.of(work))) {
      work.checkCancelled();
      var result = execute(planned);
      work.checkCancelled();
      work.turn.rows(result.rows().size());
      session.guard(() -> planned.apply(result));
    }
    return work.done(rules);
  }

  /** A call, and its number in the session. */
  private record Numbered(MethodCall call, int number) {}

  private Result execute(PlannedCall planned) throws RuleFailure, InterruptedException {
    var numbered = session.guarded(() -> new Numbered(planned.call(), session.nextCall()));
    work.turn.called(numbered.number());
    try {
      return session.services.smartObjects().execute(session.caller, numbered.call());
    } catch (SmartObjectException failure) {
      work.checkCancelled();
      throw Failures.failure(failure);
    }
  }
}
