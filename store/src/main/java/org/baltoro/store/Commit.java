package org.baltoro.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ProcessState;
import org.jspecify.annotations.Nullable;

/**
 * One instance's decision on its way to the store.
 *
 * @param decision with the node's epoch the decision's own id: a counter, unique on the node
 * @param process the process's id
 * @param expectedVersion the version that was decided on; 0: the instance must not be there yet
 * @param before the state that was decided on
 * @param after the state that follows
 * @param facts what leads from one to the other, 1 or more
 * @param largeValues contents of large values that the facts brought, by hash
 * @param searchableBefore names of the process fields that lists could ask for under the version of
 *     {@code before}
 * @param searchable those under the version of {@code after}: others only after a migration
 * @param startKey the start's idempotency key, if this is a start and has one
 */
public record Commit(
    long decision,
    long instance,
    long process,
    long expectedVersion,
    ProcessState before,
    ProcessState after,
    List<Fact> facts,
    Map<String, String> largeValues,
    Set<String> searchableBefore,
    Set<String> searchable,
    @Nullable String startKey,
    long atMillis) {

  /** A decision that stays with its version. */
  public Commit(
      long decision,
      long instance,
      long process,
      long expectedVersion,
      ProcessState before,
      ProcessState after,
      List<Fact> facts,
      Map<String, String> largeValues,
      Set<String> searchable,
      @Nullable String startKey,
      long atMillis) {
    this(
        decision,
        instance,
        process,
        expectedVersion,
        before,
        after,
        facts,
        largeValues,
        searchable,
        searchable,
        startKey,
        atMillis);
  }
}
