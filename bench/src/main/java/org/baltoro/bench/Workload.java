package org.baltoro.bench;

import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.Engine;
import org.baltoro.engine.deploy.DefinitionBuilder;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.jspecify.annotations.Nullable;

/** What is measured. */
enum Workload {
  LIMIT_FOUR("raw store, 4 decisions an instance", 4, null),
  LIMIT_THREE("raw store, 3 decisions an instance", 3, null),
  LIMIT_ONE("raw store, 1 decision an instance", 1, null),
  STRAIGHT_EVENT("start, 3 synchronous events, end; durability: event", 4, LIMIT_FOUR),
  STRAIGHT_WAIT("start, 3 synchronous events, end; durability: wait", 1, LIMIT_ONE),
  EXTERNAL("start, asynchronous event, finish by serial number, end", 3, LIMIT_THREE);

  private static final String PROCESS = "Bench/Process";

  private final String label;
  private final int decisions;
  private final @Nullable Workload limit;

  Workload(String label, int decisions, @Nullable Workload limit) {
    this.label = label;
    this.decisions = decisions;
    this.limit = limit;
  }

  String label() {
    return label;
  }

  /** Decisions that one instance takes. */
  int decisions() {
    return decisions;
  }

  /** The raw limit with as many decisions. */
  @Nullable Workload limit() {
    return limit;
  }

  /** One client's job, over and over. */
  interface Runner extends AutoCloseable {
    void once() throws Exception;

    /** What the client does between two of them, which is not measured: nothing. */
    default void pause() throws InterruptedException {}
  }

  Runner open(Database database) throws Exception {
    return switch (this) {
      case LIMIT_FOUR, LIMIT_THREE, LIMIT_ONE -> RawStore.open(database, decisions);
      case STRAIGHT_EVENT -> straight(database, Durability.EVENT);
      case STRAIGHT_WAIT -> straight(database, Durability.WAIT);
      case EXTERNAL -> external(database);
    };
  }

  private static Runner straight(Database database, Durability durability) throws Exception {
    var engine = Engine.open(database.fresh());
    var builder =
        DefinitionBuilder.process(PROCESS)
            .durability(durability)
            .data("OrderNumber", DataType.STRING)
            .data("Amount", DataType.DECIMAL)
            .data("Supplier", DataType.STRING);
    var names = List.of("One", "Two", "Three");
    for (int place = 0; place < names.size(); place++) {
      int next = place + 1;
      builder.activity(
          names.get(place),
          activity -> {
            activity.server("Work", k2 -> {}, event -> event.repeatable());
            if (next < names.size()) {
              activity.line(names.get(next));
            }
          });
    }
    engine.deploy(builder.build(), "bench");
    var connection = engine.connectTrusted("bench");
    return new EngineRunner(engine) {
      @Override
      public void once() {
        var ended = connection.startProcessInstance(prepared(connection), true);
        if (ended.status() != ProcessInstanceStatus.COMPLETED) {
          throw new IllegalStateException("ended as " + ended.status());
        }
      }
    };
  }

  private static Runner external(Database database) throws Exception {
    var engine = Engine.open(database.fresh());
    engine.deploy(
        DefinitionBuilder.process(PROCESS)
            .data("OrderNumber", DataType.STRING)
            .data("Amount", DataType.DECIMAL)
            .data("Supplier", DataType.STRING)
            .activity("Pay", pay -> pay.server("Call", k2 -> k2.setSynchronous(false)))
            .build(),
        "bench");
    var connection = engine.connectTrusted("bench");
    return new EngineRunner(engine) {
      @Override
      public void once() {
        var started = connection.startProcessInstance(prepared(connection), true);
        var serialNumber = started.activities().getFirst().events().getFirst().serialNumber();
        connection.openServerItem(serialNumber).finish();
      }
    };
  }

  private static org.baltoro.api.NewProcessInstance prepared(Connection connection) {
    var instance = connection.createProcessInstance(PROCESS).folio("Order 4711 of Hansen");
    instance
        .dataFields()
        .set("OrderNumber", "4711-2026")
        .set("Amount", new java.math.BigDecimal("1299.90"))
        .set("Supplier", "Hansen & Sons, Hamburg");
    return instance;
  }

  /** Closes its engine. */
  private abstract static class EngineRunner implements Runner {
    private final Engine engine;

    EngineRunner(Engine engine) {
      this.engine = engine;
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
