package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.baltoro.api.Connection;
import org.baltoro.api.Workers.JobRequest;
import org.baltoro.api.Workers.WorkerJob;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that wait for a job over HTTP, and those that have died while they did. */
class WaitingWorkerTest {
  private final Engine engine;
  private final RunningServer server;
  private final Connection trusted;
  private final String token;

  WaitingWorkerTest(@TempDir Path folder) {
    engine = Engine.open(EngineConfig.sqlite(folder.resolve("workers.db")));
    server = ServerMain.serve(engine, ServeOptions.defaults().port(0));
    trusted = engine.connectTrusted("admin");
    trusted.administration().createUser("finn", "a good password", Set.of());
    token = trusted.administration().createToken("finn", "test", Duration.ofDays(1));
    trusted
        .definitions()
        .deploy(
            """
            process: Finance/Payment
            rights: { serverEvent: [finn] }
            activities:
              Pay:
                events:
                  - server: Pay
                    worker: pay
            """,
            "payment.yaml");
  }

  @AfterEach
  void end() {
    server.close();
    engine.close();
  }

  /** Sends the request for a job as a worker does, and says no more. */
  private Socket waiting(boolean chunked) throws IOException {
    var body = "{\"worker\": \"dead\", \"wait\": \"PT30S\"}";
    var socket = new Socket(server.url().getHost(), server.url().getPort());
    var framed =
        chunked
            ? "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
                .formatted(body.length(), body)
            : "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body);
    socket
        .getOutputStream()
        .write(
            ("POST /api/workflow/v1/workers/pay/jobs HTTP/1.1\r\nHost: localhost\r\n"
                    + "Authorization: Bearer "
                    + token
                    + "\r\nContent-Type: application/json\r\n"
                    + framed)
                .getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWorkerThatHasDiedWhileItWaitedIsLeasedNoJob(boolean reset) throws IOException {
    var dead = waiting(false);
    var alive = Connection.openWithToken(server.url().toString(), token);
    assertThat(lease(alive)).as("the request before is being waited on").isEmpty();
    if (reset) {
      dead.setSoLinger(true, 0);
    }
    dead.close();
    start();
    assertThat(lease(alive)).extracting(WorkerJob::worker).containsExactly("alive");
    alive.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWorkerThatIsThereGetsItsJob(boolean chunked) throws IOException {
    try (var socket = waiting(chunked);
        var alive = Connection.openWithToken(server.url().toString(), token)) {
      assertThat(lease(alive)).isEmpty();
      start();
      var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertThat(answer).isEqualTo("HTTP/1.1 200");
      assertThat(trusted.workers().jobs("pay", null, 10).items())
          .extracting(job -> job.worker())
          .containsExactly("dead");
    }
  }

  private void start() {
    trusted.startProcessInstance(trusted.createProcessInstance("Finance/Payment"), true);
  }

  private static List<WorkerJob> lease(Connection connection) {
    return connection
        .workers()
        .lease(new JobRequest("pay", "alive", 1, null, Duration.ofMillis(300), null));
  }
}
