package org.baltoro.engine.history;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.api.RetentionReport;
import org.baltoro.api.RetentionRun;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.store.History;
import org.baltoro.store.History.Chore;
import org.baltoro.store.History.Expired;
import org.baltoro.store.History.Purge;
import org.baltoro.store.Store;
import org.baltoro.store.Store.ProcessRow;
import org.baltoro.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives and deletes finished instances that are past their time, oldest first, a batch in each
 * transaction. May be interrupted anywhere: what is not deleted is found again.
 */
public final class RetentionWork {
  /** Instances in one transaction. */
  private static final int BATCH = 100;

  /** Rows of journals in one transaction: a few tenths of a second at most. */
  private static final int ROWS = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(RetentionWork.class);
  private static final int TOLD = 100_000;
  private static final int DAYS_TOLD = 400;
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final Store store;
  private final History history;
  private final DefinitionRegistry definitions;
  private final InstantSource clock;
  private final RetentionSettings settings;
  private final ArchiveLine lines;
  private final LongConsumer forget;
  private final LongSupplier node;
  private final Parked<Expired> parked = new Parked<>("deleted", Expired::id);

  /** Held for a batch, and not while a run rests. */
  private final Object batches = new Object();

  /**
   * @param lines writes an instance into an archive
   * @param forget told each instance that is gone
   * @param node this node's epoch
   */
  public RetentionWork(
      Store store,
      DefinitionRegistry definitions,
      InstantSource clock,
      RetentionSettings settings,
      ArchiveLine lines,
      LongConsumer forget,
      LongSupplier node) {
    this.store = store;
    this.history = store.history();
    this.definitions = definitions;
    this.clock = clock;
    this.settings = settings;
    this.lines = lines;
    this.forget = forget;
    this.node = node;
  }

  // ---- what there is to do

  /** How long what is kept, what would go now, and what went. */
  public RetentionReport report() {
    var processes = new ArrayList<RetentionReport.OfProcess>();
    var names = new java.util.HashMap<Long, String>();
    for (var row : definitions.all()) {
      names.put(row.id(), row.name());
      processes.add(report(row, rule(row)));
    }
    var deleted =
        history.purged(DAYS_TOLD).stream()
            .map(done ->
                new RetentionReport.Deleted(
                    LocalDate.ofEpochDay(done.day()),
                    names.getOrDefault(done.process(), "?"),
                    done.archived(),
                    done.instances()))
            .toList();
    return new RetentionReport(processes, deleted);
  }

  private RetentionReport.OfProcess report(ProcessRow row, RetentionRule rule) {
    var before = before(rule);
    long due = before == null ? 0 : history.countExpired(row.id(), before, TOLD);
    var oldest = due == 0 ? List.<Expired>of() : history.expired(row.id(), limit(before), null, 1);
    return new RetentionReport.OfProcess(
        row.name(),
        rule.after(),
        rule.archive(),
        rule.saidBy(),
        due,
        oldest.isEmpty() ? null : Instant.ofEpochMilli(oldest.getFirst().finishedAtMillis()),
        obstacle(rule));
  }

  private static long limit(@Nullable Long before) {
    return before == null ? 0 : before;
  }

  private @Nullable String obstacle(RetentionRule rule) {
    return rule.after() != null && rule.archive() && settings.folder() == null
        ? "It is to be archived first, and this server has no archive folder."
        : null;
  }

  private RetentionRule rule(ProcessRow row) {
    return RetentionRule.of(
        definitions.get(row.name(), row.defaultVersion()).definition(), settings);
  }

  /** Of a definition that can't be read nothing is known: its instances stay. */
  private RetentionRule ruleIfReadable(ProcessRow row) {
    try {
      return rule(row);
    } catch (IllegalStateException unreadable) {
      LOG.atWarn()
          .addKeyValue("process", row.name())
          .setCause(unreadable)
          .log("A definition can't be read: none of the process's instances are deleted");
      return new RetentionRule(null, false, "definition");
    }
  }

  /** What ended before this is past its time; null: nothing ever is. */
  private @Nullable Long before(RetentionRule rule) {
    return rule.after() == null ? null : clock.instant().minus(rule.after()).toEpochMilli();
  }

  // ---- doing it

  /**
   * Deletes at most so many.
   *
   * @throws BaltoroException {@link Problem#BUSY} while another node is at it
   */
  public RetentionRun run(int most) {
    return run(most, took -> {});
  }

  /**
   * @param rest how long to rest after something took so long
   */
  RetentionRun run(int most, Consumer<Duration> rest) {
    var run = new Run(most, node.getAsLong(), rest);
    try {
      for (var row : definitions.all()) {
        var rule = ruleIfReadable(row);
        var before = before(rule);
        if (before != null && obstacle(rule) == null) {
          run.process(row, rule, before);
        }
      }
    } finally {
      run.giveBack();
    }
    return new RetentionRun(run.deleted, run.archived, run.more);
  }

  /**
   * What was looked at.
   *
   * @param begun the rest of it is to go, piece by piece; null: nothing is
   */
  private record Looked(Expired last, @Nullable Expired begun) {}

  /** One run. */
  private final class Run {
    private final int most;
    private final long epoch;
    private final Consumer<Duration> rest;
    private long deleted;
    private long archived;
    private boolean more;
    private boolean mine;

