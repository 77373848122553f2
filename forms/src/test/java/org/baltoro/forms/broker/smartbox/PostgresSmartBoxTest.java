package org.baltoro.forms.broker.smartbox;

import org.baltoro.forms.support.Database;

class PostgresSmartBoxTest extends SmartBoxSuite {
  @Override
  Database open() {
    return Database.postgres();
  }
}
