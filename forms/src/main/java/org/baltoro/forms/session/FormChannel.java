package org.baltoro.forms.session;

import java.util.List;
import org.baltoro.forms.rule.RuleTrace;

/** The way from a user to an open form: in the same program, or over a wire. */
public interface FormChannel extends AutoCloseable {

  /** Takes a message. What it leads to is told to the page; a refusal by the time this returns. */
  void receive(Incoming message);

  /** Returns when no rule runs but those that wait for the user, and the page knows all of it. */
  void awaitRest() throws InterruptedException;

  /** The newest runs of rules, from the oldest to the newest. */
  List<RuleTrace> traces();

  /** Leaves the form. */
  @Override
  void close();
}
