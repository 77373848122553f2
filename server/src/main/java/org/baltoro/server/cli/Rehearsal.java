package org.baltoro.server.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.baltoro.api.Connection;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.WorklistQuery;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;

/**
 * What servers are asked most, asked of one of its own: orders that wait for the outside, are
 * approved by a person, and are looked at.
 */
final class Rehearsal {
  /** Enough for Java to see which methods matter. */
  static final int ORDERS = 200;

  private static final String USER = "rehearsal";
  private static final String DEFINITION =
      """
      process: Rehearsal/Order
      data:
        Number: { type: string, searchable: true }
        Amount: { type: decimal, required: true }
        Answer: string
      activities:
        Check:
          events:
            - server: Ask the supplier
              code: k2.setSynchronous(false);
          lines:
            - to: Approve
              when: Amount > 10
            - to: Book
              otherwise: true
        Approve:
          destinations: [rehearsal]
          events:
            - client: Approve the order
              actions: [Approve, Reject]
          lines:
            - to: Book
        Book:
          events:
            - server: Book the order
              code: k2.processInstance().dataFields().set("Answer", "booked");
      """;

  private Rehearsal() {}

  /**
   * Plays it, all in one folder.
   *
   * @throws IllegalStateException if an order has not ended as it should
   */
  static void play(Path folder) {
    var file = folder.resolve("store.db");
    var options = ServeOptions.defaults().port(0).dataFile(file);
    try (var engine = Engine.open(EngineConfig.sqlite(file));
        var server = ServerMain.serve(engine, options);
        var trusted = engine.connectTrusted("admin")) {
      var administration = trusted.administration();
      administration.createUser(USER, "only for the rehearsal", Set.of());
      var token = administration.createToken("admin", "rehearsal", Duration.ofHours(1));
      try (var connection = Connection.openWithToken(server.url().toString(), token)) {
        connection.definitions().deploy(DEFINITION, "rehearsal.yaml");
        for (int number = 1; number <= ORDERS; number++) {
          order(connection, number);
        }
      }
    }
  }

  private static void order(Connection connection, int number) {
    var order = connection.createProcessInstance("Rehearsal/Order").folio("Order " + number);
    order.dataFields().set("Number", "R-" + number).set("Amount", number % 20);
    var started = connection.startProcessInstance(order, true);
    var waiting = started.activities().getFirst().events().getFirst().serialNumber();
    var item = connection.openServerItem(waiting);
    item.processInstance().dataFields().set("Answer", "delivered");
    item.finish(true);
    var person = connection.impersonateUser(USER);
    for (var task : person.worklist(WorklistQuery.all()).items()) {
      person.openWorklistItem(task.serialNumber()).finish("Approve", true);
    }
    var ended = connection.openProcessInstance(started.id());
    if (ended.status() != ProcessInstanceStatus.COMPLETED) {
      throw new IllegalStateException("Order %d is %s".formatted(number, ended.status()));
    }
  }
}
