package org.baltoro.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.baltoro.bench.contender.Measured;
import org.baltoro.bench.contender.Workload;
import org.jspecify.annotations.Nullable;

/** The process of one entrant: told what to do line by line, and answering each. */
final class ChildProcess implements AutoCloseable {
  /** Beyond the time that clients are to work. */
  private static final Duration RUN_PATIENCE = Duration.ofMinutes(3);

  private static final String ENDED = "failed: the process has ended";

  private final Entrant entrant;
  private final Process process;
  private final PrintWriter commands;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private ChildProcess(Entrant entrant, Process process) {
    this.entrant = entrant;
    this.process = process;
    commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8));
    Thread.ofVirtual().start(this::readAnswers);
  }

  /** Starts it; what its engine prints goes into a file of the output folder. */
  static ChildProcess start(Entrant entrant, Options options) throws IOException {
    var logs = Files.createDirectories(options.output().resolve("logs"));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Xmx2g");
    command.add("-XX:+UseG1GC"); // on two processors and little memory the JVM would choose another
    command.add("-classpath");
    command.add(classPath(entrant, options));
    command.add(entrant.mainClass());
    if (!entrant.settings().isEmpty()) {
      command.add(entrant.settings());
    }
    var process =
        new ProcessBuilder(command)
            .redirectError(
                ProcessBuilder.Redirect.appendTo(logs.resolve(entrant.key() + ".log").toFile()))
            .start();
    return new ChildProcess(entrant, process);
  }

  /** Baltoro has this program's; a peer has what the build of its module has written down. */
  private static String classPath(Entrant entrant, Options options) throws IOException {
    if (entrant.module().equals("baltoro")) {
      return System.getProperty("java.class.path");
    }
    var target = options.peers().resolve(entrant.module()).resolve("target");
    return target.resolve("classes")
        + File.pathSeparator
        + Files.readString(target.resolve("classpath.txt")).strip();
  }

  private void readAnswers() {
    try (var reader = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        answers.add(line);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } finally {
      answers.add(ENDED);
    }
  }

  /**
   * Tells it to do something, and waits until it has.
   *
   * @throws IllegalStateException if it could not, or takes longer; then its process is ended
   */
  String ask(Duration patience, String command) {
    commands.println(command);
    commands.flush();
    var answer = answer(patience);
    if (answer == null || !answer.startsWith("ok")) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "%s was told '%s': %s; its log may say more"
              .formatted(entrant.key(), command, answer == null ? "no answer came" : answer));
    }
    return answer.substring(2).strip();
  }

  /** Lets so many clients work for a while. */
  Measured run(Workload workload, int clients, Duration time) {
    return Measured.parse(
        ask(
            time.plus(RUN_PATIENCE),
            "run %s %d %d".formatted(workload.key(), clients, time.toMillis())));
  }

  private @Nullable String answer(Duration patience) {
    try {
      return answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Of the whole process, compiler and collector included. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    commands.close(); // its input ends, and so does it
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
