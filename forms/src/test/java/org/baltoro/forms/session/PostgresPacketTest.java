package org.baltoro.forms.session;

import org.baltoro.forms.support.Database;

class PostgresPacketTest extends PacketSuite {
  @Override
  Database open() {
    return Database.postgres();
  }
}
