package org.baltoro.kernel.rule;

import java.util.List;
import org.baltoro.kernel.Response;
import org.baltoro.kernel.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a rule sees of the activity instance that it is asked for, besides its data fields.
 *
 * @param outcome as {@code Outcome}: the action that its last client event was finished with, or
 *     what its succeeding rule has said; "" without one
 * @param expired as {@code Expired}: its lines are evaluated because it has expired
 * @param responses as {@code Responses}: a list of contexts with {@code Destination}, {@code User},
 *     {@code Outcome} and the activity's fields
 * @param destination as {@code Destination}: whom the events run for; "" where they run once
 * @param slot as {@code Slot}: the number of the destination instance, from 1; 0 where they run
 *     once
 * @param row as {@code Row}: the element of the list that they run for; null without a list
 */
public record ActivityScope(
    String outcome,
    boolean expired,
    List<Response> responses,
    String destination,
    int slot,
    @Nullable Value row) {
  /** No activity instance. */
  public static final ActivityScope NONE = new ActivityScope("", false, List.of(), "", 0, null);

  public ActivityScope {
    responses = List.copyOf(responses);
  }
}
