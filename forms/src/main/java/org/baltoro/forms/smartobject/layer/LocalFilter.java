package org.baltoro.forms.smartobject.layer;

import java.math.BigDecimal;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/** Evaluates a filter on a row, for sources that don't. */
public final class LocalFilter {
  private LocalFilter() {}

  public static boolean holds(Filter filter, Row row) {
    return switch (filter) {
      case Filter.And and -> and.parts().stream().allMatch(part -> holds(part, row));
      case Filter.Or or -> or.parts().stream().anyMatch(part -> holds(part, row));
      case Filter.Not not -> !holds(not.part(), row);
      case Filter.Empty empty -> isEmpty(row.get(empty.property()));
      case Filter.In in -> {
        var value = row.get(in.property());
        yield value != null && in.values().stream().anyMatch(wanted -> compare(value, wanted) == 0);
      }
      case Filter.Compare compare -> holds(compare, row.get(compare.property()));
    };
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null || "".equals(value);
  }

  private static boolean holds(Filter.Compare filter, @Nullable Object value) {
    if (value == null) {
      return filter.operator() == Filter.Operator.NOT_EQUALS;
    }
    var wanted = filter.value();
    return switch (filter.operator()) {
      case EQUALS -> compare(value, wanted) == 0;
      case NOT_EQUALS -> compare(value, wanted) != 0;
      case GREATER -> compare(value, wanted) > 0;
      case GREATER_OR_EQUAL -> compare(value, wanted) >= 0;
      case LESS -> compare(value, wanted) < 0;
      case LESS_OR_EQUAL -> compare(value, wanted) <= 0;
      case CONTAINS -> value.toString().contains(wanted.toString());
      case STARTS_WITH -> value.toString().startsWith(wanted.toString());
      case ENDS_WITH -> value.toString().endsWith(wanted.toString());
    };
  }

  /** Compares two values of one type; numbers by what they are worth. */
  @SuppressWarnings("unchecked")
  static int compare(Object one, Object other) {
    if (one instanceof Number && other instanceof Number) {
      return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()));
    }
    // A UUID's own order is of signed numbers; databases compare its digits.
    boolean guid = one instanceof java.util.UUID;
    if (!guid && one instanceof Comparable<?> && one.getClass() == other.getClass()) {
      return ((Comparable<Object>) one).compareTo(other);
    }
    return one.toString().compareTo(other.toString());
  }
}
