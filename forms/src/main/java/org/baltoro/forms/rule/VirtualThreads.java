package org.baltoro.forms.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** Virtual threads, and real time. */
public final class VirtualThreads implements Threads {
  private final InstantSource clock;

  public VirtualThreads(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Started start(String name, Runnable work) {
    return Thread.ofVirtual().name(name).start(work)::interrupt;
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }

  @Override
  public void forgetInterrupt() {
    Thread.interrupted();
  }

  @Override
  public Latch latch() {
    var latch = new CountDownLatch(1);
    return new Latch() {
      @Override
      public void open() {
        latch.countDown();
      }

      @Override
      public void await() throws InterruptedException {
        latch.await();
      }
    };
  }
}
