package org.baltoro.forms.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.baltoro.forms.rule.Threads;

/** The threads of one open form: each knows how it is interrupted. */
final class SessionThreads implements Threads {
  private static final Started NOBODY = () -> {};

  private final Threads threads;
  private final Map<Thread, Started> alive = new ConcurrentHashMap<>();

  SessionThreads(Threads threads) {
    this.threads = threads;
  }

  /** How this thread is interrupted; nothing happens to one that was not started here. */
  Started current() {
    return alive.getOrDefault(Thread.currentThread(), NOBODY);
  }

  @Override
  public Instant now() {
    return threads.now();
  }

  @Override
  public Started start(String name, Runnable work) {
    var itself = new Itself();
    itself.started =
        threads.start(
            name,
            () -> {
              alive.put(Thread.currentThread(), itself);
              try {
                work.run();
              } finally {
                alive.remove(Thread.currentThread());
              }
            });
    return itself;
  }

  /** May be asked for before its thread is known. */
  private static final class Itself implements Started {
    private volatile Started started = NOBODY;

    @Override
    public void interrupt() {
      started.interrupt();
    }
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    threads.pause(duration);
  }

  @Override
  public void forgetInterrupt() {
    threads.forgetInterrupt();
  }

  @Override
  public Latch latch() {
    return threads.latch();
  }
}
