package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/** One instance through its life. After each step replay must give the state, and it must hold. */
final class Story {
  static final Instant START = Instant.parse("2026-12-01T09:00:00Z");
  private static final TestRules RULES = new TestRules();

  private final TreeMap<Integer, ProcessDefinition> versions = new TreeMap<>();
  final List<Fact> history = new ArrayList<>();
  Instant now = START;
  ProcessState state = ProcessState.NEW;
  List<Fact> latest = List.of();
  private final Set<Integer> failuresEnded = new TreeSet<>();
  private final Map<String, String> managers = new TreeMap<>();
  private final Map<String, List<String>> members = new TreeMap<>();
  private @Nullable Verdict verdict;
  private @Nullable Receipt receipt;
  private long node = 1;

  /** The number that the last child got. */
  long lastChild = 100;

  Story(ProcessDefinition... definitions) {
    for (var definition : definitions) {
      versions.put(definition.version(), definition);
    }
  }

  static Story of(Drawing drawing) {
    return new Story(drawing.done()).started();
  }

  /** From now on {@code manager} is the manager of {@code user}. */
  Story people(String manager, String user) {
    managers.put(user, manager);
    return this;
  }

  Story members(String subject, String... users) {
    members.put(subject, List.of(users));
    return this;
  }

  private final class Known implements Directory {
    @Override
    public List<String> members(String subject) {
      return members.getOrDefault(subject, List.of());
    }

    @Override
    public @Nullable String managerOf(String user) {
      return managers.get(user);
    }
  }

  Story started() {
    return when(new Command.StartProcess(7, "ann", null, 1, Map.of(), null));
  }

  /** Started by the sub-process event of another instance. */
  Story startedBy(ParentLink parent, Map<String, Value> dataFields) {
    return when(new Command.StartProcess(7, "ann", null, 1, dataFields, null, parent));
  }

  Story onNode(long epoch) {
    node = epoch;
    return this;
  }

