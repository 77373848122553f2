package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.baltoro.api.ProcessInstanceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept in memory. */
class CachedInstancesTest {
  private static final String DEFINITION =
      """
      process: Test/Question
      activities:
        Ask:
          events:
            - server: Wait for the answer
              handler: wait
      """;

  @TempDir Path folder;

  @Test
  void whatHasEndedIsKeptNoLonger() {
    var config =
        EngineConfig.sqlite(folder.resolve("store.db"))
            .handler("wait", k2 -> k2.setSynchronous(false));
    try (var engine = Engine.open(config)) {
      var ann = engine.connectTrusted("ann");
      ann.definitions().deploy(DEFINITION, "question.yaml");
      var first = ann.startProcessInstance(ann.createProcessInstance("Test/Question"), true);
      ann.startProcessInstance(ann.createProcessInstance("Test/Question"), true);
      assertThat(engine.status().cachedInstances()).isEqualTo(2);
      var item = first.activities().getFirst().events().getFirst().serialNumber();
      ann.openServerItem(item).finish(true);
      assertThat(engine.status().cachedInstances()).isEqualTo(1);
      assertThat(ann.openProcessInstance(first.id()).status())
          .isEqualTo(ProcessInstanceStatus.COMPLETED);
      assertThat(engine.status().cachedInstances()).isEqualTo(1);
    }
  }
}
