package org.baltoro.engine;

class SqliteHistoryTest extends HistoryStories {
  @Override
  EngineConfig config() {
    return EngineConfig.sqlite(folder.resolve("history.db"));
  }
}
