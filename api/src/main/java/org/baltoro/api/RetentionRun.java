package org.baltoro.api;

/**
 * What a run of retention has done.
 *
 * @param deleted instances
 * @param archived how many of them were written to a file first
 * @param more there are others past their time
 */
public record RetentionRun(long deleted, long archived, boolean more) {}
