package org.baltoro.forms.smartobject;

import java.util.List;

/**
 * Which rows of a list: a tree, so that nobody has to know what binds closer. True or false for
 * every row, never neither: a value that is not there equals nothing and is neither greater nor
 * less, so {@link Not} of such a comparison holds. Text is compared as it stands: case counts,
 * unless a database's collation says otherwise.
 */
public sealed interface Filter {

  /** All of them; of none: every row. */
  record And(List<Filter> parts) implements Filter {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** One of them at least; of none: no row. */
  record Or(List<Filter> parts) implements Filter {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Not(Filter part) implements Filter {}

  /**
   * Compares a property with a value of its type.
   *
   * @param value not null: see {@link Empty}
   */
  record Compare(String property, Operator operator, Object value) implements Filter {}

  /** The property is empty: null, or a text of no characters. */
  record Empty(String property) implements Filter {}

  /** The property has one of the values. */
  record In(String property, List<Object> values) implements Filter {
    public In {
      values = List.copyOf(values);
    }
  }

  /** The last three are for Text, Memo and Hyperlink. */
  enum Operator {
    EQUALS,
    /** As {@link Not} of EQUALS: holds for an empty property. */
    NOT_EQUALS,
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    CONTAINS,
    STARTS_WITH,
    ENDS_WITH
  }

  static Filter and(Filter... parts) {
    return new And(List.of(parts));
  }

  static Filter or(Filter... parts) {
    return new Or(List.of(parts));
  }

  static Filter not(Filter part) {
    return new Not(part);
  }

  static Filter equal(String property, Object value) {
    return new Compare(property, Operator.EQUALS, value);
  }

  static Filter compare(String property, Operator operator, Object value) {
    return new Compare(property, operator, value);
  }

  static Filter empty(String property) {
    return new Empty(property);
  }

  static Filter in(String property, Object... values) {
    return new In(property, List.of(values));
  }
}
