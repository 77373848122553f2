package org.baltoro.forms.smartobject;

/** An order of rows by a property; empty values come last, up and down. */
public record Sort(String property, Direction direction) {

  public enum Direction {
    ASCENDING,
    DESCENDING
  }

  public static Sort ascending(String property) {
    return new Sort(property, Direction.ASCENDING);
  }

  public static Sort descending(String property) {
    return new Sort(property, Direction.DESCENDING);
  }
}
