package org.baltoro.forms.smartobject.layer;

import org.baltoro.forms.support.Database;

class SqliteCompositeTest extends CompositeSuite {
  @Override
  Database open() {
    return Database.sqlite();
  }
}
