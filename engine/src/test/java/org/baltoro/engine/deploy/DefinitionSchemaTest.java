package org.baltoro.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.engine.deploy.DefinitionMutation.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON Schema of definition files and the reader say the same. The reader's keys are asked of
 * the reader itself: it lists them when it meets one that it does not know.
 *
 * <p>Whoever adds a key to the reader adds it to docs/definition.schema.json and, where the example
 * in docs/definitions.md does not have it, to every-key.yaml; else one of these tests says which is
 * missing where.
 */
class DefinitionSchemaTest {
  private static final Path ROOT = Path.of("..");
  private static final Path EVERY_KEY =
      Path.of("src/test/resources/org/baltoro/engine/deploy/every-key.yaml");
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNode DOCUMENT = document();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(Dialects.getDraft202012()).getSchema(DOCUMENT);
  private static final Pattern BLOCK =
      Pattern.compile("\"\"\"\n(\\s*process: .*?)\"\"\"", Pattern.DOTALL);
  private static final Pattern FENCE =
      Pattern.compile("```yaml\n(.*?^process: .*?)```", Pattern.DOTALL | Pattern.MULTILINE);

  private static JsonNode document() {
    try {
      return JSON.readTree(Files.readString(ROOT.resolve("docs/definition.schema.json")));
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
  }

  static LongStream seeds() {
    var given = Long.getLong("seed");
    return given == null ? LongStream.rangeClosed(1, 5) : LongStream.of(given);
  }

  // ---- what the reader accepts is valid

  @Test
  void whateverTheReaderAcceptsIsValid() {
    assertThat(Accepted.DEFINITIONS)
        .as("definitions of examples, pages and tests")
        .hasSizeGreaterThan(40)
        .allSatisfy(definition -> assertThat(refused(tree(definition))).as(definition).isEmpty());
  }

  /** Looked for once. */
  private static final class Accepted {
    private static final List<String> DEFINITIONS = read();

    private static List<String> read() {
      try {
        return definitions().stream().filter(text -> errors(text).isEmpty()).toList();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  /** Those of examples, pages and tests. */
  private static List<String> definitions() throws IOException {
    var found = new ArrayList<String>();
    try (var files = Files.walk(ROOT)) {
      for (var file : files.filter(DefinitionSchemaTest::isSource).toList()) {
        found.addAll(definitions(file));
      }
    }
    return found;
  }

  private static boolean isSource(Path file) {
    var path = file.toString();
    return !path.contains("/target/") && !path.contains("/.git/") && Files.isRegularFile(file);
  }

  private static List<String> definitions(Path file) throws IOException {
    var name = file.getFileName().toString();
    if (name.endsWith(".yaml")) {
      return List.of(Files.readString(file).replace("PROCESS", "Examples/Hello"));
    }
    if (name.endsWith(".md")) {
      return FENCE.matcher(Files.readString(file)).results().map(match -> match.group(1)).toList();
    }
    return name.endsWith(".java")
        ? BLOCK
            .matcher(Files.readString(file))
            .results()
            .map(match -> match.group(1).stripIndent().translateEscapes())
            .toList()
        : List.of();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsWrittenFromRandomDefinitionsIsReadByBothOrByNone(long seed) {
    var random = new SplittableRandom(seed);
    for (int turn = 0; turn < 100; turn++) {
      var text = DefinitionWriter.write(RandomDefinition.of(random));
      var refused = refused(tree(text));
      assertThat(refused.isEmpty() || !errors(text).isEmpty())
          .as("-Dseed=%d, refused by the schema only: %s%n%s", seed, refused, text)
          .isTrue();
    }
  }

  // ---- the keys are the same

  @Test
  void everyKeyOfTheReaderIsInTheSchemaAndTheReverse() throws IOException {
    var used = new TreeMap<String, Set<String>>();
    for (var example : List.of(example(), tree(Files.readString(EVERY_KEY)))) {
      for (var path : DefinitionMutation.mappings(example)) {
        var sections = SchemaKeys.at(DOCUMENT, path);
        var known = keysOfTheReader(example, path);
        var inSchema = new TreeSet<String>();
        sections.forEach(section -> inSchema.addAll(section.keys()));
        assertThat(inSchema)
            .as("the schema's keys at %s", path)
            .isEqualTo(known == null ? Set.of() : known);
        for (var section : sections) {
          var there = new TreeSet<>(DefinitionMutation.keys(example, path));
          there.retainAll(section.keys());
          used.computeIfAbsent(section.place(), place -> new TreeSet<>()).addAll(there);
        }
      }
    }
    SchemaKeys.sections(DOCUMENT)
        .forEach((place, keys) ->
            assertThat(used.get(place))
                .as(
                    "the keys of %s that the example in docs/definitions.md and every-key.yaml use:"
                        + " what they lack is not compared with the reader",
                    place)
                .isEqualTo(keys));
  }

  /** Null: names stand there, and no keys. */
  private static @Nullable Set<String> keysOfTheReader(Object example, List<Object> path) {
    var probe = DefinitionMutation.with(example, path, "noSuchKey", 1);
    return errors(JSON.writeValueAsString(probe)).stream()
        .filter(problem -> problem.path().endsWith("noSuchKey"))
        .filter(problem -> problem.found().matches("the (unknown key|right) 'noSuchKey'"))
        .filter(problem -> problem.expected().startsWith("one of "))
        .findFirst()
        .map(problem ->
            (Set<String>)
                new TreeSet<>(
                    Arrays.asList(problem.expected().substring("one of ".length()).split(", "))))
        .orElse(null);
  }

  @Test
  void everyPartOfTheSchemaIsExplained() {
    SchemaKeys.properties(DOCUMENT)
        .forEach((path, node) ->
            assertThat(
                    node.isBoolean()
                        || node.has("description")
                        || (node.has("$ref")
                            && SchemaKeys.referred(DOCUMENT, node).has("description")))
                .as("a description of %s", path)
                .isTrue());
  }

  // ---- what is wrong for one is wrong for the other

  @ParameterizedTest
  @MethodSource("seeds")
  void mutatedDefinitionsAreRefusedByBoth(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    var bases = new ArrayList<Object>();
    bases.add(example());
    Accepted.DEFINITIONS.stream().map(DefinitionSchemaTest::tree).forEach(bases::add);
    int structural = 0;
    for (int turn = 0; turn < 200; turn++) {
      var base = bases.get(random.nextBoolean() ? 0 : random.nextInt(bases.size()));
      var mutation = DefinitionMutation.of(base, random);
      var text = JSON.writeValueAsString(mutation.tree());
      var refused = refused(mutation.tree());
      var errors = errors(text);
      assertThat(refused.isEmpty() || !errors.isEmpty())
          .as("-Dseed=%d: %s is refused by the schema only: %s%n%s", seed, mutation, refused, text)
          .isTrue();
      if (errors.stream().anyMatch(mutation::isStructural)) {
        structural++;
        assertThat(refused)
            .as("-Dseed=%d: %s is refused by the reader only: %s%n%s", seed, mutation, errors, text)
            .isNotEmpty();
      }
    }
    assertThat(structural).as("-Dseed=%d: structural errors", seed).isGreaterThan(30);
  }

  @Test
  void everyKindOfMutationIsMade() throws IOException {
    var random = new SplittableRandom(1);
    var example = example();
    var kinds = Stream.generate(() -> DefinitionMutation.of(example, random).kind()).limit(100);
    assertThat(kinds.toList()).contains(Kind.values());
  }

  // ---- the two

  private static Object example() throws IOException {
    var page = Files.readString(ROOT.resolve("docs/definitions.md"));
    int from = page.indexOf("```yaml\n") + 8;
    return tree(page.substring(from, page.indexOf("```", from)));
  }

  private static List<DefinitionProblem> errors(String source) {
    return DefinitionReader.read(source, "definition.yaml").problems().stream()
        .filter(problem -> !problem.warning())
        .toList();
  }

  private static List<Error> refused(Object tree) {
    return SCHEMA.validate(JSON.<JsonNode>valueToTree(tree));
  }

  private static Object tree(String source) {
    return DefinitionMutation.parsed(source);
  }
}
