package org.baltoro.store;

class SqlitePlanTest extends SqlitePlans {
  @Override
  boolean analyzed() {
    return true;
  }
}
