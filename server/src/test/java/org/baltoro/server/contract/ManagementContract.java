package org.baltoro.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.baltoro.server.contract.GotoProcesses.ACTIVITY_ESCALATION;
import static org.baltoro.server.contract.GotoProcesses.SERVER_EVENT;
import static org.baltoro.server.contract.World.FAILING;
import static org.baltoro.server.contract.World.ORDER;
import static org.baltoro.server.contract.World.SLOW;
import static org.baltoro.server.contract.World.until;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.api.ErrorQuery;
import org.baltoro.api.InstanceError;
import org.baltoro.api.InstanceTimer;
import org.baltoro.api.Management;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.ManagementOperation.Change;
import org.baltoro.api.ManagementOperation.Delete;
import org.baltoro.api.ManagementOperation.GotoActivity;
import org.baltoro.api.ManagementOperation.Interrupt;
import org.baltoro.api.ManagementOperation.Migrate;
import org.baltoro.api.ManagementOperation.MoveTimer;
import org.baltoro.api.ManagementOperation.PauseTimer;
import org.baltoro.api.ManagementOperation.Redirect;
import org.baltoro.api.ManagementOperation.ResumeTimer;
import org.baltoro.api.ManagementOperation.Retry;
import org.baltoro.api.ManagementOperation.Skip;
import org.baltoro.api.ManagementOperation.Start;
import org.baltoro.api.ManagementOperation.Stop;
import org.baltoro.api.OperationReport;
import org.baltoro.api.OperationReport.Difference;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.EngineConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every operation on instances: previewed and carried out, on one and on many. */
abstract class ManagementContract extends Contract {
  private static final AtomicInteger NAMES = new AtomicInteger();

  ManagementContract(Way way) {
    super(way, GotoProcesses.all());
  }

  @Override
  EngineConfig handlers(EngineConfig config) {
    return GotoProcesses.handlers(config);
  }

  private Management mia() {
    return as("mia").management();
  }

  private static List<String> changes(OperationReport report, String kind) {
    return report.differences().stream()
        .filter(difference -> difference.kind().equals(kind))
        .map(difference -> difference.change() + " " + difference.name())
        .sorted()
        .toList();
  }

  private static Difference difference(OperationReport report, String kind) {
    return report.differences().stream()
        .filter(difference -> difference.kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new AssertionError(kind + " in " + report.differences()));
  }

  // ---- previews

  @Test
  void aPreviewSaysWhatGoesAndComesAndChangesNothing() {
    long id = begin(ACTIVITY_ESCALATION);
    var before = as("ann").journal(id, 0, 1000);
    var report = mia().preview(id, new GotoActivity("Target"));
    assertThat(report.instance()).isEqualTo(id);
    assertThat(report.carriedOut()).isFalse();
    assertThat(report.waits()).isFalse();
    assertThat(report.refused()).isNull();
    assertThat(report.problem()).isNull();
    assertThat(report.version()).isEqualTo(before.getLast().version());
    assertThat(report.statusBefore()).isEqualTo(ProcessInstanceStatus.ACTIVE);
    assertThat(changes(report, "activity"))
        .containsExactly("+ Target", "- Beside", "- Calling", "- Work");
    assertThat(changes(report, "worklist item")).containsExactly("- Work/Decide");
    assertThat(difference(report, "worklist item").detail()).contains("ann");
    assertThat(changes(report, "timer")).containsExactly("- escalation 'Too late' of 'Calling'");
    assertThat(report.journal())
        .extracting(entry -> entry.kind())
        .contains("ActivityExpired", "WentToActivity", "ActivityEntered");
    assertThat(as("ann").journal(id, 0, 1000)).isEqualTo(before);
    assertThat(active(id)).containsExactly("Beside", "Calling", "Work");
  }

  @Test
  void carriedOutItDoesJustWhatThePreviewHasShown() {
    long id = begin(ACTIVITY_ESCALATION);
    var operation = new GotoActivity("Target", "Beside", true, false);
    var preview = mia().preview(id, operation);
    var done = mia().carryOut(id, operation, preview.version());
    assertThat(done.carriedOut()).isTrue();
    assertThat(done.version()).isGreaterThan(preview.version());
    assertThat(done.differences()).isEqualTo(preview.differences());
    untilActive(id, "Calling", "Target", "Work");
    var kinds = done.journal().stream().map(entry -> entry.kind()).toList();
    assertThat(as("ann").journal(id, preview.version(), 1000))
        .extracting(entry -> entry.kind())
        .containsAll(kinds);
  }

