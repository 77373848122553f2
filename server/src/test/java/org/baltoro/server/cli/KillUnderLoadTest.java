package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.client.SavedLogins;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.mailbox.ItemHistory;
import org.baltoro.kernel.ProcessState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the real server under load, at random moments: what was acknowledged is there,
 * and nothing is applied twice. Repeat a run with {@code -Dseed=}, a longer one with {@code
 * -Dkills=}.
 */
class KillUnderLoadTest {
  private static final int KILLS = Integer.getInteger("kills", 20);
  private static final int CLIENTS = 6;
  private static final String DEFINITION =
      """
      process: Test/Kill
      data:
        Key: { type: string, required: true }
        Token: string
        Before: { type: integer, default: 0 }
        After: { type: integer, default: 0 }
      activities:
        Prepare:
          events:
            - server: Count before
              code: |
                var data = k2.processInstance().dataFields();
                data.set("Before", data.getInteger("Before") + 1);
          lines:
            - to: Call
        Call:
          events:
            - server: Wait for the outside
              code: k2.setSynchronous(false);
          lines:
            - to: Close
        Close:
          events:
            - server: Count after
              code: |
                var data = k2.processInstance().dataFields();
                data.set("After", data.getInteger("After") + 1);
      """;

  @TempDir Path folder;
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Map<String, Long> startedByKey = new ConcurrentHashMap<>();
  private final Map<String, String> finishedByKey = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
  private final AtomicInteger keys = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private String server = "";

  @Test
  void nothingAcknowledgedIsLostAndNothingIsAppliedTwice() throws Exception {
    var random = new SplittableRandom(seed);
    int port = DemoProcess.freePort();
    server = "http://localhost:" + port;
    var running = serve(port);
    String token = firstToken();
    try (var connection = Connection.openWithToken(server, token)) {
      connection.definitions().deploy(DEFINITION, "kill.yaml");
    }
    var clients = new ArrayList<Thread>();
    for (int client = 0; client < CLIENTS; client++) {
      clients.add(Thread.ofVirtual().start(() -> load(token)));
    }
    try {
      for (int kill = 1; kill <= KILLS; kill++) {
        Thread.sleep(random.nextInt(50, 700));
        running.kill();
        running = serve(port);
        awaitAnswer(token, running);
      }
      over.set(true);
      for (var client : clients) {
        client.join(Duration.ofSeconds(60));
      }
      assertThat(broken).as("-Dseed=%d", seed).isEmpty();
      check(token);
    } finally {
      over.set(true);
      running.kill();
    }
    try (var engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")))) {
      var stored = engine.store().load(startedByKey.values());
      assertThat(stored).as("-Dseed=%d", seed).hasSize(startedByKey.size());
      stored.forEach((id, instance) ->
          assertThat(ProcessState.NEW.applyAll(ItemHistory.facts(engine.store(), id)))
              .as("instance %d replayed, -Dseed=%d", id, seed)
              .isEqualTo(instance.state()));
    }
  }

  /** A client: starts and finishes; what is not answered is asked again with the same key. */
  private void load(String token) {
    try (var connection = untilAnswered(() -> Connection.openWithToken(server, token))) {
      while (!over.get()) {
        var key = "key-" + keys.incrementAndGet();
        var instance = untilAnswered(() -> start(connection, key));
        startedByKey.put(key, instance.id());
        var serialNumber = untilAnswered(() -> waitingItem(connection, instance.id()));
        untilAnswered(() -> finish(connection, serialNumber, key));
        finishedByKey.put(key, serialNumber);
      }
    } catch (RuntimeException failure) {
      broken.add(failure.toString());
    }
  }

  private static ProcessInstance start(Connection connection, String key) {
    var prepared = connection.createProcessInstance("Test/Kill").idempotencyKey(key);
    prepared.dataFields().set("Key", key);
    return connection.startProcessInstance(prepared);
  }

  private static String waitingItem(Connection connection, long id) {
    for (var activity : connection.openProcessInstance(id).activities()) {
      for (var event : activity.events()) {
        if (event.status().equals("Waiting")) {
          return event.serialNumber();
        }
      }
    }
    throw new BaltoroException(Problem.BUSY, "not yet");
  }

  private static boolean finish(Connection connection, String serialNumber, String key) {
    try {
      var item = connection.openServerItem(serialNumber);
      item.processInstance().dataFields().set("Token", key);
      item.finish(false, key);
      return true;
    } catch (BaltoroException refused) {
      if (refused.problem() == Problem.ALREADY_FINISHED) {
        // The answer to this very finish was lost with the server.
        return true;
      }
      throw refused;
    }
  }

  private <T> T untilAnswered(java.util.function.Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (BaltoroException failure) {
        switch (failure.problem()) {
          case SERVER_UNREACHABLE, STORE_UNAVAILABLE, BUSY -> pause();
          default -> throw failure;
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private void check(String token) {
    try (var connection = Connection.openWithToken(server, token)) {
      assertThat(startedByKey).as("-Dseed=%d", seed).isNotEmpty();
      finishedByKey.forEach((key, serialNumber) -> {
        long id = Objects.requireNonNull(startedByKey.get(key));
        var instance =
            untilAnswered(() -> {
              var now = connection.openProcessInstance(id);
              if (now.status() != ProcessInstanceStatus.COMPLETED) {
                throw new BaltoroException(Problem.BUSY, "not yet");
              }
              return now;
            });
        var data = instance.dataFields();
        assertThat(List.of(data.all().values().toArray()))
            .as("instance %d, -Dseed=%d", id, seed)
            .containsExactly(key, key, 1, 1);
        assertThat(start(connection, key).id()).as("-Dseed=%d", seed).isEqualTo(id);
        assertThat(
                connection.journal(id, 0, 1000).stream()
                    .filter(entry -> entry.kind().equals("ServerEventFinished"))
                    .filter(entry -> serialNumber.equals(entry.serialNumber())))
            .as("instance %d, -Dseed=%d", id, seed)
            .hasSize(1);
      });
    }
  }

  private DemoProcess serve(int port) throws IOException {
    var words = new ArrayList<>(DemoProcess.thisProgram());
    words.addAll(
        List.of(
            "serve",
            "--port",
            String.valueOf(port),
            "--data",
            folder.resolve("store.db").toString()));
    return DemoProcess.java(
        folder, folder.resolve("server.log"), Map.of("BALTORO_HOME", folder.toString()), words);
  }

  private String firstToken() {
    var logins = new SavedLogins(folder.resolve("logins.json"));
    for (int tries = 0; tries < 3_000; tries++) {
      var login = logins.find(server);
      if (login.isPresent()) {
        return login.get().token();
      }
      pause();
    }
    throw new AssertionError("The server did not come up");
  }

  private void awaitAnswer(String token, DemoProcess running) {
    untilAnswered(() -> {
      running.checkRunning();
      try (var connection = Connection.openWithToken(server, token)) {
        return connection.definitions().processes();
      }
    });
  }
}
