package org.baltoro.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each plan that the page about work for people shows can be deployed. */
class DocumentedPlansTest {
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  static List<String> examples() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "worklist.md"));
    var examples = EXAMPLE.matcher(page).results().map(found -> found.group(1)).toList();
    assertThat(examples).hasSize(4);
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleHasNoProblems(String example) {
    assertThat(Deployer.check(example, "worklist.md").problems()).isEmpty();
  }
}
