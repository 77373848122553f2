package org.baltoro.forms.session;

import java.util.List;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.rule.ActionOutcome;
import org.baltoro.forms.rule.ActionOutcome.Signal;
import org.baltoro.forms.rule.ActionTurn;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/** One action while it is carried out. */
final class ActionWork {
  final Session session;
  final RunContext context;
  final Action action;
  final ActionTurn turn;
  final Reader reader;
  final Writes writes;
  final Writer writer;

  private ActionWork(
      Session session,
      RunContext context,
      Action action,
      ActionTurn turn,
      @Nullable AllOrNothing packet) {
    this.session = session;
    this.context = context;
    this.action = action;
    this.turn = turn;
    this.reader = new Reader(session, context, context.home(action.id()));
    this.writes = new Writes(session, turn, packet);
    this.writer = new Writer(session, reader, writes);
  }

  /** Begins it: what others change from now on is changed meanwhile. */
  static ActionWork begin(Session session, RunContext context, Action action, ActionTurn turn) {
    return begin(session, context, action, turn, null);
  }

  /**
   * Begins an action of a packet.
   *
   * @param packet null: it is not atomic
   */
  static ActionWork begin(
      Session session,
      RunContext context,
      Action action,
      ActionTurn turn,
      @Nullable AllOrNothing packet) {
    return session.guarded(() -> new ActionWork(session, context, action, turn, packet));
  }

  void returned(List<Row> rows) {
    var before = context.results().put(action.id(), rows);
    writes.inverse(() -> {
      if (before == null) {
        context.results().remove(action.id());
      } else {
        context.results().put(action.id(), before);
      }
    });
  }

  void checkCancelled() throws InterruptedException {
    if (context.run().isCancelled()) {
      throw new InterruptedException("The run is cancelled.");
    }
  }

  /** It is done; what it raised follows. */
  ActionOutcome done(RuleStarter rules) {
    return done(Signal.NONE, rules);
  }

  ActionOutcome done(Signal signal, RuleStarter rules) {
    var raised = session.guarded(writes::raised);
    return new ActionOutcome(signal, () -> rules.runRaised(raised, context, writes));
  }
}
