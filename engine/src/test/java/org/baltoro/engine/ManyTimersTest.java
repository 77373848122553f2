package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More timers due at once than are read at once. */
class ManyTimersTest {
  private static final int INSTANCES = 11_000;

  private static final String DEFINITION =
      """
      process: Test/Reminders
      durability: wait
      activities:
        Wait:
          events:
            - client: Decide
              destinations: [ann]
              actions: [Go on]
          escalations:
            - name: Remind
              after: 1h
              goto: Reminded
        Reminded:
          events:
            - server: Remind
              handler: remind
      """;

  @TempDir Path folder;

  @Test
  void eachFiresOnce() throws InterruptedException {
    var reminded = new ConcurrentHashMap<Long, AtomicInteger>();
    var left = new CountDownLatch(INSTANCES);
    var config =
        EngineConfig.sqlite(folder.resolve("timers.db"))
            .unsafe(true)
            .movableClock(true)
            .repeatableHandler(
                "remind",
                k2 -> {
                  reminded
                      .computeIfAbsent(k2.processInstance().id(), id -> new AtomicInteger())
                      .incrementAndGet();
                  left.countDown();
                });
    try (var engine = Engine.open(config)) {
      var ann = engine.connectTrusted("ann");
      ann.definitions().deploy(DEFINITION, "reminders.yaml");
      for (int number = 0; number < INSTANCES; number++) {
        ann.startProcessInstance(ann.createProcessInstance("Test/Reminders"));
      }
      ann.administration().advanceClock(Duration.ofHours(2));
      assertThat(left.await(1, TimeUnit.MINUTES)).as("%d have not fired", left.getCount()).isTrue();
    }
    assertThat(reminded)
        .hasSize(INSTANCES)
        .allSatisfy((id, times) -> assertThat(times).hasValue(1));
  }
}
