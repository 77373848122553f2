package org.baltoro.examples;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A SQLite file that forms can work with. */
final class ExampleDatabase {
  private static final int BUSY_MILLIS = 10_000;

  private ExampleDatabase() {}

  /** Its connections wait for each other, begin for writing, and hold to foreign keys. */
  static DataSource sqlite(Path file) {
    var config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }
}
