package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.baltoro.api.BatchPage;
import org.baltoro.api.ErrorQuery;
import org.baltoro.api.InstanceError;
import org.baltoro.api.InstanceTimer;
import org.baltoro.api.Management;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.OperationReport;
import org.baltoro.api.OperationReport.Difference;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Operations on many instances: steps, pace, progress, and what is told of them. */
class BatchRunTest {
  private static final ManagementOperation GOTO = new ManagementOperation.GotoActivity("Pay");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aPreviewGroupsWhatIsAlikeAndShowsTheOddOnes() {
    var server = new ManyInstances(4_312, id -> id % 300 == 7 ? odd(id) : usual(id));
    assertThat(run(server, true, 10_000)).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .startsWith("4,312 instances, 15 differ. Nothing was changed.\n\n4,297 instances, Active: ")
        .contains(
            """
              - activity       Approve
              - worklist item  Ask
              + activity       Pay      starts at once
            """)
        .contains("15 instances, Error → Active: 4207, 3907, 3607, ");
    assertThat(server.steps).hasSize(44).allMatch(step -> step <= 100);
  }

  @Test
  void instancesThatAreAllAlikeAreOneGroup() {
    run(new ManyInstances(3, BatchRunTest::usual), true, 10_000);
    assertThat(out.toString()).startsWith("3 instances, all alike. Nothing was changed.");
  }

  @Test
  void everyInstanceHasItsResultAndARefusalIsToldByTheExitCode() {
    var server = new ManyInstances(3, id -> id == 2 ? refused(id) : usual(id));
    assertThat(run(server, false, 10_000)).isEqualTo(ExitCode.REFUSED);
    assertThat(out.toString().lines())
        .containsExactly(
            "INSTANCE  RESULT   STATUS   WHAT",
            "3         done     Active   - activity Approve, - worklist item Ask, + activity Pay",
            "2         refused  Running  Code of Approve has been running for 3 s.",
            "1         done     Active   - activity Approve, - worklist item Ask, + activity Pay");
    assertThat(err.toString()).isEqualTo("3 instances: 2 carried out, 1 refused\n");
  }

  @Test
  void instancesThatHaveEndedAreLeftAloneAndCounted() {
    var server = new ManyInstances(3, id -> id == 2 ? ended(id) : usual(id));
    assertThat(run(server, false, 10_000)).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).hasSize(3).noneMatch(line -> line.startsWith("2"));
    assertThat(err.toString()).contains("2 carried out, 0 refused, 1 that have ended left alone");
  }

  @Test
  void whereNothingFitsThatIsSaid() {
    assertThat(run(new ManyInstances(0, BatchRunTest::usual), true, 100)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).isEqualTo("No instance that you may manage fits.\n");
  }

  @Test
  void aPaceIsKept() {
    var began = System.nanoTime();
    run(new ManyInstances(300, BatchRunTest::usual), false, 1_000);
    // The last of three steps of a hundred starts when the 200 before have had their time.
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void whatBreaksOffTellsHowFarItCame() {
    var server =
        new ManyInstances(
            150,
            id -> {
              if (id == 40) {
                throw new IllegalStateException("The cable was cut.");
              }
              return usual(id);
            });
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> run(server, false, 10_000))
        .hasMessage("The cable was cut.");
    assertThat(err.toString())
        .isEqualTo("It broke off after 100 instances: 100 carried out, 0 refused.\n");
  }

  @Test
  void whatBreaksOffAtOnceSaysThat() {
    var server =
        new ManyInstances(
            1,
            id -> {
              throw new IllegalStateException("No cable.");
            });
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> run(server, true, 10_000))
        .hasMessage("No cable.");
    assertThat(err.toString()).isEqualTo("It broke off before the first instance.\n");
  }

  private int run(Management server, boolean preview, int perSecond) {
    var terminal =
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(err),
            new BufferedReader(new StringReader("")),
            Terminal.UNBOUNDED,
            false,
            Map.of());
    return new BatchRun(server, terminal, ProcessInstanceQuery.all(), GOTO, preview, perSecond)
        .run(false);
  }

  private static OperationReport usual(long id) {
    return report(
        id,
        ProcessInstanceStatus.ACTIVE,
        List.of(
            new Difference("-", "activity", "Approve", ""),
            new Difference("-", "worklist item", "Ask", id % 2 == 0 ? "ben" : "carla"),
            new Difference("+", "activity", "Pay", "starts at once")));
  }

  private static OperationReport odd(long id) {
    return report(
        id, ProcessInstanceStatus.ERROR, List.of(new Difference("-", "error", "1", "dead-end")));
  }

  private static OperationReport report(
      long id, ProcessInstanceStatus before, List<Difference> differences) {
    return new OperationReport(
        id,
        9,
        true,
        false,
        before,
        ProcessInstanceStatus.ACTIVE,
        differences,
        List.of(),
        null,
        null);
  }

  private static OperationReport refused(long id) {
    return new OperationReport(
        id,
        9,
        false,
        false,
        ProcessInstanceStatus.RUNNING,
        ProcessInstanceStatus.RUNNING,
        List.of(),
        List.of(),
        "Code of Approve has been running for 3 s.",
        Problem.NOT_ALLOWED_NOW);
  }

  private static OperationReport ended(long id) {
    return new OperationReport(
        id,
        9,
        false,
        false,
        ProcessInstanceStatus.COMPLETED,
        ProcessInstanceStatus.COMPLETED,
        List.of(),
        List.of(),
        "It has completed.",
        Problem.NOT_ALLOWED_NOW);
  }

  /** A server with instances 1 to {@code count}, which answers with a report each. */
  private static final class ManyInstances implements Management {
    final List<Integer> steps = new ArrayList<>();
    private final long count;
    private final LongFunction<OperationReport> report;

    ManyInstances(long count, LongFunction<OperationReport> report) {
      this.count = count;
      this.report = report;
    }

    private BatchPage step(ProcessInstanceQuery query) {
      var reports = new ArrayList<OperationReport>();
      long next = query.cursor() == null ? count : Long.parseLong(query.cursor());
      for (; next > 0 && reports.size() < query.limit(); next--) {
        reports.add(report.apply(next));
      }
      steps.add(reports.size());
      return new BatchPage(reports, next == 0 ? null : String.valueOf(next));
    }

    @Override
    public BatchPage previewBatch(ProcessInstanceQuery query, ManagementOperation operation) {
      return step(query);
    }

    @Override
    public BatchPage carryOutBatch(ProcessInstanceQuery query, ManagementOperation operation) {
      return step(query);
    }

    @Override
    public OperationReport preview(long instance, ManagementOperation operation) {
      return report.apply(instance);
    }

    @Override
    public OperationReport carryOut(
        long instance, ManagementOperation operation, long previewedVersion) {
      return report.apply(instance);
    }

    @Override
    public List<InstanceTimer> timers(long instance) {
      return List.of();
    }

    @Override
    public Page<InstanceError> errors(ErrorQuery query) {
      return new Page<>(List.of(), (@Nullable String) null);
    }
  }
}
