package org.baltoro.server.http;

import java.net.BindException;
import java.net.URI;
import java.net.UnknownHostException;
import org.baltoro.engine.Engine;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerStartException;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The listening part of a server. */
public final class HttpServer implements AutoCloseable {
  private final ServletWebServerApplicationContext context;
  private final ServeOptions options;

  private HttpServer(ServletWebServerApplicationContext context, ServeOptions options) {
    this.context = context;
    this.options = options;
  }

  /**
   * Listens, and answers from {@code engine}, which stays the caller's to close.
   *
   * @throws ServerStartException if the port is taken or the address is none of this machine
   */
  public static HttpServer start(Engine engine, ServeOptions options) {
    var application = new SpringApplication(HttpConfiguration.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.setAddCommandLineProperties(false);
    application.addInitializers(
        (ApplicationContextInitializer<ConfigurableApplicationContext>)
            context -> {
              context.getBeanFactory().registerSingleton("engine", engine);
              context.getBeanFactory().registerSingleton("options", options);
            });
    try {
      return new HttpServer((ServletWebServerApplicationContext) application.run(), options);
    } catch (RuntimeException failure) {
      throw clearer(failure, options);
    }
  }

  private static RuntimeException clearer(RuntimeException failure, ServeOptions options) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || isForeignAddress(cause)) {
        return new ServerStartException(
            "The server can't listen on address %s: it is none of this machine. Give 127.0.0.1, 0.0.0.0 or one of its own."
                .formatted(options.address()),
            failure);
      }
      if (cause instanceof BindException
          || cause instanceof org.springframework.boot.web.server.PortInUseException) {
        return new ServerStartException(
            "Port %d is taken: another server may be running. End it, or give another port with --port, 0 for any that is free."
                .formatted(options.port()),
            failure);
      }
    }
    return failure;
  }

  private static boolean isForeignAddress(Throwable cause) {
    return cause instanceof BindException && String.valueOf(cause.getMessage()).contains("assign");
  }

  /** The port that it listens on. */
  public int port() {
    return java.util.Objects.requireNonNull(context.getWebServer()).getPort();
  }

  /** The address for a client on this machine. */
  public URI url() {
    var address = options.address();
    boolean here = address.equals("127.0.0.1") || address.equals("0.0.0.0") || address.equals("::");
    var host = here ? "localhost" : address.contains(":") ? "[" + address + "]" : address;
    return URI.create("http://" + host + ":" + port());
  }

  /** Takes no more requests and finishes those under way, bounded by the options. */
  @Override
  public void close() {
    context.close();
  }
}
