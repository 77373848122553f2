package org.baltoro.kernel;

/**
 * The instance whose sub-process event started this one, and what it still waits to hear.
 *
 * @param instance the parent
 * @param item the parent's event
 * @param depth how many instances stand above this one; 1 or more
 * @param awaitsEnd it waits for this instance's end, and was not told yet
 * @param awaitsErrors the first error ends its wait, too
 */
public record ParentLink(
    long instance, int item, int depth, boolean awaitsEnd, boolean awaitsErrors) {

  /** Told: it waits for nothing more. */
  ParentLink told() {
    return new ParentLink(instance, item, depth, false, false);
  }
}
