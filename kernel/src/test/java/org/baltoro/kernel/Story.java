package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/** One instance through its life. After each step replay must give the state. */
final class Story {
  static final Instant START = Instant.parse("2026-12-01T09:00:00Z");
  private static final TestRules RULES = new TestRules();

  private final ProcessDefinition definition;
  final List<Fact> history = new ArrayList<>();
  Instant now = START;
  ProcessState state = ProcessState.NEW;
  List<Fact> latest = List.of();
  private @Nullable Verdict verdict;
  private @Nullable Receipt receipt;
  private long node = 1;

  Story(ProcessDefinition definition) {
    this.definition = definition;
  }

  static Story of(Drawing drawing) {
    return new Story(drawing.done()).started();
  }

  Story started() {
    return when(new Command.StartProcess(7, "ann", null, 1, Map.of(), null));
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
    var decided = Kernel.decide(state, definition, command, new Surroundings(RULES, now, node));
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
        var pending = new ArrayList<>(state.pendingEffects());
        pending.removeAll(before.pendingEffects());
        assertThat(decision.effects()).containsExactlyInAnyOrderElementsOf(pending);
      }
    }
    assertThat(ProcessState.NEW.applyAll(history)).isEqualTo(state);
    return this;
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
