package org.baltoro.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.PendingTimer.Purpose;
import org.baltoro.kernel.definition.ProcessDefinition;

/**
 * What waits for other branches of its instance: a join for those under way, an activity for the
 * one that is at work in its exclusive section.
 */
public final class Turns {
  private Turns() {}

  /** Lets the next one go on whose turn it is; false if there is none. */
  static boolean next(Draft draft) {
    return draft.state.phase() == ProcessState.Phase.LIVE && (beginNext(draft) || passNext(draft));
  }

  // ---- exclusive sections

  /** True if another activity of the same section is at work, or has waited longer. */
  static boolean mustWait(Draft draft, int activityInstance) {
    var section = section(draft, draft.state.activity(activityInstance));
    return !section.isEmpty()
        && draft.state.activities().values().stream()
            .anyMatch(other ->
                other.id() != activityInstance
                    && !other.isDestination()
                    && section.equals(section(draft, other))
                    && (hasBegun(draft.state, other.id())
                        || other.id() < activityInstance && waits(draft.state, other.id())));
  }

  /** Begins the one that has waited longest, of those that may. */
  private static boolean beginNext(Draft draft) {
    for (var instance : draft.state.activities().values()) {
      if (!instance.isDestination()
          && waits(draft.state, instance.id())
          && !mustWait(draft, instance.id())) {
        Flow.begin(draft, instance.id());
        return true;
      }
    }
    return false;
  }

  private static String section(Draft draft, ActivityInstance instance) {
    return draft.definition.activity(instance.activity()).exclusive();
  }

  /** True if nothing but its turn keeps an activity instance from beginning. */
  public static boolean waits(ProcessState state, int id) {
    return !hasBegun(state, id)
        && !isAt(state, new Place.Start(id))
        && state.pendingTimers().values().stream()
            .noneMatch(timer -> timer.purpose().equals(new Purpose.StartActivity(id)));
  }

  private static boolean hasBegun(ProcessState state, int id) {
    return state.activity(id).planned() != null
        || state.events().values().stream()
            .anyMatch(
                event -> event.activityInstance() == id && !isRuleOf(event, new Place.Start(id)))
        || isAt(state, new Place.Lines(id, false))
        || isAt(state, new Place.Lines(id, true))
        || isAt(state, new Place.Destinations(id));
  }

  private static boolean isAt(ProcessState state, Place place) {
    return state.failures().values().stream().anyMatch(failure -> failure.place().equals(place));
  }

  private static boolean isRuleOf(EventInstance event, Place place) {
    return event.job() instanceof Job.ExceptionRule rule && rule.place().equals(place);
  }

  // ---- joins of active branches

  /** Lets one join pass that nothing under way can reach any more. */
  private static boolean passNext(Draft draft) {
    var ready = new ArrayList<String>();
    for (var activity : draft.definition.activities().values()) {
      if (activity.join() != null
          && activity.join().countsActive()
          && draft.state.joins().containsKey(activity.name())
          && !isOnTheWay(draft, activity.name())) {
        ready.add(activity.name());
      }
    }
    if (ready.isEmpty()) {
      return false;
    }
    pass(draft, first(draft.definition, ready));
    return true;
  }

  /** One that no other of them leads to; where they go round in a circle the first. */
  private static String first(ProcessDefinition definition, List<String> ready) {
    for (var join : ready) {
      if (ready.stream()
          .noneMatch(other -> !other.equals(join) && leadsTo(definition, other, join))) {
        return join;
      }
    }
    return ready.getFirst();
  }

  private static boolean isOnTheWay(Draft draft, String join) {
    for (var instance : draft.state.activities().values()) {
      if (leadsTo(draft.definition, instance.activity(), join)) {
        return true;
      }
    }
    for (var failure : draft.state.failures().values()) {
      if (failure.place() instanceof Place.Arrival arrival
          && (arrival.to().equals(join) || leadsTo(draft.definition, arrival.to(), join))) {
        return true;
      }
    }
    return false;
  }

  /** True if lines lead from one to the other, not by way of the other. */
  private static boolean leadsTo(ProcessDefinition definition, String from, String join) {
    Set<String> seen = new LinkedHashSet<>();
    var ahead = new ArrayDeque<String>();
    ahead.add(from);
    while (!ahead.isEmpty()) {
      var name = ahead.poll();
      if (!seen.add(name) || name.equals(join) && !name.equals(from)) {
        continue;
      }
      for (var line : definition.activity(name).lines()) {
        if (line.to().equals(join)) {
          return true;
        }
        ahead.add(line.to());
      }
    }
    return false;
  }

  private static void pass(Draft draft, String join) {
    var arrived = new TreeMap<>(Objects.requireNonNull(draft.state.joins().get(join)).arrived());
    Flow.takePass(arrived, arrived.size());
    Flow.counted(draft, join, arrived, false);
    draft.arrivals.add(Place.Arrival.byGoto(join));
  }
}
