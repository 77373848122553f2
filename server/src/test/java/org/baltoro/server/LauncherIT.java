package org.baltoro.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of this checkout, with the jar that was built. */
class LauncherIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path folder;

  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void aServerStartsWithWhatARehearsalHasLeft() throws IOException, InterruptedException {
    var loaded = folder.resolve("loaded.txt");
    var output = Files.createFile(folder.resolve("output.txt"));
    var launcher = Path.of("..", "baltoro").toAbsolutePath().normalize().toString();
    var data = folder.resolve("store.db").toString();
    var builder =
        new ProcessBuilder(launcher, "serve", "--port", "0", "--data", data)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("BALTORO_HOME", folder.toString());
    builder.environment().put("BALTORO_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);
    var server = builder.start();
    try {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!Files.readString(output).contains("answers at")) {
        assertThat(server.isAlive()).as("it runs:%n%s", Files.readString(output)).isTrue();
        assertThat(System.nanoTime())
            .as("it answers:%n%s", Files.readString(output))
            .isLessThan(end);
        Thread.sleep(100);
      }
    } finally {
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly().onExit().join();
    }
    assertThat(Files.readAllLines(loaded))
        .as("where classes came from:%n%s", Files.readString(output))
        .anyMatch(
            line -> line.matches(".* org\\.apache\\.catalina\\.core\\.StandardEngine .*shared.*"))
        .anyMatch(line -> line.matches(".* org\\.baltoro\\.engine\\.Engine .*shared.*"));
  }
}
