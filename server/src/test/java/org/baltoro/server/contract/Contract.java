package org.baltoro.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.server.contract.World.until;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance.ActiveActivity;
import org.baltoro.api.ProcessInstance.OpenEvent;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.EngineConfig;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stories of one topic, told through a {@link Connection} in this process and once more over HTTP.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Contract {
  /** How the engine is reached. */
  enum Way {
    IN_PROCESS,
    HTTP
  }

  private final Way way;
  private final List<String> definitions;
  private final Map<String, Connection> connections = new HashMap<>();
  private @Nullable RunningServer server;

  @SuppressWarnings("NullAway.Init") // beginWorld() comes first
  protected World world;

  /**
   * @param definitions deployed at first
   */
  Contract(Way way, List<String> definitions) {
    this.way = way;
    this.definitions = definitions;
  }

  /** Adds the handlers of the topic. */
  EngineConfig handlers(EngineConfig config) {
    return config;
  }

  @BeforeAll
  void beginWorld(@TempDir Path folder) {
    world = new World(folder, this::handlers);
    if (way == Way.HTTP) {
      server = ServerMain.serve(world.engine, ServeOptions.defaults().port(0));
    }
    for (var definition : definitions) {
      as("dora").definitions().deploy(definition, "topic.yaml");
    }
  }

  @AfterAll
  void endWorld() {
    connections.values().forEach(Connection::close);
    if (server != null) {
      server.close();
    }
    world.close();
  }

  /** A connection as this user; one for all stories. */
  final Connection as(String user) {
    return connections.computeIfAbsent(user, this::connect);
  }

  private Connection connect(String user) {
    var token =
        world
            .engine
            .connectTrusted("admin")
            .administration()
            .createToken(user, "contract", Duration.ofDays(3_000));
    return way == Way.HTTP
        ? Connection.openWithToken(Objects.requireNonNull(server).url().toString(), token)
        : world.engine.connectWithToken(token);
  }

  /**
   * Starts an instance as ann; fields are names and values by turns. It waits when this returns.
   */
  final long begin(String process, Object... fields) {
    var ann = as("ann");
    var prepared = ann.createProcessInstance(process);
    for (int field = 0; field < fields.length; field += 2) {
      prepared.dataFields().set((String) fields[field], fields[field + 1]);
    }
    return ann.startProcessInstance(prepared, true).id();
  }

  /** The names of the active activity instances, sorted. */
  final List<String> active(long id) {
    return activities(id).stream().map(ActiveActivity::name).sorted().toList();
  }

  final List<ActiveActivity> activities(long id) {
    return as("ann").openProcessInstance(id).activities();
  }

  /** Waits until just these are active, in the order of their names. */
  final void untilActive(long id, String... names) {
    until(() -> active(id).equals(List.of(names)));
    assertThat(active(id)).containsExactly(names);
  }

  /** The serial number of the one event that is open in an activity. */
  final String serial(long id, String activity) {
    return serials(id, activity).getFirst();
  }

  final List<String> serials(long id, String activity) {
    return activities(id).stream()
        .filter(active -> active.name().equals(activity))
        .flatMap(active -> active.events().stream())
        .map(OpenEvent::serialNumber)
        .toList();
  }

  /** Finishes a server event as finn and waits for the instance to come to rest. */
  final void finish(String serial) {
    as("finn").openServerItem(serial).finish(true);
  }

  final ProcessInstanceStatus status(long id) {
    return as("ann").openProcessInstance(id).status();
  }

  final void untilStatus(long id, ProcessInstanceStatus status) {
    until(() -> status(id) == status);
  }

  /** All facts of one kind, oldest first. */
  final List<JournalEntry> facts(long id, String kind) {
    return as("ann").journal(id, 0, 1000).stream()
        .filter(entry -> entry.kind().equals(kind))
        .toList();
  }

  /** The serial numbers of ann's worklist that belong to the instance. */
  final List<String> worklist(long id) {
    return as("ann").worklist(null, 200).items().stream()
        .filter(entry -> entry.instance() == id)
        .map(entry -> entry.serialNumber())
        .toList();
  }

  static BaltoroException refusal(Runnable call) {
    var refusal = Assertions.catchThrowableOfType(BaltoroException.class, call::run);
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal;
  }

  static BaltoroException refused(Problem problem, Runnable call) {
    var refusal = refusal(call);
    assertThat(refusal.problem()).as(refusal.getMessage()).isEqualTo(problem);
    return refusal;
  }
}
