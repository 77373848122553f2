package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.Workers.JobRequest;
import org.baltoro.api.Workers.WorkerJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work for several people and for rows of a list, from the file to the end of the instance. */
class DestinationsTest {
  private static final String VOTE =
      """
      process: Test/People
      data: { Reviewers: json, Agreed: integer }
      activities:
        Vote:
          destinations: { to: "= Reviewers", plan: each }
          succeedingRule:
            Agreed: { when: 'count(Responses[Outcome = "Yes"]) >= 2' }
          events:
            - client: Vote
              actions: ["Yes", "No"]
          lines:
            - { to: Count, when: Outcome = "Agreed" }
        Count:
          events:
            - server: Count
              code: k2.processInstance().dataFields().set("Agreed", 1);
      """;

  private static final String ROWS =
      """
      process: Test/People
      data: { Items: json }
      activities:
        Work:
          destinations: { plan: per-slot, rows: Items }
          events:
            - client: Look
              destinations: ["= Row.who"]
              actions: [Done]
          lines:
            - to: End
              when: count(Responses) = 2 and Responses[1].User = "bob"
        End: {}
      """;

  @TempDir Path folder;

  private static ProcessInstance start(Engine engine, String source, String field, Object value) {
    var ann = engine.connectTrusted("ann");
    ann.definitions().deploy(source, "test.yaml");
    var prepared = ann.createProcessInstance("Test/People");
    prepared.dataFields().set(field, value);
    return ann.startProcessInstance(prepared, true);
  }

  private static void answer(Engine engine, String user, String action) {
    var connection = engine.connectTrusted(user);
    var entry = connection.worklist(null, 10).items().getFirst();
    connection.openWorklistItem(entry.serialNumber()).finish(action, true);
  }

  private static ProcessInstance now(Engine engine, ProcessInstance instance) {
    return engine.connectTrusted("ann").openProcessInstance(instance.id());
  }

  @Test
  void aVoteEndsWhenEnoughHaveAgreed() {
    try (var engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")))) {
      var instance = start(engine, VOTE, "Reviewers", List.of("bob", "carol", "dave", "eve"));
      assertThat(instance.status()).isEqualTo(ProcessInstanceStatus.ACTIVE);
      answer(engine, "bob", "Yes");
      answer(engine, "dave", "No");
      assertThat(now(engine, instance).status()).isEqualTo(ProcessInstanceStatus.ACTIVE);
      answer(engine, "carol", "Yes");
      assertThat(now(engine, instance).status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
      assertThat(now(engine, instance).dataFields().getInteger("Agreed")).isEqualTo(1);
      assertThat(engine.connectTrusted("eve").worklist(null, 10).items()).isEmpty();
    }
  }

  @Test
  void theWorkForEachRowOfAListKnowsItsRow() {
    try (var engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")))) {
      var rows = List.of(Map.of("who", "bob"), Map.of("who", "carol"));
      var instance = start(engine, ROWS, "Items", rows);
      answer(engine, "bob", "Done");
      answer(engine, "carol", "Done");
      assertThat(now(engine, instance).status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    }
  }

  private static final String SHARED =
      """
      process: Test/People
      data: { Reviewers: json }
      activities:
        Count:
          destinations: { to: "= Reviewers", plan: each }
          data: { Total: { type: integer, default: 0, shared: true } }
          events:
            - { server: Add ten, worker: adding }
            - server: Add one
              code: |
                var fields = k2.activityInstance().dataFields();
                fields.set("Total", fields.getInteger("Total") + 1);
      """;

  @Test
  void codeAndWorkersReadAndSetWhatAllDestinationsShare() {
    try (var engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")))) {
      var instance = start(engine, SHARED, "Reviewers", List.of("bob", "carol"));
      var workers = engine.connectTrusted("ann").workers();
      int total = 0;
      for (var destination : List.of("bob", "carol")) {
        var job = workers.lease(new JobRequest("adding", "w1")).getFirst();
        assertThat(job.destination()).isEqualTo(destination);
        assertThat(job.slot()).isEqualTo(destination.equals("bob") ? 1 : 2);
        assertThat(job.row()).isNull();
        assertThat(job.dataFields()).containsEntry("Total", total);
        workers.complete(job.lease(), Map.of("Total", total + 10), false);
        total += 11;
        var changed = total;
        Await.until("the code has counted", () -> totals(engine, instance).contains(changed));
      }
      assertThat(totals(engine, instance)).containsExactly(10, 11, 21, 22);
    }
  }

  private static List<Object> totals(Engine engine, ProcessInstance instance) {
    return engine.connectTrusted("ann").journal(instance.id(), 0, 1000).stream()
        .filter(entry -> entry.kind().equals("DataFieldsChanged"))
        .map(entry -> (Map<?, ?>) Objects.requireNonNull(entry.details().get("values")))
        .map(values -> Objects.requireNonNull((Object) values.get("Total")))
        .toList();
  }

  @Test
  void aWorkerIsToldTheRowThatItsJobIsFor() {
    try (var engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")))) {
      var source =
          """
          process: Test/People
          data: { Items: json }
          activities:
            Work:
              destinations: { plan: per-slot, rows: Items }
              events:
                - { server: Do, worker: rows }
          """;
      start(engine, source, "Items", List.of(Map.of("who", "bob"), Map.of("who", "eve")));
      var workers = engine.connectTrusted("ann").workers();
      var jobs = workers.lease(new JobRequest("rows", "w1", 2, null, Duration.ZERO, null));
      assertThat(jobs).extracting(WorkerJob::slot).containsExactlyInAnyOrder(1, 2);
      assertThat(jobs)
          .extracting(WorkerJob::row)
          .containsExactlyInAnyOrder(Map.of("who", "bob"), Map.of("who", "eve"));
      assertThat(jobs).extracting(WorkerJob::destination).containsOnly("");
    }
  }
}
