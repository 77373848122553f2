package org.baltoro.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreSuite {
  @TempDir Path folder;

  @Override
  Store open() {
    return Stores.open(StoreConfig.sqlite(folder.resolve("store.db")));
  }
}
