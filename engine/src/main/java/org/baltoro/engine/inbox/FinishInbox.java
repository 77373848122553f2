package org.baltoro.engine.inbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.FinishReceipt;
import org.baltoro.api.Problem;
import org.baltoro.store.Store;
import org.baltoro.store.Store.FinishAnswer;
import org.baltoro.store.Store.FinishRequest;
import org.baltoro.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks every second for finishes that were committed by others, applies them and writes the
 * outcome into their rows. Any node may take any row, and several the same one: the row's
 * idempotency key makes a second finish the first one's repetition, also after a crash between the
 * finish and its outcome.
 */
public final class FinishInbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FinishInbox.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration KEPT = Duration.ofDays(7);
  private static final Duration TIDY = Duration.ofMinutes(10);
  private static final int PAGE = 200;
  private static final int KEY_MAX = 200;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final TypeReference<Map<String, @Nullable Object>> MEMBERS =
      new TypeReference<>() {};

  /** What says nothing about the finish itself: it is tried again. */
  private static final Set<Problem> TRANSIENT =
      Set.of(Problem.BUSY, Problem.STORE_UNAVAILABLE, Problem.INTERNAL);

  private final Store store;
  private final InstantSource clock;
  private final Function<String, Connection> connections;
  private final Thread thread = new Thread(this::work, "baltoro-finish-inbox");
  private long tidiedNanos = System.nanoTime();
  private boolean closed;

  /**
   * @param connections one with every right, whose user is named so
   */
  public FinishInbox(Store store, InstantSource clock, Function<String, Connection> connections) {
    this.store = store;
    this.clock = clock;
    this.connections = connections;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** What is under way is finished; nothing more is begun. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(LOOK.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    while (waited()) {
      try {
        while (takePage() == PAGE && !isClosed()) {
          // there may be more
        }
        tidy();
      } catch (StoreException | BaltoroException failure) {
        LOG.atDebug()
            .setCause(failure)
            .log("Finish requests could not be read; the next look will");
      }
    }
  }

  private synchronized boolean waited() {
    try {
      if (!closed) {
        wait(LOOK.toMillis());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      closed = true;
    }
    return !closed;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Applies what is there, side by side so that it shares commits. @return how many there were */
  private int takePage() {
    var requests = store.finishRequests(PAGE);
    var answers = new ArrayList<CompletableFuture<@Nullable FinishAnswer>>();
    for (var request : requests) {
      var answer = new CompletableFuture<@Nullable FinishAnswer>();
      Thread.ofVirtual().name("baltoro-finish-", 0).start(() -> answer.complete(answer(request)));
      answers.add(answer);
    }
    var known = answers.stream().map(CompletableFuture::join).filter(Objects::nonNull).toList();
    if (!known.isEmpty()) {
      store.answerFinishRequests(known);
    }
    return known.size() == requests.size() ? requests.size() : 0;
  }

  /** Null where nothing is known: it stays open. */
  private @Nullable FinishAnswer answer(FinishRequest request) {
    try (var connection = connections.apply(by(request))) {
      var item = connection.openServerItemEvenIfEnded(request.serialNumber());
      data(request).forEach(item.processInstance().dataFields()::set);
      var receipt = item.finish(false, key(request));
      return answer(request, outcome(receipt), receipt.droppedBy());
    } catch (BaltoroException refused) {
      return TRANSIENT.contains(refused.problem())
          ? null
          : answer(request, "refused", refused.problem().code() + ": " + refused.getMessage());
    } catch (RuntimeException bug) {
      LOG.atError()
          .addKeyValue("request", request.id())
          .setCause(bug)
          .log("A finish request failed: a bug of ours");
      return answer(request, "refused", "internal: a bug of ours, see the server's log");
    }
  }

  private FinishAnswer answer(FinishRequest request, String outcome, @Nullable String message) {
    return new FinishAnswer(request.id(), outcome, message, clock.millis());
  }

  private static String outcome(FinishReceipt receipt) {
    return switch (receipt.outcome()) {
      case APPLIED -> "applied";
      case KEPT -> "kept";
      case DROPPED -> "dropped";
    };
  }

  /** As whom: the name that was given, else the database's role. */
  private static String by(FinishRequest request) {
    var given = request.finishedBy();
    return "sql:" + (given == null || given.isBlank() ? request.role() : given.strip());
  }

  /** The row itself is the key where none was given: a row is one finish, however often taken. */
  private static String key(FinishRequest request) {
    var given = request.idempotencyKey();
    if (given == null) {
      return "finish-request-" + request.id();
    }
    if (given.isBlank() || given.length() > KEY_MAX) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST, "The idempotency key has 1 to 200 characters, or is null.");
    }
    return given;
  }

  private static Map<String, @Nullable Object> data(FinishRequest request) {
    try {
      return JSON.readValue(request.data(), MEMBERS);
    } catch (JacksonException malformed) {
      throw new BaltoroException(
          Problem.INVALID_DATA,
          "The data is no JSON object of values by data field: %s."
              .formatted(malformed.getOriginalMessage()));
    }
  }

  private void tidy() {
    if (System.nanoTime() - tidiedNanos >= TIDY.toNanos()) {
      tidiedNanos = System.nanoTime();
      long before = clock.instant().minus(KEPT).toEpochMilli();
      while (store.forgetFinishRequests(before, PAGE) == PAGE && !isClosed()) {
        // there may be more
      }
    }
  }
}
