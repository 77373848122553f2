package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.baltoro.api.Problem;
import org.junit.jupiter.api.Test;

/** Whoever meets an error finds its code in the documentation. */
class DocumentedErrorsTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+(?:-[a-z]+)*)` \\|");
  private static final Pattern CODE =
      Pattern.compile("\\{@code\\s+(?:\\*\\s+)?([a-z]+(?:-[a-z]+)*)}");

  @Test
  void allCodesOfFailuresAndRefusalsAreToldWithWhatToDo() throws IOException {
    var page = ROW.matcher(Files.readString(Path.of("..", "docs", "errors.md")));

    assertThat(page.results().map(row -> row.group(1)))
        .containsExactlyInAnyOrderElementsOf(codes());
  }

  private static Iterable<String> codes() throws IOException {
    var codes = new ArrayList<String>();
    var failure =
        Path.of("..", "kernel", "src", "main", "java", "org", "baltoro", "kernel", "Failure.java");
    var text = Files.readString(failure);
    var told = text.substring(text.indexOf("@param code"), text.indexOf("@param detail"));
    CODE.matcher(told).results().forEach(code -> codes.add(code.group(1)));
    assertThat(codes).contains("interrupted", "attempt-lost", "due-failed");
    Arrays.stream(Problem.values()).map(Problem::code).forEach(codes::add);
    return codes;
  }
}
