package org.baltoro.forms.smartobject.layer;

import org.baltoro.forms.support.Database;

class PostgresCompositeTest extends CompositeSuite {
  @Override
  Database open() {
    return Database.postgres();
  }
}
