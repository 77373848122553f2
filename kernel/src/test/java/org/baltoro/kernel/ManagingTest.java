package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.client;
import static org.baltoro.kernel.Drawing.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.baltoro.kernel.Command.Managed;
import org.baltoro.kernel.EventInstance.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be done to an instance in which status: every operation in every status. */
class ManagingTest {

  /** What becomes of an operation. */
  private enum Cell {
    /** Something happens. */
    YES,
    /** Nothing happens, and nobody is told off. */
    NO_OP,
    REFUSED,
    /** It is stored until the code returns. */
    AWAITED
  }

  private record Row(String operation, Command command, Map<ProcessStatus, Cell> cells) {
    @Override
    public String toString() {
      return operation;
    }
  }

  private static Row row(
      String operation, Command command, Cell running, Cell active, Cell error, Cell stopped) {
    return new Row(
        operation,
        command,
        Map.of(
            ProcessStatus.RUNNING,
            running,
            ProcessStatus.ACTIVE,
            active,
            ProcessStatus.ERROR,
            error,
            ProcessStatus.STOPPED,
            stopped,
            ProcessStatus.COMPLETED,
            Cell.REFUSED,
            ProcessStatus.DELETED,
            Cell.REFUSED));
  }

  static Stream<Row> matrix() {
    var data = Command.Changes.of(Map.of("Count", new Value.IntegerValue(4)));
    return Stream.of(
        row("stop", new Command.StopProcess("ann"), Cell.YES, Cell.YES, Cell.YES, Cell.NO_OP),
        row(
            "start",
            new Command.ResumeProcess("ann"),
            Cell.REFUSED,
            Cell.NO_OP,
            Cell.NO_OP,
            Cell.YES),
        row(
            "goto",
            new Managed.GotoActivity("ann", "B", null, false, false),
            Cell.REFUSED,
            Cell.YES,
            Cell.YES,
            Cell.YES),
        row(
            "goto that waits",
            new Managed.GotoActivity("ann", "B", null, false, true),
            Cell.AWAITED,
            Cell.YES,
            Cell.YES,
            Cell.YES),
        row(
            "expire",
            new Managed.ExpireActivity("ann", "A", false),
            Cell.REFUSED,
            Cell.YES,
            Cell.YES,
            Cell.YES),
        row(
            "expire that waits",
            new Managed.ExpireActivity("ann", "A", true),
            Cell.AWAITED,
            Cell.YES,
            Cell.YES,
            Cell.YES),
        row(
            "migrate",
            new Managed.Migrate("ann", 2, Map.of(), false, false),
            Cell.REFUSED,
            Cell.YES,
            Cell.YES,
            Cell.YES),
        row(
            "migrate that waits",
            new Managed.Migrate("ann", 2, Map.of(), false, true),
            Cell.AWAITED,
            Cell.YES,
            Cell.YES,
            Cell.YES),
        row(
            "set data",
            new Managed.ChangeInstance("ann", data, false),
            Cell.REFUSED,
            Cell.YES,
            Cell.YES,
            Cell.YES),
        row(
            "set data that waits",
            new Managed.ChangeInstance("ann", data, true),
            Cell.AWAITED,
            Cell.YES,
            Cell.YES,
            Cell.YES),
        row(
            "retry",
            new Command.RetryFailure(Command.ALL_FAILURES, "ann"),
            Cell.REFUSED,
            Cell.REFUSED,
            Cell.YES,
            Cell.YES),
        row(
            "skip",
            new Command.SkipFailure(Command.ALL_FAILURES, "ann"),
            Cell.REFUSED,
            Cell.REFUSED,
            Cell.YES,
            Cell.YES),
        row(
            "interrupt",
            new Command.InterruptProcess("ann"),
            Cell.YES,
            Cell.NO_OP,
            Cell.NO_OP,
            Cell.NO_OP),
        row(
            "delete",
            new Command.DeleteProcess("ann"),
            Cell.REFUSED,
            Cell.YES,
            Cell.YES,
            Cell.YES));
  }

  private static Drawing drawing(int version) {
    return new Drawing()
        .version(version)
        .activity("A", 1, line("B"))
        .activity("B", List.of(client("Look")));
  }

