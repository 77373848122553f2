package org.baltoro.engine.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.baltoro.engine.deploy.Deployer;
import org.junit.jupiter.api.Test;

/** The page of the patterns says what there is. */
class PatternPageTest {
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| (\\d+) \\| (?:\\[([^]]+)]\\(\\.\\./examples/patterns/([^)]+)\\)|[^|\\[]+) \\|"
              + " (direct|idiom|not) \\|");
  private static final Pattern COUNT =
      Pattern.compile(
          "Of 43 patterns (\\d+) are direct, (\\d+) are idioms, (\\d+) (?:is|are) not supported");

  @Test
  void all43AreListedAndCounted() throws IOException {
    var rows = rows();
    var count = COUNT.matcher(page());

    assertThat(rows.stream().map(row -> Integer.valueOf(row.group(1))))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 43).boxed().toList());
    assertThat(count.find()).isTrue();
    assertThat(List.of(count.group(1), count.group(2), count.group(3)))
        .isEqualTo(List.of(counted(rows, "direct"), counted(rows, "idiom"), counted(rows, "not")));
  }

  @Test
  void whatIsSupportedHasAFaultlessDefinitionThatBearsItsName() throws IOException {
    for (var row : rows()) {
      if (row.group(4).equals("not")) {
        assertThat(row.group(3)).isNull();
        continue;
      }
      var file = row.group(3);
      var source = Files.readString(Interleavings.FOLDER.resolve(file));
      var number = "%02d".formatted(Integer.valueOf(row.group(1)));
      assertThat(file).startsWith(number + "-");
      assertThat(source)
          .startsWith("# %s %s".formatted(row.group(1), row.group(2).substring(0, 1)))
          .contains("\nprocess: Patterns/%s %s\n".formatted(number, row.group(2)));
      assertThat(Deployer.check(source, file).problems()).isEmpty();
    }
  }

  @Test
  void everyDefinitionIsListed() throws IOException {
    try (var files = Files.list(Interleavings.FOLDER)) {
      assertThat(rows().stream().map(row -> row.group(3)).filter(file -> file != null))
          .containsExactlyInAnyOrderElementsOf(
              files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private static String counted(List<MatchResult> rows, String how) {
    return Long.toString(rows.stream().filter(row -> row.group(4).equals(how)).count());
  }

  private static List<MatchResult> rows() throws IOException {
    return ROW.matcher(page()).results().toList();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "patterns.md"));
  }
}
