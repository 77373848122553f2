package org.baltoro.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.ProcessState.Phase;
import org.baltoro.store.codec.PlainText;

/** What an instance puts on worklists: an entry for each destination of each item. */
public final class WorklistEntries {
  private WorklistEntries() {}

  /**
   * One item for one destination.
   *
   * @param destination as {@link #destination} has it
   */
  public record Entry(int item, String destination) {}

  /** The entries of a state, each once; none unless it is live. */
  public static Set<Entry> of(ProcessState state) {
    if (state.phase() != Phase.LIVE) {
      return Set.of();
    }
    Set<Entry> entries = Set.of();
    for (var event : state.events().values()) {
      if (event.status() instanceof Status.Offered offered) {
        entries = entries.isEmpty() ? new LinkedHashSet<>() : entries;
        for (var destination : offered.destinations()) {
          entries.add(new Entry(event.item(), destination(destination)));
        }
      }
    }
    return entries;
  }

  /** The text of a destination in the store: at most 400 characters. */
  public static String destination(String destination) {
    return PlainText.indexed(destination);
  }

  /** What is in {@code these} and not in {@code others}. */
  public static List<Entry> without(Set<Entry> these, Set<Entry> others) {
    if (these.isEmpty()) {
      return List.of();
    }
    var left = new ArrayList<>(these);
    left.removeAll(others);
    return left;
  }
}
