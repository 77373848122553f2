package org.baltoro.forms.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written reads as the same document, and is written as the same text again. */
class DocumentWriterTest {
  static LongStream seeds() {
    var given = System.getProperty("seed");
    return given != null ? LongStream.of(Long.parseLong(given)) : LongStream.rangeClosed(1, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverIsWrittenReadsAsTheSame(long seed) {
    var random = new SplittableRandom(seed);
    for (int turn = 0; turn < 60; turn++) {
      var document = new RandomDocument(random).next();
      var text = DocumentWriter.write(document);
      var read = DocumentReader.read(text, "random.yaml");
      assertThat(read.problems()).as("-Dseed=%d%n%s", seed, text).isEmpty();
      assertThat(read.document()).as("-Dseed=%d%n%s", seed, text).isEqualTo(document);
      assertThat(DocumentWriter.write(java.util.Objects.requireNonNull(read.document())))
          .as("-Dseed=%d", seed)
          .isEqualTo(text);
    }
  }
}