    Run(int most, long epoch, Consumer<Duration> rest) {
      this.most = most;
      this.epoch = epoch;
      this.rest = rest;
    }

    void process(ProcessRow row, RetentionRule rule, long before) {
      long beganNanos = System.nanoTime();
      var looked = next(row, rule, before, null);
      while (looked != null) {
        if (looked.begun != null) {
          rest(looked.begun);
        }
        rest.accept(Duration.ofNanos(System.nanoTime() - beganNanos));
        beganNanos = System.nanoTime();
        looked = next(row, rule, before, looked.last);
      }
    }

    /**
     * Deletes the next ones that fit into a transaction. Nobody else on this node does meanwhile:
     * it would write the same archive.
     *
     * @return null when there are no more, or enough
     */
    private @Nullable Looked next(
        ProcessRow row, RetentionRule rule, long before, @Nullable Expired after) {
      synchronized (batches) {
        int room = (int) Math.min(BATCH, most - deleted);
        var found = history.expired(row.id(), before, after, Math.max(room, 1));
        if (found.isEmpty()) {
          return null;
        }
        if (room == 0) {
          more = true;
          return null;
        }
        var batch = parked.without(found);
        if (batch.isEmpty()) {
          return new Looked(found.getLast(), null);
        }
        take();
        return batch(row, rule, batch);
      }
    }

    private void take() {
      if (!store.exclusive() && !history.take(Chore.RETENTION, epoch, LEASE)) {
        throw new BaltoroException(
            Problem.BUSY,
            "Another node deletes what is past its time. Look again when it is done.");
      }
      mine = !store.exclusive();
    }

    void giveBack() {
      if (mine) {
        try {
          history.giveBack(Chore.RETENTION, epoch);
        } catch (StoreException away) {
          // It ends by itself.
        }
      }
    }

    private Looked batch(ProcessRow row, RetentionRule rule, List<Expired> batch) {
      var first = batch.getFirst();
      if (first.version() == 0) {
        return new Looked(first, first);
      }
      if (first.version() > ROWS) {
        long deletedBefore = deleted;
        parked.carryOut(
            List.of(first),
            alone -> delete(row, rule, alone, purges -> begin(row, rule, purges.getFirst())));
        return new Looked(first, deleted > deletedBefore ? first : null);
      }
      var fitting = fitting(batch);
      parked.carryOut(fitting, some -> delete(row, rule, some, purges -> purge(row, rule, purges)));
      return new Looked(fitting.getLast(), null);
    }

    private int delete(ProcessRow row, RetentionRule rule, List<Expired> some, Deletion deletion) {
      var purges = read(row, some);
      if (!purges.isEmpty() && archive(rule, purges, deletion)) {
        deleted += purges.size();
        archived += rule.archive() ? purges.size() : 0;
      }
      return some.size();
    }

    private List<Expired> fitting(List<Expired> batch) {
      var fitting = new ArrayList<Expired>();
      long rows = 0;
      for (var expired : batch) {
        rows += expired.version();
        if (expired.version() == 0 || rows > ROWS) {
          break;
        }
        fitting.add(expired);
      }
      return fitting;
    }

    private void rest(Expired instance) {
      while (history.purgeRest(instance, ROWS)) {
        rest.accept(Duration.ofMillis(50));
      }
    }

    /** What is to be done once the archive is on the disk. */
    private interface Deletion {
      boolean carriedOut(List<Purge> purges);
    }

    private boolean archive(RetentionRule rule, List<Purge> purges, Deletion deletion) {
      var folder = settings.folder();
      if (!rule.archive() || folder == null) {
        return deleted(purges, deletion);
      }
      var archive = new ArchiveWriter(folder, epoch);
      archive.append(purges, lines);
      boolean carriedOut = deleted(purges, deletion);
      if (!carriedOut) {
        archive.undo();
      }
      return carriedOut;
    }

    /** Where the outcome is unknown they may be gone: they are not remembered in any case. */
    private boolean deleted(List<Purge> purges, Deletion deletion) {
      try {
        return deletion.carriedOut(purges);
      } finally {
        purges.forEach(purge -> forget.accept(purge.expired().id()));
      }
    }

    private boolean purge(ProcessRow row, RetentionRule rule, List<Purge> purges) {
      return history.purge(row.id(), purges, today(), rule.archive());
    }

    private boolean begin(ProcessRow row, RetentionRule rule, Purge purge) {
      return history.beginPurge(row.id(), purge, today(), rule.archive());
    }

    private int today() {
      return Figures.day(clock.instant(), ZoneOffset.UTC);
    }
  }

  /** With the states; without those that may not go yet, or have changed since they were listed. */
  private List<Purge> read(ProcessRow row, List<Expired> batch) {
    var loaded = store.load(batch.stream().map(Expired::id).toList());
    var purgeable = Purgeable.of(store, loaded.values());
    var purges = new ArrayList<Purge>();
    for (var expired : batch) {
      var stored = loaded.get(expired.id());
      if (stored != null
          && stored.version() == expired.version()
          && purgeable.mayGo(stored.state())) {
        purges.add(
            new Purge(
                expired,
                stored.state(),
                definitions.searchable(row.name(), stored.state().version())));
      }
    }
    return purges;
  }
}
