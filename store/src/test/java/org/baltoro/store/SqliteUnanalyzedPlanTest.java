package org.baltoro.store;

class SqliteUnanalyzedPlanTest extends SqlitePlans {
  @Override
  boolean analyzed() {
    return false;
  }
}