  @Test
  void whatWasPreviewedIsRefusedWhenTheInstanceHasMoved() {
    long id = begin(SERVER_EVENT);
    var operation = new GotoActivity("Target");
    var preview = mia().preview(id, operation);
    finish(serial(id, "Beside"));
    refused(Problem.CHANGED_MEANWHILE, () -> mia().carryOut(id, operation, preview.version()));
    assertThat(active(id)).containsExactly("Calling", "Work");
    mia().carryOut(id, operation);
    untilActive(id, "Target");
  }

  @Test
  void aRefusalIsInThePreviewAndSaysWhatThereIs() {
    long id = begin(SERVER_EVENT);
    var report = mia().preview(id, new GotoActivity("Tarket"));
    assertThat(report.problem()).isEqualTo(Problem.INVALID_REQUEST);
    assertThat(report.refused()).contains("Tarket").contains("Target");
    assertThat(report.differences()).isEmpty();
    assertThat(refused(Problem.INVALID_REQUEST, () -> mia().gotoActivity(id, "Tarket")))
        .hasMessage(report.refused());
  }

  @Test
  void whoHasNoAdminRightNeitherPreviewsNorCarriesOut() {
    long id = begin(SERVER_EVENT);
    var ann = as("ann").management();
    refused(Problem.ACCESS_DENIED, () -> ann.preview(id, new Stop()));
    refused(Problem.ACCESS_DENIED, () -> ann.carryOut(id, new Stop()));
    refused(Problem.ACCESS_DENIED, () -> ann.timers(id));
    refused(Problem.NOT_FOUND, () -> mia().preview(999_999_999, new Stop()));
  }

  // ---- operations

  @Test
  void aGotoThatMustNotDuplicateIsRefusedWhereItWould() {
    long id = begin(SERVER_EVENT, "TargetToo", true);
    refused(
        Problem.NOT_ALLOWED_NOW,
        () -> mia().carryOut(id, new GotoActivity("Target", "Beside", false, false)));
    mia().carryOut(id, new GotoActivity("Target", "Beside", true, false));
    untilActive(id, "Calling", "Target", "Target", "Work");
  }

  @Test
  void anExpiryIsFollowedByTheLinesOfTheActivity() {
    long id = begin(SERVER_EVENT);
    var report = mia().expireActivity(id, "Calling");
    assertThat(changes(report, "activity")).containsExactly("+ Following", "- Calling");
    untilActive(id, "Beside", "Following", "Work");
  }

  @Test
  void aStopHidesTheWorklistAndAStartShowsItAgain() {
    long id = begin(SERVER_EVENT);
    var item = worklist(id);
    assertThat(item).hasSize(1);
    var stopped = mia().carryOut(id, new Stop());
    assertThat(stopped.statusAfter()).isEqualTo(ProcessInstanceStatus.STOPPED);
    assertThat(worklist(id)).isEmpty();
    refused(
        Problem.NOT_ALLOWED_NOW, () -> as("ann").openWorklistItem(item.getFirst()).finish("Yes"));
    assertThat(mia().carryOut(id, new Start()).statusAfter())
        .isEqualTo(ProcessInstanceStatus.ACTIVE);
    assertThat(worklist(id)).isEqualTo(item);
  }

  @Test
  void whatFellDueWhileItWasStoppedHappensWhenItIsStarted() {
    long id = begin(ACTIVITY_ESCALATION);
    mia().stop(id);
    world.clock.advance(Duration.ofHours(2));
    assertThat(active(id)).containsExactly("Beside", "Calling", "Work");
    mia().start(id);
    untilActive(id, "Beside", "Target", "Work");
  }

