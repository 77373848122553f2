package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.client;
import static org.baltoro.kernel.Drawing.code;
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
import org.baltoro.kernel.Command.Handling;
import org.baltoro.kernel.Command.Jump;
import org.baltoro.kernel.Command.Managed;
import org.baltoro.kernel.Command.TimerChange;
import org.baltoro.kernel.Message.ChildNews;
import org.baltoro.kernel.definition.DestinationRule;
import org.baltoro.kernel.definition.DestinationRule.Completion;
import org.baltoro.kernel.definition.DestinationRule.DestinationSet;
import org.baltoro.kernel.definition.DestinationRule.Remaining;
import org.baltoro.kernel.definition.DestinationRule.Slots;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.Escalation.Repeat;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnDelete;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnEnd;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnFailure;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.JoinDefinition.Surplus;
import org.baltoro.kernel.definition.LineDefinition;
import org.baltoro.kernel.definition.OutcomeRule;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.baltoro.kernel.definition.ProcessDefinition.OnError;
import org.baltoro.kernel.definition.StartRule;
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
    var first = drawing(random, 1);
    var story = new Story(first, drawing(random, 2));
    if (random.nextInt(3) == 0) {
      story.startedBy(
          new ParentLink(3, 4, random.nextInt(90, 101), random.nextBoolean(), false), Map.of());
    } else {
      story.started();
    }
    var finished = new TreeMap<Integer, Command.ItemEnd>();
    for (int turn = 0; turn < COMMANDS; turn++) {
      var before = story.state;
      story.later(Duration.ofSeconds(random.nextInt(0, 8))).onNode(random.nextInt(1, 4));
      story.when(command(random, story.state, finished));
      if (story.latest.isEmpty()) {
        assertThat(story.state).isEqualTo(before);
      }
      remember(story.latest, finished);
      checkIds(story);
    }
    return story.history;
  }

  private static ProcessDefinition drawing(SplittableRandom random, int version) {
    int count = random.nextInt(2, 6);
    var drawing = new Drawing().retry(RETRY).stepBudget(30).version(version);
    if (random.nextInt(4) == 0) {
      drawing.onDeadEnd(OnDeadEnd.COMPLETE);
    }
    if (random.nextInt(4) == 0) {
      drawing.onError(OnError.STOP_ALL);
    }
    if (random.nextInt(4) == 0) {
      drawing.startRule(new StartRule(due(random), random.nextBoolean() ? code() : null));
    }
    if (random.nextInt(4) == 0) {
      drawing.finishRule(code());
    }
    if (random.nextInt(4) == 0) {
      drawing.exceptionRule(code());
    }
    if (random.nextInt(3) == 0) {
      drawing.escalation(escalation(random, "process", count, false));
    }
    for (int place = 0; place < count; place++) {
      drawing.activity(
          "A" + place,
          random.nextInt(8) == 0 ? rule(random) : null,
          join(random),
          random.nextInt(6) == 0 ? new StartRule(due(random), null) : null,
          random.nextInt(6) == 0 ? code() : null,
          escalations(random, count),
          events(random, drawing, count),
          lines(random, count, place));
      destinations(random, drawing, "A" + place);
      if (random.nextInt(4) == 0) {
        drawing.exclusive("A" + place, "S");
      }
    }
    return drawing.done();
  }

  private static void destinations(SplittableRandom random, Drawing drawing, String activity) {
    if (random.nextInt(3) > 0) {
      return;
    }
    var to = new ArrayList<>(List.of("bob", "carol", "dave").subList(0, random.nextInt(1, 4)));
    if (random.nextInt(6) == 0) {
      to.add(random.nextBoolean() ? "= fail" : "manager:nobody");
    }
    if (random.nextInt(8) == 0) {
      to.clear();
      to.add("manager:nobody");
    }
    var plan = DestinationRule.Plan.values()[random.nextInt(4)];
    boolean perSlot = plan == DestinationRule.Plan.PER_SLOT;
    var outcomes =
        random.nextBoolean()
            ? new OutcomeRule[0]
            : new OutcomeRule[] {
              new OutcomeRule("Approved", new OutcomeRule.Condition.AtLeast(2, "Yes")),
              new OutcomeRule("Odd", new OutcomeRule.Condition.When(new Expression(rule(random))))
            };
    drawing.destinationsOf(
        activity,
        new DestinationRule(
            perSlot ? List.of() : List.of(new DestinationSet(null, to)),
            plan,
            random.nextBoolean(),
            perSlot || plan == DestinationRule.Plan.ONCE
                ? new Slots.Count(random.nextInt(1, 4))
                : new Slots.Count(1),
            perSlot && random.nextBoolean() ? new Expression("one two 3") : null,
            switch (random.nextInt(3)) {
              case 0 -> new Completion.All();
              case 1 -> new Completion.Any(random.nextInt(1, 4));
              default -> new Completion.When(new Expression(rule(random)));
            },
            random.nextInt(3) == 0 ? Remaining.CONTINUE : Remaining.EXPIRE),
        outcomes);
  }

  private static List<EventDefinition> events(SplittableRandom random, Drawing drawing, int count) {
    var events = new ArrayList<EventDefinition>();
    int number = random.nextInt(0, 3);
    for (int place = 0; place < number; place++) {
      var escalations = escalations(random, count).toArray(Escalation[]::new);
      events.add(
          switch (random.nextInt(5)) {
            case 0 -> client("E" + place, escalations);
            case 1 -> child(random, "E" + place, escalations);
            default -> drawing.server("E" + place, escalations);
          });
    }
    return events;
  }

  private static SubProcess child(SplittableRandom random, String name, Escalation... escalations) {
    boolean synchronous = random.nextInt(4) != 0;
    return Drawing.child(
        name,
        synchronous,
        OnFailure.values()[synchronous ? random.nextInt(2) : 0],
        OnDelete.values()[synchronous ? random.nextInt(2) : 0],
        OnEnd.values()[synchronous ? random.nextInt(2) : 0],
        escalations);
  }

  private static List<Escalation> escalations(SplittableRandom random, int count) {
    return random.nextInt(4) == 0 ? List.of(escalation(random, "late", count, true)) : List.of();
  }

  private static Escalation escalation(
      SplittableRandom random, String name, int count, boolean inActivity) {
    var to = "A" + random.nextInt(count);
    Action action =
        switch (random.nextInt(inActivity ? 5 : 3)) {
          case 0 -> new Action.RunCode(code());
          case 1 ->
              new Action.Goto(
                  to,
                  random.nextBoolean(),
                  inActivity || random.nextBoolean() ? null : "A" + random.nextInt(count));
          case 2 -> new Action.Mail(List.of("bob"), new Expression("s"), new Expression("b"));
          case 3 -> new Action.Expire();
          default -> new Action.Redirect(List.of("carol"));
        };
    var repeat =
        random.nextInt(3) == 0
            ? new Repeat(Duration.ofSeconds(random.nextInt(1, 20)), random.nextInt(1, 4))
            : null;
    return new Escalation(name, due(random), repeat, action);
  }

  private static Due due(SplittableRandom random) {
    return random.nextInt(12) == 0
        ? new Due(new Expression("fail"), Duration.ZERO, null)
        : Due.after(Duration.ofSeconds(random.nextInt(0, 60)));
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
    return switch (random.nextInt(7)) {
      case 0 -> JoinDefinition.all();
      case 1 -> JoinDefinition.any();
      case 2 -> new JoinDefinition(random.nextInt(1, 3), Surplus.values()[random.nextInt(3)]);
      case 3 -> JoinDefinition.active();
      default -> null;
    };
  }

  private static Command command(
      SplittableRandom random, ProcessState state, Map<Integer, Command.ItemEnd> finished) {
    int item = item(random, state);
    int attempt = attempt(random, state, item);
    return switch (random.nextInt(38)) {
      case 0, 1, 2 ->
          new Command.ReturnAttempt(
              item,
              attempt,
              random.nextBoolean(),
              changes(random),
              jumps(random),
              Handling.values()[random.nextInt(3)]);
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
      case 8, 14, 15 -> new Command.FireTimer(timer(random, state));
      case 9 -> new Command.UpdateProcessInstance("ann", changes(random), null);
      case 10 ->
          random.nextInt(3) == 0
              ? new Command.StopProcess("ann")
              : new Command.ResumeProcess("ann");
      case 11 -> new Command.RetryFailure(failure(random, state), "ann");
      case 12 -> new Command.SkipFailure(failure(random, state), "ann");
      case 13 -> new Command.InterruptProcess("ann");
      case 16 ->
          new Command.FinishWorklistItem(
              item,
              "bob",
              random.nextInt(3) == 0 ? List.of("bob", "group:clerks") : null,
              random.nextInt(5) == 0 ? "Perhaps" : "Yes",
              changes(random),
              finished.get(item));
      case 17 ->
          random.nextBoolean()
              ? new Command.GotoFromWorklistItem(
                  item, "bob", null, activity(random), random.nextBoolean(), finished.get(item))
              : new Command.RedirectWorklistItem(
                  item, "bob", someone(random), null, List.of("dave"), finished.get(item));
      case 18, 19 ->
          new Managed.GotoActivity(
              "ann",
              activity(random),
              random.nextBoolean() ? null : activity(random),
              random.nextBoolean(),
              random.nextBoolean());
      case 20 -> new Managed.ExpireActivity("ann", activity(random), random.nextBoolean());
      case 21 -> new Managed.ChangeInstance("ann", changes(random), random.nextBoolean());
      case 22 ->
          new Managed.Migrate(
              "ann",
              random.nextInt(1, 4),
              names(random, state),
              random.nextBoolean(),
              random.nextBoolean());
      case 33, 34 ->
          new Command.MessageDelivered(
              message(random, state), random.nextInt(4) == 0 ? "There is no such process." : null);
      case 35, 36 -> news(random, state, item);
      case 37 ->
          random.nextInt(30) == 0
              ? new Command.DeleteChild("process instance 3")
              : new Command.TakeOver(random.nextInt(1, 4));
      case 23 ->
          new Command.ChangeTimer(
              timer(random, state),
              switch (random.nextInt(3)) {
                case 0 -> new TimerChange.Pause();
                case 1 -> new TimerChange.Resume();
                default -> new TimerChange.MoveTo(Story.START.plusSeconds(random.nextInt(600)));
              },
              "ann");
      case 24, 25 -> {
        var who = user(random);
        yield new Command.FinishWorklistItem(
            item,
            who,
            List.of(who, "group:managers"),
            random.nextBoolean() ? "Yes" : "No",
            changes(random),
            finished.get(item));
      }
      case 26, 27 -> {
        var who = user(random);
        yield new Command.OpenWorklistItem(
            item, who, List.of(who, "group:managers"), finished.get(item));
      }
      case 28 ->
          new Command.ReleaseWorklistItem(item, "ann", null, user(random), finished.get(item));
      case 29 ->
          new Command.DelegateWorklistItem(
              item,
              "bob",
              someone(random),
              user(random),
              random.nextBoolean() ? List.of() : List.of("Yes"),
              finished.get(item));
      case 30 ->
          random.nextBoolean()
              ? new Command.SleepWorklistItem(
                  item,
                  "bob",
                  someone(random),
                  random.nextBoolean() ? null : Story.START.plusSeconds(random.nextInt(600)),
                  finished.get(item))
              : new Command.WakeWorklistItem(item, "bob", someone(random), finished.get(item));
      case 31 -> new Command.AddComment(item, "A word.", "ann");
      default ->
          random.nextInt(20) == 0
              ? new Command.DeleteProcess("ann")
              : new Command.ResumeProcess("ann");
    };
  }

  private static int message(SplittableRandom random, ProcessState state) {
    return state.outgoing().isEmpty() || random.nextInt(6) == 0
        ? item(random, state)
        : List.copyOf(state.outgoing().keySet()).get(random.nextInt(state.outgoing().size()));
  }

  private static Command news(SplittableRandom random, ProcessState state, int item) {
    var waiting =
        state.events().values().stream()
            .filter(event -> event.status() instanceof EventInstance.Status.AwaitingChild)
            .toList();
    var heard = waiting.isEmpty() ? null : waiting.get(random.nextInt(waiting.size()));
    long child =
        heard != null
                && heard.status() instanceof EventInstance.Status.AwaitingChild known
                && random.nextInt(6) != 0
            ? known.child()
            : random.nextInt(100, 110);
    var news =
        List.of(ChildNews.COMPLETED, ChildNews.DELETED, ChildNews.FAILED).get(random.nextInt(3));
    Value result =
        random.nextInt(3) == 0 ? new Value.IntegerValue(1) : new Value.StringValue("done");
    return new Command.HearChild(
        heard == null ? item : heard.item(),
        child,
        news,
        "bob",
        news == ChildNews.COMPLETED
            ? new Command.ChildData("", "ann", 1, Map.of("Result", result))
            : null);
  }

  private static String user(SplittableRandom random) {
    return List.of("bob", "carol", "dave", "eve").get(random.nextInt(4));
  }

  private static @Nullable List<String> someone(SplittableRandom random) {
    return random.nextInt(3) == 0 ? null : List.of("bob", "group:managers");
  }

  private static String activity(SplittableRandom random) {
    return "A" + random.nextInt(6);
  }

  private static List<Jump> jumps(SplittableRandom random) {
    var jumps = new ArrayList<Jump>();
    while (random.nextInt(5) == 0) {
      jumps.add(
          random.nextInt(3) == 0
              ? new Jump.Expire("A" + random.nextInt(3))
              : new Jump.Goto("A" + random.nextInt(3), random.nextBoolean(), null));
    }
    return jumps;
  }

  /** New names for what is active, so that some migrations are possible. */
  private static Map<String, String> names(SplittableRandom random, ProcessState state) {
    var names = new TreeMap<String, String>();
    for (var instance : state.activities().values()) {
      switch (random.nextInt(4)) {
        case 0 -> names.put(instance.activity(), "A" + random.nextInt(3));
        case 1 -> names.put(instance.activity(), "");
        case 2 -> names.put(instance.activity() + "/E0", random.nextBoolean() ? "E1" : "");
        default -> {}
      }
    }
    return names;
  }

  private static int timer(SplittableRandom random, ProcessState state) {
    return state.pendingTimers().isEmpty() || random.nextInt(4) == 0
        ? item(random, state)
        : List.copyOf(state.pendingTimers().keySet())
            .get(random.nextInt(state.pendingTimers().size()));
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
      if (fact instanceof Fact.ClientEventFinished f) {
        var before =
            finished.put(
                f.item(), Command.ItemEnd.ofClientEvent(f.ending(), f.action(), f.by(), f.at()));
        assertThat(before).as("item %d ended twice", f.item()).isNull();
      }
    }
  }

  private static void checkIds(Story story) {
    var ids = new TreeSet<Integer>();
    for (var fact : story.latest) {
      int id =
          switch (fact) {
            case Fact.ActivityEntered f -> f.activityInstance();
            case Fact.DestinationBegun f -> f.destinationInstance();
            case Fact.ServerEventScheduled f -> f.item();
            case Fact.ClientEventOffered f -> f.item();
            case Fact.SubProcessScheduled f -> f.item();
            case Fact.MessageSent f -> f.id();
            case Fact.CodeScheduled f -> f.item();
            case Fact.TimerSet f -> f.timer();
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