  Story later(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  Story when(Command command) {
    var before = state;
    var definition = Objects.requireNonNull(versions.get(Math.max(1, state.version())));
    var surroundings =
        new Surroundings(RULES, now, node, new Known(), versions::get, () -> ++lastChild);
    var decided = Kernel.decide(state, definition, command, surroundings);
    verdict = decided;
    latest = List.of();
    receipt = null;
    switch (decided) {
      case Refusal refused -> {}
      case Decision decision -> {
        latest = decision.facts();
        receipt = decision.receipt();
        state = decision.state();
        history.addAll(decision.facts());
        decision.facts().forEach(this::endsOnce);
        var pending = new ArrayList<>(state.pendingEffects());
        pending.removeAll(before.pendingEffects());
        assertThat(decision.effects()).containsExactlyInAnyOrderElementsOf(pending);
      }
    }
    assertThat(ProcessState.NEW.applyAll(history)).isEqualTo(state);
    Invariants.check(state);
    return this;
  }

  private void endsOnce(Fact fact) {
    int ended =
        switch (fact) {
          case Fact.FailureResolved f -> f.failure();
          case Fact.FailureExpired f -> f.failure();
          default -> 0;
        };
    assertThat(ended == 0 || failuresEnded.add(ended)).as("failure %d ends once", ended).isTrue();
  }

  Story returns(int item) {
    return when(new Command.ReturnAttempt(item, attempt(item), true, Command.Changes.NONE));
  }

  Story returnsAsynchronously(int item) {
    return when(new Command.ReturnAttempt(item, attempt(item), false, Command.Changes.NONE));
  }

  Story fails(int item) {
    return when(
        new Command.FailAttempt(item, attempt(item), "code-failed", "it broke", "at line 1"));
  }

  Story finishedBy(String who, int item, @Nullable String key, String text) {
    return finishedBy(who, item, key, text, null);
  }

  Story finishedBy(
      String who, int item, @Nullable String key, String text, Command.@Nullable ItemEnd ended) {
    return when(
        new Command.FinishServerItem(
            item,
            who,
            Command.Changes.of(Map.of("Text", new Value.StringValue(text))),
            key,
            text,
            ended));
  }

  /** The code of {@code item} returns and has asked for jumps. */
  Story returns(int item, Command.Jump... jumps) {
    return when(
        new Command.ReturnAttempt(
            item,
            attempt(item),
            true,
            Command.Changes.NONE,
            List.of(jumps),
            Command.Handling.HANDLED));
  }

  /** The first message that is on its way has arrived. */
  Story delivered() {
    return delivered(null);
  }

  /** The child that is asked for is not started. */
  Story delivered(@Nullable String refused) {
    return when(new Command.MessageDelivered(state.outgoing().firstKey(), refused));
  }

  /** The item hears of its child. */
  Story hears(int item, Message.ChildNews news, String detail, Map<String, Value> dataFields) {
    var data =
        news == Message.ChildNews.COMPLETED
            ? new Command.ChildData("Folio", "ann", 1, dataFields)
            : null;
    return when(new Command.HearChild(item, child(item), news, detail, data));
  }

  /** The child that an item waits for. */
  long child(int item) {
    return event(item).status() instanceof EventInstance.Status.AwaitingChild waiting
        ? waiting.child()
        : 0;
  }

  Story handles(int item, Command.Handling handling) {
    return when(
        new Command.ReturnAttempt(
            item, attempt(item), true, Command.Changes.NONE, List.of(), handling));
  }

  /** Somebody manages the instance. */
  Story goesTo(String activity) {
    return when(new Command.Managed.GotoActivity("ann", activity, null, false, false));
  }

  Story chooses(int item, String action) {
    return when(
        new Command.FinishWorklistItem(item, "bob", null, action, Command.Changes.NONE, null));
  }

  /** Time passes, and everything that is due fires, in order. */
  Story timePasses(Duration duration) {
    var end = now.plus(duration);
    while (true) {
      var due =
          state.timers().entrySet().stream()
              .filter(timer -> !timer.getValue().isAfter(end))
              .min(Map.Entry.comparingByValue());
      if (due.isEmpty()) {
        now = end;
        return this;
      }
      now = due.get().getValue().isAfter(now) ? due.get().getValue() : now;
      when(new Command.FireTimer(due.get().getKey()));
    }
  }

  /** The open item of the event with this name, {@code Activity/Event}. */
  int item(String name) {
    var found =
        state.events().values().stream()
            .filter(event -> event.isEvent() && named(event).equals(name))
            .map(EventInstance::item)
            .toList();
    assertThat(found).as("open items of %s", name).hasSize(1);
    return found.getFirst();
  }

  /** The open item that is no event. */
  int job(Class<? extends Job> kind) {
    var found =
        state.events().values().stream().filter(event -> kind.isInstance(event.job())).toList();
    assertThat(found).as("open %s", kind.getSimpleName()).hasSize(1);
    return found.getFirst().item();
  }

  private String named(EventInstance event) {
    var job = (Job.Event) event.job();
    var activity = state.activity(job.activityInstance()).activity();
    return activity
        + "/"
        + Objects.requireNonNull(versions.get(state.version()))
            .activity(activity)
            .events()
            .get(job.event())
            .name();
  }

  <F extends Fact> List<F> latest(Class<F> kind) {
    return latest.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  int attempt(int item) {
    var event = state.events().get(item);
    return event == null ? 1 : event.status().attempt();
  }

  /** The only open item. */
  int item() {
    assertThat(state.events()).hasSize(1);
    return state.events().firstKey();
  }

  List<String> active() {
    return state.activities().values().stream().map(ActivityInstance::activity).toList();
  }

  <R extends Refusal> R refusal(Class<R> type) {
    assertThat(verdict).isInstanceOf(type);
    assertThat(latest).isEmpty();
    return type.cast(Objects.requireNonNull(verdict));
  }

  Receipt receipt() {
    return Objects.requireNonNull(receipt, "the command got no receipt");
  }

  Decision decision() {
    return (Decision) Objects.requireNonNull(verdict);
  }

  EventInstance event(int item) {
    return Objects.requireNonNull(state.events().get(item));
  }

  Failure failure() {
    assertThat(state.failures()).hasSize(1);
    return state.failures().values().iterator().next();
  }
}
