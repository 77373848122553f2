package org.baltoro.kernel.definition;

import org.jspecify.annotations.Nullable;

/**
 * The arrow out of an activity.
 *
 * @param name for people; "" without one
 * @param to the activity it leads to
 * @param rule null is true
 * @param otherwise followed when no other line of the activity was true; has no rule
 */
public record LineDefinition(
    String name, String to, @Nullable Expression rule, boolean otherwise) {}
