package org.baltoro.kernel.definition;

import java.util.List;

/**
 * What people may choose.
 *
 * @param kind what choosing it does
 * @param batch may be chosen for many items at once
 * @param allow who may choose it, of those who have the item: users, {@code group:<name>} or {@code
 *     role:<name>}; empty: all
 * @param deny who may not, whatever {@code allow} says
 */
public record ClientAction(
    String name, Kind kind, boolean batch, List<String> allow, List<String> deny) {
  public ClientAction {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  /** One that finishes the item, and that everybody who has it may choose. */
  public ClientAction(String name) {
    this(name, Kind.FINISH, true, List.of(), List.of());
  }

  /** What an action does. */
  public enum Kind {
    /** Answers. */
    FINISH,
    /** Saves data; the item stays with whoever has it. */
    UPDATE
  }

  /**
   * True if one of these, who all are the same user, may choose it.
   *
   * @param subjects the user's name, groups and roles
   */
  public boolean isAllowedTo(List<String> subjects) {
    return deny.stream().noneMatch(subjects::contains)
        && (allow.isEmpty() || allow.stream().anyMatch(subjects::contains));
  }
}
