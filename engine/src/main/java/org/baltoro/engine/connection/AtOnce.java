package org.baltoro.engine.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;

/** Does something to many instances or items at once: they share commits. */
final class AtOnce {
  private AtOnce() {}

  /**
   * @param step must answer a refusal itself
   * @return what it gave for each, in their order
   */
  static <T, R> List<R> forEach(List<T> all, Function<T, R> step) {
    var work = new ArrayList<Callable<R>>();
    for (var one : all) {
      work.add(() -> step.apply(one));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<R>();
      for (var done : threads.invokeAll(work)) {
        results.add(done.get());
      }
      return results;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BaltoroException(
          Problem.BUSY, "Interrupted in the middle of a batch: look which of it was done.");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(failed.getCause());
    }
  }
}
