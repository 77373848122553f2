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

  @AfterEach
  void dropSchema() {
    PostgresServer.dropSchema(schema);
  }
}
