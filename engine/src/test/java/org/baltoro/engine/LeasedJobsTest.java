package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.Workers.JobRequest;
import org.baltoro.api.Workers.WorkerJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is leased reaches its worker, whatever becomes of the other jobs that it asked for. */
class LeasedJobsTest {
  private static final String YAML =
      """
      process: Test/Letters
      data: { Letter: string }
      activities:
        Print:
          events:
            - server: Print it
              worker: printing
              retry: { attempts: 2, backOff: 1h }
              timeLimit: 24h
      """;

  @TempDir Path folder;

  private static List<WorkerJob> lease(Connection ann) {
    return ann.workers().lease(new JobRequest("printing", "w1", 2, null, Duration.ZERO, null));
  }

  private static String eventStatus(Connection ann, long id) {
    return ann.openProcessInstance(id).activities().getFirst().events().getFirst().status();
  }

  @Test
  void aStoreThatFailsMeanwhileKeepsNoLeasedJobFromItsWorker() {
    var line = FaultyStore.faultless();
    var config = EngineConfig.sqlite(folder.resolve("store.db")).storeWrapper(line::around);
    try (var engine = Engine.open(config)) {
      var ann = engine.connectTrusted("ann");
      ann.definitions().deploy(YAML, "letters.yaml");
      var ids = new long[3];
      for (int number = 0; number < ids.length; number++) {
        var prepared = ann.createProcessInstance("Test/Letters");
        prepared.dataFields().set("Letter", "x".repeat(20_000));
        ids[number] = ann.startProcessInstance(prepared, true).id();
      }
      line.breakCall("largeValue", 2);
      line.breakCall("jobs", 2);
      assertThat(lease(ann)).extracting(WorkerJob::instance).containsExactly(ids[0]);
      Await.until("its attempt has failed", () -> eventStatus(ann, ids[1]).equals("Retrying"));
      assertThat(lease(ann)).extracting(WorkerJob::instance).containsExactly(ids[2]);
    }
  }
}
