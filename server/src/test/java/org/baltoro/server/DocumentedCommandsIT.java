package org.baltoro.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what the documentation tells the reader to run, block by block in one shell, and looks for
 * what it says is written. In a page {@code sh} blocks are run, {@code text} blocks are looked for
 * in the output so far, line by line and without regard to numbers, and {@code yaml} blocks are
 * files, named by the code span in the line before them.
 */
class DocumentedCommandsIT {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile("(?:`(\\S+)`:\n\n)?```(sh|text|yaml)\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theReadme() throws IOException, InterruptedException {
    follow("README.md");
  }

  @Test
  void theTutorial() throws IOException, InterruptedException {
    follow("docs/tutorial.md");
  }

  private void follow(String page) throws IOException, InterruptedException {
    var expected = new ArrayList<String>();
    int port = freePort();
    var script = script(Files.readString(CHECKOUT.resolve(page)), port, expected);
    var output = run(script, port);
    assertThat(expected).as("%s says what is written", page).isNotEmpty();
    var written = bare(output);
    for (var line : expected) {
      assertThat(written).as("%s, where the output is%n%s", page, output).contains(bare(line));
    }
  }

  private String script(String page, int port, List<String> expected) throws IOException {
    var script = new StringBuilder();
    script.append("set -euo pipefail\n");
    // The shell's children end with it, also when a command fails.
    script.append("trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT\n");
    var blocks = BLOCK.matcher(page);
    while (blocks.find()) {
      var text = blocks.group(3);
      switch (blocks.group(2)) {
        case "yaml" -> Files.writeString(folder.resolve(blocks.group(1)), text);
        case "text" -> expected.addAll(text.lines().filter(line -> !line.isBlank()).toList());
        default -> script.append(commands(text, port));
      }
    }
    return script.toString().replace("localhost:7420", "localhost:" + port);
  }

  /** The reader's commands, on a port of this test's own, and with the reader's patience. */
  private static String commands(String block, int port) {
    var commands = new StringBuilder();
    for (var line : block.lines().toList()) {
      commands.append(line.replace("baltoro serve", "baltoro serve --port " + port)).append('\n');
      if (line.endsWith(" &")) {
        commands.append("for attempt in $(seq 100); do\n");
        commands.append("  ./baltoro processes >/dev/null 2>&1 && break; sleep 0.3\n");
        commands.append("done\n");
      }
    }
    return commands.toString().replace("./baltoro", CHECKOUT.resolve("baltoro").toString());
  }

  private String run(String script, int port) throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("commands.sh"), script);
    var log = folder.resolve("output.txt");
    var builder =
        new ProcessBuilder("bash", file.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("BALTORO_HOME", folder.resolve("home").toString());
    builder.environment().put("BALTORO_SERVER", "http://localhost:" + port);
    var shell = builder.start();
    try {
      assertThat(shell.waitFor(3, TimeUnit.MINUTES)).as("the commands end").isTrue();
    } finally {
      shell.descendants().forEach(ProcessHandle::destroy);
      shell.destroy();
    }
    var output = Files.readString(log);
    assertThat(shell.exitValue()).as(output).isZero();
    return output;
  }

  /** Without regard to numbers, and to how wide columns are. */
  private static String bare(String text) {
    return text.replaceAll("[0-9]+", "#").replaceAll("[ \\t]+", " ");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
