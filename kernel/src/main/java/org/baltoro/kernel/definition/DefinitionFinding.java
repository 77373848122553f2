package org.baltoro.kernel.definition;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in a definition.
 *
 * @param path where: keys and indexes as in the file, {@code activities.Approve.lines[1].to}
 * @param nearest the nearest valid name, if one is near
 * @param warning true: it may be deployed all the same
 */
public record DefinitionFinding(
    String path, String found, String expected, @Nullable String nearest, boolean warning) {}
