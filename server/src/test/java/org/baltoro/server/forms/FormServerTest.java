package org.baltoro.server.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.Packet;
import org.baltoro.forms.smartobject.PacketResult;
import org.baltoro.server.ServeOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms on an engine: their database is there, busy, or down. */
class FormServerTest {
  /** Longer than what is deployed counts without a look into the database. */
  private static final Duration LONGER_THAN_KNOWN = Duration.ofMillis(2_100);

  private static final String NOTE =
      """
      smartObject: Demo/Note
      smartBox: SmartBox
      properties:
        ID: { type: autonumber, key: true }
        Text: text
      methods:
        Create:
          kind: create
          inputs: [Text]
          returns: [ID]
          bindings: [{ service: SmartBox, serviceObject: Demo/Note, serviceMethod: Create }]
      """;

  @TempDir Path folder;
  private Engine engine;

  @BeforeEach
  void open() {
    engine = Engine.open(EngineConfig.sqlite(folder.resolve("baltoro.db")));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private FormServer serve(FormsDatabase database) {
    var options = ServeOptions.defaults().formsDatabase(database);
    return FormServer.open(engine, options.formSettings());
  }

  private FormServer serve() {
    return serve(FormsDatabase.beside(folder.resolve("baltoro.db")));
  }

  /** Writes, and writes again when the server has to look at what is deployed. */
  private PacketResult longPacket(FormServer server, Waiting waiting) {
    var caller = FormServer.caller(engine.connectTrusted("ann"));
    var note = MethodCall.of("Demo/Note", "Create", "Text", "a");
    return server
        .smartObjects()
        .execute(
            caller,
            Packet.atomic(
                Packet.Entry.of(note),
                earlier -> {
                  waiting.run();
                  return note;
                }));
  }

  private interface Waiting {
    void run();
  }

  private static void becomeOld() {
    try {
      Thread.sleep(LONGER_THAN_KNOWN);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- packets

  @Test
  void anAtomicPacketDoesNotWaitForItself() {
    try (var server = serve()) {
      server.deployer().deploy(NOTE, "note.yaml", "dora");
      var begun = System.nanoTime();
      assertThat(longPacket(server, FormServerTest::becomeOld).failure()).isNull();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void packetsThatHoldAllConnectionsDoNotWaitForEachOther() throws Exception {
    try (var postgres = EmbeddedPostgres.start();
        var server =
            serve(
                FormsDatabase.postgres(
                    postgres.getJdbcUrl("postgres", "postgres"), "postgres", ""));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.deployer().deploy(NOTE, "note.yaml", "dora");
      var all = new CyclicBarrier(8);
      Waiting together =
          () -> {
            try {
              all.await(20, TimeUnit.SECONDS);
            } catch (Exception alone) {
              throw new IllegalStateException(alone);
            }
            becomeOld();
          };
      List<Future<PacketResult>> packets =
          IntStream.range(0, 8)
              .mapToObj(number -> threads.submit(() -> longPacket(server, together)))
              .toList();
      for (var packet : packets) {
        assertThat(packet.get(25, TimeUnit.SECONDS).failure()).isNull();
      }
    }
  }

  // ---- a database that is down

  @Test
  void aDatabaseThatIsDownIsToldAndNothingIsLeftBehind() {
    var down = FormsDatabase.postgres("jdbc:postgresql://localhost:1/postgres", "postgres", "");
    serveInVain(down);
    var before = threads();
    serveInVain(down);
    assertThat(threads()).isEqualTo(before);
  }

  private void serveInVain(FormsDatabase down) {
    var failure = catchThrowableOfType(BaltoroException.class, () -> serve(down).close());
    assertThat(failure.problem()).isEqualTo(Problem.STORE_UNAVAILABLE);
    assertThat(failure).hasMessageContaining("database of forms");
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("baltoro-forms"))
        .map(thread -> thread.getName() + " " + thread.threadId())
        .collect(Collectors.toSet());
  }
}
