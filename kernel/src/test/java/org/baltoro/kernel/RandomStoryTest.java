package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.line;
import static org.baltoro.kernel.Drawing.otherwise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.JoinDefinition.Surplus;
import org.baltoro.kernel.definition.LineDefinition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random definitions under random commands, good and bad. One again: {@code -Dseed=42}; more of
 * them: {@code -Dstories=5000}.
 */
class RandomStoryTest {
  private static final int COMMANDS = 120;
  private static final RetryPolicy RETRY =
      new RetryPolicy(2, Duration.ofSeconds(5), 2, Duration.ofHours(1), 2);

  static LongStream seeds() {
    var given = Long.getLong("seed");
    return given != null
        ? LongStream.of(given)
        : new SplittableRandom().longs(Integer.getInteger("stories", 60));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatMustAlwaysHoldHoldsAfterEachStepAndReplayGivesTheState(long seed) {
    try {
      var once = play(seed);
      assertThat(play(seed)).as("the same seed, the same story").isEqualTo(once);
    } catch (AssertionError | RuntimeException broken) {
      throw new AssertionError("-Dseed=" + seed + ": " + broken.getMessage(), broken);
    }
  }

  private static List<Fact> play(long seed) {
    var random = new SplittableRandom(seed);
    var story = new Story(drawing(random)).started();
    var finished = new TreeMap<Integer, Command.ItemEnd>();
    for (int turn = 0; turn < COMMANDS; turn++) {
      var before = story.state;
      story.later(Duration.ofSeconds(random.nextInt(0, 8))).onNode(random.nextInt(1, 4));
      story.when(command(random, story.state, finished));
      if (story.latest.isEmpty()) {
        assertThat(story.state).isEqualTo(before);
      }
      remember(story.latest, finished);
      check(story);
    }
    return story.history;
  }

  private static ProcessDefinition drawing(SplittableRandom random) {
    int count = random.nextInt(2, 6);
    var drawing = new Drawing().retry(RETRY).stepBudget(30);
    if (random.nextInt(4) == 0) {
      drawing.onDeadEnd(OnDeadEnd.COMPLETE);
    }
    for (int place = 0; place < count; place++) {
      drawing.activity(
          "A" + place,
          random.nextInt(8) == 0 ? rule(random) : null,
          join(random),
          random.nextInt(0, 3),
          lines(random, count, place));
    }
    return drawing.done();
  }

  private static LineDefinition[] lines(SplittableRandom random, int count, int place) {
    var lines = new ArrayList<LineDefinition>();
    if (place < count - 1 || random.nextBoolean()) {
      int number = random.nextInt(1, 4);
      for (int line = 0; line < number; line++) {
        var to = "A" + random.nextInt(count);
        lines.add(random.nextBoolean() ? line(to) : line(to, rule(random)));
      }
      if (random.nextBoolean()) {
        lines.add(otherwise("A" + random.nextInt(count)));
      }
    }
    return lines.toArray(LineDefinition[]::new);
  }

  private static String rule(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> "true";
      case 1 -> "false";
      case 2 -> random.nextInt(5) == 0 ? "fail" : "true";
      case 3 -> "Count < " + random.nextInt(5);
      default -> "Count >= " + random.nextInt(5);
    };
  }

