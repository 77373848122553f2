package org.baltoro.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of this checkout, with the jar that was built. */
class LauncherIT {
  @TempDir Path folder;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void aServerStartsWithWhatARehearsalHasLeft() throws IOException {
    var loaded = folder.resolve("loaded.txt");
    var builder =
        new ProcessBuilder(
                Path.of("..", "baltoro").toAbsolutePath().normalize().toString(),
                "serve",
                "--port",
                "0",
                "--data",
                folder.resolve("store.db").toString())
            .redirectErrorStream(true);
    builder.environment().put("BALTORO_HOME", folder.toString());
    builder.environment().put("BALTORO_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);
    var server = builder.start();
    try (var output = new BufferedReader(server.inputReader())) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        if (line.contains("answers at")) {
          break;
        }
      }
    } finally {
      server.destroyForcibly().onExit().join();
    }
    assertThat(Files.readAllLines(loaded))
        .anyMatch(
            line -> line.matches(".* org\\.apache\\.catalina\\.core\\.StandardEngine .*shared.*"))
        .anyMatch(line -> line.matches(".* org\\.baltoro\\.engine\\.Engine .*shared.*"));
  }
}