  @Test
  void dataFolioAndPriorityAreChangedAtOnce() {
    long id = begin(ORDER, "Number", "M-10");
    var values = new LinkedHashMap<String, @Nullable Object>();
    values.put("Amount", new BigDecimal("12.50"));
    values.put("Note", "changed");
    var report = mia().carryOut(id, new Change(values, "Mine", 2, false));
    assertThat(changes(report, "data field")).containsExactly("~ Amount", "~ Note");
    var instance = as("ann").openProcessInstance(id);
    assertThat(instance.dataFields().getDecimal("Amount")).isEqualTo(new BigDecimal("12.50"));
    assertThat(instance.dataFields().getString("Note")).isEqualTo("changed");
    assertThat(instance.folio()).isEqualTo("Mine");
    assertThat(instance.priority()).isEqualTo(2);
    assertThat(facts(id, "FolioChanged")).allMatch(fact -> "mia".equals(fact.by()));
    refused(
        Problem.INVALID_DATA,
        () -> mia().carryOut(id, new Change(Map.of("Amount", "much"), null, null, false)));
    refused(
        Problem.INVALID_DATA,
        () -> mia().carryOut(id, new Change(Map.of("Amout", 1), null, null, false)));
  }

  @Test
  void anInterruptedAttemptIsInErrorAndItsResultIsIgnored() {
    var ann = as("ann");
    long id = ann.startProcessInstance(ann.createProcessInstance(SLOW)).id();
    untilStatus(id, ProcessInstanceStatus.RUNNING);
    refused(Problem.NOT_ALLOWED_NOW, () -> mia().delete(id));
    var report = mia().carryOut(id, new Interrupt());
    assertThat(report.statusAfter()).isEqualTo(ProcessInstanceStatus.ERROR);
    assertThat(status(id)).isEqualTo(ProcessInstanceStatus.ERROR);
    world.release(id);
    assertThat(facts(id, "AttemptFenced")).hasSize(1);
    mia().carryOut(id, new Delete());
    refused(Problem.GONE, () -> ann.openProcessInstance(id));
  }

  @Test
  void allErrorsOfAnInstanceAreRetriedOrSkippedTogether() {
    long id = begin(FAILING);
    mia().carryOut(id, new Retry(0));
    until(() -> facts(id, "AttemptFailed").size() == 2);
    untilStatus(id, ProcessInstanceStatus.ERROR);
    mia().carryOut(id, new Skip(0));
    untilStatus(id, ProcessInstanceStatus.COMPLETED);
  }

  @Test
  void aTimerIsMovedPausedAndResumed() {
    long id = begin(ACTIVITY_ESCALATION);
    var timer = onlyTimer(id);
    assertThat(timer.dueDate()).isEqualTo(world.clock.instant().plus(Duration.ofHours(1)));
    assertThat(timer.round()).isEqualTo(1);

    var later = world.clock.instant().plus(Duration.ofHours(3));
    mia().carryOut(id, new MoveTimer(timer.id(), later));
    assertThat(onlyTimer(id).dueDate()).isEqualTo(later);

    mia().carryOut(id, new PauseTimer(timer.id()));
    assertThat(onlyTimer(id).paused()).isTrue();
    world.clock.advance(Duration.ofHours(5));
    assertThat(active(id)).containsExactly("Beside", "Calling", "Work");

    mia().carryOut(id, new ResumeTimer(timer.id()));
    assertThat(onlyTimer(id).paused()).isFalse();
    assertThat(onlyTimer(id).dueDate()).isEqualTo(world.clock.instant().plus(Duration.ofHours(3)));
    mia().moveTimer(id, timer.id(), world.clock.instant());
    untilActive(id, "Beside", "Target", "Work");
    refused(Problem.NOT_FOUND, () -> mia().carryOut(id, new PauseTimer(timer.id())));
  }

  private InstanceTimer onlyTimer(long id) {
    var timers = mia().timers(id);
    assertThat(timers).hasSize(1);
    return timers.getFirst();
  }

  @Test
  void aWorklistItemIsGivenToOthers() {
    long id = begin(SERVER_EVENT);
    var serial = worklist(id).getFirst();
    int item = Integer.parseInt(serial.substring(serial.indexOf('_') + 1));
    var report = mia().carryOut(id, new Redirect(item, List.of("nora")));
    assertThat(changes(report, "worklist item")).containsExactly("~ Work/Decide");
    assertThat(worklist(id)).isEmpty();
    as("nora").openWorklistItem(serial).finish("No", true);
    untilActive(id, "Beside", "Calling");
  }

