package org.baltoro.forms.document;

import java.util.List;

/**
 * What happens when.
 *
 * @param id unique in the document
 * @param handlers run from top to bottom, each condition evaluated when it is reached
 */
public record Rule(
    String id, String name, Event event, List<Handler> handlers, boolean enabled, String comment) {
  public Rule {
    handlers = List.copyOf(handlers);
  }

  public Rule withHandlers(List<Handler> others) {
    return new Rule(id, name, event, others, enabled, comment);
  }

  public Rule withEnabled(boolean newEnabled) {
    return new Rule(id, name, event, handlers, newEnabled, comment);
  }

  public Rule withComment(String newComment) {
    return new Rule(id, name, event, handlers, enabled, newComment);
  }
}
