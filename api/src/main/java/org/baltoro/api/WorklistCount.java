package org.baltoro.api;

/**
 * How many items a query finds.
 *
 * @param more there are more: it was counted so far and no further
 */
public record WorklistCount(int count, boolean more) {
  @Override
  public String toString() {
    return more ? "%,d+".formatted(count) : "%,d".formatted(count);
  }
}
