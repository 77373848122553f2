package org.baltoro.bench.contender;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process in which one engine lives, with its clients: what it is told comes in as lines, and
 * each is answered by one line that begins with {@code ok} or {@code failed}.
 *
 * <p>Between {@code close} and {@code open} there is no engine, and nothing runs: so the processes
 * of several engines, warm as they are, can wait beside the one that is measured.
 */
public final class Child {
  private static final Duration TIMER = Duration.ofHours(1);
  private static final Duration TIMERS_PATIENCE = Duration.ofMinutes(20);

  private final Contender.Opener opener;
  private @Nullable Contender contender;
  private @Nullable Workload ready;
  private Contender.@Nullable Work work;

  private Child(Contender.Opener opener) {
    this.opener = opener;
  }

  /** Obeys until its input ends. */
  public static void serve(Contender.Opener opener) throws IOException {
    var answers = System.out;
    System.setOut(System.err); // what engines print must not be taken for an answer
    var child = new Child(opener);
    try (var commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (var line = commands.readLine(); line != null; line = commands.readLine()) {
        child.answer(line, answers);
      }
    }
    System.exit(0); // some engines leave threads behind
  }

  private void answer(String line, PrintStream answers) {
    try {
      answers.println(("ok " + obey(line.split(" ", -1))).strip());
    } catch (Throwable failure) {
      failure.printStackTrace();
      answers.println("failed " + String.valueOf(failure).lines().findFirst().orElse(""));
    }
    answers.flush();
  }

  private String obey(String[] words) throws Exception {
    return switch (words[0]) {
      case "open" -> {
        contender = opener.open(words[1]);
        yield "";
      }
      case "once" -> {
        work(Workload.of(words[1])).once();
        yield "";
      }
      case "run" ->
          Clients.run(
                  Integer.parseInt(words[2]),
                  Duration.ofMillis(Long.parseLong(words[3])),
                  work(Workload.of(words[1])))
              .line();
      case "fill" -> {
        Filling.times(Integer.parseInt(words[2]), filler(words[1]));
        yield "";
      }
      case "timers" -> timers(Integer.parseInt(words[1]));
      case "fire" -> fire();
      case "heap" -> Long.toString(heap());
      case "close" -> {
        close();
        yield "";
      }
      default -> throw new IllegalArgumentException("There is no command '" + words[0] + "'.");
    };
  }

  private Contender open() {
    return Objects.requireNonNull(contender, "nothing is open");
  }

  private Contender.Work work(Workload workload) throws Exception {
    var known = work;
    if (known == null || ready != workload) {
      known = open().work(workload);
      work = known;
      ready = workload;
    }
    return known;
  }

  private Contender.Work filler(String what) throws Exception {
    return switch (what) {
      case "waiting" -> open().waiting();
      case "waiting-task" -> open().waitingTask();
      default -> work(Workload.of(what));
    };
  }

  // ---- timers

  private CountDownLatch unfired = new CountDownLatch(0);

  private String timers(int count) throws Exception {
    unfired = new CountDownLatch(count);
    Filling.times(count, open().timer(() -> unfired.countDown()));
    return "";
  }

  /** From the moment at which all are due until the last has done what it is for; in seconds. */
  private String fire() throws InterruptedException {
    long begun = System.nanoTime();
    open().advanceClock(TIMER.plusMinutes(5)); // filling took its time, too
    if (!unfired.await(TIMERS_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(unfired.getCount() + " timers have not fired");
    }
    return Double.toString((System.nanoTime() - begun) / 1e9);
  }

  // ---- care

  /** Bytes in use when all that can be collected is gone. */
  private static long heap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      System.gc();
      Thread.sleep(100); // for what is freed after a collection by a thread of its own
      var runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private void close() throws Exception {
    var closing = open();
    contender = null;
    ready = null;
    work = null;
    closing.close();
  }
}
