package org.baltoro.store.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import org.baltoro.store.Store;
import org.junit.jupiter.api.Test;

class MigrationTest {

  /** A store whose tables are taken for the newest is not migrated. */
  @Test
  void theNewestFilesAreKnown() throws Exception {
    assertThat(PostgresDialect.NEWEST_TABLES).isEqualTo(newestFile("postgres"));
    assertThat(SqliteDialect.NEWEST_TABLES).isEqualTo(newestFile("sqlite"));
  }

  private static String newestFile(String dialect) throws Exception {
    var first = Objects.requireNonNull(Store.class.getResource(dialect + "/V1__store.sql"));
    try (var files = Files.list(Objects.requireNonNull(Path.of(first.toURI()).getParent()))) {
      return files
          .map(file -> file.getFileName().toString())
          .max(Comparator.comparing(name -> Integer.valueOf(name.substring(1, name.indexOf("__")))))
          .orElseThrow();
    }
  }
}
