package org.baltoro.examples;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.baltoro.api.ServerItem;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;

/**
 * The engine inside a program of one's own: no server, one SQLite file, the same object model. The
 * process asks, waits for the answer by serial number, and ends.
 */
public final class EmbeddedEngine {
  private static final String DEFINITION =
      """
      process: Examples/Question
      folio: '"About " + Subject'
      data:
        Subject: { type: string, required: true }
        Answer: { type: string }
      activities:
        Ask:
          events:
            - server: Wait for the answer
              handler: question.ask
          lines:
            - to: Done
        Done: {}
      """;

  private EmbeddedEngine() {}

  /** Runs with the database in the file that is given, or in {@code question.db}. */
  public static void main(String[] arguments) throws InterruptedException {
    run(Path.of(arguments.length == 0 ? "question.db" : arguments[0]), System.out);
  }

  static void run(Path file, PrintStream out) throws InterruptedException {
    BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    var config =
        EngineConfig.sqlite(file)
            .handler("question.ask", k2 -> AsynchronousServerEvent.serverEvent(k2, asked::add));
    try (var engine = Engine.open(config)) {
      engine.createFirstAdministrator("admin");
      var connection = engine.connectTrusted("admin");
      connection.definitions().deploy(DEFINITION, "question.yaml");

      var prepared = connection.createProcessInstance("Examples/Question");
      prepared.dataFields().set("Subject", "the weather");
      var instance = connection.startProcessInstance(prepared);
      out.printf("Started %d: %s%n", instance.id(), instance.folio());

      String serialNumber = asked.take();
      out.printf("Asked, and waiting for %s%n", serialNumber);

      ServerItem item = connection.openServerItem(serialNumber);
      item.processInstance().dataFields().set("Answer", "sunny");
      item.finish(true);

      var ended = connection.openProcessInstance(instance.id());
      out.printf("%s: %s%n", ended.status().label(), ended.dataFields().getString("Answer"));
    }
  }
}
