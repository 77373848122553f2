package org.baltoro.forms.session;

/** Who is told what happens on an open form. */
@FunctionalInterface
public interface Page {
  /**
   * Takes one message. Called under the form's lock, in order: it must neither block nor throw nor
   * call the form.
   */
  void tell(Outgoing message);
}
