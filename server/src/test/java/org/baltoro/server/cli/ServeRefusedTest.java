package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code baltoro serve}, as a process of its own, where it can't: one clear line and a code. */
class ServeRefusedTest {
  @TempDir Path folder;

  @Test
  void aPortThatIsTaken() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      var run = serve("--port", String.valueOf(port), "--data", "store.db");
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.REFUSED);
      assertThat(run.out() + run.err())
          .isEqualTo(
              "baltoro: Port %d is taken: another server may be running. End it, or give another port with --port, 0 for any that is free.\n"
                  .formatted(port));
    }
  }

  @Test
  void anAddressOfAnotherMachine() throws Exception {
    // From a block that is reserved for documentation: no machine has it.
    var run = serve("--port", "0", "--address", "192.0.2.1", "--data", "store.db");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.out() + run.err())
        .isEqualTo(
            "baltoro: The server can't listen on address 192.0.2.1: it is none of this machine."
                + " Give 127.0.0.1, 0.0.0.0 or one of its own.\n");
  }

  @Test
  void aStoreThatAnotherServerHasOpen() throws Exception {
    try (var other = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")))) {
      var run = serve("--port", "0", "--data", "store.db");
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.REFUSED);
      assertThat(run.err().lines()).singleElement().asString().contains("store.db");
      assertThat(other.status().storeReachable()).isTrue();
    }
  }

  @Test
  void aPortThatIsNone() throws Exception {
    var run = serve("--port", "70000");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).startsWith("baltoro: port is 70000: give 1 to 65535");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  private CommandLineRun serve(String... options) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED"); // as the jar's manifest says
    command.addAll(DemoProcess.thisProgram());
    command.add("serve");
    command.addAll(List.of(options));
    var out = folder.resolve("out.txt");
    var err = folder.resolve("err.txt");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("BALTORO_HOME", folder.toString());
    var process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
      return new CommandLineRun(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }
}
