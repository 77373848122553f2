package org.baltoro.forms.document;

/** When the actions of a block start, and when the next block does. */
public enum BlockType {
  /** One after another; the next block when the last has completed. */
  THEN,
  /** All at once; the next block when all have completed. */
  AND,
  /** All in one packet to the SmartObject layer; the next block when its answer is processed. */
  ALSO,
  /** All at once; the next block when the first has completed. */
  ASYNCHRONOUSLY
}
