package org.baltoro.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.client.HttpConnection;
import org.baltoro.client.SavedLogins;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.examples.AsynchronousServerEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example's two halves, with a real server between them. */
class AsynchronousServerEventTest {
  private static final String DEFINITION =
      """
      process: Examples/Finance
      data:
        Field1: string
      activities:
        Pay:
          events:
            - server: Call the finance system
              handler: finance.call
          lines:
            - to: Paid
              when: Field1 = "1"
        Paid: {}
      """;

  @Test
  void theCallBackFinishesTheEventAndTheProcessGoesOn(@TempDir Path folder) throws Exception {
    BlockingQueue<String> serialNumbers = new LinkedBlockingQueue<>();
    var engine =
        Engine.open(
            EngineConfig.sqlite(folder.resolve("test.db"))
                .handler(
                    "finance.call",
                    k2 -> AsynchronousServerEvent.serverEvent(k2, serialNumbers::add)));
    try (var server = ServerMain.serve(engine, ServeOptions.defaults().port(0))) {
      var address = server.url().toString();
      System.setProperty("baltoro.home", folder.toString());
      var password = server.firstPassword().orElseThrow();
      SavedLogins.ofThisUser().save(address, HttpConnection.login(address, "admin", password));
      var connection = engine.connectTrusted("admin");
      connection.definitions().deploy(DEFINITION, "finance.yaml");
      var prepared = connection.createProcessInstance("Examples/Finance");
      var instance = connection.startProcessInstance(prepared, true);

      var serialNumber = serialNumbers.poll(30, TimeUnit.SECONDS);
      assertThat(serialNumber).isNotNull();
      AsynchronousServerEvent.callBack(address, java.util.Objects.requireNonNull(serialNumber));

      var ended = connection.openProcessInstance(instance.id());
      assertThat(ended.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
      assertThat(ended.dataFields().getString("Field1")).isEqualTo("1");
    } finally {
      System.clearProperty("baltoro.home");
    }
  }
}
