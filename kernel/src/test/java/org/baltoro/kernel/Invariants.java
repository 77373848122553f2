package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.PendingTimer.Purpose;
import org.baltoro.kernel.ProcessState.Phase;

/** What must hold of every state, whatever led to it. */
final class Invariants {
  private Invariants() {}

  static void check(ProcessState state) {
    for (var event : state.events().values()) {
      if (event.activityInstance() != 0) {
        assertThat(state.activities()).containsKey(event.activityInstance());
      }
      assertThat(event.status()).isNotInstanceOf(Status.Scheduled.class);
      if (event.status() instanceof Status.Offered offered) {
        assertThat(offered.freeSlots()).as("slots of %s", event).isNotNegative();
        assertThat(offered.responses().stream().map(Response::by))
            .as("each answers once")
            .doesNotHaveDuplicates();
        assertThat(offered.allocations().stream().map(EventInstance.Allocation::user))
            .as("each holds one slot")
            .doesNotHaveDuplicates();
        assertThat(offered.destinations()).doesNotHaveDuplicates();
      }
      boolean failed = event.status() instanceof Status.Failed;
      long halting =
          failuresAt(state, new Place.Event(event.item()))
              + exceptionRulesFor(state, new Place.Event(event.item()));
      if (event.status() instanceof Status.ChildHeard) {
        boolean held = state.holdsCode() || state.phase() != Phase.LIVE;
        assertThat(halting).as("what keeps %s", event).isBetween(held ? 0L : 1L, 1L);
      } else {
        assertThat(halting).as("what halts %s", event).isEqualTo(failed ? 1 : 0);
      }
    }
    for (var activity : state.activities().values()) {
      long events =
          state.events().values().stream()
              .filter(event -> event.isEvent() && event.activityInstance() == activity.id())
              .count();
      long halted = 0;
      for (var expired : List.of(true, false)) {
        var lines = new Place.Lines(activity.id(), expired);
        halted += failuresAt(state, lines) + exceptionRulesFor(state, lines);
      }
      long starting =
          failuresAt(state, new Place.Start(activity.id()))
              + state.pendingTimers().values().stream()
                  .filter(timer -> timer.purpose().equals(new Purpose.StartActivity(activity.id())))
                  .count();
      long destinations = state.destinationsOf(activity.id()).size();
      assertThat(destinations > 0 && activity.isDestination()).isFalse();
      if (activity.place() != null) {
        assertThat(state.activity(activity.owner()).activity()).isEqualTo(activity.activity());
      }
      assertThat(events + halted + starting + nobody(state, activity) + Math.min(1, destinations))
          .as("what keeps activity %s", activity)
          .isEqualTo(keepsAlso(state, activity) ? 2 : waitsForItsTurn(state, activity) ? 0 : 1);
    }
    assertThat(state.pendingTimers().values().stream().map(PendingTimer::purpose))
        .as("one timer for each purpose")
        .doesNotHaveDuplicates();
    for (var timer : state.pendingTimers().values()) {
      if (timer.purpose().activityInstance() != 0) {
        assertThat(state.activities()).containsKey(timer.purpose().activityInstance());
      }
      if (timer.purpose() instanceof Purpose.Escalate escalate && escalate.item() != 0) {
        assertThat(state.events()).containsKey(escalate.item());
      }
    }
    assertThat(state.awaiting().isEmpty() || state.runsCode() || state.phase() == Phase.STOPPED)
        .as("what waits for code has code to wait for")
        .isTrue();
    assertThat(state.halted() && state.failures().isEmpty()).isFalse();
    if (!state.holdsCode() && state.phase() == Phase.LIVE) {
      assertThat(state.events().values()).noneMatch(e -> e.status() instanceof Status.Held);
      assertThat(state.events().values())
          .noneMatch(e -> e.status() instanceof Status.Waiting && e.kept() != null);
    }
    for (var failure : state.failures().values()) {
      switch (failure.place()) {
        case Place.Event(int item) -> assertThat(state.events()).containsKey(item);
        case Place.Lines(int activity, boolean expired) ->
            assertThat(state.activities()).containsKey(activity);
        case Place.Destinations(int activity) ->
            assertThat(state.activities()).containsKey(activity);
        case Place.Succeeding(int activity) -> assertThat(state.activities()).containsKey(activity);
        case Place.Arrival a -> {}
        case Place.Start(int activity) -> {
          if (activity != 0) {
            assertThat(state.activities()).containsKey(activity);
          }
        }
        case Place.Join(String activity) -> assertThat(state.joins()).containsKey(activity);
      }
    }
    assertThat(state.events().values())
        .as("a finish rule is open only when nothing is active")
        .noneMatch(event -> event.job() instanceof Job.FinishRule && !state.activities().isEmpty());
    boolean running =
        state.events().values().stream().anyMatch(e -> e.status() instanceof Status.Running);
    assertThat(state.pendingEffects().stream().anyMatch(Effect.RunCode.class::isInstance))
        .isEqualTo(running);
    checkMessages(state);
    assertThat(state.status() == ProcessStatus.RUNNING).isEqualTo(running);
    switch (state.phase()) {
      case COMPLETED, DELETED -> {
        assertThat(state.activities()).isEmpty();
        assertThat(state.events()).isEmpty();
        assertThat(state.failures()).isEmpty();
        assertThat(state.timers()).isEmpty();
        assertThat(state.finishedAt()).isNotNull();
      }
      case STOPPED -> {
        assertThat(running).isFalse();
        assertThat(state.stopRequested()).isFalse();
        assertThat(state.timers()).isEmpty();
      }
      case LIVE ->
          assertThat(
                  state.activities().size()
                      + state.failures().size()
                      + state.events().size()
                      + state.pendingTimers().size())
              .as("a live instance has something live in it")
              .isPositive();
      case NEW -> throw new AssertionError("it was started");
    }
  }

