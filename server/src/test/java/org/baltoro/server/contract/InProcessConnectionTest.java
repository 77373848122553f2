package org.baltoro.server.contract;

import org.baltoro.api.Connection;

/** The contract, in the engine's own process. */
class InProcessConnectionTest extends ConnectionContract {
  @Override
  Connection login(String user, String password) {
    return world.engine.connect(user, password);
  }

  @Override
  Connection withToken(String token) {
    return world.engine.connectWithToken(token);
  }
}