  private static Story in(ProcessStatus status) {
    var story = new Story(drawing(1).done(), drawing(2).done()).started();
    int item = story.item();
    switch (status) {
      case RUNNING -> {}
      case ACTIVE -> story.returnsAsynchronously(item);
      case ERROR -> story.fails(item);
      case STOPPED -> story.fails(item).when(new Command.StopProcess("bob"));
      case COMPLETED -> story.returns(item).chooses(story.item(), "Yes");
      case DELETED -> story.fails(item).when(new Command.DeleteProcess("bob"));
    }
    assertThat(story.state.status()).isEqualTo(status);
    return story;
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void eachOperationDoesInEachStatusWhatTheMatrixSays(Row row) {
    for (var status : ProcessStatus.values()) {
      var story = in(status);
      var before = story.state;
      story.when(row.command);
      var cell = row.cells.getOrDefault(status, Cell.REFUSED);
      switch (cell) {
        case YES -> assertThat(story.state).as("%s in %s", row, status).isNotEqualTo(before);
        case NO_OP -> {
          story.decision();
          assertThat(story.state).as("%s in %s", row, status).isEqualTo(before);
        }
        case REFUSED -> {
          var refusal = story.refusal(Refusal.class);
          assertThat(refusal.message()).as("%s in %s", row, status).isNotBlank();
        }
        case AWAITED -> assertThat(story.state.awaiting()).as("%s in %s", row, status).hasSize(1);
      }
    }
  }

  @Test
  void aRefusalWhileRunningSaysWhichCodeSinceWhenAndWhere() {
    var story = in(ProcessStatus.RUNNING).later(java.time.Duration.ofSeconds(42));
    story.goesTo("B");
    assertThat(story.refusal(Refusal.NotAllowedNow.class).message())
        .contains("A/E1", "42 s", "node 1", "interrupt");
  }

  @Test
  void aStopDuringRunningIsShownAsRequestedThenStopped() {
    var story = in(ProcessStatus.RUNNING);
    story.when(new Command.StopProcess("ann"));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.RUNNING);
    assertThat(story.state.stopRequested()).isTrue();
    story.returns(story.item());
    assertThat(story.state.status()).isEqualTo(ProcessStatus.STOPPED);
  }

  @Test
  void aRetryInStoppedRunsWhenTheInstanceIsStarted() {
    var story = in(ProcessStatus.STOPPED);
    story.when(new Command.RetryFailure(Command.ALL_FAILURES, "ann"));
    assertThat(story.event(story.item()).status()).isInstanceOf(Status.Held.class);
    story.when(new Command.ResumeProcess("ann"));
    assertThat(story.event(story.item()).status()).isInstanceOf(Status.Running.class);
  }

  @Test
  void anInterruptFencesTheAttemptAndMakesTheInstanceManageable() {
    var story = in(ProcessStatus.RUNNING);
    int item = story.item();
    story.when(new Command.InterruptProcess("ann"));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.ERROR);
    assertThat(story.failure().code()).isEqualTo("interrupted");
    assertThat(story.decision().effects()).isEmpty();
    story.when(new Command.ReturnAttempt(item, 1, true, Command.Changes.NONE));
    assertThat(story.latest(Fact.AttemptResultIgnored.class)).hasSize(1);
    story.goesTo("B");
    assertThat(story.active()).containsExactly("B");
  }

  @Test
  void anInterruptLetsAnOperationThatWaitedHappen() {
    var story = in(ProcessStatus.RUNNING);
    story.when(new Managed.GotoActivity("ann", "B", null, false, true));
    story.when(new Command.InterruptProcess("ann"));
    assertThat(story.active()).containsExactly("B");
    assertThat(story.state.failures()).isEmpty();
  }

  @Test
  void aStopThatWasAskedForHoldsWhatAnOperationThatWaitedBegins() {
    var story = in(ProcessStatus.RUNNING);
    int item = story.item();
    story.when(new Command.StopProcess("ann"));
    story.when(new Managed.GotoActivity("ann", "B", null, false, true));
    story.when(new Command.ReturnAttempt(item, 1, true, Command.Changes.NONE));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.STOPPED);
    assertThat(story.active()).containsExactly("B");
    assertThat(story.decision().effects()).as("no code is started").isEmpty();
  }

  @Test
  void worklistItemsOfAStoppedInstanceCanNotBeActedOn() {
    var story = Story.of(drawing(1));
    story.returns(story.item());
    story.when(new Command.StopProcess("ann"));
    story.chooses(story.item(), "Yes");
    story.refusal(Refusal.NotAllowedNow.class);
  }

  @Test
  void anErrorHaltsItsBranchOnlyUnlessTheDefinitionWantsAllHalted() {
    for (var policy : org.baltoro.kernel.definition.ProcessDefinition.OnError.values()) {
      var story =
          Story.of(
              new Drawing()
                  .onError(policy)
                  .activity("A", 0, line("B"), line("C"))
                  .activity("B", 1)
                  .activity("C", 2));
      story.fails(story.item("B/E1"));
      story.returns(story.item("C/E1"));
      boolean halted = policy == org.baltoro.kernel.definition.ProcessDefinition.OnError.STOP_ALL;
      assertThat(story.event(story.item("C/E2")).status())
          .isInstanceOf(halted ? Status.Held.class : Status.Running.class);
      if (halted) {
        assertThat(story.state.status()).isEqualTo(ProcessStatus.ERROR);
        story.when(new Command.SkipFailure(Command.ALL_FAILURES, "ann"));
        assertThat(story.event(story.item("C/E2")).status()).isInstanceOf(Status.Running.class);
      }
    }
  }

  @Test
  void aRetryOfAllTriesEachFailedItemAgain() {
    var story =
        Story.of(
            new Drawing().activity("A", 0, line("B"), line("C")).activity("B", 1).activity("C", 1));
    story.fails(story.item("B/E1")).fails(story.item("C/E1"));
    story.when(new Command.RetryFailure(Command.ALL_FAILURES, "ann"));
    var attempts = new ArrayList<Integer>();
    story.state.events().values().forEach(event -> attempts.add(event.status().attempt()));
    assertThat(attempts).containsExactly(2, 2);
  }
}
