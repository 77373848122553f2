package org.baltoro.forms.deploy.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.baltoro.forms.deploy.DocumentReader;
import org.baltoro.forms.deploy.DocumentWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/forms.md: read, checked, written and read again. */
class DocumentedFormsTest {
  static List<String> examples() {
    return Purchasing.examples();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleHasNoProblems(String example) throws Exception {
    try (var purchasing = new Purchasing()) {
      assertThat(purchasing.check(example)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleThatIsWrittenReadsAsTheSame(String example) {
    var document = Objects.requireNonNull(Purchasing.read(example).document());
    var written = DocumentWriter.write(document);
    assertThat(DocumentReader.read(written, "written.yaml").document())
        .as(written)
        .isEqualTo(document);
  }
}
