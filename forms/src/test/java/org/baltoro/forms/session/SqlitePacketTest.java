package org.baltoro.forms.session;

import org.baltoro.forms.support.Database;

class SqlitePacketTest extends PacketSuite {
  @Override
  Database open() {
    return Database.sqlite();
  }
}
