package org.baltoro.server.http;

import java.time.Duration;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.engine.Engine;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.forms.FormServer;
import org.jspecify.annotations.Nullable;

/**
 * Forms, opened when they are asked for first: a server without forms starts without them. While
 * their database is down, who has waited for an attempt to open it makes no other.
 */
final class FormsPart implements AutoCloseable {
  private static final long TRIED_FOR = Duration.ofMillis(500).toNanos();

  private final Engine engine;
  private final ServeOptions options;
  private @Nullable FormServer server;
  private @Nullable BaltoroException failure;
  private long failedAt;
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
      server = open();
    }
    return server;
  }

  private FormServer open() {
    if (failure != null && System.nanoTime() - failedAt < TRIED_FOR) {
      throw new BaltoroException(failure.problem(), String.valueOf(failure.getMessage()));
    }
    try {
      return FormServer.open(engine, options.formSettings());
    } catch (BaltoroException unavailable) {
      failure = unavailable;
      failedAt = System.nanoTime();
      throw unavailable;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (server != null) {
      server.close();
    }
  }
}
