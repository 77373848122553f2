package org.baltoro.forms.document;

import java.util.List;

/**
 * A part of a rule that runs if its conditions hold.
 *
 * @param id unique in the document
 * @param conditions all must hold; evaluated when the handler is reached, in a {@code for each}
 *     anew for each item
 * @param steps blocks and nested handlers, one after another
 */
public record Handler(
    String id,
    HandlerType type,
    List<Condition> conditions,
    List<Step> steps,
    boolean enabled,
    String comment)
    implements Step {
  public Handler {
    conditions = List.copyOf(conditions);
    steps = List.copyOf(steps);
  }

  public Handler withConditions(List<Condition> others) {
    return new Handler(id, type, others, steps, enabled, comment);
  }

  public Handler withSteps(List<Step> others) {
    return new Handler(id, type, conditions, others, enabled, comment);
  }

  public Handler withEnabled(boolean newEnabled) {
    return new Handler(id, type, conditions, steps, newEnabled, comment);
  }

  public Handler withComment(String newComment) {
    return new Handler(id, type, conditions, steps, enabled, newComment);
  }
}
