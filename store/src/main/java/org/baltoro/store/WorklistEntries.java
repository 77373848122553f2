package org.baltoro.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.EventInstance.Status.Offered;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.ProcessState.Phase;
import org.baltoro.store.codec.PlainText;

/**
 * What an instance puts on worklists: an entry for each destination of each item, for each to whom
 * it was delegated, and for each who holds a slot.
 */
public final class WorklistEntries {
  private WorklistEntries() {}

  /**
   * One item for one destination.
   *
   * @param destination as {@link #destination} has it
   * @param taken others hold all slots
   */
  public record Entry(int item, String destination, boolean taken, int priority) {
    private Key key() {
      return new Key(item, destination, taken);
    }
  }

  private record Key(int item, String destination, boolean taken) {}

  /** The entries of a state, each once; none unless it is live. */
  public static Set<Entry> of(ProcessState state) {
    if (state.phase() != Phase.LIVE) {
      return Set.of();
    }
    Set<Entry> entries = Set.of();
    for (var event : state.events().values()) {
      if (event.status() instanceof Status.Offered offered) {
        entries = entries.isEmpty() ? new LinkedHashSet<>() : entries;
        add(entries, event.item(), offered, state.priority());
      }
    }
    return entries;
  }

  private static void add(Set<Entry> entries, int item, Offered offered, int priority) {
    boolean full = offered.freeSlots() <= 0;
    for (var destination : offered.destinations()) {
      boolean taken = full && !offered.isOpenFor(destination);
      entries.add(new Entry(item, destination(destination), taken, priority));
    }
    for (var share : offered.shares()) {
      boolean taken = full && !offered.isOpenFor(share.to());
      entries.add(new Entry(item, destination(share.to()), taken, priority));
    }
    if (full) {
      for (var held : offered.allocations()) {
        entries.add(new Entry(item, destination(held.user()), false, priority));
      }
    }
  }

  /** The text of a destination in the store: at most 400 characters. */
  public static String destination(String destination) {
    return PlainText.indexed(destination);
  }

  /** What is no longer there, whatever its priority was. */
  public static List<Entry> gone(Set<Entry> before, Set<Entry> after) {
    if (before.isEmpty() || before.equals(after)) {
      return List.of();
    }
    var kept = new HashSet<Key>();
    after.forEach(entry -> kept.add(entry.key()));
    return before.stream().filter(entry -> !kept.contains(entry.key())).toList();
  }

  /** What is new, or has another priority. */
  public static List<Entry> set(Set<Entry> before, Set<Entry> after) {
    if (after.isEmpty() || before.equals(after)) {
      return List.of();
    }
    var left = new ArrayList<>(after);
    left.removeAll(before);
    return left;
  }
}
