package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.client;
import static org.baltoro.kernel.Drawing.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.baltoro.kernel.Command.Managed;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.ProcessDefinition.OnError;
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
    var story = in(ProcessStatus.RUNNING).later(Duration.ofSeconds(42));
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
  void aSkipInStoppedMovesTheInstanceWhenItIsStarted() {
    var story = in(ProcessStatus.STOPPED);
    story.when(new Command.SkipFailure(Command.ALL_FAILURES, "ann"));
    assertThat(story.active()).containsExactly("A");
    assertThat(story.state.failures()).hasSize(1);
    story.when(new Command.SkipFailure(Command.ALL_FAILURES, "ann"));
    assertThat(story.latest).as("once is enough").isEmpty();
    story.when(new Command.ResumeProcess("bob"));
    assertThat(story.active()).containsExactly("B");
    assertThat(story.latest(Fact.FailureResolved.class))
        .extracting(Fact.FailureResolved::by)
        .containsExactly("ann");
  }

  @Test
  void aStoppedInstanceDoesNotCompleteBeforeItIsStarted() {
    var story = Story.of(new Drawing().activity("A", 1));
    story.fails(story.item()).when(new Command.StopProcess("ann"));
    story.when(new Command.SkipFailure(Command.ALL_FAILURES, "ann"));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.STOPPED);
    story.when(new Command.ResumeProcess("ann"));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);

    var gone = Story.of(new Drawing().activity("A", 1).activity("B", 0));
    gone.fails(gone.item()).when(new Command.StopProcess("ann")).goesTo("B");
    assertThat(gone.state.status()).isEqualTo(ProcessStatus.STOPPED);
    gone.when(new Command.ResumeProcess("ann"));
    assertThat(gone.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void aRetryOfLinesInStoppedFollowsThemOnStart() {
    var story =
        new Story(
                new Drawing().activity("A", 0, line("B", "Count >= 3")).activity("B", 1).done(),
                drawing(2).done())
            .started();
    assertThat(story.failure().code()).isEqualTo("dead-end");
    story.when(new Command.StopProcess("ann"));
    story.when(new Command.RetryFailure(story.failure().id(), "ann"));
    story.when(
        new Managed.ChangeInstance(
            "ann", Command.Changes.of(Map.of("Count", new Value.IntegerValue(3))), false));
    assertThat(story.active()).containsExactly("A");
    story.when(new Command.ResumeProcess("ann"));
    assertThat(story.active()).containsExactly("B");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.RUNNING);
  }

  @Test
  void aSkipInStoppedOfWhatIsGoneBeforeTheStartIsDroppedAndSaysSo() {
    var story = in(ProcessStatus.STOPPED);
    story.when(new Command.SkipFailure(story.failure().id(), "ann")).goesTo("B");
    story.when(new Command.ResumeProcess("ann"));
    assertThat(story.latest(Fact.OperationDropped.class).getFirst().why()).contains("no error");
    assertThat(story.active()).containsExactly("B");
  }

  @Test
  void aStopRequestedWhileTheLastCodeRunsStopsTheInstanceBeforeItCompletes() {
    var story = Story.of(new Drawing().activity("A", 1));
    story.when(new Command.StopProcess("ann")).returns(story.item());
    assertThat(story.state.status()).isEqualTo(ProcessStatus.STOPPED);
    assertThat(story.active()).isEmpty();
    story.when(new Command.ResumeProcess("ann"));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void aStopRequestedWhileTheFinishRuleRunsHasTheRuleAskedAgainOnStart() {
    var story = Story.of(new Drawing().finishRule(Drawing.code()).activity("A", 1));
    story.returns(story.item()).when(new Command.StopProcess("ann"));
    story.returns(story.job(Job.FinishRule.class));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.STOPPED);
    story.when(new Command.ResumeProcess("ann")).returns(story.job(Job.FinishRule.class));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void aSkipOfAllEndsEachFailureOnceAlsoWhereTheFirstTakesTheSecondWithIt() {
    var remind = Drawing.after(Duration.ofHours(1), new Action.RunCode(Drawing.code()));
    var drawing = new Drawing();
    var events = List.of(drawing.server("E1"));
    var story = Story.of(drawing.activity("A", null, null, null, null, List.of(remind), events));
    int event = story.item("A/E1");
    story.timePasses(Duration.ofHours(1));
    story.fails(event).fails(story.job(Job.EscalationAction.class));
    assertThat(story.state.failures()).hasSize(2);
    story.when(new Command.SkipFailure(Command.ALL_FAILURES, "ann"));
    assertThat(story.latest(Fact.FailureResolved.class)).hasSize(1);
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
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
    assertThat(story.refusal(Refusal.NotAllowedNow.class).message()).contains("Stopped", "start");
  }

  /** B waits for people, beside code of A. */
  private static Drawing besideCode() {
    return new Drawing()
        .activity("S", 0, line("A"), line("B"))
        .activity("A", 1)
        .activity("B", List.of(client("Look")), line("C"))
        .activity("C", 1);
  }

  @Test
  void peopleActAtOnceWhileAStopOrAnOperationWaitsForCode() {
    var stopping = Story.of(besideCode());
    stopping.when(new Command.StopProcess("ann")).chooses(stopping.item("B/Look"), "Yes");
    assertThat(stopping.event(stopping.item("C/E1")).status()).isInstanceOf(Status.Held.class);

    var changing = Story.of(besideCode());
    changing.when(new Managed.ChangeInstance("ann", Command.Changes.NONE, true));
    changing.chooses(changing.item("B/Look"), "Yes");
    assertThat(changing.active()).containsExactly("A", "C");
    assertThat(changing.event(changing.item("C/E1")).status()).isInstanceOf(Status.Held.class);
  }

  @Test
  void peopleActWhileAnotherBranchIsInErrorUnlessThatHaltsAll() {
    for (var policy : OnError.values()) {
      var story = Story.of(besideCode().onError(policy));
      story.fails(story.item("A/E1")).chooses(story.item("B/Look"), "Yes");
      if (policy == OnError.BRANCH) {
        assertThat(story.active()).containsExactly("A", "C");
      } else {
        assertThat(story.refusal(Refusal.NotAllowedNow.class).message())
            .contains("Error")
            .contains("retry or skip");
      }
    }
  }

  @Test
  void anErrorHaltsItsBranchOnlyUnlessTheDefinitionWantsAllHalted() {
    for (var policy : OnError.values()) {
      var story =
          Story.of(
              new Drawing()
                  .onError(policy)
                  .activity("A", 0, line("B"), line("C"))
                  .activity("B", 1)
                  .activity("C", 2));
      story.fails(story.item("B/E1"));
      story.returns(story.item("C/E1"));
      boolean halted = policy == OnError.STOP_ALL;
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
