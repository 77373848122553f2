package org.baltoro.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo, from the launcher: a server that is killed, and twenty orders that end as they should.
 */
class DemoIT {
  @TempDir Path folder;

  @Test
  void everyOrderEndsAsItShould() throws IOException, InterruptedException {
    var log = folder.resolve("output.txt");
    var launcher = Path.of("..", "baltoro").toAbsolutePath().normalize();
    var demo =
        new ProcessBuilder(launcher.toString(), "demo")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(demo.waitFor(5, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      demo.descendants().forEach(ProcessHandle::destroyForcibly);
      demo.destroyForcibly();
    }
    var output = Files.readString(log);
    assertThat(demo.exitValue()).as(output).isZero();
    assertThat(output)
        .contains("kill -9")
        .contains("The manager approves order")
        .contains("just what the preview has shown")
        .contains("was escalated")
        .contains("Order PO-4721 is saved and waits for approval")
        .contains("also (all or nothing)")
        .contains("Order PO-4721 is decided: Approved")
        .contains("20 of 20 orders ended as they should");
  }
}
