package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearseCommandTest {
  @Test
  void itSeesAllOrdersEndAndLeavesNothingBehind() throws IOException {
    var before = rehearsals();
    var run = CommandLineRun.of("rehearse");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("A server in a temporary folder has seen 200 orders end.\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(rehearsals()).isEqualTo(before);
  }

  private static List<Path> rehearsals() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("baltoro-rehearsal-"))
          .toList();
    }
  }
}
