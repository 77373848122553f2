package org.baltoro.forms.broker.sql;

import org.baltoro.forms.support.Database;

class SqliteSqlTest extends SqlSuite {
  @Override
  Database open() {
    return Database.sqlite();
  }
}
