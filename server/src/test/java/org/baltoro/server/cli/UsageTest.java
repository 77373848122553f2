package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTest {
  @Test
  void withoutACommandTheCommandsAndExitCodesAreListed() {
    var run = CommandLineRun.of();
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).contains("demo", "serve", "Exit codes:", "no server answers");
  }

  @Test
  void aMisspelledCommandIsAnsweredWithTheNearest() {
    var run = CommandLineRun.of("instnaces");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("'instnaces'").contains("instances");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aMisspelledOptionIsAnsweredWithTheNearest() {
    var run = CommandLineRun.of("instances", "--proces", "A/B");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--proces").contains("--process");
  }

  @Test
  void anAddressWhereNobodyAnswersGivesItsOwnExitCode() throws IOException {
    int closedPort;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    var address = "http://localhost:" + closedPort;
    var login = CommandLineRun.of("logout", "--server", address);
    assertThat(login.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(login.out()).contains("no saved login");
    var run = CommandLineRun.of(Map.of("BALTORO_SERVER", address), 80, "instances");
    // Without a login there is nothing to send: the refusal says how to get one.
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains(address).contains("baltoro login");
  }

  @Test
  void refusalsAreJsonForPrograms() {
    var run = CommandLineRun.of("instances", "--json", "--server", "http://localhost:1");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("\"problem\": \"not-authenticated\"");
  }

  @Test
  void theSchemaOfDefinitionFilesIsWritten() {
    var run = CommandLineRun.of("schema");
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).contains("https://json-schema.org/draft/2020-12/schema", "precedingRule");
  }

  @Test
  void theVersionIsTheServersOwn() {
    assertThat(CommandLineRun.of("--version").out())
        .isEqualTo("baltoro " + org.baltoro.server.Version.current() + "\n");
  }

  @Test
  void everyCommandExplainsItself() {
    for (var name : Baltoro.commands().keySet()) {
      if (!name.equals("help")) {
        var run = CommandLineRun.of(name, "--help");
        assertThat(run.exitCode()).as(name).isEqualTo(ExitCode.OK);
        assertThat(run.out()).as(name).startsWith("Usage: baltoro " + name);
      }
    }
  }
}
