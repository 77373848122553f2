package org.baltoro.engine.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.store.Store;
import org.baltoro.store.Store.TimerRow;
import org.junit.jupiter.api.Test;

/** How often the store is asked for what is overdue; by itself only once in an hour. */
class OverdueTimersTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Set<TimerRow> overdue = Collections.synchronizedSet(new LinkedHashSet<>());
  private final BlockingQueue<Long> fired = new LinkedBlockingQueue<>();
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void moreThanIsReadAtOnceFiresAtOnce() throws InterruptedException {
    int count = 2 * Timers.SWEPT_MAX + 1;
    overdue(count);
    try (var timers = timers(this::fire)) {
      timers.start();
      awaitFired(count);
    }
    assertThat(overdue).isEmpty();
  }

  @Test
  void whatCanNotFireIsNotReadOverAndOver() throws InterruptedException {
    overdue(Timers.SWEPT_MAX);
    try (var timers = timers(this::fail)) {
      timers.start();
      awaitFired(Timers.SWEPT_MAX);
      for (long later = 0; later < 3; later++) {
        timers.added(1_000_000 + later, 1, NOW.toEpochMilli());
        awaitFired(1);
      }
      assertThat(looks).hasValue(1);
    }
  }

  private void overdue(int count) {
    for (long instance = 1; instance <= count; instance++) {
      overdue.add(new TimerRow(instance, 1, NOW.toEpochMilli() - 1));
    }
  }

  private Timers timers(Timers.Firing firing) {
    var store =
        (Store)
            Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) -> look((int) arguments[1]));
    return new Timers(store, InstantSource.fixed(NOW), firing, Duration.ofHours(1));
  }

  private List<TimerRow> look(int limit) {
    looks.incrementAndGet();
    synchronized (overdue) {
      return overdue.stream().limit(limit).toList();
    }
  }

  private CompletionStage<Boolean> fire(long instance, int item) {
    overdue.remove(new TimerRow(instance, item, NOW.toEpochMilli() - 1));
    fired.add(instance);
    return CompletableFuture.completedStage(true);
  }

  private CompletionStage<Boolean> fail(long instance, int item) {
    fired.add(instance);
    return CompletableFuture.completedStage(false);
  }

  private void awaitFired(int count) throws InterruptedException {
    for (int left = count; left > 0; left--) {
      assertThat(fired.poll(30, TimeUnit.SECONDS)).as("%d have not fired", left).isNotNull();
    }
  }
}
