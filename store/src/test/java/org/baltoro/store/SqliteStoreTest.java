package org.baltoro.store;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreSuite {
  @TempDir Path folder;

  @Override
  Store open() {
    return Stores.open(StoreConfig.sqlite(folder.resolve("store.db")));
  }

  @Override
  void run(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