  // ---- migrating

  @Test
  void anInstanceGoesOnWithAVersionThatIsNotTheDefault() {
    var process = "Contract/Migrated " + NAMES.incrementAndGet();
    var definitions = as("dora").definitions();
    definitions.deploy(World.orderYaml(process), "order.yaml");
    long id = begin(process, "Number", "V-1");
    var serial = serial(id, "Ask");
    var mended = World.orderYaml(process).replace("Confirm", "Check");
    var deployed = definitions.deploy(mended, "order.yaml", false);
    assertThat(deployed.version()).isEqualTo(2);
    assertThat(as("ann").definitions().versions(process))
        .extracting(version -> version.isDefault())
        .containsExactly(false, true);
    assertThat(as("ann").openProcessInstance(begin(process, "Number", "V-2")).version())
        .isEqualTo(1);

    var migrate = new Migrate(2, Map.of("Confirm", "Check"), false, false);
    assertThat(mia().preview(id, migrate).refused()).isNull();
    mia().carryOut(id, migrate);
    assertThat(as("ann").openProcessInstance(id).version()).isEqualTo(2);
    assertThat(serial(id, "Ask")).isEqualTo(serial);
    finish(serial);
    untilActive(id, "Check");
    refused(Problem.UNKNOWN_PROCESS, () -> mia().setProcessInstanceVersion(id, 9));
  }

  @Test
  void whatIsActiveUnderAnotherNameIsMappedOrRemoved() {
    var process = "Contract/Renamed " + NAMES.incrementAndGet();
    var definitions = as("dora").definitions();
    definitions.deploy(World.orderYaml(process), "order.yaml");
    long renamed = begin(process, "Number", "V-3");
    long removed = begin(process, "Number", "V-4");
    var mended = World.orderYaml(process).replaceAll("\\bAsk\\b(?! the)", "Inquire");
    definitions.deploy(mended, "order.yaml", false);

    var refusal =
        refused(Problem.NOT_ALLOWED_NOW, () -> mia().setProcessInstanceVersion(renamed, 2));
    assertThat(refusal).hasMessageContaining("Ask");
    mia().carryOut(renamed, new Migrate(2, Map.of("Ask", "Inquire"), false, false));
    assertThat(active(renamed)).containsExactly("Inquire");
    var report = mia().carryOut(removed, new Migrate(2, Map.of("Ask", ""), false, false));
    assertThat(changes(report, "activity")).contains("- Ask");
    assertThat(active(removed)).doesNotContain("Ask", "Inquire");
  }

  // ---- many

  @Test
  void anOperationIsPreviewedAndCarriedOutStepByStep() {
    var number = "B-" + NAMES.incrementAndGet();
    var ids = new ArrayList<Long>();
    for (int time = 0; time < 5; time++) {
      ids.addFirst(begin(ORDER, "Number", number));
    }
    finish(serial(ids.get(2), "Ask"));
    finish(serial(ids.get(2), "Confirm"));
    untilStatus(ids.get(2), ProcessInstanceStatus.COMPLETED);

    var query = ProcessInstanceQuery.all().process(ORDER).data("Number", number).limit(2);
    var operation = new GotoActivity("Confirm");
    var previewed = batch(query, operation, true);
    assertThat(previewed).extracting(OperationReport::instance).containsExactlyElementsOf(ids);
    assertThat(previewed).noneMatch(OperationReport::carriedOut);
    assertThat(active(ids.getFirst())).containsExactly("Ask");

    var done = batch(query, operation, false);
    assertThat(done).extracting(OperationReport::instance).containsExactlyElementsOf(ids);
    assertThat(done)
        .filteredOn(report -> report.refused() != null)
        .singleElement()
        .satisfies(report -> {
          assertThat(report.instance()).isEqualTo(ids.get(2));
          assertThat(report.problem()).isEqualTo(Problem.NOT_ALLOWED_NOW);
          assertThat(report.carriedOut()).isFalse();
        });
    for (long id : ids) {
      if (id != ids.get(2)) {
        untilActive(id, "Confirm");
      }
    }
  }

