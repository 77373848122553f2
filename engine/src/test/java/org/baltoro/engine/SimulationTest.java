package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.store.StoreCheck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two nodes on one PostgreSQL, whose commits fail before and after they happen or come late, and
 * which die and come back, while clients start, finish, send instances elsewhere and stop them, and
 * the clock is moved: all by a seed. What was acknowledged must be there, and no serial number may
 * be honoured twice. One again: {@code -Dseed=42}; longer: {@code -Dsimulation.rounds=200}.
 */
class SimulationTest {
  private static final int CLIENTS = 8;
  private static EmbeddedPostgres postgres;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final ManualClock clock = new ManualClock(Instant.parse("2026-12-01T09:00:00Z"));
  private final AtomicReferenceArray<Engine> nodes = new AtomicReferenceArray<>(2);
  private final FaultyStore[] lines = new FaultyStore[2];
  private final Map<String, Long> started = new ConcurrentHashMap<>();
  private final Map<String, Integer> finished = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
  private final AtomicInteger names = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  @BeforeAll
  static void startPostgres() throws IOException {
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  private static final String DEFINITION =
      """
      process: Test/Simulated
      data:
        Key: { type: string, required: true }
        Count: { type: integer, default: 0 }
        Finishes: { type: integer, default: 0 }
      activities:
        Begin:
          events:
            - server: Count
              handler: count
              retry: { attempts: 3, backOff: 1s }
          lines:
            - to: Wait
            - to: Beside
            - to: Elsewhere
              when: Count < 0
        Beside:
          events:
            - server: Count
              handler: count
        Wait:
          events:
            - server: Ask
              handler: ask
          lines:
            - to: End
        End:
          events:
            - server: Count
              handler: count
        Elsewhere:
          events:
            - server: Ask
              handler: ask
          lines:
            - to: End
      """;

  private Engine open(int place, SplittableRandom random) {
    var line = new FaultyStore(random.nextLong(), 60);
    lines[place] = line;
    var engine =
        Engine.open(
            EngineConfig.postgres(
                    "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.getPort()),
                    "postgres",
                    "")
                .nodeName("node " + place)
                .clock(clock)
                .lease(Duration.ofSeconds(1))
                .patience(Duration.ofSeconds(5))
                .shutdownPatience(Duration.ZERO)
                .storeWrapper(line::around)
                .repeatableHandler(
                    "count",
                    k2 -> {
                      var data = k2.processInstance().dataFields();
                      data.set("Count", Objects.requireNonNull(data.getInteger("Count")) + 1);
                      if (k2.attempt() == 1 && k2.processInstance().id() % 7 == 0) {
                        throw new IllegalStateException("the first attempt of every seventh fails");
                      }
                    })
                .handler("ask", k2 -> k2.setSynchronous(false)));
    nodes.set(place, engine);
    return engine;
  }

  @Test
  void nothingAcknowledgedIsLostAndNoSerialNumberIsHonouredTwice() throws Exception {
    var random = new SplittableRandom(seed);
    open(0, random);
    open(1, random);
    connection(0).definitions().deploy(DEFINITION, "simulated.yaml");
    var clients = new ArrayList<Thread>();
    for (int client = 0; client < CLIENTS; client++) {
      var own = random.split();
      clients.add(Thread.ofVirtual().start(() -> act(own)));
    }
    int rounds = Integer.getInteger("simulation.rounds", 12);
    for (int round = 0; round < rounds; round++) {
      Thread.sleep(random.nextInt(50, 250));
      clock.advance(Duration.ofSeconds(random.nextInt(5)));
      if (random.nextInt(3) == 0) {
        int place = random.nextInt(2);
        lines[place].die();
        nodes.get(place).close();
        open(place, random);
      }
    }
    over.set(true);
    for (var client : clients) {
      client.join(Duration.ofSeconds(60));
    }
    assertThat(broken).as("-Dseed=%d", seed).isEmpty();
    settle();
    check();
  }

  private Connection connection(int place) {
    return nodes.get(place).connectTrusted("ann");
  }

  private void act(SplittableRandom random) {
    try {
      while (!over.get()) {
        var key = "key " + names.incrementAndGet();
        long id =
            untilAnswered(
                random,
                connection -> {
                  var prepared = connection.createProcessInstance("Test/Simulated");
                  prepared.dataFields().set("Key", key);
                  prepared.idempotencyKey(key);
                  return connection.startProcessInstance(prepared).id();
                });
        started.put(key, id);
        switch (random.nextInt(6)) {
          case 0 ->
              manage(
                  random, id, new ManagementOperation.GotoActivity("Elsewhere", null, true, true));
          case 1 -> {
            manage(random, id, new ManagementOperation.Stop());
            manage(random, id, new ManagementOperation.Start());
          }
          case 2 -> manage(random, id, new ManagementOperation.ExpireActivity("Wait", true));
          default -> finish(random, id, key);
        }
      }
    } catch (RuntimeException failure) {
      broken.add("-Dseed=%d: %s".formatted(seed, failure));
    }
  }

  private void manage(SplittableRandom random, long id, ManagementOperation operation) {
    untilAnswered(
        random,
        connection -> {
          try {
            return connection.management().carryOut(id, operation);
          } catch (BaltoroException refused) {
            if (refused.problem() == Problem.NOT_ALLOWED_NOW) {
              return id; // Completed, or running: nothing to be done about it.
            }
            throw refused;
          }
        });
  }

  /** Finishes what waits, if it comes to that; each acknowledged finish is counted. */
  private void finish(SplittableRandom random, long id, String key) {
    var serialNumber =
        untilAnswered(
            random,
            connection -> {
              for (var activity : connection.openProcessInstance(id).activities()) {
                for (var event : activity.events()) {
                  if (event.status().equals("Waiting")) {
                    return event.serialNumber();
                  }
                }
              }
              return over.get() ? "" : null;
            });
    if (serialNumber.isEmpty()) {
      return;
    }
    untilAnswered(
        random,
        connection -> {
          var item = connection.openServerItemEvenIfEnded(serialNumber);
          var data = item.processInstance().dataFields();
          data.set("Finishes", Objects.requireNonNull(data.getInteger("Finishes")) + 1);
          return item.finish(false, key);
        });
    finished.merge(serialNumber, 1, Integer::sum);
  }

  private interface Call<T> {
    @org.jspecify.annotations.Nullable
    T on(Connection connection);
  }

  /** On either node, until it answers. */
  private <T> T untilAnswered(SplittableRandom random, Call<T> call) {
    while (true) {
      try {
        var answer = call.on(connection(random.nextInt(2)));
        if (answer != null) {
          return answer;
        }
      } catch (BaltoroException failure) {
        switch (failure.problem()) {
          case STORE_UNAVAILABLE, BUSY -> {}
          default -> throw failure;
        }
      } catch (IllegalStateException closing) {
        // The node is being closed: the other one answers.
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** No faults any more; whatever waits for time gets it. */
  private void settle() {
    for (int place = 0; place < 2; place++) {
      lines[place].die();
      nodes.get(place).close();
    }
    var calm = new FaultyStore(0, Integer.MAX_VALUE);
    lines[0] = calm;
    open(0, new SplittableRandom(seed));
    for (long id : started.values()) {
      Await.until(
          "instance %d rests, -Dseed=%d".formatted(id, seed),
          Duration.ofSeconds(60),
          () -> {
            clock.advance(Duration.ofSeconds(2));
            try {
              return connection(0).openProcessInstance(id).status()
                  != ProcessInstanceStatus.RUNNING;
            } catch (BaltoroException away) {
              return false;
            }
          });
    }
  }

  private void check() {
    var connection = connection(0);
    started.forEach((key, id) -> {
      var data = told(() -> connection.openProcessInstance(id)).dataFields();
      assertThat(data.getString("Key")).as("instance %d, -Dseed=%d", id, seed).isEqualTo(key);
    });
    finished.forEach((serialNumber, times) -> {
      long id = Long.parseLong(serialNumber.substring(0, serialNumber.indexOf('_')));
      var journal = told(() -> connection.journal(id, 0, 1000));
      assertThat(
              journal.stream()
                  .filter(entry -> entry.kind().equals("ServerEventFinished"))
                  .filter(entry -> serialNumber.equals(entry.serialNumber())))
          .as("%s, -Dseed=%d", serialNumber, seed)
          .hasSize(1);
      assertThat(told(() -> connection.openProcessInstance(id)).dataFields().getInteger("Finishes"))
          .as("%s, -Dseed=%d", serialNumber, seed)
          .isEqualTo(1);
    });
    assertThat(List.copyOf(finished.values())).as("-Dseed=%d", seed).isNotEmpty();
    nodes.get(0).close();
    var fresh = org.baltoro.store.Stores.open(nodes.get(0).config().storeConfig());
    try (fresh) {
      assertThat(StoreCheck.verify(fresh, new DefinitionRegistry(fresh)::searchable).faults())
          .as("-Dseed=%d", seed)
          .isEmpty();
    }
  }

  private static <T> T told(Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (BaltoroException away) {
        if (away.problem() != Problem.STORE_UNAVAILABLE) {
          throw away;
        }
        pause();
      }
    }
  }
}
