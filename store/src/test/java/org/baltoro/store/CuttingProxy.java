package org.baltoro.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Stands between the store and the database, and cuts the line at a chosen message: one that holds
 * a certain text.
 */
final class CuttingProxy implements AutoCloseable {

  /** Where the line is cut, once. */
  enum Cut {
    NEVER,
    /** The message does not reach the server. */
    BEFORE_THE_REQUEST,
    /** The server has carried it out and answers; the answer does not reach the store. */
    BEFORE_THE_ANSWER
  }

  private final ServerSocket listening;
  private final int serverPort;
  private volatile Cut cut = Cut.NEVER;
  private volatile String marker = "";

  CuttingProxy(int serverPort) throws IOException {
    this.serverPort = serverPort;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Cuts at the next message that holds {@code text}; after that the line is whole again. */
  void cut(Cut where, String text) {
    marker = text;
    cut = where;
  }

  /** True when the cut asked for has happened. */
  boolean hasCut() {
    return cut == Cut.NEVER;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void accept() {
    try {
      while (true) {
        var line = new Line(listening.accept(), new Socket("localhost", serverPort));
        Thread.ofVirtual().start(line::requests);
        Thread.ofVirtual().start(line::answers);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /** One connection. */
  private final class Line {
    private final Socket client;
    private final Socket server;
    private volatile boolean dropsAnswer;

    Line(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void requests() {
      try (client;
          server) {
        var bytes = new byte[1 << 20];
        for (int read = read(client.getInputStream(), bytes);
            read >= 0;
            read = read(client.getInputStream(), bytes)) {
          if (cut != Cut.NEVER
              && new String(bytes, 0, read, StandardCharsets.UTF_8).contains(marker)) {
            if (cut == Cut.BEFORE_THE_REQUEST) {
              cut = Cut.NEVER;
              return;
            }
            dropsAnswer = true;
          }
          server.getOutputStream().write(bytes, 0, read);
        }
      } catch (IOException broken) {
        // The other direction ends, too.
      }
    }

    void answers() {
      try (client;
          server) {
        var bytes = new byte[1 << 16];
        for (int read = read(server.getInputStream(), bytes);
            read >= 0;
            read = read(server.getInputStream(), bytes)) {
          if (dropsAnswer) {
            cut = Cut.NEVER;
            return;
          }
          client.getOutputStream().write(bytes, 0, read);
        }
      } catch (IOException broken) {
        // The other direction ends, too.
      }
    }

    private int read(InputStream in, byte[] bytes) throws IOException {
      return in.read(bytes);
    }
  }
}
