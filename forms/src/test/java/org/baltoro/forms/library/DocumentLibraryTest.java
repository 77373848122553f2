package org.baltoro.forms.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What many threads ask of one library. */
class DocumentLibraryTest {
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private volatile Instant now = Instant.parse("2026-12-01T09:00:00Z");
  private final SlowStore store = new SlowStore();
  private final DocumentLibrary library = new DocumentLibrary(store, () -> now);

  /** A store whose answer can be held back. */
  private static final class SlowStore implements DocumentStore {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);
    private volatile boolean slow;
    private volatile int version = 1;

    @Override
    public List<DefaultVersion> defaults() {
      var found = List.of(new DefaultVersion(Kind.FORM, "Order", version));
      if (slow) {
        asked.countDown();
        await(answers);
      }
      return found;
    }

    @Override
    public Optional<StoredDocument> find(Kind kind, String name, int version) {
      return Optional.empty();
    }

    @Override
    public List<StoredDocument> versions(Kind kind, String name) {
      return List.of();
    }

    @Override
    public boolean add(StoredDocument document, Also also) {
      return false;
    }

    @Override
    public boolean setDefault(Kind kind, String name, int version, Also also) {
      this.version = version;
      return true;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private int version() {
    return library.defaultVersion(Kind.FORM, "Order").orElseThrow();
  }

  @Test
  void whileOneLooksTheOthersGoOnWithWhatIsKnown() {
    assertThat(version()).isEqualTo(1);
    now = now.plusSeconds(3);
    store.version = 2;
    store.slow = true;
    var looks = CompletableFuture.supplyAsync(this::version, THREADS);
    await(store.asked);
    var other = CompletableFuture.supplyAsync(this::version, THREADS);
    assertThat(other.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(1);
    store.answers.countDown();
    assertThat(looks.join()).isEqualTo(2);
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void whatWasChangedHereCountsAtOnceAlsoWhileAnotherLooks() {
    assertThat(version()).isEqualTo(1);
    now = now.plusSeconds(3);
    store.slow = true;
    var looks = CompletableFuture.supplyAsync(this::version, THREADS);
    await(store.asked);
    library.setDefault(Kind.FORM, "Order", 5, (resource, transaction) -> {});
    store.slow = false;
    var other = CompletableFuture.supplyAsync(this::version, THREADS);
    store.answers.countDown();
    assertThat(other.join()).isEqualTo(5);
    looks.join();
    assertThat(version()).isEqualTo(5);
  }
}