  @Test
  void aBatchNeverReachesInstancesThatItsUserMayNotManage() {
    var number = "B-" + NAMES.incrementAndGet();
    long id = begin(ORDER, "Number", number);
    var query = ProcessInstanceQuery.all().process(ORDER).data("Number", number);
    var reports = as("ann").management().carryOutBatch(query, new Stop()).reports();
    assertThat(reports).allMatch(report -> report.problem() == Problem.ACCESS_DENIED);
    assertThat(status(id)).isEqualTo(ProcessInstanceStatus.ACTIVE);
  }

  private List<OperationReport> batch(
      ProcessInstanceQuery query, ManagementOperation operation, boolean preview) {
    var reports = new ArrayList<OperationReport>();
    @Nullable ProcessInstanceQuery next = query;
    while (next != null) {
      var page =
          preview ? mia().previewBatch(next, operation) : mia().carryOutBatch(next, operation);
      assertThat(page.reports()).hasSizeLessThanOrEqualTo(query.limit());
      reports.addAll(page.reports());
      next = page.next() == null ? null : next.after(page.next());
    }
    return reports;
  }

  // ---- errors

  @Test
  void errorsAreFoundByProcessActivityCodeAndText() {
    long id = begin(FAILING);
    assertThat(errors(new ErrorQuery(FAILING, "Post", "code-failed", "LEDGER", null, 200)))
        .anyMatch(error -> error.instance() == id);
    assertThat(errors(new ErrorQuery(FAILING, "Other", null, null, null, 200))).isEmpty();
    assertThat(errors(new ErrorQuery(FAILING, null, "dead-end", null, null, 200))).isEmpty();
    assertThat(errors(new ErrorQuery(FAILING, null, null, "no such text", null, 200))).isEmpty();
    assertThat(errors(new ErrorQuery(ORDER, null, null, null, null, 200))).isEmpty();
    for (int limit : new int[] {0, 1_001}) {
      assertThatThrownBy(() -> new ErrorQuery(null, null, null, null, null, limit))
          .hasMessage("limit is %d: give 1 to 1000.".formatted(limit));
    }
  }

  private List<InstanceError> errors(ErrorQuery query) {
    return mia().errors(query).items();
  }

  // ---- why

  @Test
  void anInstanceIsExplainedByWhatItWaitsForAndWhoCanMoveIt() {
    long id = begin(ACTIVITY_ESCALATION);
    var explanation = as("ann").explain(id);
    assertThat(explanation.instance()).isEqualTo(id);
    assertThat(explanation.status()).isEqualTo(ProcessInstanceStatus.ACTIVE);
    assertThat(explanation.summary()).isNotBlank();
    assertThat(explanation.waits())
        .anySatisfy(wait -> {
          assertThat(wait.serialNumber()).isEqualTo(serial(id, "Calling"));
          assertThat(wait.activity()).isEqualTo("Calling");
          assertThat(wait.movedBy()).isNotBlank();
        })
        .anySatisfy(wait -> {
          assertThat(wait.activity()).isEqualTo("Work");
          assertThat(wait.movedBy()).contains("ann");
        });
    refused(Problem.ACCESS_DENIED, () -> as("nora").explain(id));
    refused(Problem.NOT_FOUND, () -> as("mia").explain(999_999_999));
  }

  @Test
  void aLineThatWasNotTakenIsExplainedWithItsRuleAndWhatThatSaw() {
    long id = begin(SERVER_EVENT, "Guarded", true);
    mia().expireActivity(id, "Calling");
    var lines = as("ann").explain(id).lines();
    assertThat(lines)
        .anySatisfy(line -> {
          assertThat(line.from()).isEqualTo("Calling");
          assertThat(line.to()).isEqualTo("Following");
          assertThat(line.taken()).isFalse();
          assertThat(line.rule()).isEqualTo("not(Guarded)");
          assertThat(line.values()).containsEntry("Guarded", "true");
        })
        .anySatisfy(line -> {
          assertThat(line.from()).isEqualTo("Fork");
          assertThat(line.to()).isEqualTo("Beside");
          assertThat(line.taken()).isTrue();
          assertThat(line.rule()).isNull();
        });
    assertThat(Objects.requireNonNull(lines.getFirst()).from()).isEqualTo("Calling");
  }
}
