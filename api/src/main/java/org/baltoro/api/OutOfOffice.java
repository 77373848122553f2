package org.baltoro.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a user's work while they are away. Others then see the items that are the user's
 * by name, and act on them on the user's behalf; the user goes on seeing them, too. The work of the
 * user's groups is the groups' as before.
 *
 * @param out whether the user is away now
 * @param forwardTo users who get what no exception is for
 * @param exceptions of several that fit an item, those that say most hold
 * @param standIns who gets what no exception is for in the end: one who is away, too, forwards
 *     further. Empty while the user is out: nobody is left. For whoever sets it, without meaning
 */
public record OutOfOffice(
    String user,
    boolean out,
    List<String> forwardTo,
    List<Forwarding> exceptions,
    List<String> standIns) {
  public OutOfOffice {
    forwardTo = List.copyOf(forwardTo);
    exceptions = List.copyOf(exceptions);
    standIns = List.copyOf(standIns);
  }

  public OutOfOffice(
      String user, boolean out, List<String> forwardTo, List<Forwarding> exceptions) {
    this(user, out, forwardTo, exceptions, List.of());
  }

  /**
   * Other users for the work of one process, activity or event.
   *
   * @param activity null: all
   * @param event null: all
   */
  public record Forwarding(
      String process, @Nullable String activity, @Nullable String event, List<String> forwardTo) {
    public Forwarding {
      forwardTo = List.copyOf(forwardTo);
    }
  }
}
