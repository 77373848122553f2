package org.baltoro.forms.smartobject;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rows of a SmartObject belong to rows of another.
 *
 * @param name unique in the SmartObject
 * @param target the other SmartObject
 * @param pairs which properties are equal; for many-to-many those of the link come in between
 * @param link for many-to-many the SmartObject that holds the pairs of keys; null otherwise
 */
public record Association(
    String name, Kind kind, String target, List<Pair> pairs, @Nullable String link) {
  public Association {
    pairs = List.copyOf(pairs);
  }

  /** As seen from the SmartObject that has the association. */
  public enum Kind {
    ONE_TO_ONE,
    ONE_TO_MANY,
    MANY_TO_ONE,
    MANY_TO_MANY
  }

  /**
   * A property and the one of the target that has the same value.
   *
   * @param linkProperty of the link, equal to {@code property}; null without a link
   * @param linkTargetProperty of the link, equal to {@code targetProperty}; null without a link
   */
  public record Pair(
      String property,
      String targetProperty,
      @Nullable String linkProperty,
      @Nullable String linkTargetProperty) {
    public static Pair of(String property, String targetProperty) {
      return new Pair(property, targetProperty, null, null);
    }
  }
}
