package org.baltoro.forms.broker.sql;

import org.baltoro.forms.support.Database;

class PostgresSqlTest extends SqlSuite {
  @Override
  Database open() {
    return Database.postgres();
  }
}
