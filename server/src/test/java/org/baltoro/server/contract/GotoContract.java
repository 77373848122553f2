package org.baltoro.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.server.contract.GotoProcesses.ACTIVITY_ESCALATION;
import static org.baltoro.server.contract.GotoProcesses.EVENT_ESCALATION;
import static org.baltoro.server.contract.GotoProcesses.FINISH_RULE;
import static org.baltoro.server.contract.GotoProcesses.PROCESS_ESCALATION;
import static org.baltoro.server.contract.GotoProcesses.SERVER_EVENT;
import static org.baltoro.server.contract.World.FAILING;
import static org.baltoro.server.contract.World.SLOW;
import static org.baltoro.server.contract.World.until;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.ManagementOperation.GotoActivity;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.EngineConfig;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Live instance management from code: what {@code gotoActivity} does from a server event, from
 * escalations and from a finish rule, sentence by sentence.
 */
abstract class GotoContract extends Contract {
  GotoContract(Way way) {
    super(way, GotoProcesses.all());
  }

  @Override
  EngineConfig handlers(EngineConfig config) {
    return GotoProcesses.handlers(config);
  }

  private List<String> expired(long id) {
    return facts(id, "ActivityExpired").stream()
        .map(JournalEntry::activity)
        .map(Objects::requireNonNull)
        .sorted()
        .toList();
  }

  private List<String> went(long id) {
    return facts(id, "WentToActivity").stream().map(entry -> entry.activity()).toList();
  }

  private static final String BY_CODE = "it was expired by Calling/Go";
  private static final String BY_ESCALATION = "it was expired by escalation 'Too late'";

  /** The item can't be finished any more; what expired it and when is said, who tried is kept. */
  private void assertExpired(long id, String serial, String endedBy) {
    var refusal = refused(Problem.ITEM_EXPIRED, () -> as("finn").openServerItem(serial));
    assertThat(refusal).hasMessageContaining(serial).hasMessageContaining(endedBy);
    assertThat(refusal.details())
        .containsEntry("endedBy", endedBy)
        .containsEntry("at", world.clock.instant().toString());
    var late = as("finn").openServerItemEvenIfEnded(serial);
    refused(Problem.ITEM_EXPIRED, late::finish);
    assertThat(facts(id, "LateCallback"))
        .anySatisfy(entry -> {
          assertThat(entry.serialNumber()).isEqualTo(serial);
          assertThat(entry.by()).isEqualTo("finn");
        });
  }