  private static @Nullable JoinDefinition join(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> JoinDefinition.all();
      case 1 -> JoinDefinition.any();
      case 2 ->
          new JoinDefinition(
              random.nextInt(1, 3), random.nextBoolean() ? Surplus.SWALLOW : Surplus.NEW_PASS);
      default -> null;
    };
  }

  private static Command command(
      SplittableRandom random, ProcessState state, Map<Integer, Command.ItemEnd> finished) {
    int item = item(random, state);
    int attempt = attempt(random, state, item);
    return switch (random.nextInt(14)) {
      case 0, 1, 2 ->
          new Command.ReturnAttempt(item, attempt, random.nextBoolean(), changes(random));
      case 3 -> new Command.FailAttempt(item, attempt, "code-failed", "it broke", null);
      case 4, 5, 6 ->
          new Command.FinishServerItem(
              item,
              "user" + random.nextInt(2),
              changes(random),
              random.nextBoolean() ? null : "key" + random.nextInt(2),
              "hash" + random.nextInt(2),
              finished.get(item));
      case 7 -> new Command.TakeOver(random.nextInt(1, 4));
      case 8 -> new Command.FireTimer(item);
      case 9 -> new Command.UpdateProcessInstance("ann", changes(random));
      case 10 ->
          random.nextInt(3) == 0
              ? new Command.StopProcess("ann")
              : new Command.ResumeProcess("ann");
      case 11 -> new Command.RetryFailure(failure(random, state), "ann");
      case 12 -> new Command.SkipFailure(failure(random, state), "ann");
      default ->
          random.nextInt(20) == 0
              ? new Command.DeleteProcess("ann")
              : new Command.ResumeProcess("ann");
    };
  }

  private static Command.Changes changes(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> Command.Changes.NONE;
      case 1 -> Command.Changes.of(Map.of("Text", new Value.NoValue()));
      case 2 -> Command.Changes.of(Map.of("Nonsense", new Value.StringValue("x")));
      default -> Command.Changes.of(Map.of("Count", new Value.IntegerValue(random.nextInt(6))));
    };
  }

  private static int item(SplittableRandom random, ProcessState state) {
    if (state.events().isEmpty() || random.nextInt(6) == 0) {
      return random.nextInt(1, state.lastId() + 3);
    }
    return List.copyOf(state.events().keySet()).get(random.nextInt(state.events().size()));
  }

  private static int attempt(SplittableRandom random, ProcessState state, int item) {
    var event = state.events().get(item);
    return event == null || random.nextInt(6) == 0
        ? random.nextInt(1, 4)
        : event.status().attempt();
  }

  private static int failure(SplittableRandom random, ProcessState state) {
    if (state.failures().isEmpty() || random.nextInt(6) == 0) {
      return random.nextInt(1, state.lastId() + 3);
    }
    return List.copyOf(state.failures().keySet()).get(random.nextInt(state.failures().size()));
  }

  private static void remember(List<Fact> facts, Map<Integer, Command.ItemEnd> finished) {
    for (var fact : facts) {
      if (fact instanceof Fact.ServerEventFinished f) {
        var before =
            finished.put(
                f.item(),
                new Command.ItemEnd(
                    f.ending(), f.by(), f.at(), f.idempotencyKey(), f.dataHash(), null));
        assertThat(before).as("item %d ended twice", f.item()).isNull();
      }
    }
  }

  private static void check(Story story) {
    var state = story.state;
    for (var event : state.events().values()) {
      assertThat(state.activities()).containsKey(event.activityInstance());
      assertThat(event.status()).isNotInstanceOf(Status.Scheduled.class);
      boolean failed = event.status() instanceof Status.Failed;
      assertThat(failuresAt(state, new Place.Event(event.item()))).isEqualTo(failed ? 1 : 0);
    }
    for (var activity : state.activities().values()) {
      long events =
          state.events().values().stream()
              .filter(event -> event.activityInstance() == activity.id())
              .count();
      long halted = failuresAt(state, new Place.Lines(activity.id()));
      assertThat(events + halted).as("what keeps activity %s", activity).isEqualTo(1);
    }
    for (var failure : state.failures().values()) {
      switch (failure.place()) {
        case Place.Event(int item) -> assertThat(state.events()).containsKey(item);
        case Place.Lines(int activity) -> assertThat(state.activities()).containsKey(activity);
        case Place.Arrival a -> {}
        case Place.Join(String activity) -> assertThat(state.joins()).containsKey(activity);
      }
    }
    boolean running =
        state.events().values().stream().anyMatch(e -> e.status() instanceof Status.Running);
    assertThat(state.pendingEffects().isEmpty()).isEqualTo(!running);
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
        assertThat(state.timers()).isEmpty();
      }
      case LIVE ->
          assertThat(state.activities().size() + state.failures().size())
              .as("a live instance has something live in it")
              .isPositive();
      case NEW -> throw new AssertionError("it was started");
    }
    checkIds(story);
  }

  private static long failuresAt(ProcessState state, Place place) {
    return state.failures().values().stream()
        .filter(failure -> failure.place().equals(place))
        .count();
  }

  private static void checkIds(Story story) {
    var ids = new TreeSet<Integer>();
    for (var fact : story.latest) {
      int id =
          switch (fact) {
            case Fact.ActivityEntered f -> f.activityInstance();
            case Fact.ServerEventScheduled f -> f.item();
            case Fact.BranchFailed f -> f.failure();
            default -> 0;
          };
      if (id > 0) {
        assertThat(ids.add(id)).as("id %d is new", id).isTrue();
        assertThat(id).isLessThanOrEqualTo(story.state.lastId());
      }
    }
  }
}
