package org.baltoro.engine.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.baltoro.engine.code.CodeOfDefinition;
import org.baltoro.engine.deploy.Deployer;
import org.baltoro.engine.rule.FeelRules;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Decision;
import org.baltoro.kernel.DestinationPlace;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.Kernel;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Refusal;
import org.baltoro.kernel.Surroundings;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.Verdict;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Plays a definition of {@code examples/patterns} in every order in which things can come: each
 * action of each open worklist item by each of its people, each callback that is waited for, each
 * return of running code. The kernel, the rules and the code are the real ones; nothing else runs.
 * From each state every move is tried, depth first.
 */
final class Interleavings {
  static final Path FOLDER = Path.of("..", "examples", "patterns");

  /** More are a definition that is too large to be looked at in all its orders. */
  private static final int TRACES_MAX = 20_000;

  private static final Instant START = Instant.parse("2026-12-01T09:00:00Z");
  private static final FeelRules RULES = new FeelRules((instance, hash) -> null);

  /** Something from outside that may come at any moment. */
  private record Outside(String name, Function<ProcessState, Command> command) {}

  /** Where one way stands. */
  private record Moment(
      ProcessState state,
      Instant now,
      List<Fact> facts,
      List<String> steps,
      List<List<String>> moments,
      List<Outside> outside) {

    Moment at(Instant later) {
      return new Moment(state, later, facts, steps, moments, outside);
    }

    /** This has come from outside. */
    Moment without(Outside one) {
      var left = new ArrayList<>(outside);
      left.remove(one);
      return new Moment(state, now, facts, plus(steps, one.name), moments, left);
    }

    /** It was refused: nothing has changed. */
    Moment refused(Outside one) {
      var told = plus(steps, one.name + ": refused");
      return new Moment(state, now, facts, told, plus(moments, atWork(state)), outside);
    }

    Moment after(Decision decision) {
      var told = new ArrayList<>(steps);
      var seen = state;
      for (var fact : decision.facts()) {
        var step = step(seen, fact);
        if (step != null) {
          told.add(step);
        }
        seen = seen.apply(fact);
      }
      var more = new ArrayList<>(facts);
      more.addAll(decision.facts());
      return new Moment(seen, now, more, told, plus(moments, atWork(seen)), outside);
    }
  }

  private final ProcessDefinition definition;
  private final CodeOfDefinition code;
  private final List<Outside> outside = new ArrayList<>();
  private List<Map<String, Value>> starts = List.of(Map.of());
  private boolean timersFire;
  private boolean finishesComeEarly;
  private int movesMax = 30;
  private final Set<Trace> traces = new LinkedHashSet<>();

  private Interleavings(String file) {
    var checked = Deployer.check(source(file), file);
    assertThat(checked.problems()).as(file).isEmpty();
    definition = Objects.requireNonNull(checked.definition()).withVersion(1);
    code = new CodeOfDefinition(checked);
  }

