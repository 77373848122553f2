package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RehearseCommandTest {
  @Test
  void itSeesAllOrdersEnd() {
    var run = CommandLineRun.of("rehearse");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("A server in a temporary folder has seen 200 orders end.\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aTemporaryFolderIsGoneWithAllThatIsInIt() throws IOException {
    Path path;
    try (var folder = TemporaryFolder.create("baltoro-test-")) {
      path = folder.path();
      Files.writeString(Files.createDirectories(path.resolve("a/b")).resolve("c"), "text");
    }
    assertThat(path).doesNotExist();
  }
}
