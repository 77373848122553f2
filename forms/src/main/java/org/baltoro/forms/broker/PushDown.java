package org.baltoro.forms.broker;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.baltoro.forms.smartobject.Filter;

/**
 * What a list does with its rows itself.
 *
 * @param filtered service properties that it can filter by
 * @param operators by which it compares them
 * @param combined Or, Not, In and Empty too; false: comparisons that must all hold
 * @param sorted service properties that it can sort by
 * @param sortsMax by how many at a time
 * @param pages it gives parts, by offset and after a row
 */
public record PushDown(
    Set<String> filtered,
    Set<Filter.Operator> operators,
    boolean combined,
    Set<String> sorted,
    int sortsMax,
    boolean pages) {
  public static final PushDown NONE =
      new PushDown(Set.of(), EnumSet.noneOf(Filter.Operator.class), false, Set.of(), 0, false);

  public PushDown {
    filtered = Collections.unmodifiableSet(new LinkedHashSet<>(filtered));
    operators = Collections.unmodifiableSet(new LinkedHashSet<>(operators));
    sorted = Collections.unmodifiableSet(new LinkedHashSet<>(sorted));
  }

  /** Everything, by these properties. */
  public static PushDown everything(Collection<String> properties) {
    var all = new LinkedHashSet<>(properties);
    return new PushDown(
        all, EnumSet.allOf(Filter.Operator.class), true, all, Integer.MAX_VALUE, true);
  }
}
