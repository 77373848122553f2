package org.baltoro.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What makes an activity instance one of several, each for a destination.
 *
 * @param owner the activity instance that they all belong to
 * @param destination whom it is for; "" in a plan per slot
 * @param slot its number, from 1
 * @param row the element of the list that it was made for; null without a list
 */
public record DestinationPlace(int owner, String destination, int slot, @Nullable Value row) {}