  private static void checkMessages(ProcessState state) {
    assertThat(state.pendingEffects().stream().anyMatch(Effect.Deliver.class::isInstance))
        .isEqualTo(!state.outgoing().isEmpty());
    for (var outgoing : state.outgoing().values()) {
      if (outgoing.message() instanceof Message.StartChild start) {
        assertThat(SubProcesses.awaits(state, start.item(), start.child()) || state.isUnderWay())
            .as("a child whose event is open is waited for, or its event has ended: %s", outgoing)
            .isEqualTo(state.isUnderWay());
      }
    }
    var children =
        state.events().values().stream()
            .filter(event -> event.status() instanceof Status.AwaitingChild)
            .map(event -> ((Status.AwaitingChild) event.status()).child())
            .toList();
    assertThat(children).as("each event waits for a child of its own").doesNotHaveDuplicates();
    if (state.phase() == Phase.COMPLETED || state.phase() == Phase.DELETED) {
      assertThat(state.parent() != null && state.parent().awaitsEnd()).as("not told").isFalse();
    }
  }

  /** Nobody is there, or the succeeding rule has failed when all had answered. */
  private static long nobody(ProcessState state, ActivityInstance activity) {
    return failuresAt(state, new Place.Destinations(activity.id()))
        + failuresAt(state, new Place.Succeeding(activity.id()))
        + exceptionRulesFor(state, new Place.Destinations(activity.id()));
  }

  /** In an exclusive section, where another is at work; or nothing begins, as it is stopped. */
  private static boolean waitsForItsTurn(ProcessState state, ActivityInstance activity) {
    return !activity.isDestination()
        && Turns.waits(state, activity.id())
        && (state.phase() == Phase.STOPPED
            || state.activities().values().stream()
                .anyMatch(other -> other.id() != activity.id() && !Turns.waits(state, other.id())));
  }

  /** A succeeding rule that fails halts nobody else, and lines may fail while others go on. */
  private static boolean keepsAlso(ProcessState state, ActivityInstance activity) {
    boolean others =
        !state.destinationsOf(activity.id()).isEmpty()
            || state.events().values().stream()
                .anyMatch(event -> event.isEvent() && event.activityInstance() == activity.id());
    var succeeding = failuresAt(state, new Place.Succeeding(activity.id()));
    var lines = failuresAt(state, new Place.Lines(activity.id(), false));
    var rules = exceptionRulesFor(state, new Place.Lines(activity.id(), false));
    return others && succeeding + lines + rules > 0;
  }

  private static long failuresAt(ProcessState state, Place place) {
    return state.failures().values().stream()
        .filter(failure -> failure.place().equals(place))
        .count();
  }

  private static long exceptionRulesFor(ProcessState state, Place place) {
    return state.events().values().stream()
        .filter(
            event -> event.job() instanceof Job.ExceptionRule rule && rule.place().equals(place))
        .count();
  }
}
