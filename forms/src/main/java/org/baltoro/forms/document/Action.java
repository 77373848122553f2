package org.baltoro.forms.document;

/**
 * One thing that a rule does.
 *
 * @param id unique in the document; results are found by it
 * @param enabled false: as if it were not there
 */
public record Action(String id, Operation operation, boolean enabled, String comment) {
  public Action(String id, Operation operation) {
    this(id, operation, true, "");
  }

  public Action withOperation(Operation other) {
    return new Action(id, other, enabled, comment);
  }

  public Action withEnabled(boolean newEnabled) {
    return new Action(id, operation, newEnabled, comment);
  }

  public Action withComment(String newComment) {
    return new Action(id, operation, enabled, newComment);
  }
}
