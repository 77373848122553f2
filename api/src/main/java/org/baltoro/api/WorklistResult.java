package org.baltoro.api;

import org.jspecify.annotations.Nullable;

/**
 * What became of one item of several that an action was chosen for.
 *
 * @param refused why nothing was done, in a sentence; null if it was done
 */
public record WorklistResult(
    String serialNumber, @Nullable Problem problem, @Nullable String refused) {}
