package org.baltoro.engine.history;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.store.History;
import org.baltoro.store.History.Chore;
import org.baltoro.store.History.Finished;
import org.baltoro.store.Store;
import org.baltoro.store.Store.JournalRow;
import org.baltoro.store.Store.ProcessRow;

/**
 * Reads the journals of finished instances, once each, and adds them to the statistics. What was
 * read and what is added is one transaction: a crash in between repeats the reading and no more.
 */
public final class RollUp {
  /** Instances in one transaction. */
  static final int BATCH = 200;

  /** Rows of journals in memory at once. */
  private static final int ROWS = 4_000;

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Store store;
  private final History history;
  private final DefinitionRegistry definitions;
  private final InstantSource clock;
  private final Parked<Finished> parked = new Parked<>("counted", Finished::id);
  private long heldAs;
  private long heldNanos;

  public RollUp(Store store, DefinitionRegistry definitions, InstantSource clock) {
    this.store = store;
    this.history = store.history();
    this.definitions = definitions;
    this.clock = clock;
  }

  /**
   * Counts what there is to count, going easy on the database, unless another node does.
   *
   * @param rest how long to rest after something took so long
   */
  void pass(long node, Consumer<Duration> rest) {
    var begun = clock.instant();
    if (!history.toRollUp(0, 1).isEmpty() && countAll(() -> holds(node), rest)) {
      history.rolledUpTo(begun.toEpochMilli());
    }
  }

  /** It is never given back: who has it goes on, and when it dies another takes it. */
  private boolean holds(long node) {
    long now = System.nanoTime();
    if (store.exclusive() || (node == heldAs && now - heldNanos < LEASE.toNanos() / 3)) {
      return true;
    }
    boolean taken = history.take(Chore.ROLL_UP, node, LEASE);
    heldAs = taken ? node : 0;
    heldNanos = now;
    return taken;
  }

  /**
   * Counts all that has finished before this call.
   *
   * @return the time of the call
   */
  public Instant catchUp() {
    var asked = clock.instant();
    long patientUntil = System.nanoTime() + PATIENCE.toNanos();
    while (!countAll(() -> isPatient(patientUntil), took -> {})) {
      // another node may not be done with those that it had in hand
    }
    history.rolledUpTo(asked.toEpochMilli());
    return asked;
  }

  private static boolean isPatient(long patientUntil) {
    if (System.nanoTime() - patientUntil > 0) {
      throw new BaltoroException(
          Problem.BUSY,
          "There is more to count than a minute is enough for. What was counted stays so: call"
              + " again.");
    }
    return true;
  }

  /**
   * True unless it was not to go on, or another node had some of them in hand, and may not be done
   * with them.
   *
   * @param goesOn asked before each batch
   */
  private boolean countAll(BooleanSupplier goesOn, Consumer<Duration> rest) {
    boolean all = true;
    long after = 0;
    while (true) {
      long beganNanos = System.nanoTime();
      var found = history.toRollUp(after, BATCH);
      if (found.isEmpty()) {
        return all;
      }
      if (!goesOn.getAsBoolean()) {
        return false;
      }
      after = found.getLast().id();
      var batch = parked.without(found);
      if (!batch.isEmpty()) {
        int counted = parked.carryOut(batch, this::step);
        all &= counted > 0;
        after = counted == batch.size() ? after : batch.get(Math.max(counted, 1) - 1).id();
        rest.accept(Duration.ofNanos(System.nanoTime() - beganNanos));
      }
    }
  }

  /**
   * Counts the first of these.
   *
   * @return how many; 0 if another node has counted some of them
   */
  int step(List<Finished> batch) {
    var journals = history.journals(batch.stream().map(Finished::id).toList(), ROWS);
    var figures = new Figures();
    var names = names();
    var counted = new ArrayList<Finished>();
    for (var instance : batch) {
      var rows = journals.get(instance.id());
      if (rows == null) {
        break; // they come in the order of ids: the rest is for the next step
      }
      count(figures.instance(instance.process(), versions(names, instance)), instance, rows);
      counted.add(instance);
    }
    return history.rollUp(counted, figures.counted()) ? counted.size() : 0;
  }

  /** The first rows are at hand; a long journal is read on, piece by piece. */
  private void count(Figures.OfInstance figures, Finished instance, List<JournalRow> first) {
    var rows = first;
    while (!rows.isEmpty()) {
      rows.forEach(figures::read);
      rows =
          rows.size() < ROWS
              ? List.of()
              : store.journal(instance.id(), rows.getLast().version(), ROWS);
    }
    figures.done();
  }

  private HashMap<Long, String> names() {
    var names = new HashMap<Long, String>();
    for (ProcessRow row : definitions.all()) {
      names.put(row.id(), row.name());
    }
    return names;
  }

  private IntFunction<ProcessDefinition> versions(HashMap<Long, String> names, Finished instance) {
    var name = names.get(instance.process());
    if (name == null) {
      definitions.refresh(); // deployed on another node a moment ago
      names.putAll(names());
      name = Objects.requireNonNull(names.get(instance.process()));
    }
    var process = name;
    return version -> definitions.get(process, version).definition();
  }
}
