package org.baltoro.forms.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.baltoro.forms.service.JdbcUrl;
import org.baltoro.forms.service.SecretReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Services in documents: the examples of docs/smartobjects.md, and what no document may say. */
class ServiceDocumentTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(service:.*?)```");

  static List<String> examples() {
    try {
      var page = Files.readString(Path.of("..", "docs", "smartobjects.md"));
      return EXAMPLE.matcher(page).results().map(found -> found.group(1)).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsReadWrittenAndReadAsTheSame(String example) {
    var read = DocumentReader.read(example, "service.yaml");
    assertThat(read.problems()).isEmpty();
    var document = Objects.requireNonNull(read.document());
    var written = DocumentWriter.write(document);
    assertThat(DocumentReader.read(written, "written.yaml").document())
        .as(written)
        .isEqualTo(document);
  }

  @Test
  void thePageHasAnExampleOfEachKind() {
    assertThat(examples()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example/shop",
        "jdbc:postgresql://db.example:5433/shop?sslmode=require&currentSchema=sales",
        "jdbc:postgresql:shop",
        "jdbc:sqlite:/data/shop.db",
        "jdbc:sqlserver://db.example:1433;databaseName=shop;encrypt=true"
      })
  void urlsOfDatabases(String url) {
    assertThat(JdbcUrl.fault(url)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://db/shop",
        "jdbc:postgresql://user:secret@db/shop",
        "jdbc:postgresql://db/shop?user=x",
        "jdbc:postgresql://db/shop?ssl=true&password=secret",
        "jdbc:postgresql://db/shop?PGHOST=evil",
        "jdbc:postgresql://db/shop?socketFactory=Evil",
        "jdbc:postgresql://db/shop?sslmode=require?user=x",
        "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'evil'",
        "jdbc:h2:mem:x;INIT=RUNSCRIPT",
        "jdbc:sqlite:/data/../secret.db",
        "jdbc:sqlite:../secret.db",
        "jdbc:sqlite:file:/data/x?vfs=evil",
        "jdbc:"
      })
  void whatAUrlMayNotSay(String url) {
    assertThat(JdbcUrl.fault(url)).isNotNull().doesNotContain("secret@", "=secret");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db/shop, jdbc:postgresql:, true",
    "jdbc:postgresql://db/shop, jdbc:postgresql://db, true",
    "jdbc:postgresql://db/shop?ssl=true, jdbc:postgresql://db/shop, true",
    "jdbc:postgresql://db.evil/shop, jdbc:postgresql://db, false",
    "'jdbc:postgresql://db:1,evil/shop', jdbc:postgresql://db, false",
    "jdbc:postgresql://db/shop2, jdbc:postgresql://db/shop, false",
    "jdbc:sqlite:/data/shop.db, jdbc:sqlite:/data/, true",
    "jdbc:sqlite:/database.db, jdbc:sqlite:/data, false",
    "jdbc:sqlite:/data/shop.db, jdbc:postgresql:, false"
  })
  void whatTheOperatorAllowsEndsAtABoundary(String url, String beginning, boolean within) {
    assertThat(JdbcUrl.isWithin(url, List.of(beginning))).isEqualTo(within);
  }

  @Test
  void aSecretIsReferredTo() {
    assertThat(SecretReference.parse("env:BALTORO_SECRET_SHOP"))
        .hasToString("env:BALTORO_SECRET_SHOP");
    assertThat(SecretReference.parse("file:shop/password")).hasToString("file:shop/password");
    for (var none : List.of("secret", "env:", "env:A B", "env:1", "file:", "file: ", "file:a\nb")) {
      assertThat(SecretReference.parse(none)).as(none).isNull();
    }
  }
}
