package org.baltoro.store;

import org.junit.jupiter.api.AfterEach;

class PostgresStoreTest extends StoreSuite {
  private final String schema = PostgresServer.newSchema();

  @Override
  Store open() {
    return Stores.open(PostgresServer.config(schema));
  }

  @Override
  void run(String sql) {
    PostgresServer.run("SET search_path TO %s; %s".formatted(schema, sql));
  }

  @Override
  void asBeforeVersion9() {
    run("ALTER TABLE journal DROP CONSTRAINT journal_pkey");
    run("ALTER TABLE journal ADD PRIMARY KEY (node, decision, shard)");
    run("CREATE UNIQUE INDEX journal_instance ON journal (instance, version, shard)");
  }

  @AfterEach
  void dropSchema() {
    PostgresServer.dropSchema(schema);
  }
}
