package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.forms.FormsDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormsPartTest {
  @TempDir Path folder;

  /** The listener takes connections and says nothing: each attempt takes a second. */
  @Test
  void whoAsksWhileTheDatabaseIsSilentWaitsForOneAttemptAndNotForAll() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var engine = Engine.open(EngineConfig.sqlite(folder.resolve("baltoro.db")));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var url =
          "jdbc:postgresql://localhost:%d/none?loginTimeout=1".formatted(silent.getLocalPort());
      var options = ServeOptions.defaults().formsDatabase(FormsDatabase.postgres(url, "me", ""));
      try (var part = new FormsPart(engine, options)) {
        var begun = System.nanoTime();
        var asked =
            IntStream.range(0, 6)
                .mapToObj(number ->
                    threads.submit(
                        () -> catchThrowableOfType(BaltoroException.class, part::server).problem()))
                .toList();
        for (var problem : asked) {
          assertThat(problem.get()).isEqualTo(Problem.STORE_UNAVAILABLE);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
      }
    }
  }
}
