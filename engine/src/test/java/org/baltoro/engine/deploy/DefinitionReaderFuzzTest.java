package org.baltoro.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as nobody would write them: the reader always answers, and always says where. */
class DefinitionReaderFuzzTest {
  private static final List<String> SPLINTERS =
      List.of(
          ":",
          ": ",
          "- ",
          "\n",
          "\n  ",
          "\t",
          "\"",
          "'",
          "{",
          "}",
          "[",
          "]",
          "|",
          ">",
          "&a ",
          "*a",
          "!!map ",
          "!x ",
          "? ",
          "#",
          "%YAML 1.2\n",
          "---\n",
          "...\n",
          "<<: ",
          "null",
          "~",
          "1e999",
          "\u0000",
          "\u0007",
          "\uFEFF",
          "\u2028",
          "\uD800",
          "🎈",
          "\\",
          ",",
          "activities:",
          "lines:",
          "to: ",
          "join: -1\n",
          "\"\\uD800\"",
          "\r",
          " ");

  static LongStream seeds() {
    var given = Long.getLong("seed");
    return given == null ? LongStream.rangeClosed(1, 10) : LongStream.of(given);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aMutatedFileIsReadOrItsProblemsAreToldWithPlaces(long seed) throws Exception {
    var page = Files.readString(Path.of("..", "docs", "definitions.md"));
    var example = page.substring(page.indexOf("```yaml\n") + 8);
    example = example.substring(0, example.indexOf("\n```"));
    var random = new SplittableRandom(seed);
    int bad = 0;
    for (int turn = 0; turn < 400; turn++) {
      var source =
          random.nextBoolean() ? example : DefinitionWriter.write(RandomDefinition.of(random));
      for (int mutations = random.nextInt(1, 6); mutations > 0; mutations--) {
        source = mutated(source, random);
      }
      bad += answers(source, "-Dseed=%d turn %d".formatted(seed, turn)) ? 0 : 1;
    }
    assertThat(bad).as("-Dseed=%d: files with errors", seed).isGreaterThan(200);
  }

  /** True if the file may be deployed. */
  private static boolean answers(String source, String story) {
    var read = DefinitionReader.read(source, "fuzz.yaml");
    var ends = source.lines().count() + 1;
    assertThat(read.problems())
        .as("%s:%n%s", story, source)
        .allMatch(problem -> problem.line() >= 1 && problem.line() <= ends && problem.column() >= 1)
        .allMatch(problem -> !problem.path().isEmpty())
        .allMatch(problem -> !problem.found().isEmpty() && !problem.expected().isEmpty())
        .isSortedAccordingTo(
            java.util.Comparator.comparingInt(org.baltoro.api.DefinitionProblem::line)
                .thenComparingInt(org.baltoro.api.DefinitionProblem::column));
    if (read.definition() == null) {
      assertThat(read.problems()).as("%s:%n%s", story, source).isNotEmpty();
    } else {
      read.definition()
          .activities()
          .forEach((name, activity) ->
              assertThat(read.places().inText("activities." + name + ".precedingRule", 2, 7))
                  .as(story)
                  .isNotNull());
    }
    return read.deployable();
  }

  private static String mutated(String source, SplittableRandom random) {
    int from = random.nextInt(source.length() + 1);
    int to = Math.min(source.length(), from + random.nextInt(30));
    var splinter = SPLINTERS.get(random.nextInt(SPLINTERS.size()));
    return switch (random.nextInt(5)) {
      case 0 -> source.substring(0, from) + splinter + source.substring(from);
      case 1 -> source.substring(0, from) + source.substring(to);
      case 2 -> source.substring(0, from) + splinter + source.substring(to);
      case 3 ->
          source.substring(0, from) + source.substring(from, to).repeat(3) + source.substring(to);
      default -> {
        int other = random.nextInt(source.length() + 1);
        yield source.substring(0, from) + source.substring(Math.min(other, source.length()));
      }
    };
  }

  @Test
  void aFileMadeToBeSlowIsAnsweredInTime() {
    var manyActivities = new StringBuilder("process: A\nactivities:\n");
    for (int activity = 0; activity < 900; activity++) {
      manyActivities
          .append("  Some activity or other ")
          .append(activity)
          .append(":\n    join: all\n    lines:\n");
      for (int line = 0; line < 20; line++) {
        manyActivities
            .append("      - to: Some activty or other")
            .append(activity * line)
            .append('\n');
      }
    }
    var manyProblems = new StringBuilder("process: A\nactivities:\n  A:\n    lines:\n");
    while (manyProblems.length() < 900_000) {
      manyProblems.append("      - wen: x\n");
    }
    for (var source :
        List.of(
            manyActivities.toString(),
            manyProblems.toString(),
            "process: " + "[".repeat(900_000),
            "process: " + "{a: ".repeat(200_000),
            "- ".repeat(400_000),
            "process: A\nactivities: {" + "a,".repeat(400_000) + "}\n",
            "process: A\nactivities:\n  ? " + "a".repeat(400_000) + "\n  : x\n",
            "process: A\nstart: " + "b".repeat(500_000) + "\nactivities:\n  A:\n",
            "a: &a [x]\n" + "b: *a\n".repeat(100_000))) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> assertThat(answers(source, "made to be slow")).isFalse());
    }
  }
}
