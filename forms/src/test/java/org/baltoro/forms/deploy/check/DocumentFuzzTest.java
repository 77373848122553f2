package org.baltoro.forms.deploy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.baltoro.forms.deploy.RandomDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files with slips at random, and documents without sense: problems with places, and no failure.
 */
class DocumentFuzzTest {
  private static final List<String> SLIPS =
      List.of(
          "[", "]", "{ a: ", "}", ": ", "- ", "null", "true", "5", "= ", "${", "\"", "x: y",
          "!!int 3", "\t", "?");

  static LongStream seeds() {
    var given = System.getProperty("seed");
    return given != null ? LongStream.of(Long.parseLong(given)) : LongStream.rangeClosed(1, 10);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aFileWithSlipsHasProblemsWithPlaces(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    try (var purchasing = new Purchasing()) {
      for (int turn = 0; turn < 60; turn++) {
        var text = mutated(random, one(random, Purchasing.examples()));
        for (var problem : purchasing.check(text)) {
          assertThat(problem.line()).as("-Dseed=%d: %s%n%s", seed, problem, text).isPositive();
          assertThat(problem.found()).as("-Dseed=%d%n%s", seed, text).isNotBlank();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aDocumentWithoutSenseIsJudged(long seed) throws Exception {
    var documents = new RandomDocument(new SplittableRandom(seed));
    try (var purchasing = new Purchasing()) {
      var check = new DocumentCheck(purchasing, purchasing.services());
      int problems = 0;
      for (int turn = 0; turn < 30; turn++) {
        problems += check.check(documents.next()).size();
      }
      assertThat(problems).as("-Dseed=%d", seed).isPositive();
    }
  }

  /**
   * A hundred rules that execute each other, a block of a thousand actions, a chain of controls.
   */
  @Test
  void aHugeDocumentIsJudgedInTime() throws Exception {
    var text = new StringBuilder("view: Purchasing/Huge\ncontrols:\n");
    for (int number = 0; number < 1_000; number++) {
      text.append(
          "  C%d: { type: decimal, expression: C%d + C%d }\n"
              .formatted(number, number + 1, Math.min(number + 2, 1_000)));
    }
    text.append("  C1000: { type: decimal }\nrules:\n");
    for (int rule = 0; rule < 100; rule++) {
      text.append("  - rule: R%d\n    do:\n      - and:\n".formatted(rule));
      for (int other = 0; other < 100; other++) {
        text.append("          - executeRule: r%d\n".formatted(other));
      }
    }
    text.append("  - rule: Many\n    do:\n      - asynchronously:\n");
    for (int number = 0; number < 1_000; number++) {
      text.append(
          "          - transfer: [{ from: { control: C%d }, to: { control: C1000 } }]\n"
              .formatted(number));
    }
    try (var purchasing = new Purchasing()) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(60), () -> assertThat(purchasing.check(text.toString())).isNotEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aFileWithOtherValuesHasProblemsWithPlaces(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    try (var purchasing = new Purchasing()) {
      for (int turn = 0; turn < 40; turn++) {
        var text = withOtherValues(random, one(random, Purchasing.examples()));
        assertTimeoutPreemptively(
            Duration.ofSeconds(30),
            () -> {
              for (var problem : purchasing.check(text)) {
                assertThat(problem.line()).as("-Dseed=%d: %s", seed, problem).isPositive();
                assertThat(problem.found()).as("-Dseed=%d: %s", seed, problem).isNotBlank();
                assertThat(problem.toString())
                    .as("-Dseed=%d: what is huge is cut", seed)
                    .hasSizeLessThan(7_000);
              }
            });
      }
    }
  }

  /** Other types, keys that nobody knows, what is deep or huge, or the end of it is missing. */
  private static String withOtherValues(SplittableRandom random, String text) {
    if (random.nextInt(8) == 0) {
      return text.substring(0, random.nextInt(text.length()));
    }
    var lines = new ArrayList<>(text.lines().toList());
    for (int count = random.nextInt(3); count >= 0; count--) {
      int place = random.nextInt(lines.size());
      var line = lines.get(place);
      int colon = line.indexOf(": ");
      if (colon > 0) {
        lines.set(place, line.substring(0, colon + 2) + otherValue(random));
      } else {
        var indent = line.substring(0, line.length() - line.stripLeading().length());
        lines.add(place, indent + otherKey(random) + ": " + otherValue(random));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String otherKey(SplittableRandom random) {
    return one(random, List.of("nope", "5", "null", "then", "\"\"", "x".repeat(20_000), "? [a]"));
  }

  private static String otherValue(SplittableRandom random) {
    int levels = random.nextInt(1, 5_000);
    return switch (random.nextInt(12)) {
      case 0 -> "[".repeat(levels) + "]".repeat(levels);
      case 1 -> "{ a: ".repeat(levels) + "1" + " }".repeat(levels);
      case 2 -> "x".repeat(random.nextInt(1, 200_000));
      case 3 -> "= " + "(".repeat(levels) + "1" + ")".repeat(levels);
      case 4 -> "= " + "1 + ".repeat(levels) + "1";
      case 5 -> "[" + "a, ".repeat(levels) + "a]";
      case 6 -> "9".repeat(levels);
      case 7 -> "1e999999999";
      default ->
          one(
              random,
              List.of("5", "true", "null", "[]", "{}", "-1", "2026-13-45", "'= ['", "*a", "&a x"));
    };
  }

  private static String mutated(SplittableRandom random, String text) {
    var lines = new ArrayList<>(text.lines().toList());
    for (int count = random.nextInt(3); count >= 0; count--) {
      int place = random.nextInt(lines.size());
      var line = lines.get(place);
      switch (random.nextInt(6)) {
        case 0 -> lines.remove(place);
        case 1 -> lines.add(place, line);
        case 2 -> lines.set(place, "  " + line);
        case 3 -> lines.set(place, line.replaceFirst("^  ", ""));
        case 4 -> lines.add(random.nextInt(lines.size()), line);
        default -> {
          int at = random.nextInt(line.length() + 1);
          lines.set(place, line.substring(0, at) + one(random, SLIPS) + line.substring(at));
        }
      }
      if (lines.isEmpty()) {
        lines.add("");
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static <T> T one(SplittableRandom random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
