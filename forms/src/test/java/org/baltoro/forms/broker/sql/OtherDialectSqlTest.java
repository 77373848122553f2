package org.baltoro.forms.broker.sql;

import org.baltoro.forms.support.Database;

/** A database of which nothing is known but what JDBC says. */
class OtherDialectSqlTest extends SqlSuite {
  @Override
  Database open() {
    return Database.postgres();
  }

  @Override
  SqlBroker broker(Database of) {
    return new SqlBroker(new SqlResource(of.dataSource()), SqlConfig.DEFAULTS, SqlDialect.OTHER);
  }
}
