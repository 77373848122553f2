package org.baltoro.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.ProcessState.Phase;
import org.baltoro.store.codec.PlainText;

/** What an instance has for external workers: an entry for each job. */
public final class JobEntries {
  private JobEntries() {}

  /**
   * One job.
   *
   * @param topic as {@link #topic} has it
   * @param leased a worker has it; false: whoever asks first gets it
   * @param sinceMillis when it was queued or leased
   */
  public record Entry(int item, String topic, boolean leased, long sinceMillis) {}

  /** The entries of a state; none unless it is live, none queued while nothing may start. */
  public static Set<Entry> of(ProcessState state) {
    if (state.phase() != Phase.LIVE) {
      return Set.of();
    }
    Set<Entry> entries = Set.of();
    for (var event : state.events().values()) {
      var entry =
          switch (event.status()) {
            case Status.Queued queued when !state.holdsCode() ->
                new Entry(
                    event.item(), topic(queued.topic()), false, queued.since().toEpochMilli());
            case Status.Leased leased ->
                new Entry(event.item(), topic(leased.topic()), true, leased.since().toEpochMilli());
            default -> null;
          };
      if (entry != null) {
        entries = entries.isEmpty() ? new LinkedHashSet<>() : entries;
        entries.add(entry);
      }
    }
    return entries;
  }

  /** The text of a topic in the store. */
  public static String topic(String topic) {
    return PlainText.indexed(topic);
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
