package org.baltoro.forms.document;

import java.util.List;
import org.baltoro.forms.smartobject.Sort;
import org.jspecify.annotations.Nullable;

/**
 * The SmartObject that a view shows.
 *
 * @param method what {@link Operation.ViewMethod#REFRESH} calls: a list method for lists, one that
 *     returns a row otherwise; null: nothing, rules call methods by name
 * @param inputs of that method
 * @param filter of that method; null: none
 * @param order of that method; empty: the source's own
 * @param pageSize rows at once: 1 to 1,000; 0: all, up to the session's limit
 */
public record ViewSource(
    String smartObject,
    @Nullable String method,
    List<Mapping> inputs,
    @Nullable ListFilter filter,
    List<Sort> order,
    int pageSize) {
  public ViewSource {
    inputs = List.copyOf(inputs);
    order = List.copyOf(order);
  }
}
