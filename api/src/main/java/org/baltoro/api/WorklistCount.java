package org.baltoro.api;

/**
 * How many items a query finds.
 *
 * @param more there may be more: 10,000 were counted, or looked at, and no further ones
 */
public record WorklistCount(int count, boolean more) {
  @Override
  public String toString() {
    return more ? "%,d+".formatted(count) : "%,d".formatted(count);
  }
}
