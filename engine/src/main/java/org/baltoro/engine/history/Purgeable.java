package org.baltoro.engine.history;

import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import org.baltoro.kernel.ProcessState;
import org.baltoro.store.Store;
import org.baltoro.store.Store.StoredInstance;
import org.jspecify.annotations.Nullable;

/** Which finished instances that are past their time may go. */
final class Purgeable {
  private final Map<Long, StoredInstance> parents;

  private Purgeable(Map<Long, StoredInstance> parents) {
    this.parents = parents;
  }

  /** With the parents of those that are asked about, all in one read; without any in none. */
  static Purgeable of(Store store, Collection<StoredInstance> asked) {
    var parents = new TreeSet<Long>();
    for (var stored : asked) {
      var parent = stored.state().parent();
      if (parent != null) {
        parents.add(parent.instance());
      }
    }
    return new Purgeable(parents.isEmpty() ? Map.of() : store.load(parents));
  }

  /**
   * The one place to say so. That it was counted is known before: only those are asked about. Where
   * instances start others, what still has a word for another stays, and what another still has a
   * word for: the message that starts a child would start it once more if it came again.
   */
  boolean mayGo(ProcessState state) {
    return state.finishedAt() != null
        && state.pendingEffects().isEmpty()
        && !hasWordFor(parent(state), state.instance());
  }

  private @Nullable ProcessState parent(ProcessState state) {
    var link = state.parent();
    var stored = link == null ? null : parents.get(link.instance());
    return stored == null ? null : stored.state();
  }

  private static boolean hasWordFor(@Nullable ProcessState parent, long child) {
    return parent != null
        && parent.outgoing().values().stream().anyMatch(sent -> sent.message().receiver() == child);
  }
}
