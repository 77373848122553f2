package org.baltoro.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that goes through K2's features names tests that there are. */
class DocumentedFeaturesTest {
  /** The last column of a row. */
  private static final Pattern SHOWN_BY = Pattern.compile("(?m)\\| ([^|\n]+) \\|$");

  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)`");

  @Test
  void everyTestThatShowsAFeatureIsThere() throws IOException {
    var named = new TreeSet<String>();
    SHOWN_BY
        .matcher(Files.readString(Path.of("..", "docs", "k2.md")))
        .results()
        .flatMap(row -> NAME.matcher(row.group(1)).results())
        .forEach(name -> named.add(name.group(1)));

    assertThat(named).hasSizeGreaterThan(15);
    assertThat(tests()).containsAll(named);
  }

  private static Set<String> tests() throws IOException {
    var tests = new TreeSet<String>();
    for (var module : new String[] {"kernel", "store", "engine", "testkit", "client", "server"}) {
      try (var files = Files.walk(Path.of("..", module, "src", "test"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.endsWith(".java"))
            .forEach(file -> tests.add(file.replace(".java", "")));
      }
    }
    return tests;
  }
}