  /** Of the definition whose file's name begins so, which the check finds faultless. */
  static Interleavings of(String pattern) {
    try (var files = Files.list(FOLDER)) {
      return new Interleavings(
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith(pattern))
              .findFirst()
              .orElseThrow());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String source(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** It is started with each of these values, and with each that other fields are given. */
  Interleavings startedWith(String field, Value... values) {
    var more = new ArrayList<Map<String, Value>>();
    for (var start : starts) {
      for (var value : values) {
        var data = new LinkedHashMap<>(start);
        data.put(field, value);
        more.add(data);
      }
    }
    starts = more;
    return this;
  }

  Interleavings startedWith(String field, boolean value) {
    return startedWith(field, new Value.BooleanValue(value));
  }

  /** Each of these fields is true or false. */
  Interleavings eitherWay(String... fields) {
    for (var field : fields) {
      startedWith(field, new Value.BooleanValue(true), new Value.BooleanValue(false));
    }
    return this;
  }

  /** Time passes at any moment, until the next timer is due. */
  Interleavings timersFire() {
    timersFire = true;
    return this;
  }

  /** Callbacks come while the code that asks for them still runs, too. */
  Interleavings finishesComeEarly() {
    finishesComeEarly = true;
    return this;
  }

  /** This comes once, at any moment. It may be refused: then {@code <name>: refused} is a step. */
  Interleavings anyTime(String name, Function<ProcessState, Command> command) {
    outside.add(new Outside(name, command));
    return this;
  }

  /** Ways are cut off after so many moves, the start included: there are loops without end. */
  Interleavings moves(int most) {
    movesMax = most;
    return this;
  }

  /** Every way, each once. */
  List<Trace> played() {
    for (var data : starts) {
      var start = new Command.StartProcess(7, "ann", null, 1, new TreeMap<>(data), null);
      var before = new Moment(ProcessState.NEW, START, List.of(), List.of(), List.of(), outside);
      play(accepted(before, start));
    }
    return List.copyOf(traces);
  }

  private void play(Moment moment) {
    var next = moment.moments.size() < movesMax ? next(moment) : List.<Moment>of();
    if (next.isEmpty()) {
      assertThat(ProcessState.NEW.applyAll(moment.facts)).isEqualTo(moment.state);
      traces.add(new Trace(moment.steps, moment.moments, moment.state.status()));
      assertThat(traces.size()).as("ways to go").isLessThan(TRACES_MAX);
    }
    next.forEach(this::play);
  }

  /** What may come next. */
  private List<Moment> next(Moment moment) {
    var next = new ArrayList<Moment>();
    for (var event : moment.state.events().values()) {
      switch (event.status()) {
        case Status.Running running -> {
          next.add(accepted(moment, code.run(moment.state, event.item(), running.attempt())));
          if (finishesComeEarly && event.kept() == null) {
            next.add(accepted(moment, finish(event.item())));
          }
        }
        case Status.Waiting waiting -> next.add(accepted(moment, finish(event.item())));
        case Status.Offered offered -> next.addAll(chosen(moment, event, offered));
        case Status.Scheduled s -> {}
        case Status.BackOff b -> {}
        case Status.Held h -> {}
        case Status.Failed f -> {}
        case Status.Queued q -> {}
        case Status.Leased l -> {}
        case Status.AwaitingChild c -> {}
        case Status.ChildHeard c -> {}
      }
    }
    if (timersFire) {
      next.addAll(fired(moment));
    }
    if (moment.state.phase() == ProcessState.Phase.LIVE) {
      moment.outside.forEach(one -> next.add(fromOutside(moment, one)));
    }
    return next;
  }

  /** A callback. */
  static Command finish(int item) {
    return new Command.FinishServerItem(item, "outside", Command.Changes.NONE, null, "", null);
  }

  /** Each of those who have the item and have not answered chooses each of their actions. */
  private List<Moment> chosen(Moment moment, EventInstance event, Status.Offered offered) {
    var next = new ArrayList<Moment>();
    for (var user : offered.destinations()) {
      for (var action : client(moment.state, event).actions()) {
        if (offered.responseOf(user) == null && action.isAllowedTo(List.of(user))) {
          var finish =
              new Command.FinishWorklistItem(
                  event.item(), user, List.of(user), action.name(), Command.Changes.NONE, null);
          next.add(accepted(moment, finish));
        }
      }
    }
    return next;
  }

  private ClientEvent client(ProcessState state, EventInstance event) {
    var job = (Job.Event) event.job();
    var activity = definition.activity(state.activity(job.activityInstance()).activity());
    return (ClientEvent) activity.events().get(job.event());
  }

  /** The timers that are due next: each may come first. */
  private List<Moment> fired(Moment moment) {
    var due = moment.state.timers();
    var first = due.values().stream().min(Instant::compareTo).orElse(moment.now);
    var then = moment.at(first.isAfter(moment.now) ? first : moment.now);
    return due.entrySet().stream()
        .filter(timer -> timer.getValue().equals(first))
        .map(timer -> accepted(then, new Command.FireTimer(timer.getKey())))
        .toList();
  }

  private Moment fromOutside(Moment moment, Outside one) {
    var then = moment.without(one);
    return switch (decided(then, one.command.apply(moment.state))) {
      case Refusal refusal -> then.refused(one);
      case Decision decision -> then.after(decision);
    };
  }

  private Moment accepted(Moment moment, Command command) {
    return switch (decided(moment, command)) {
      case Refusal refusal -> throw new AssertionError(refusal.message() + " " + moment.steps);
      case Decision decision -> moment.after(decision);
    };
  }

  private Verdict decided(Moment moment, Command command) {
    var surroundings = new Surroundings(RULES, moment.now, 1);
    return Kernel.decide(moment.state, definition, command, surroundings);
  }

  /** What a fact tells; null if nothing that belongs into a trace. */
  private static @Nullable String step(ProcessState before, Fact fact) {
    return switch (fact) {
      case Fact.ActivityEntered f -> "begins " + f.activity();
      case Fact.DestinationBegun f -> "begins " + name(before, f.place());
      case Fact.ActivityCompleted f -> "ends " + name(before, f.activityInstance());
      case Fact.ActivityExpired f -> "expires " + name(before, f.activityInstance());
      case Fact.ClientEventFinished f when f.ending() == Ending.FINISHED ->
          owner(before, f.item()) + ": " + f.action();
      case Fact.ClientEventResponded f -> owner(before, f.item()) + ": " + f.response().outcome();
      case Fact.ServerEventFinished f when f.ending() == Ending.FINISHED ->
          owner(before, f.item()) + ": finished";
      case Fact.FinishKept f -> owner(before, f.item()) + ": kept";
      case Fact.FinishDropped f -> owner(before, f.item()) + ": dropped";
      case Fact.BranchFailed f -> "fails: " + f.code();
      case Fact.ProcessCompleted f -> "completed";
      case Fact.ProcessDeleted f -> "deleted";
      default -> null;
    };
  }

  private static String owner(ProcessState state, int item) {
    return name(state, Objects.requireNonNull(state.events().get(item)).activityInstance());
  }

  private static String name(ProcessState state, int activityInstance) {
    var instance = state.activity(activityInstance);
    return instance.place() == null ? instance.activity() : name(state, instance.place());
  }

  private static String name(ProcessState state, DestinationPlace place) {
    var whose = place.destination().isEmpty() ? place.slot() : place.destination();
    return state.activity(place.owner()).activity() + " " + whose;
  }

  private static List<String> atWork(ProcessState state) {
    return state.events().values().stream()
        .filter(EventInstance::isEvent)
        .map(event -> state.activity(event.activityInstance()).activity())
        .toList();
  }

  private static <T> List<T> plus(List<T> list, T one) {
    var more = new ArrayList<>(list);
    more.add(one);
    return more;
  }
}
