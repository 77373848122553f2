package org.baltoro.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedEngineTest {
  @Test
  void theQuestionIsAskedAnsweredAndEnds(@TempDir Path folder) throws InterruptedException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      EmbeddedEngine.run(folder.resolve("question.db"), out);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .matches(
            """
            Started (\\d+): About the weather
            Asked, and waiting for \\1_2
            Completed: sunny
            """);
  }
}
