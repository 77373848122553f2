package org.baltoro.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process of its own with a store open, for what only another process can do. */
final class StoreProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private StoreProcess(Process process) {
    this.process = process;
    output = process.inputReader();
  }

  /** Opens the store in another process, which then commits without end. */
  static StoreProcess start(Path file) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            StoreProcess.class.getName(),
            file.toString());
    return new StoreProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** What it says next: {@code refused KIND}, or the instance whose start it has committed. */
  String line() throws IOException {
    var line = output.readLine();
    if (line == null) {
      throw new IOException("The other process has ended without a word.");
    }
    return line;
  }

  /** Ends it as a power cut would. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** What it said before its end. */
  List<String> rest() throws IOException {
    return output.lines().toList();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /** Runs in the other process: says each instance only after its commit. */
  public static void main(String[] arguments) {
    try (var store = Stores.open(StoreConfig.sqlite(Path.of(arguments[0])))) {
      long node = store.registerNode("other", "");
      long process = store.processes().getFirst().id();
      while (true) {
        long first = store.takeInstanceIds();
        for (long instance = first; instance < first + 1_024; instance++) {
          var story = new Story(instance, process, "HR/Leave");
          if (store.commit(node, List.of(story.start())).getFirst() == CommitOutcome.WON) {
            System.out.println(instance);
          }
        }
      }
    } catch (StoreException refused) {
      System.out.println("refused " + refused.kind());
    }
  }
}
