package org.baltoro.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.server.contract.World.until;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.Workers;
import org.baltoro.api.Workers.JobFailure;
import org.baltoro.api.Workers.JobLease;
import org.baltoro.api.Workers.JobRequest;
import org.baltoro.api.Workers.WorkerJob;
import org.junit.jupiter.api.Test;

/** Jobs of external workers: leased, kept by signs of life, done, failed, lost, taken away. */
abstract class WorkersContract extends Contract {
  private static final String PAYMENT = "Contract/Payment";
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** Each story has a topic of its own: the definition is deployed with it. */
  private static String yaml(String topic) {
    return "process: "
        + PAYMENT
        + " "
        + topic
        + "\nfolio: '\"Payment \" + Number'\n"
        + World.RIGHTS
        + """
        data:
          Number: { type: string, default: "7" }
          Amount: { type: decimal, default: 12.50 }
          DueOn: { type: date, default: 2026-03-04 }
          Reference: string
        activities:
          Pay:
            data:
              Tries: { type: integer, default: 0 }
            events:
              - server: Post the payment
                worker: %s
                configuration: { ledger: main, tries: 3 }
                retry: { attempts: 2, backOff: 10s, lostAttempts: 1 }
                timeLimit: 30s
            lines:
              - to: Book
                when: not(Expired)
          Book:
            events:
              - server: Wait
                handler: contract.wait
        """
            .formatted(topic);
  }

  WorkersContract(Way way) {
    super(way, List.of());
  }

  private long begun(String topic) {
    as("dora").definitions().deploy(yaml(topic), "payment.yaml");
    return begin(PAYMENT + " " + topic);
  }

  /** Finn has the right Server Event. */
  private Workers workers() {
    return as("finn").workers();
  }

  private List<WorkerJob> lease(String topic, String worker, int jobs) {
    return workers().lease(new JobRequest(topic, worker, jobs, null, Duration.ZERO, null));
  }

  private WorkerJob leased(String topic, String worker) {
    var jobs = lease(topic, worker, 10);
    assertThat(jobs).hasSize(1);
    return jobs.getFirst();
  }

  private String eventStatus(long id) {
    return activities(id).getFirst().events().getFirst().status();
  }

  @Test
  void aJobTellsWhatItsWorkerNeedsAndItsResultGoesOn() {
    long id = begun("pay");
    assertThat(status(id)).isEqualTo(ProcessInstanceStatus.ACTIVE);
    assertThat(eventStatus(id)).isEqualTo("Queued");

    var job = leased("pay", "w1");
    assertThat(job.instance()).isEqualTo(id);
    assertThat(job.attempt()).isEqualTo(1);
    assertThat(job.idempotencyKey()).isEqualTo("baltoro-" + job.serialNumber());
    assertThat(job.leasedUntil()).isEqualTo(world.clock.instant().plus(LEASE));
    assertThat(job.process()).isEqualTo(PAYMENT + " pay");
    assertThat(job.activity()).isEqualTo("Pay");
    assertThat(job.event()).isEqualTo("Post the payment");
    assertThat(job.folio()).isEqualTo("Payment 7");
    assertThat(job.originator()).isEqualTo("ann");
    assertThat(job.configuration()).isEqualTo(Map.of("ledger", "main", "tries", 3));
    assertThat(job.dataFields())
        .containsEntry("Amount", new BigDecimal("12.50"))
        .containsEntry("DueOn", LocalDate.of(2026, 3, 4))
        .containsEntry("Tries", 0)
        .containsEntry("Reference", null);
    assertThat(status(id)).as("no code of ours runs").isEqualTo(ProcessInstanceStatus.ACTIVE);
    assertThat(eventStatus(id)).isEqualTo("Leased");
    assertThat(lease("pay", "w2", 10)).isEmpty();

    workers().complete(job.lease(), Map.of("Reference", "P-9", "Tries", 2), false);
    assertThat(active(id)).containsExactly("Book");
    assertThat(as("ann").openProcessInstance(id).dataFields().getString("Reference"))
        .isEqualTo("P-9");
    workers().complete(job.lease(), Map.of("Reference", "P-9", "Tries", 2), false);
    assertThat(facts(id, "AttemptResultIgnored")).as("a repetition does no harm").isEmpty();
  }

