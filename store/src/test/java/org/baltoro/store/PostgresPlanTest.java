package org.baltoro.store;

import java.util.List;
import org.baltoro.store.WatchedStatements.Plan;
import org.baltoro.store.dialect.Dialect;
import org.baltoro.store.dialect.PostgresDialect;
import org.junit.jupiter.api.AfterAll;

class PostgresPlanTest extends PlanSuite {
  private final String schema = PostgresServer.newSchema();

  @AfterAll
  void dropSchema() {
    PostgresServer.dropSchema(schema);
  }

  @Override
  Dialect openDialect() {
    return PostgresDialect.open(
        PostgresServer.config(schema, WatchedStatements.POSTGRES_OPTIONS).withReaders(1));
  }

  @Override
  boolean analyzed() {
    return true;
  }

  @Override
  WatchedStatements watchedReads() {
    return new WatchedStatements("");
  }

  @Override
  WatchedStatements watchedWrites() {
    return new WatchedStatements("EXPLAIN ");
  }

  @Override
  List<String> faults(Plan plan) {
    return PostgresPlans.faults(plan);
  }
}
