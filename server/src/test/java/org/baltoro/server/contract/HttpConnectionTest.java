package org.baltoro.server.contract;

import org.baltoro.api.Connection;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;

/** The contract, over HTTP. */
class HttpConnectionTest extends ConnectionContract {
  @SuppressWarnings("NullAway.Init") // begin() comes first
  private RunningServer server;

  @Override
  void begin() {
    server = ServerMain.serve(world.engine, ServeOptions.defaults().port(0));
  }

  @Override
  void end() {
    server.close();
  }

  @Override
  Connection login(String user, String password) {
    return Connection.open(server.url().toString(), user, password);
  }

  @Override
  Connection withToken(String token) {
    return Connection.openWithToken(server.url().toString(), token);
  }
}