  @Test
  void onlyTheFieldsThatWereAskedForAreTold() {
    begun("few");
    var jobs =
        workers().lease(new JobRequest("few", "w1", 1, null, Duration.ZERO, List.of("Amount")));
    assertThat(jobs.getFirst().dataFields()).containsOnlyKeys("Amount");
  }

  @Test
  void aCompletedJobMayWaitForAFinishFromOutside() {
    long id = begun("async");
    var job = leased("async", "w1");
    workers().complete(job.lease(), Map.of(), true);
    assertThat(eventStatus(id)).isEqualTo("Waiting");
    workers().complete(job.lease(), Map.of(), true);
    finish(job.serialNumber());
    assertThat(active(id)).containsExactly("Book");
  }

  @Test
  void aCompletionMayBeRepeatedWhateverBecameOfTheEvent() {
    long id = begun("again");
    var job = leased("again", "w1");
    finish(job.serialNumber());
    workers().complete(job.lease(), Map.of("Reference", "P-1"), true);
    assertThat(active(id)).as("the finish had come before").containsExactly("Book");
    workers().complete(job.lease(), Map.of("Reference", "P-1"), true);

    long later = begin(PAYMENT + " again");
    var second = leased("again", "w1");
    workers().complete(second.lease(), Map.of(), true);
    finish(second.serialNumber());
    workers().complete(second.lease(), Map.of(), true);
    assertThat(facts(id, "AttemptResultIgnored")).isEmpty();
    assertThat(facts(later, "AttemptResultIgnored")).isEmpty();
    refused(
        Problem.LEASE_LOST,
        () -> workers().complete(new JobLease(second.serialNumber(), 1, "w2"), Map.of(), true));
  }

  @Test
  void aRepetitionWithOtherDataIsRefused() {
    long id = begun("other");
    var job = leased("other", "w1");
    var data = Map.of("Reference", "P-1", "Amount", new BigDecimal("7.50"), "Tries", 2);
    workers().complete(job.lease(), data, false);
    workers().complete(job.lease(), data, false);
    var other = Map.<String, Object>of("Reference", "P-2");
    var refused =
        refused(Problem.ALREADY_FINISHED, () -> workers().complete(job.lease(), other, false));
    assertThat(refused.details()).containsEntry("by", "finn");
    refused(
        Problem.ALREADY_FINISHED,
        () -> workers().complete(job.lease(), Map.of("No such field", 1), false));
    assertThat(as("ann").openProcessInstance(id).dataFields().getString("Reference"))
        .isEqualTo("P-1");

    begin(PAYMENT + " other");
    var waiting = leased("other", "w1");
    workers().complete(waiting.lease(), other, true);
    workers().complete(waiting.lease(), other, true);
    refused(Problem.ALREADY_FINISHED, () -> workers().complete(waiting.lease(), data, true));
    refused(
        Problem.LEASE_LOST,
        () -> workers().complete(new JobLease(waiting.serialNumber(), 1, "w2"), other, true));
  }

  @Test
  void aLateResultIsToldWithTheNameOfItsWorker() {
    long id = begun("late");
    var job = leased("late", "w1");
    var refused =
        refused(
            Problem.LEASE_LOST,
            () -> workers().complete(new JobLease(job.serialNumber(), 1, "w2"), Map.of(), false));
    assertThat(refused).hasMessageStartingWith("Worker 'w2' has no lease on job");
    assertThat(facts(id, "AttemptResultIgnored").getFirst().text()).contains("worker 'w2' gave it");
    world.clock.advance(LEASE);
    until(() -> eventStatus(id).equals("Queued"));
    refused(Problem.LEASE_LOST, () -> workers().fail(job.lease(), new JobFailure("no")));
    assertThat(facts(id, "AttemptResultIgnored").getLast().text()).contains("worker 'w1' gave it");
  }

