package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.deploy.DefinitionBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts whose results can't be stored, or that nobody wants any more. */
class AttemptsGivenUpTest {
  private static final String QUEUED =
      """
      process: Test/Queued
      activities:
        Work:
          events:
            - server: Work
              code: |
                var properties = System.getProperties();
                ((java.util.concurrent.atomic.AtomicInteger) properties.get("test.runs"))
                    .incrementAndGet();
                ((java.util.concurrent.CountDownLatch) properties.get("test.in")).countDown();
                ((java.util.concurrent.CountDownLatch) properties.get("test.go")).await();
      """;

  @TempDir Path folder;

  @AfterEach
  void forget() {
    for (var name : new String[] {"test.runs", "test.in", "test.go"}) {
      System.getProperties().remove(name);
    }
  }

  @Test
  void aResultThatTheStoreRefusesIsAFailureOfTheAttempt() {
    var refusing = FaultyStore.refusing(2);
    var config = EngineConfig.sqlite(folder.resolve("a.db")).storeWrapper(refusing::around);
    try (var engine = Engine.open(config)) {
      engine.deploy(
          DefinitionBuilder.process("Test/Result")
              .activity("Work", a -> a.server("Work", k2 -> {}))
              .build(),
          "ann");
      var ann = engine.connectTrusted("ann");
      long id = ann.startProcessInstance(ann.createProcessInstance("Test/Result")).id();
      var failed =
          Await.value(
              "it is in error",
              () -> ann.openProcessInstance(id),
              instance -> instance.status() == ProcessInstanceStatus.ERROR);
      assertThat(failed.errors().getFirst().message()).contains("can't be stored", "no such text");
    }
  }

  @Test
  void codeThatWasGivenUpWhileItWaitedForAThreadIsNeverRun() throws Exception {
    var runs = new AtomicInteger();
    var in = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    System.getProperties().put("test.runs", runs);
    System.getProperties().put("test.in", in);
    System.getProperties().put("test.go", go);
    var config = EngineConfig.sqlite(folder.resolve("b.db")).codeBehindThreads(1);
    try (var engine = Engine.open(config)) {
      var ann = engine.connectTrusted("ann");
      ann.definitions().deploy(QUEUED, "queued.yaml");
      long first = ann.startProcessInstance(ann.createProcessInstance("Test/Queued")).id();
      assertThat(in.await(20, TimeUnit.SECONDS)).isTrue();
      long second = ann.startProcessInstance(ann.createProcessInstance("Test/Queued")).id();
      ann.management().carryOut(second, new ManagementOperation.Interrupt());
      go.countDown();
      Await.until(
          "the first is done",
          () -> ann.openProcessInstance(first).status() == ProcessInstanceStatus.COMPLETED);
      ann.management().carryOut(second, new ManagementOperation.Retry(0));
      Await.until(
          "the second is retried",
          () -> ann.openProcessInstance(second).status() == ProcessInstanceStatus.COMPLETED);
      assertThat(runs).as("the first, and the second's retry").hasValue(2);
    }
  }

  @Test
  void codeThatWaitsForAThreadIsNotRunWhenTheEngineCloses() throws Exception {
    var runs = new AtomicInteger();
    var in = new CountDownLatch(1);
    System.getProperties().put("test.runs", runs);
    System.getProperties().put("test.in", in);
    System.getProperties().put("test.go", new CountDownLatch(1));
    var config =
        EngineConfig.sqlite(folder.resolve("c.db"))
            .codeBehindThreads(1)
            .shutdownPatience(Duration.ZERO);
    try (var engine = Engine.open(config)) {
      var ann = engine.connectTrusted("ann");
      ann.definitions().deploy(QUEUED, "queued.yaml");
      ann.startProcessInstance(ann.createProcessInstance("Test/Queued"));
      assertThat(in.await(20, TimeUnit.SECONDS)).isTrue();
      ann.startProcessInstance(ann.createProcessInstance("Test/Queued"));
    }
    assertThat(runs).hasValue(1);
  }
}
