package org.baltoro.server.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that the demo runs beside itself; its output goes to a file. */
final class DemoProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private DemoProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Runs {@code java} of the same kind as this process, in {@code folder}. */
  static DemoProcess java(
      Path folder, Path log, Map<String, String> environment, List<String> words)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(words);
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().putAll(environment);
    return new DemoProcess(builder.start(), log);
  }

  /** The words after {@code java} that run this program again. */
  static List<String> thisProgram() {
    var classPath = System.getProperty("java.class.path");
    var words = new ArrayList<String>();
    // It lives for seconds: compiling thoroughly would cost more than it gives.
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
      words.addAll(List.of("-jar", Path.of(classPath).toAbsolutePath().toString()));
    } else {
      words.addAll(List.of("-cp", classPath, Baltoro.class.getName()));
    }
    return words;
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  long id() {
    return process.pid();
  }

  /**
   * Tells that it is still running.
   *
   * @throws IllegalStateException with the end of its output if it has ended
   */
  void checkRunning() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "Process %d ended with code %d. The end of its output, %s:%n%s"
              .formatted(process.pid(), process.exitValue(), log, endOfLog()));
    }
  }

  /** Ends it as a power cut would: {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks it to end, and ends it if it doesn't. */
  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  String endOfLog() {
    try {
      var lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
