package org.baltoro.api;

/**
 * An action of a worklist item that a user may choose.
 *
 * @param update true: saves data, and the item stays; false: answers
 * @param batchable may be chosen for many items at once
 */
public record WorklistAction(String name, boolean update, boolean batchable) {}
