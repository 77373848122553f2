package org.baltoro.kernel;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One arrival at an activity that is still active. Where its events run for each destination, each
 * has a further one of these, which says so by its {@code place}: the <i>destination instance</i>.
 *
 * @param nextEvent the place of the event that comes next, from 0
 * @param outcome what its lines see: the last client event's action, or what the succeeding rule
 *     has said; "" without one
 * @param dataFields the activity's own, without empty ones
 * @param responses answers to its client event, or of its destination instances, in order
 * @param planned its destinations, once the rule has given them; null without a rule
 * @param place null unless it is a destination instance
 */
public record ActivityInstance(
    int id,
    String activity,
    int nextEvent,
    String outcome,
    SortedMap<String, Value> dataFields,
    Instant since,
    List<Response> responses,
    @Nullable PlannedDestinations planned,
    @Nullable DestinationPlace place) {
  public ActivityInstance {
    dataFields = Collections.unmodifiableSortedMap(new TreeMap<>(dataFields));
    responses = List.copyOf(responses);
  }

  /** One that has just been entered. */
  ActivityInstance(int id, String activity, SortedMap<String, Value> dataFields, Instant since) {
    this(id, activity, 0, "", dataFields, since, List.of(), null, null);
  }

  /** The activity instance that its lines are followed from: itself, or the one it belongs to. */
  public int owner() {
    return place == null ? id : place.owner();
  }

  public boolean isDestination() {
    return place != null;
  }

  ActivityInstance withNextEvent(int next) {
    return new ActivityInstance(
        id, activity, next, outcome, dataFields, since, responses, planned, place);
  }

  ActivityInstance withOutcome(String decided) {
    return new ActivityInstance(
        id, activity, nextEvent, decided, dataFields, since, responses, planned, place);
  }

  ActivityInstance withDataFields(SortedMap<String, Value> values) {
    return new ActivityInstance(
        id, activity, nextEvent, outcome, values, since, responses, planned, place);
  }

  ActivityInstance withResponses(List<Response> answers) {
    return new ActivityInstance(
        id, activity, nextEvent, outcome, dataFields, since, answers, planned, place);
  }

  ActivityInstance withPlanned(PlannedDestinations destinations) {
    return new ActivityInstance(
        id, activity, nextEvent, outcome, dataFields, since, responses, destinations, place);
  }

  ActivityInstance at(Fact.ActivityPlace moved) {
    return new ActivityInstance(
        id,
        moved.activity(),
        moved.nextEvent(),
        outcome,
        dataFields,
        since,
        responses,
        planned,
        place);
  }
}
