package org.baltoro.server;

import java.net.URI;
import java.util.Optional;
import org.baltoro.engine.Engine;
import org.baltoro.server.http.HttpServer;

/** A server that runs, until {@link #close}. May be shared by threads. */
public final class RunningServer implements AutoCloseable {
  private final Engine engine;
  private final HttpServer http;
  private final Optional<String> firstPassword;
  private boolean closed;

  RunningServer(Engine engine, HttpServer http, Optional<String> firstPassword) {
    this.engine = engine;
    this.http = http;
    this.firstPassword = firstPassword;
  }

  /** The port that it listens on: the one asked for, or the free one that was found. */
  public int port() {
    return http.port();
  }

  /** The address for a client on this machine, as in {@code http://localhost:7420}. */
  public URI url() {
    return http.url();
  }

  public Engine engine() {
    return engine;
  }

  /** The password of the administrator {@code admin}, if this start was the first. */
  public Optional<String> firstPassword() {
    return firstPassword;
  }

  /** Takes no more requests, finishes those under way (bounded), then closes the engine. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    engine.endPolls();
    try (engine) {
      http.close();
    }
  }
}
