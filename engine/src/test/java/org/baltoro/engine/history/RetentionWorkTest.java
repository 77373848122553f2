package org.baltoro.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.baltoro.api.RetentionRun;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.ManualClock;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the retention beside each other. */
class RetentionWorkTest {
  private static final int INSTANCES = 120;

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-02T08:00:00Z"));

  @Test
  void aRunNeedNotWaitUntilAnotherHasRested() {
    try (var engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")).clock(clock))) {
      var ann = engine.connectTrusted("ann");
      ann.definitions().deploy("process: HR/Leave\nactivities:\n  Tell: {}\n", "leave.yaml");
      for (int number = 0; number < INSTANCES; number++) {
        ann.startProcessInstance(ann.createProcessInstance("HR/Leave"), true);
      }
      ann.history().rollUp();
      clock.advance(Duration.ofDays(2));
      var retention =
          new RetentionWork(
              engine.store(),
              new DefinitionRegistry(engine.store()),
              clock,
              new RetentionSettings(Duration.ofDays(1), false, null),
              (instance, line) -> {},
              gone -> {},
              () -> 1L);
      var besides = new ArrayList<RetentionRun>();
      var slow =
          retention.run(
              INSTANCES,
              took -> {
                if (besides.isEmpty()) {
                  besides.add(
                      CompletableFuture.supplyAsync(() -> retention.run(INSTANCES))
                          .orTimeout(20, TimeUnit.SECONDS)
                          .join());
                }
              });
      assertThat(slow.deleted()).isEqualTo(100);
      assertThat(besides).containsExactly(new RetentionRun(INSTANCES - 100, 0, false));
    }
  }
}
