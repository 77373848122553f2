package org.baltoro.engine.mailbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads for many instances in one round trip: a batch takes whatever is waiting. What it answers
 * was read after the question was put.
 */
final class BatchedReads<V> implements AutoCloseable {
  private static final int BATCH_MAX = 256;

  private final Function<Set<Long>, Map<Long, V>> read;
  private final LinkedBlockingQueue<Question<V>> queue = new LinkedBlockingQueue<>();
  private final Thread reader;
  private volatile boolean closed;

  BatchedReads(String name, Function<Set<Long>, Map<Long, V>> read) {
    this.read = read;
    reader = new Thread(this::work, name);
    reader.setDaemon(true);
    reader.start();
  }

  /** The value of {@code id}, or null if the store has none. Waits for the answer. */
  @Nullable V get(long id) {
    var question = new Question<V>(id, new CompletableFuture<>());
    queue.add(question);
    if (closed && queue.remove(question)) {
      throw new IllegalStateException("The engine is closed.");
    }
    try {
      return question.answer.join().value();
    } catch (java.util.concurrent.CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private void work() {
    while (!closed) {
      var batch = new ArrayList<Question<V>>();
      try {
        batch.add(queue.take());
      } catch (InterruptedException interrupted) {
        continue;
      }
      queue.drainTo(batch, BATCH_MAX - 1);
      answer(batch);
    }
    var rest = new ArrayList<Question<V>>();
    queue.drainTo(rest);
    rest.forEach(question ->
        question.answer.completeExceptionally(new IllegalStateException("The engine is closed.")));
  }

  private void answer(List<Question<V>> batch) {
    try {
      var questions = new LinkedHashMap<Long, Boolean>();
      batch.forEach(question -> questions.put(question.id, true));
      var found = new HashMap<>(read.apply(questions.keySet()));
      batch.forEach(question -> question.answer.complete(new Found<>(found.get(question.id))));
    } catch (RuntimeException | Error failure) {
      batch.forEach(question -> question.answer.completeExceptionally(failure));
    }
  }

  @Override
  public void close() {
    closed = true;
    reader.interrupt();
  }

  private record Found<V>(@Nullable V value) {}

  private record Question<V>(long id, CompletableFuture<Found<V>> answer) {}
}
