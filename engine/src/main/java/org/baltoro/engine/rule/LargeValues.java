package org.baltoro.engine.rule;

import org.jspecify.annotations.Nullable;

/** Gives the content of values that are too large to be kept in an instance's state. */
@FunctionalInterface
public interface LargeValues {
  /**
   * The content whose hash is {@code sha256}, as it belongs to {@code instance}; null if it is
   * unknown.
   *
   * @throws RuntimeException if it can't be had: the rule that asked fails with this message
   */
  @Nullable String content(long instance, String sha256);
}
