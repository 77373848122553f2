package org.baltoro.bench.contender;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Lets a client wait until its own instance has ended, where the engine ends it on a thread of its
 * own: nobody polls for it.
 */
public final class Endings {
  private final ConcurrentHashMap<String, CompletableFuture<Void>> awaited =
      new ConcurrentHashMap<>();

  /** Starts something, and waits until it has {@link #ended}. */
  public void await(String key, Runnable start) throws Exception {
    var ending = new CompletableFuture<Void>();
    awaited.put(key, ending);
    start.run();
    ending.get(5, TimeUnit.MINUTES);
  }

  /** Its end is durable. */
  public void ended(String key) {
    Objects.requireNonNull(awaited.remove(key)).complete(null);
  }
}
