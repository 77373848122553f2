package org.baltoro.forms.broker.smartbox;

import org.baltoro.forms.support.Database;

class SqliteSmartBoxTest extends SmartBoxSuite {
  @Override
  Database open() {
    return Database.sqlite();
  }
}