  private void anHourPasses() {
    world.clock.advance(Duration.ofHours(1));
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class AServerEvent {
    @Test
    void expiresActiveInstancesOfItsActivityAndCreatesASingleInstanceOfTheNamedOne() {
      long id = begin(SERVER_EVENT, "Twice", true, "Guarded", true);
      var both = serials(id, "Calling");
      assertThat(both).hasSize(2);
      finish(both.getFirst());
      untilActive(id, "Beside", "Target", "Work");
      assertThat(expired(id)).containsExactly("Calling", "Calling");
      assertThat(went(id)).containsExactly("Target");
      assertExpired(id, both.getLast(), BY_CODE);
    }

    @Test
    void ifExpireAllIsTrueAllActivityInstancesExpireAlongWithTheActivityInContext() {
      long id = begin(SERVER_EVENT, "ExpireAll", true, "Guarded", true);
      var beside = serial(id, "Beside");
      var work = worklist(id);
      assertThat(work).hasSize(1);
      finish(serial(id, "Calling"));
      untilActive(id, "Target");
      assertThat(expired(id)).containsExactly("Beside", "Calling", "Work");
      assertExpired(id, beside, BY_CODE);
      assertThat(worklist(id)).isEmpty();
      refused(Problem.ITEM_EXPIRED, () -> as("ann").openWorklistItem(work.getFirst()));
    }

    @Test
    void ifExpireAllIsFalseConcurrentActivitiesRemainInTheirCurrentState() {
      long id = begin(SERVER_EVENT, "Guarded", true);
      var beside = serial(id, "Beside");
      var work = worklist(id);
      finish(serial(id, "Calling"));
      untilActive(id, "Beside", "Target", "Work");
      assertThat(expired(id)).containsExactly("Calling");
      assertThat(serial(id, "Beside")).isEqualTo(beside);
      assertThat(worklist(id)).isEqualTo(work).hasSize(1);
      finish(beside);
      untilActive(id, "Target", "Work");
      as("ann").openWorklistItem(work.getFirst()).finish("Yes", true);
      untilActive(id, "Target");
      finish(serial(id, "Target"));
      untilStatus(id, ProcessInstanceStatus.COMPLETED);
    }

    @Test
    void withoutAConditionOnTheLinesTheActivitiesThatFollowAreCreatedAsWellAsTheNamedOne() {
      long id = begin(SERVER_EVENT);
      finish(serial(id, "Calling"));
      untilActive(id, "Beside", "Following", "Target", "Work");
      assertThat(facts(id, "LineFollowed"))
          .anySatisfy(line -> assertThat(line.text()).contains("Calling").contains("Following"));
    }

    @Test
    void theLinesAreFollowedAlsoWhereAllExpires() {
      long id = begin(SERVER_EVENT, "ExpireAll", true);
      finish(serial(id, "Calling"));
      untilActive(id, "Following", "Target");
    }

    @Test
    void thereforeMultipleInstancesOfTheFollowingActivityMayBeCreated() {
      long id = begin(SERVER_EVENT, "Target", "Following");
      finish(serial(id, "Calling"));
      untilActive(id, "Beside", "Following", "Following", "Work");
    }

    @Test
    void developersCaterForThatByAddingRulesToTheLines() {
      long id = begin(SERVER_EVENT, "Target", "Following", "Guarded", true);
      finish(serial(id, "Calling"));
      untilActive(id, "Beside", "Following", "Work");
      assertThat(as("ann").openProcessInstance(id).hasError()).isFalse();
    }

    @Test
    void ifThereIsAlreadyAnInstanceOfTheNamedActivityADuplicateIsCreated() {
      long id = begin(SERVER_EVENT, "TargetToo", true, "Guarded", true);
      var first = serial(id, "Target");
      finish(serial(id, "Calling"));
      untilActive(id, "Beside", "Target", "Target", "Work");
      assertThat(serials(id, "Target")).contains(first).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void theRestOfTheCodeRunsButTheLaterEventsOfTheActivityDoNot() {
      long id = begin(SERVER_EVENT, "Guarded", true);
      finish(serial(id, "Calling"));
      untilActive(id, "Beside", "Target", "Work");
      var data = as("ann").openProcessInstance(id).dataFields();
      assertThat(data.getString("After")).isEqualTo("the rest has run");
      assertThat(data.getBoolean("Later")).isFalse();
    }

    @Test
    void anEventThatWasToWaitForAFinishExpiresAllTheSame() {
      long id = begin(SERVER_EVENT, "Asynchronous", true, "Guarded", true);
      finish(serial(id, "Calling"));
      untilActive(id, "Beside", "Target", "Work");
      var going =
          facts(id, "WentToActivity").isEmpty()
              ? List.<JournalEntry>of()
              : facts(id, "ServerEventScheduled");
      var go = Objects.requireNonNull(going.get(going.size() - 2).serialNumber());
      refused(Problem.ITEM_EXPIRED, () -> as("finn").openServerItem(go));
    }

    @Test
    void itMayGoToItsOwnActivity() {
      long id = begin(SERVER_EVENT, "Target", "Calling", "Guarded", true);
      var before = serial(id, "Calling");
      finish(before);
      untilActive(id, "Beside", "Calling", "Work");
      assertThat(serial(id, "Calling")).isNotEqualTo(before);
    }

    @Test
    void anUnknownActivityIsRefusedWithTheNamesThereAreBeforeAnythingChanges() {
      long id = begin(SERVER_EVENT, "Target", "Tarket");
      finish(serial(id, "Calling"));
      until(() -> as("ann").openProcessInstance(id).hasError());
      var error = as("ann").openProcessInstance(id).errors().getFirst();
      assertThat(error.code()).isEqualTo("code-failed");
      assertThat(error.message()).contains("Tarket").contains("Target");
      assertThat(active(id)).containsExactly("Beside", "Calling", "Work");
      assertThat(expired(id)).isEmpty();
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class AnEscalationOfAnActivity {
    @Test
    void expiresActiveInstancesOfTheActivityAndCreatesAnInstanceOfTheNamedOne() {
      assertGoes(ACTIVITY_ESCALATION);
    }

    @Test
    void ifExpireAllIsTrueAllActivityInstancesExpire() {
      assertExpiresAll(ACTIVITY_ESCALATION);
    }

    @Test
    void nothingHappensBeforeItIsDue() {
      long id = begin(ACTIVITY_ESCALATION);
      world.clock.advance(Duration.ofMinutes(59));
      assertThat(active(id)).containsExactly("Beside", "Calling", "Work");
      assertThat(facts(id, "TimerFired")).isEmpty();
    }

    @Test
    void itsTimerGoesWithTheActivity() {
      long id = begin(ACTIVITY_ESCALATION);
      assertThat(as("mia").management().timers(id))
          .singleElement()
          .satisfies(timer -> {
            assertThat(timer.kind()).isEqualTo("escalation");
            assertThat(timer.name()).isEqualTo("Too late");
            assertThat(timer.activity()).isEqualTo("Calling");
          });
      finish(serial(id, "Calling"));
      untilActive(id, "Beside", "Following", "Work");
      assertThat(as("mia").management().timers(id)).isEmpty();
      anHourPasses();
      assertThat(went(id)).isEmpty();
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class AnEscalationOfAnEvent {
    @Test
    void expiresActiveInstancesOfTheActivityAndCreatesAnInstanceOfTheNamedOne() {
      assertGoes(EVENT_ESCALATION);
    }

    @Test
    void ifExpireAllIsTrueAllActivityInstancesExpire() {
      assertExpiresAll(EVENT_ESCALATION);
    }
  }

  /** Only the activity in context expires; concurrent ones remain; no lines are followed. */
  private void assertGoes(String process) {
    long id = begin(process);
    var beside = serial(id, "Beside");
    var calling = serial(id, "Calling");
    var work = worklist(id);
    anHourPasses();
    untilActive(id, "Beside", "Target", "Work");
    assertThat(expired(id)).containsExactly("Calling");
    assertThat(went(id)).containsExactly("Target");
    assertThat(serial(id, "Beside")).isEqualTo(beside);
    assertThat(worklist(id)).isEqualTo(work).hasSize(1);
    assertExpired(id, calling, BY_ESCALATION);
    assertThat(as("mia").management().timers(id)).isEmpty();
  }

  private void assertExpiresAll(String process) {
    long id = begin(process, "ExpireAll", true);
    var beside = serial(id, "Beside");
    anHourPasses();
    untilActive(id, "Target");
    assertThat(expired(id)).containsExactly("Beside", "Calling", "Work");
    assertThat(worklist(id)).isEmpty();
    assertExpired(id, beside, BY_ESCALATION);
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class AnEscalationOfTheProcess {
    @Test
    void expiresAllActiveActivityInstancesConcurrentOnesTooAndStartsTheNamedOne() {
      long id = begin(PROCESS_ESCALATION);
      var calling = serial(id, "Calling");
      anHourPasses();
      untilActive(id, "Target");
      assertThat(expired(id)).containsExactly("Beside", "Calling", "Work");
      assertThat(went(id)).containsExactly("Target");
      assertThat(worklist(id)).isEmpty();
      assertExpired(id, calling, BY_ESCALATION);
    }

    @Test
    void withExpireActivityOnlyInstancesOfThatOneExpireAndConcurrentOnesRemain() {
      long id = begin(PROCESS_ESCALATION, "Expire", "Beside");
      var calling = serial(id, "Calling");
      var beside = serial(id, "Beside");
      var work = worklist(id);
      anHourPasses();
      untilActive(id, "Calling", "Target", "Work");
      assertThat(expired(id)).containsExactly("Beside");
      assertThat(serial(id, "Calling")).isEqualTo(calling);
      assertThat(worklist(id)).isEqualTo(work).hasSize(1);
      assertExpired(id, beside, BY_ESCALATION);
    }

    @Test
    void withExpireActivityADuplicateIsCreatedOfWhatIsActive() {
      long id = begin(PROCESS_ESCALATION, "Expire", "Beside", "TargetToo", true);
      anHourPasses();
      untilActive(id, "Calling", "Target", "Target", "Work");
    }

    @Test
    void whereNoInstanceOfExpireActivityIsActiveNothingExpiresAndTheNamedOneIsStarted() {
      long id = begin(PROCESS_ESCALATION, "Expire", "Following");
      anHourPasses();
      untilActive(id, "Beside", "Calling", "Target", "Work");
      assertThat(expired(id)).isEmpty();
    }

    @Test
    void itsTimerBelongsToNoActivityAndOutlivesThem() {
      long id = begin(PROCESS_ESCALATION);
      finish(serial(id, "Calling"));
      untilActive(id, "Beside", "Following", "Work");
      assertThat(as("mia").management().timers(id))
          .singleElement()
          .satisfies(timer -> assertThat(timer.activity()).isNull());
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class AFinishRule {
    @Test
    void forcesTheProcessInstanceToCreateAnInstanceOfTheNamedActivity() {
      long id = begin(FINISH_RULE);
      finish(serial(id, "One"));
      finish(serial(id, "Other"));
      untilActive(id, "Again");
      assertThat(status(id)).isEqualTo(ProcessInstanceStatus.ACTIVE);
      assertThat(expired(id)).isEmpty();
      assertThat(went(id)).containsExactly("Again");
      finish(serial(id, "Again"));
      untilStatus(id, ProcessInstanceStatus.COMPLETED);
      assertThat(rounds(id)).isEqualTo(2);
    }

    @Test
    void neverRunsWhenConcurrentActivitiesAreActive() {
      long id = begin(FINISH_RULE, "Most", 0);
      finish(serial(id, "One"));
      assertThat(active(id)).containsExactly("Other");
      assertThat(rounds(id)).isZero();
      assertThat(facts(id, "CodeScheduled")).isEmpty();
      finish(serial(id, "Other"));
      untilStatus(id, ProcessInstanceStatus.COMPLETED);
      assertThat(rounds(id)).isEqualTo(1);
    }

    @Test
    void mayMakeAProcessInstanceThatNeverCompletes() {
      long id = begin(FINISH_RULE, "Most", 1_000_000);
      finish(serial(id, "One"));
      finish(serial(id, "Other"));
      for (int round = 1; round <= 25; round++) {
        untilActive(id, "Again");
        assertThat(rounds(id)).isEqualTo(round);
        finish(serial(id, "Again"));
      }
      untilActive(id, "Again");
      assertThat(status(id)).isEqualTo(ProcessInstanceStatus.ACTIVE);
      assertThat(went(id)).hasSize(26);
    }

    private int rounds(long id) {
      return Objects.requireNonNull(
          as("ann").openProcessInstance(id).dataFields().getInteger("Rounds"));
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class TheStatusesThatAllowManagement {
    @Test
    void whileCodeRunsTheInstanceCanNotBeManaged() {
      long id = running();
      var refusal =
          refused(Problem.NOT_ALLOWED_NOW, () -> as("mia").management().gotoActivity(id, "Call"));
      assertThat(refusal).hasMessageContaining("Call");
      assertThat(expired(id)).isEmpty();
      var preview = as("mia").management().preview(id, new GotoActivity("Call"));
      assertThat(preview.problem()).isEqualTo(Problem.NOT_ALLOWED_NOW);
      assertThat(preview.refused()).isEqualTo(refusal.getMessage());
      assertThat(preview.statusBefore()).isEqualTo(ProcessInstanceStatus.RUNNING);
      world.release(id);
      untilStatus(id, ProcessInstanceStatus.ACTIVE);
      as("mia").management().gotoActivity(id, "Call");
      world.release(id);
    }

    @Test
    void whereItWaitsItIsCarriedOutWhenTheCodeHasReturned() {
      long id = running();
      var report =
          as("mia").management().carryOut(id, new ManagementOperation.ExpireActivity("Call", true));
      assertThat(report.waits()).isTrue();
      assertThat(facts(id, "OperationAwaited")).hasSize(1);
      assertThat(expired(id)).isEmpty();
      world.release(id);
      untilStatus(id, ProcessInstanceStatus.COMPLETED);
      assertThat(expired(id)).containsExactly("Call");
    }

    private long running() {
      var ann = as("ann");
      long id = ann.startProcessInstance(ann.createProcessInstance(SLOW)).id();
      untilStatus(id, ProcessInstanceStatus.RUNNING);
      return id;
    }

    @Test
    void whileItIsActiveItIsManaged() {
      long id = begin(SERVER_EVENT);
      as("mia").management().gotoActivity(id, "Target");
      untilActive(id, "Target");
      assertThat(expired(id)).containsExactly("Beside", "Calling", "Work");
      assertThat(worklist(id)).isEmpty();
      assertThat(facts(id, "WentToActivity")).allMatch(fact -> "mia".equals(fact.by()));
    }

    @Test
    void inErrorItIsManaged() {
      var ann = as("ann");
      var failed = ann.startProcessInstance(ann.createProcessInstance(FAILING), true);
      assertThat(failed.status()).isEqualTo(ProcessInstanceStatus.ERROR);
      var mended = as("mia").openProcessInstance(failed.id());
      mended.dataFields().set("Fail", false);
      mended.update();
      as("mia").management().gotoActivity(failed.id(), "Post");
      untilStatus(failed.id(), ProcessInstanceStatus.COMPLETED);
      assertThat(ann.openProcessInstance(failed.id()).hasError()).isFalse();
    }

    @Test
    void whileItIsStoppedItIsManagedAndStaysStopped() {
      long id = begin(SERVER_EVENT);
      as("mia").management().stop(id);
      as("mia").management().gotoActivity(id, "Target");
      assertThat(active(id)).containsExactly("Target");
      assertThat(status(id)).isEqualTo(ProcessInstanceStatus.STOPPED);
      as("mia").management().start(id);
      untilStatus(id, ProcessInstanceStatus.ACTIVE);
      until(() -> !serials(id, "Target").isEmpty());
    }

    @Test
    void whenItHasCompletedItCanNotBeManaged() {
      long id = begin(FINISH_RULE, "Most", 0);
      finish(serial(id, "One"));
      finish(serial(id, "Other"));
      untilStatus(id, ProcessInstanceStatus.COMPLETED);
      refused(Problem.NOT_ALLOWED_NOW, () -> as("mia").management().gotoActivity(id, "One"));
    }
  }
}
