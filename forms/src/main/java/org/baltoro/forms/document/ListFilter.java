package org.baltoro.forms.document;

import java.util.List;
import org.baltoro.forms.smartobject.Filter;

/**
 * Which rows of a list method are wanted: a {@link Filter} whose values are read when the action
 * has its turn.
 */
public sealed interface ListFilter {

  /** All of them; of none: every row. */
  record And(List<ListFilter> parts) implements ListFilter {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** One of them at least; of none: no row. */
  record Or(List<ListFilter> parts) implements ListFilter {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Not(ListFilter part) implements ListFilter {}

  /**
   * Compares a property.
   *
   * @param value when it is empty, EQUALS finds rows whose property is empty, NOT_EQUALS the
   *     others, and every other operator none: never all
   */
  record Compare(String property, Filter.Operator operator, Source value) implements ListFilter {}

  /** The property is empty. */
  record Empty(String property) implements ListFilter {}

  /** The property has one of the values of a list; none if the list is empty. */
  record In(String property, Source values) implements ListFilter {}
}
