package org.baltoro.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.baltoro.api.Connection;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workers in {@code examples/workers} do the jobs of a real server. */
class ExampleWorkersTest {
  private static final Path EXAMPLES = Path.of("..", "examples", "workers");

  @TempDir Path folder;
  private RunningServer server;
  private Connection ann;

  @BeforeEach
  void open() {
    var engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")));
    server = ServerMain.serve(engine, ServeOptions.defaults().port(0));
    ann = engine.connectTrusted("ann");
    ann.definitions()
        .deploy(
            """
            process: Finance/Payment
            data: { Amount: decimal, Reference: string }
            activities:
              Pay:
                events:
                  - server: Post the payment
                    worker: payments
            """,
            "payment.yaml");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void thePythonWorkerDoesItsJobs() throws Exception {
    works(List.of("python3", EXAMPLES.resolve("worker.py").toString()), "python-baltoro-");
  }

  @Test
  void theJavaScriptWorkerDoesItsJobs() throws Exception {
    works(List.of("node", EXAMPLES.resolve("worker.mjs").toString()), "node-baltoro-");
  }

  private void works(List<String> command, String reference) throws Exception {
    assumeTrue(isThere(command.getFirst()), command.getFirst() + " is not on this machine");
    var line = new ArrayList<>(command);
    line.add(server.url().toString());
    line.add("payments");
    var log = folder.resolve("worker.log").toFile();
    var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log);
    builder
        .environment()
        .put(
            "BALTORO_TOKEN",
            server
                .engine()
                .connectTrusted("admin")
                .administration()
                .createToken("admin", "worker", Duration.ofDays(1)));
    long good = start("12.50");
    var worker = builder.start();
    try {
      long bad = start("-1");
      until(good, ProcessInstanceStatus.COMPLETED, log.toPath());
      until(bad, ProcessInstanceStatus.ERROR, log.toPath());
      assertThat(ann.openProcessInstance(good).dataFields().getString("Reference"))
          .startsWith(reference);
      var error = ann.openProcessInstance(bad).errors().getFirst();
      assertThat(error.code()).isEqualTo("worker-failed");
      assertThat(error.message()).isEqualTo("an amount of -1 can't be paid");
      assertThat(error.stackTrace()).contains("work");
    } finally {
      worker.destroy();
      assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private long start(String amount) {
    var prepared = ann.createProcessInstance("Finance/Payment");
    prepared.dataFields().set("Amount", new java.math.BigDecimal(amount));
    return ann.startProcessInstance(prepared, true).id();
  }

  private void until(long id, ProcessInstanceStatus status, Path log) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (ann.openProcessInstance(id).status() != status) {
      assertThat(System.nanoTime()).as(() -> "in time: " + read(log)).isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version").start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
