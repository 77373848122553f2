package org.baltoro.server.http;

import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.engine.Engine;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.forms.FormServer;
import org.jspecify.annotations.Nullable;

/** Forms, opened when they are asked for first: a server without forms starts without them. */
final class FormsPart implements AutoCloseable {
  private final Engine engine;
  private final ServeOptions options;
  private @Nullable FormServer server;
  private boolean closed;

  FormsPart(Engine engine, ServeOptions options) {
    this.engine = engine;
    this.options = options;
  }

  synchronized FormServer server() {
    if (closed) {
      throw new BaltoroException(Problem.BUSY, "The server ends: open the form again later.");
    }
    if (server == null) {
      server = FormServer.open(engine, options.formSettings());
    }
    return server;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (server != null) {
      server.close();
    }
  }
}
