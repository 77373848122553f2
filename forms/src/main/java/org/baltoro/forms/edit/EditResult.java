package org.baltoro.forms.edit;

/** What came of an edit. */
public sealed interface EditResult<T> {

  /**
   * It is done.
   *
   * @param after what the rule, or the document, is now
   * @param undo makes of it exactly what it was before
   */
  record Done<T>(T after, RuleEdit undo) implements EditResult<T> {}

  /**
   * Nothing has changed.
   *
   * @param reason what was wrong, why, and the mend
   */
  record Refused<T>(String reason) implements EditResult<T> {}
}