  @Test
  void theJournalSaysWhoseWorkerItWas() {
    long id = begun("whose");
    var job = leased("whose", "w1");
    assertThat(facts(id, "JobLeased").getFirst().why())
        .isEqualTo("finn took event 'Post the payment', by worker 'w1'");
    workers().heartbeat(job.lease(), null);
    assertThat(facts(id, "LeaseExtended").getFirst().by()).isEqualTo("finn");
    workers().complete(job.lease(), Map.of("Reference", "P-2"), false);
    assertThat(facts(id, "ServerEventFinished").getFirst().by()).isEqualTo("finn");
    assertThat(facts(id, "ServerEventFinished").getFirst().text())
        .endsWith("its worker has done it");
    assertThat(facts(id, "DataFieldsChanged").getFirst().by()).isEqualTo("finn");
    assertThat(facts(id, "DataFieldsChanged").getFirst().why())
        .isEqualTo("finn did event 'Post the payment', by worker 'w1'");

    long failing = begin(PAYMENT + " whose");
    workers().fail(leased("whose", "w1").lease(), new JobFailure("no"));
    assertThat(facts(failing, "AttemptFailed").getFirst().by()).isEqualTo("finn");
    long lost = begin(PAYMENT + " whose");
    leased("whose", "w1");
    world.clock.advance(LEASE);
    until(() -> !facts(lost, "LeaseLost").isEmpty());
    assertThat(facts(lost, "LeaseLost").getFirst().why())
        .isEqualTo("Worker 'w1' gave no sign of life in time");
  }

  @Test
  void anotherUserCanNotCompleteTheJobUnderTheWorkersName() {
    long id = begun("thief");
    as("admin")
        .administration()
        .grantProcessRight(PAYMENT + " thief", ProcessRight.SERVER_EVENT, Subject.user("nora"));
    var job = leased("thief", "w1");
    var thief = as("nora").workers();
    var lost = refused(Problem.LEASE_LOST, () -> thief.complete(job.lease(), Map.of(), false));
    assertThat(lost).hasMessageContaining("user 'finn'");
    refused(Problem.LEASE_LOST, () -> thief.fail(job.lease(), new JobFailure("no")));
    refused(Problem.LEASE_LOST, () -> thief.heartbeat(job.lease(), null));
    workers().complete(job.lease(), Map.of(), false);
    assertThat(active(id)).containsExactly("Book");
  }

