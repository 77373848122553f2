package org.baltoro.forms.smartobject.layer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.Sort;

/** An order of rows, for sources that don't sort. */
final class RowOrder implements Comparator<Row> {
  private final List<Sort> sort;

  RowOrder(List<Sort> sort) {
    this.sort = List.copyOf(sort);
  }

  /** An order in which no two rows are equal: by the keys, too, in the direction of the last. */
  static List<Sort> total(List<Sort> sort, List<Property> keys) {
    var direction = sort.isEmpty() ? Sort.Direction.ASCENDING : sort.getLast().direction();
    var all = new ArrayList<>(sort);
    for (var key : keys) {
      if (sort.stream().noneMatch(order -> order.property().equals(key.name()))) {
        all.add(new Sort(key.name(), direction));
      }
    }
    return all;
  }

  @Override
  public int compare(Row one, Row other) {
    for (var order : sort) {
      int sign = compare(order, one, other);
      if (sign != 0) {
        return sign;
      }
    }
    return 0;
  }

  private static int compare(Sort order, Row one, Row other) {
    var mine = one.get(order.property());
    var theirs = other.get(order.property());
    if (mine == null || theirs == null) {
      return Boolean.compare(mine == null, theirs == null);
    }
    int sign = LocalFilter.compare(mine, theirs);
    return switch (order.direction()) {
      case ASCENDING -> sign;
      case DESCENDING -> -Integer.signum(sign);
    };
  }
}
