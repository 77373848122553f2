package org.baltoro.forms.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an action's trace keeps, and how much of it. */
class ActionRecordingTest {
  private static final int MAX = RunRecording.CHANGES_MAX;

  private final SimulatedTime time = new SimulatedTime(Script.START);
  private final Block block = Script.block(BlockType.THEN, "a");
  private final RunRecording run =
      new RunRecording(
          new RuleRun(1, null, time),
          new RunRecording.RuleName("r", "Rule", "Form"),
          time,
          action -> "does " + action.id());
  private final ActionRecording turn = run.steps().block(block).turn(block.actions().getFirst());

  @AfterEach
  void close() {
    time.close();
  }

  private ActionTrace trace() {
    return run.trace().actions().getFirst();
  }

  @Test
  void rowsAreAddedUpAndCallsKeptOnce() {
    turn.rows(3);
    turn.rows(4);
    turn.called(1);
    turn.called(1);
    turn.called(2);
    assertThat(trace().rows()).isEqualTo(7);
    assertThat(trace().calls()).containsExactly(1, 2);
    assertThat(trace().text()).isEqualTo("does a");
  }

  @Test
  void itKnowsWhenItStarted() {
    assertThatThrownBy(turn::started).hasMessageContaining("has not started");
    turn.start();
    assertThat(turn.started()).isEqualTo(Script.START);
  }

  @Test
  void asManyAreKeptAsThereIsRoomFor() {
    IntStream.rangeClosed(1, MAX).forEach(this::change);
    IntStream.rangeClosed(1, MAX).forEach(number -> turn.note("note " + number));
    IntStream.rangeClosed(1, MAX).forEach(turn::called);
    assertThat(trace().changes()).hasSize(MAX);
    assertThat(trace().notes()).hasSize(MAX).endsWith("note " + MAX);
    assertThat(trace().calls()).hasSize(MAX);
  }

  @Test
  void ofLongTextsAsMuchIsKeptAsARunMayKeepTogether() {
    var text = "x".repeat(10_000);
    for (int number = 0; number < MAX; number++) {
      turn.note(text);
    }
    assertThat(run.size()).isLessThanOrEqualTo(RunRecording.CHARACTERS_MAX).isGreaterThan(500_000);
    assertThat(trace().notes()).hasSizeLessThan(60);
    assertThat(trace().notes().getLast()).endsWith("more changes and notes are not recorded");
  }

  @Test
  void ofMoreTheFirstAreKeptAndTheOthersCounted() {
    IntStream.rangeClosed(1, MAX + 2).forEach(this::change);
    IntStream.rangeClosed(1, MAX + 1).forEach(number -> turn.note("note " + number));
    IntStream.rangeClosed(1, MAX + 1).forEach(turn::called);
    assertThat(trace().changes()).hasSize(MAX);
    assertThat(trace().changes().getLast().after()).isEqualTo(MAX);
    assertThat(trace().notes())
        .hasSize(MAX + 1)
        .endsWith("note " + MAX, "3 more changes and notes are not recorded");
    assertThat(trace().calls()).hasSize(MAX).doesNotContain(MAX + 1);
  }

  private void change(int number) {
    turn.changed(new ValueChange(Script.START, "place", null, number, ValueChange.Kind.APPLIED));
  }
}