  @Test
  void aFailedJobIsTriedAgainAsThePolicySaysAndThenIsAnError() {
    long id = begun("fails");
    var job = leased("fails", "w1");
    workers().fail(job.lease(), new JobFailure("The ledger is closed.", "at line 7", true, null));
    assertThat(eventStatus(id)).isEqualTo("Retrying");
    assertThat(lease("fails", "w1", 1)).isEmpty();
    world.clock.advance(Duration.ofSeconds(10));
    until(() -> eventStatus(id).equals("Queued"));
    var second = leased("fails", "w1");
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.idempotencyKey()).isEqualTo(job.idempotencyKey());
    workers()
        .fail(second.lease(), new JobFailure("The ledger is closed.", "at line 7", true, null));
    var error = as("ann").openProcessInstance(id).errors().getFirst();
    assertThat(error.code()).isEqualTo("worker-failed");
    assertThat(error.message()).isEqualTo("The ledger is closed.");
    assertThat(error.stackTrace()).isEqualTo("at line 7");
    var event = as("ann").history().overview(id).activities().getFirst().events().getFirst();
    assertThat(event.kind()).isEqualTo("worker");
    assertThat(event.attempts()).as("each lease is one").isEqualTo(2);
    as("mia").management().retry(id, error.id());
    assertThat(leased("fails", "w1").attempt()).isEqualTo(3);
  }

  @Test
  void aWorkerMaySayWhenToTryAgainOrThatItIsInVain() {
    long id = begun("when");
    workers()
        .fail(
            leased("when", "w1").lease(),
            new JobFailure("Rate limit", null, true, Duration.ofHours(1)));
    world.clock.advance(Duration.ofMinutes(59));
    assertThat(eventStatus(id)).isEqualTo("Retrying");
    long hopeless = begun("vain");
    workers()
        .fail(leased("vain", "w1").lease(), new JobFailure("No such account", null, false, null));
    assertThat(status(hopeless)).isEqualTo(ProcessInstanceStatus.ERROR);
  }

  @Test
  void aLeaseWithoutASignOfLifeIsLostAndItsResultIsRefused() {
    long id = begun("lost");
    var job = leased("lost", "w1");
    world.clock.advance(Duration.ofSeconds(20));
    assertThat(workers().heartbeat(job.lease(), null)).isEqualTo(world.clock.instant().plus(LEASE));
    world.clock.advance(Duration.ofSeconds(20));
    assertThat(eventStatus(id)).as("thanks to the sign of life").isEqualTo("Leased");
    world.clock.advance(Duration.ofSeconds(10));
    until(() -> eventStatus(id).equals("Queued"));

    var lost = refused(Problem.LEASE_LOST, () -> workers().complete(job.lease(), Map.of(), false));
    assertThat(lost).hasMessageContaining("lease lost at").hasMessageContaining("attempt 2");
    refused(Problem.LEASE_LOST, () -> workers().heartbeat(job.lease(), null));
    refused(Problem.LEASE_LOST, () -> workers().fail(job.lease(), new JobFailure("too late")));
    assertThat(facts(id, "AttemptResultIgnored")).hasSize(2);
    assertThat(facts(id, "LeaseLost")).hasSize(1);

    var second = leased("lost", "w2");
    assertThat(second.attempt()).isEqualTo(2);
    refused(Problem.LEASE_LOST, () -> workers().complete(job.lease(), Map.of(), false));
    world.clock.advance(LEASE);
    until(() -> status(id) == ProcessInstanceStatus.ERROR);
    assertThat(as("ann").openProcessInstance(id).errors().getFirst().code())
        .as("more than lostAttempts")
        .isEqualTo("attempt-lost");
  }

  @Test
  void wrongDataIsRefusedAndTheLeaseIsKept() {
    long id = begun("wrong");
    var job = leased("wrong", "w1");
    refused(
        Problem.INVALID_DATA,
        () -> workers().complete(job.lease(), Map.of("Amount", "much"), false));
    assertThat(eventStatus(id)).isEqualTo("Leased");
    workers().complete(job.lease(), Map.of("Amount", new BigDecimal("1.00")), false);
    assertThat(active(id)).containsExactly("Book");
  }

  @Test
  void aStopTakesTheLeaseAndHoldsTheJobUntilTheStart() {
    long id = begun("stop");
    var job = leased("stop", "w1");
    as("mia").management().stop(id);
    assertThat(status(id)).isEqualTo(ProcessInstanceStatus.STOPPED);
    assertThat(lease("stop", "w2", 1)).isEmpty();
    refused(Problem.LEASE_LOST, () -> workers().complete(job.lease(), Map.of(), false));
    as("mia").management().start(id);
    assertThat(leased("stop", "w2").attempt()).isEqualTo(2);
  }

  @Test
  void aGotoAndADeleteRemoveTheJobAndFenceItsWorker() {
    long id = begun("goto");
    var job = leased("goto", "w1");
    as("mia").management().gotoActivity(id, "Book");
    assertThat(active(id)).containsExactly("Book");
    var lost = refused(Problem.LEASE_LOST, () -> workers().complete(job.lease(), Map.of(), false));
    assertThat(lost).hasMessageContaining("the event has ended");

    long deleted = begun("delete");
    as("mia").management().delete(deleted);
    assertThat(lease("delete", "w1", 1)).isEmpty();
  }

  @Test
  void workersWhoAskAtOnceGetEachJobOnce() {
    begun("many");
    for (int more = 0; more < 19; more++) {
      begin(PAYMENT + " many");
    }
    var asking = new ArrayList<CompletableFuture<List<WorkerJob>>>();
    for (int worker = 0; worker < 8; worker++) {
      var name = "w" + worker;
      asking.add(CompletableFuture.supplyAsync(() -> lease("many", name, 3)));
    }
    var got = asking.stream().flatMap(answer -> answer.join().stream()).toList();
    assertThat(got).extracting(WorkerJob::serialNumber).doesNotHaveDuplicates().hasSize(20);
  }

  @Test
  void whoWaitsIsWokenByTheCommitThatQueuesAJob() throws Exception {
    as("dora").definitions().deploy(yaml("wake"), "payment.yaml");
    var waiting =
        CompletableFuture.supplyAsync(() ->
            workers().lease(new JobRequest("wake", "w1", 1, null, Duration.ofSeconds(30), null)));
    long id = begin(PAYMENT + " wake");
    assertThat(waiting.get(9, java.util.concurrent.TimeUnit.SECONDS))
        .as("sooner than it would look by itself")
        .extracting(WorkerJob::instance)
        .containsExactly(id);
  }

  @Test
  void jobsAreListedThoseThatWorkersHaveFirst() {
    long first = begun("list");
    world.clock.advance(Duration.ofSeconds(1));
    long second = begin(PAYMENT + " list");
    leased2("list");
    var all = workers().jobs("list", null, 50);
    assertThat(all.items()).extracting(job -> job.instance()).containsExactly(first, second);
    assertThat(all.items()).extracting(job -> job.worker()).containsExactly("w1", null);
    assertThat(all.nextCursor()).isNull();
    var page = workers().jobs("list", null, 1);
    assertThat(workers().jobs("list", page.nextCursor(), 1).items())
        .extracting(job -> job.instance())
        .containsExactly(second);
  }

  private void leased2(String topic) {
    assertThat(lease(topic, "w1", 1)).hasSize(1);
  }

  @Test
  void theRightServerEventIsNeeded() {
    long id = begun("right");
    refused(Problem.ACCESS_DENIED, () -> as("nora").workers().lease(new JobRequest("right", "w")));
    refused(Problem.ACCESS_DENIED, () -> as("nora").workers().jobs("right", null, 10));
    var job = leased("right", "w1");
    refused(
        Problem.ACCESS_DENIED, () -> as("nora").workers().complete(job.lease(), Map.of(), false));
    assertThat(active(id)).containsExactly("Pay");
  }

  @Test
  void whoMayDoOtherJobsOnlyIsToldSoAndDoesNotWaitForEver() {
    begun("ours");
    begun("theirs");
    world
        .engine
        .connectTrusted("admin")
        .administration()
        .createUser("vera", "a long password", Set.of());
    as("admin")
        .administration()
        .grantProcessRight(PAYMENT + " ours", ProcessRight.SERVER_EVENT, Subject.user("vera"));
    var vera = as("vera").workers();
    var wait = Duration.ofSeconds(30);
    assertThat(
            refused(
                Problem.ACCESS_DENIED,
                () -> vera.lease(new JobRequest("theirs", "w1", 1, null, wait, null))))
        .hasMessageContaining("'serverEvent'")
        .hasMessageContaining("'theirs'");
    refused(Problem.ACCESS_DENIED, () -> vera.jobs("theirs", null, 10));
    assertThat(vera.lease(new JobRequest("nobody's", "w1"))).isEmpty();
    assertThat(vera.lease(new JobRequest("ours", "w1"))).hasSize(1);
    assertThat(vera.lease(new JobRequest("ours", "w1"))).isEmpty();
  }

  @Test
  void whatCanNotBeIsRefused() {
    begun("bounds");
    var w = workers();
    refused(
        Problem.INVALID_REQUEST,
        () -> w.lease(new JobRequest("bounds", "w1", 101, null, Duration.ZERO, null)));
    refused(Problem.INVALID_REQUEST, () -> w.lease(new JobRequest("bounds", " ")));
    refused(
        Problem.INVALID_REQUEST,
        () ->
            w.lease(new JobRequest("bounds", "w1", 1, Duration.ofMillis(5), Duration.ZERO, null)));
    refused(
        Problem.NOT_FOUND, () -> w.complete(new JobLease("999999_1", 1, "w1"), Map.of(), false));
  }

  @Test
  void whyAndThePreviewSpeakOfTheWorker() {
    long id = begun("why");
    assertThat(as("ann").explain(id).summary()).contains("a worker of topic 'why'");
    leased("why", "w1");
    assertThat(as("ann").explain(id).summary()).contains("worker 'w1'");
    var preview = as("mia").management().preview(id, new ManagementOperation.GotoActivity("Book"));
    assertThat(preview.differences().toString()).contains("outside effects may have happened");
  }
}
