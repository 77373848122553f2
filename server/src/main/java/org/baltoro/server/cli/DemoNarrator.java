package org.baltoro.server.cli;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Tells what the demo does, with the seconds since it began, and waits for what must come. */
final class DemoNarrator {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration GLANCE = Duration.ofMillis(100);

  private final Terminal terminal;
  private final long begun = System.nanoTime();

  DemoNarrator(Terminal terminal) {
    this.terminal = terminal;
  }

  Terminal terminal() {
    return terminal;
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library of its own
  void say(String format, @Nullable Object... values) {
    terminal
        .out()
        .printf("%5.1f s  %s%n", (System.nanoTime() - begun) / 1e9, format.formatted(values));
  }

  /**
   * Waits until something has come about.
   *
   * @throws IllegalStateException if it does not, or if the process it depends on has ended
   */
  void await(String what, DemoProcess process, BooleanSupplier come) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!come.getAsBoolean()) {
      process.checkRunning();
      if (System.nanoTime() > until) {
        throw new IllegalStateException(
            "Waited %d s and it did not come about that %s. The end of process %d's output:%n%s"
                .formatted(PATIENCE.toSeconds(), what, process.id(), process.endOfLog()));
      }
      Thread.sleep(GLANCE);
    }
  }
}
