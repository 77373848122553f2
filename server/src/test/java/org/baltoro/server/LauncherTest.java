package org.baltoro.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher on a machine without a JDK: a checkout of its own, a PATH with nothing but the few
 * tools that it needs, and no JAVA_HOME. This machine has JDKs where they usually are, so the copy
 * that is run looks for them elsewhere; all else is as it is.
 */
class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "env",
          "dirname",
          "readlink",
          "sed",
          "find",
          "head",
          "mkdir",
          "rm",
          "sleep",
          "cat",
          "touch",
          "mv",
          "tput",
          "tee",
          "tail");

  @TempDir Path folder;
  private Path checkout;
  private Path tools;

  @BeforeEach
  void aCheckoutAndAMachineWithoutJava() throws IOException {
    checkout = Files.createDirectories(folder.resolve("checkout"));
    var launcher = Files.readString(Path.of("..", "baltoro"));
    for (var usual : List.of("/usr/lib/jvm/*", "/opt/java/*", "/Library/Java", "/usr/libexec")) {
      assertThat(launcher).as("where JDKs usually are").contains(usual);
      launcher = launcher.replace(usual, folder.resolve("nowhere") + usual);
    }
    Files.writeString(checkout.resolve("baltoro"), launcher);
    assertThat(checkout.resolve("baltoro").toFile().setExecutable(true)).isTrue();
    tools = Files.createDirectories(folder.resolve("bin"));
    for (var tool : TOOLS) {
      for (var place : List.of("/bin", "/usr/bin")) {
        var real = Path.of(place, tool);
        if (Files.isExecutable(real) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), real);
        }
      }
    }
  }

  @Test
  void withoutAnyJdkAndNothingBuiltItSaysWhatBuildingNeeds() throws Exception {
    var run = launch("--help");
    assertThat(run.output())
        .isEqualTo(
            """
            baltoro: building needs a JDK 25, and none was found in JAVA_HOME, on the PATH, or where JDKs usually are.
            baltoro: Install one, for example Temurin 25 from https://adoptium.net, or set JAVA_HOME to it.
            """);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(checkout.resolve("server/target/.building")).as("the lock").doesNotExist();
  }

  @Test
  void withoutAnyJdkAndAllBuiltItSaysWhatRunningNeeds() throws Exception {
    var target = Files.createDirectories(checkout.resolve("server/target"));
    Files.writeString(target.resolve("baltoro.jar"), "built earlier");
    Files.createDirectories(target.resolve("baltoro"));
    var run = launch("--help");
    assertThat(run.output())
        .isEqualTo(
            """
            baltoro: a JDK 21 or later with javac is needed, and none was found in JAVA_HOME, on the PATH, or where JDKs usually are.
            baltoro: Install one, for example Temurin 25 from https://adoptium.net, or set JAVA_HOME to it.
            """);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void aRuntimeWithoutACompilerIsNoJdk() throws Exception {
    var runtime = Files.createDirectories(folder.resolve("runtime"));
    Files.createDirectories(runtime.resolve("bin"));
    Files.writeString(runtime.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    Files.createSymbolicLink(
        runtime.resolve("bin/java"), Path.of(System.getProperty("java.home"), "bin", "java"));
    var run = launch(Map.of("JAVA_HOME", runtime.toString()), "--help");
    assertThat(run.output()).contains("building needs a JDK 25");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  private record Run(int exitCode, String output) {}

  private Run launch(String... words) throws IOException, InterruptedException {
    return launch(Map.of(), words);
  }

  private Run launch(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(checkout.resolve("baltoro").toString());
    command.addAll(List.of(words));
    var output = folder.resolve("output.txt");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("HOME", folder.resolve("home").toString());
    builder.environment().putAll(environment);
    var process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
      return new Run(process.exitValue(), Files.readString(output));
    } finally {
      process.destroyForcibly();
    }
  }
}
