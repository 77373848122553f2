package org.baltoro.kernel;

import java.util.List;

/**
 * The destinations of an activity instance, and how far they have come.
 *
 * @param destinations whom its destination rule has given; empty for a plan per slot
 * @param slots how many answer in all
 * @param begun how many destination instances have begun; 0 where its events run once
 * @param left its lines have been followed; what remains leads nowhere any more
 */
public record PlannedDestinations(List<String> destinations, int slots, int begun, boolean left) {
  public PlannedDestinations {
    destinations = List.copyOf(destinations);
  }

  PlannedDestinations withBegun(int more) {
    return new PlannedDestinations(destinations, Math.max(slots, more), more, left);
  }

  PlannedDestinations leaving() {
    return new PlannedDestinations(destinations, slots, begun, true);
  }
}
