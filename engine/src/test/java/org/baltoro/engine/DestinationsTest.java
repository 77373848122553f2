package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
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
}
