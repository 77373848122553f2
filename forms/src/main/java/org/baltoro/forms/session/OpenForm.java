package org.baltoro.forms.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.baltoro.forms.document.CloseReason;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.rule.RuleTrace;
import org.baltoro.forms.smartobject.FileValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A form that is open, for one user. May be shared by threads. */
public final class OpenForm implements FormChannel {
  private static final Logger LOG = LoggerFactory.getLogger(OpenForm.class);

  /** So long rules for closing may run when nobody is there. */
  private static final Duration CLOSING_MAX = Duration.ofSeconds(30);

  private final Session session;
  private final RuleStarter rules;
  private final Traces traces;
  private final Receiver receiver;

  private OpenForm(Session session) {
    this.session = session;
    this.traces = new Traces(session.limits.tracesMax());
    this.rules = new RuleStarter(session, new Windows(session), traces);
    this.receiver = new Receiver(session, rules);
  }

  static OpenForm open(
      Session session,
      Form form,
      Map<String, ? extends @Nullable Object> parameters,
      @Nullable String state)
      throws RuleFailure {
    var open = new OpenForm(session);
    session.guard(
        () -> session.root(open.rules.windows().form(form, null, "", state, parameters, "")));
    open.rules.inBackground(() -> open.rules.windows().begin(session.root(), open.rules, null));
    return open;
  }

  /** The form's full name. */
  public String name() {
    return session.guarded(() -> session.root().document());
  }

  /**
   * Takes a message of the page. What it can't take it answers with {@link Outgoing.Refused}; it
   * never throws, and returns before the rules have run.
   */
  @Override
  public void receive(Incoming message) {
    session.guard(() -> {
      try {
        receiver.receive(message, this::dismiss);
      } catch (Receiver.NotTaken refused) {
        session.mirror.tell(new Outgoing.Refused(refused.code(), refused.text()));
      } catch (RuntimeException bug) { // of whatever was sent: the form goes on
        LOG.atError().setCause(bug).log("A message of a page was not understood");
        session.mirror.tell(
            new Outgoing.Refused(
                Outgoing.Refused.Code.WRONG_VALUE, "The message was not understood."));
      }
    });
  }

  private void dismiss(Window window) {
    rules.inBackground(() -> close(window, CloseReason.DISMISSED));
  }

  private void close(Window window, CloseReason reason) throws InterruptedException {
    for (var closed : rules.windows().close(window, reason, rules, null)) {
      var why = closed.closed;
      if (why != null && closed.opener != null) {
        rules.run(new Occurrence.SubformClosed(closed, why), null);
      }
    }
  }

  /** Returns when no rule runs but those that wait for the user. Late actions may run on. */
  @Override
  public void awaitRest() throws InterruptedException {
    session.rest.await();
  }

  /**
   * Waits for rest, in real time.
   *
   * @return false: rules run still
   */
  public boolean awaitRest(Duration patience) throws InterruptedException {
    return session.rest.await(patience);
  }

  /** Whether the form is closed: nothing can be done with it any more. */
  public boolean isClosed() {
    return session.guarded(() -> session.closed);
  }

  /** The newest runs of rules, from the oldest to the newest. */
  @Override
  public List<RuleTrace> traces() {
    return traces.all();
  }

  /** One run, by its number. */
  public Optional<RuleTrace> trace(long run) {
    return traces.of(run);
  }

  /**
   * A file that is shown.
   *
   * @param row in a list; null: not in one
   */
  public Optional<FileValue> file(Address address, @Nullable Long row) {
    return session.guarded(() -> receiver.file(address, row));
  }

  /** How many calls and packets went to the SmartObject layer. */
  public int calls() {
    return session.guarded(session::calls);
  }

  /**
   * Closes the form, as the page does when it goes elsewhere: rules that run are ended. Nobody is
   * there any more to answer what the rules for closing ask, so it is answered with no; and after
   * half a minute the form is closed, whatever they do.
   */
  @Override
  public void close() {
    session.guard(() -> {
      if (session.closed || session.deadline != null) {
        return;
      }
      session.questions.nobodyIsThere();
      session.deadline = rules.windows().closeAt(CLOSING_MAX, session.root());
      rules.inBackground(() -> close(session.root(), CloseReason.NAVIGATION));
    });
  }
}
