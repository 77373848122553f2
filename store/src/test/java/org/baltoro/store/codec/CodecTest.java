package org.baltoro.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.baltoro.kernel.Fact;
import org.baltoro.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
  static LongStream seeds() {
    var given = Long.getLong("seed");
    return given != null ? LongStream.of(given) : new SplittableRandom(System.nanoTime()).longs(50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsReadEqualsWhatWasWritten(long seed) {
    var random = new RandomStates(new SplittableRandom(seed));
    var state = random.state();
    assertThat(Codec.decodeState(Codec.encode(state))).as("-Dseed=%d", seed).isEqualTo(state);
    var facts = new ArrayList<Fact>();
    for (int count = 0; count < 20; count++) {
      facts.add(random.fact());
    }
    assertThat(Codec.decodeFacts(Codec.encode(facts))).as("-Dseed=%d", seed).isEqualTo(facts);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theTextCanBeStoredByAnyDatabase(long seed) {
    var text = Codec.encode(new RandomStates(new SplittableRandom(seed)).state());
    assertThat(PlainText.isStorable(text)).as("-Dseed=%d", seed).isTrue();
  }

  @Test
  void everyFactIsAmongTheGoldenOnes() {
    var kinds =
        allSamples().stream()
            .flatMap(List::stream)
            .map(Object::getClass)
            .collect(Collectors.toSet());
    assertThat(kinds)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.<Class<?>>stream(Fact.class.getPermittedSubclasses())
                .map(kind -> kind.asSubclass(Fact.class))
                .toList());
  }

  @Test
  void factsOfTheFirstFormatAreReadForEver() {
    assertRead("facts-j1.txt", Samples.facts());
    assertRead("later-facts-j1.txt", Samples.laterFacts());
    assertRead("people-facts-j1.txt", Samples.peopleFacts());
    assertRead("family-facts-j1.txt", Samples.familyFacts());
    assertRead("outside-facts-j1.txt", OutsideSamples.facts());
  }

  private static void assertRead(String file, List<Fact> facts) {
    var golden = lines(file);
    assertThat(golden).hasSameSizeAs(facts);
    for (int place = 0; place < golden.size(); place++) {
      assertThat(Codec.decodeFacts(golden.get(place))).containsExactly(facts.get(place));
    }
  }

  @Test
  void statesOfTheFirstFormatAreReadForEver() {
    assertThat(Codec.decodeState(lines("state-j1.txt").getFirst())).isEqualTo(Samples.state());
    assertThat(Codec.decodeState(lines("later-state-j1.txt").getFirst()))
        .isEqualTo(Samples.laterState());
    assertThat(Codec.decodeState(lines("people-state-j1.txt").getFirst()))
        .isEqualTo(Samples.peopleState());
    assertThat(Codec.decodeState(lines("family-state-j1.txt").getFirst()))
        .isEqualTo(Samples.familyState());
  }

  @Test
  void eachStatusOfAJobComesBack() {
    var state = Samples.state();
    for (var fact : OutsideSamples.facts()) {
      state = state.apply(fact);
      assertThat(Codec.decodeState(Codec.encode(state))).isEqualTo(state);
    }
  }

  /** Only times were left out: a fact without a number has 0. */
  @Test
  void factsThatFollowEachOtherInTheFirstFormatAreReadForEver() {
    var noon = Instant.parse("2026-03-01T12:00:00Z");
    assertThat(
            Codec.decodeFacts(
                """
                j1[{"k":"leave","ai":1,"t":1772366400000},{"k":"line","ai":1,"fr":"One","to":"Two"},\
                {"k":"enter","ai":2,"ac":"Two"},{"k":"data","by":"ann"},\
                {"k":"leave","ai":2,"t":1772366400001}]\
                """))
        .containsExactly(
            new Fact.ActivityCompleted(1, noon),
            new Fact.LineFollowed(1, "One", 0, "Two"),
            new Fact.ActivityEntered(2, "Two", new TreeMap<>(), noon),
            new Fact.DataFieldsChanged(0, new TreeMap<>(), "ann"),
            new Fact.ActivityCompleted(2, noon.plusMillis(1)));
  }

  @Test
  void factsOfTheSecondFormatAreReadForEver() {
    var golden = lines("facts-j2.txt");
    assertThat(golden).hasSameSizeAs(allSamples());
    for (int place = 0; place < golden.size(); place++) {
      assertThat(Codec.decodeFacts(golden.get(place))).isEqualTo(allSamples().get(place));
    }
  }

  /** When this fails, the form has changed: give it a new number and keep reading the old one. */
  @Test
  void theFormIsStillTheSame() {
    assertThat(allSamples().stream().map(Codec::encode)).isEqualTo(lines("facts-j2.txt"));
    assertThat(Codec.encode(Samples.state())).isEqualTo(lines("state-j1.txt").getFirst());
    assertThat(Codec.encode(Samples.laterState()))
        .isEqualTo(lines("later-state-j1.txt").getFirst());
    assertThat(Codec.encode(Samples.peopleState()))
        .isEqualTo(lines("people-state-j1.txt").getFirst());
    assertThat(Codec.encode(Samples.familyState()))
        .isEqualTo(lines("family-state-j1.txt").getFirst());
  }

  private static List<List<Fact>> allSamples() {
    return List.of(
        Samples.facts(),
        Samples.laterFacts(),
        Samples.peopleFacts(),
        Samples.familyFacts(),
        OutsideSamples.facts());
  }

  @Test
  void whatIsAsInTheFactBeforeIsLeftOut() {
    var noon = Instant.parse("2026-03-01T12:00:00Z");
    var facts =
        List.<Fact>of(
            new Fact.ServerEventScheduled(2, 1, 0, noon),
            new Fact.AttemptStarted(2, 1, 7, noon),
            new Fact.ServerEventFinished(
                2, Fact.Ending.RETURNED, "One/Work", null, null, noon.plusMillis(1)),
            new Fact.ActivityCompleted(1, noon.plusMillis(1)),
            new Fact.DataFieldsChanged(0, new TreeMap<>(), "ann"),
            new Fact.ActivityCompleted(3, noon));
    var text = Codec.encode(facts);
    assertThat(text)
        .isEqualTo(
            """
            j2[{"k":"schedule","i":2,"ai":1,"t":1772366400000},{"k":"run","n":1,"nd":7},\
            {"k":"finish","by":"One/Work","dt":1},{"k":"leave"},{"k":"data","ai":0,"by":"ann"},\
            {"k":"leave","ai":3,"t":1772366400000}]\
            """);
    assertThat(Codec.decodeFacts(text)).isEqualTo(facts);
  }

  @Test
  void anUnknownFormatIsRefused() {
    assertThatThrownBy(() -> Codec.decodeState("k2{}"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("'k2'")
        .hasMessageContaining("newer version");
  }

  @Test
  void contentOfNoKnownFactIsRefused() {
    for (var broken :
        List.of(
            "j1[{\"k\":\"teleport\"}]",
            "j1[{\"k\":\"enter\",\"zz\":1}]",
            "j1[{\"k\":\"enter\",\"t\":1}]",
            "j1[{\"k\":\"enter\"",
            "j1[{\"k\":\"data\",\"by\":\"a\",\"d\":{\"F\":{\"q\":1}}}]")) {
      assertThatThrownBy(() -> Codec.decodeFacts(broken))
          .as(broken)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("can't be read");
    }
  }

  @Test
  void largeTextsSurviveWhateverIsInThem() {
    for (var text : List.of("", "plain \\ text", "nul\0 and \\u0041", "half \uD83D pair 😀\\")) {
      assertThat(PlainText.isStorable(LargeText.encode(text))).as(text).isTrue();
      assertThat(LargeText.decode(LargeText.encode(text))).isEqualTo(text);
    }
  }

  private static List<String> lines(String file) {
    try (var content = CodecTest.class.getResourceAsStream(file)) {
      assertThat(content).as(file).isNotNull();
      return new String(content.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }
}
