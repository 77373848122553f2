package org.baltoro.forms.document;

/**
 * What must hold for a handler to run. A disabled one is as if it were not there.
 *
 * @param id unique in the document
 */
public record Condition(String id, Criterion criterion, boolean enabled, String comment) {
  public Condition withEnabled(boolean newEnabled) {
    return new Condition(id, criterion, newEnabled, comment);
  }

  public Condition withComment(String newComment) {
    return new Condition(id, criterion, enabled, newComment);
  }
}
