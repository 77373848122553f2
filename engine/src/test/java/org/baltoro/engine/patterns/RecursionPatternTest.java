package org.baltoro.engine.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.Await;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance that starts its own process: more than one instance, so on a real engine. */
class RecursionPatternTest {
  private static final String PROCESS = "Patterns/22 Recursion";

  @TempDir Path folder;

  @Test
  void theInnermostDecidesForAll() throws IOException {
    try (var engine = Engine.open(EngineConfig.sqlite(folder.resolve("recursion.db")))) {
      var office = engine.connectTrusted("office");
      var source = Files.readString(Interleavings.FOLDER.resolve("22-recursion.yaml"));
      office.definitions().deploy(source, "22-recursion.yaml");
      var outermost = office.startProcessInstance(office.createProcessInstance(PROCESS));

      choose(engine, "ann", "Ask");
      choose(engine, "bob", "Ask");
      assertThat(instances(office))
          .as("they wait for each other")
          .hasSize(3)
          .allMatch(status -> status == ProcessInstanceStatus.ACTIVE);
      choose(engine, "cid", "Approve");

      Await.until(
          "all are complete",
          () ->
              instances(office).stream()
                  .allMatch(status -> status == ProcessInstanceStatus.COMPLETED));
      assertThat(office.openProcessInstance(outermost.id()).dataFields().getBoolean("Approved"))
          .isTrue();
      assertThat(instances(office)).hasSize(3);
    }
  }

  @Test
  void whoHasNobodyAboveThemCannotAsk() throws IOException {
    try (var engine = Engine.open(EngineConfig.sqlite(folder.resolve("recursion.db")))) {
      var office = engine.connectTrusted("office");
      var source = Files.readString(Interleavings.FOLDER.resolve("22-recursion.yaml"));
      office.definitions().deploy(source, "22-recursion.yaml");
      office.startProcessInstance(office.createProcessInstance(PROCESS));

      choose(engine, "ann", "Ask");
      choose(engine, "bob", "Ask");
      choose(engine, "cid", "Ask");

      Await.until(
          "all are complete",
          () ->
              instances(office).stream()
                  .allMatch(status -> status == ProcessInstanceStatus.COMPLETED));
      assertThat(office.processInstances(ofTheProcess()).items())
          .hasSize(3)
          .allMatch(instance -> !approved(office.openProcessInstance(instance.id())));
    }
  }

  private static void choose(Engine engine, String user, String action) {
    var connection = engine.connectTrusted(user);
    Await.until(user + " has an item", () -> !connection.worklist(null, 1).items().isEmpty());
    var item = connection.worklist(null, 1).items().getFirst();
    connection.openWorklistItem(item.serialNumber()).finish(action);
  }

  private static boolean approved(ProcessInstance instance) {
    return Boolean.TRUE.equals(instance.dataFields().getBoolean("Approved"));
  }

  private static List<ProcessInstanceStatus> instances(Connection connection) {
    return connection.processInstances(ofTheProcess()).items().stream()
        .map(instance -> instance.status())
        .toList();
  }

  private static ProcessInstanceQuery ofTheProcess() {
    return ProcessInstanceQuery.all().process(PROCESS);
  }
}
