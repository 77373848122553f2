package org.baltoro.kernel;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has arrived at a join.
 *
 * @param arrived arrivals by incoming line (its place among the activity's incoming lines)
 * @param fired the join has passed and swallows what else arrives in this pass
 */
public record JoinState(Map<Integer, Integer> arrived, boolean fired) {
  public static final JoinState EMPTY = new JoinState(Collections.emptyMap(), false);

  public JoinState {
    arrived = Collections.unmodifiableMap(new TreeMap<>(arrived));
  }
}
