package org.baltoro.forms.broker.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A real HTTP server that answers as it was told and notes what it was asked. */
final class OrderServer implements AutoCloseable {
  /** What it was asked. */
  record Asked(String line, String authorization, String header, String body) {}

  /** How it answers; {@code waits}: not before it is closed. */
  record Answer(int status, String body, String header, String value, boolean waits) {}

  private final HttpServer server;
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch closing = new CountDownLatch(1);

  OrderServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  OrderServer answers(int status, String body) {
    return answers(new Answer(status, body, "", "", false));
  }

  OrderServer answers(Answer answer) {
    synchronized (answers) {
      answers.add(answer);
    }
    return this;
  }

  /** Forgets what it was told to answer. */
  OrderServer answersNoMore() {
    synchronized (answers) {
      answers.clear();
    }
    return this;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  int port() {
    return server.getAddress().getPort();
  }

  String address() {
    return "http://localhost:" + port();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      asked.add(
          new Asked(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              String.valueOf(headers.getFirst("Authorization")),
              String.valueOf(headers.getFirst("X-Tenant")),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      Answer answer;
      synchronized (answers) {
        answer = answers.size() > 1 ? answers.poll() : answers.element();
      }
      if (!answer.header().isEmpty()) {
        exchange.getResponseHeaders().add(answer.header(), answer.value());
      }
      var body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(
          answer.status(), body.length == 0 ? -1 : body.length + (answer.waits() ? 1 : 0));
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
      if (answer.waits()) {
        closing.await();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
