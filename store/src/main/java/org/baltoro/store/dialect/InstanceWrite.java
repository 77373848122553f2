package org.baltoro.store.dialect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.baltoro.kernel.Effect;
import org.baltoro.store.Commit;
import org.baltoro.store.JobEntries;
import org.baltoro.store.SearchEntries;
import org.baltoro.store.WorklistEntries;
import org.baltoro.store.codec.Codec;
import org.baltoro.store.codec.LargeText;
import org.baltoro.store.codec.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * One commit as the rows it makes: the instance, its journal row, and the net difference of the two
 * states in timers, search and worklists.
 *
 * @param place of the commit in the batch as it was given
 * @param owner the node of all pending effects; 0 when they belong to several; null without any
 * @param folio for lists: the state has it in full
 */
record InstanceWrite(
    int place,
    Commit commit,
    @Nullable Long owner,
    String folio,
    String originator,
    String state,
    String facts,
    List<Integer> timersGone,
    List<TimerSet> timersSet,
    List<SearchEntries.Entry> searchGone,
    List<SearchEntries.Entry> searchAdded,
    List<WorklistEntries.Entry> worklistGone,
    List<WorklistEntries.Entry> worklistSet,
    List<JobEntry> jobsGone,
    List<JobEntry> jobsAdded,
    List<LargeContent> largeValues) {

  record TimerSet(int item, long dueAtMillis) {}

  /** A job with the process that it belongs to. */
  record JobEntry(long process, JobEntries.Entry job) {}

  /**
   * @param content as {@link LargeText} has it
   */
  record LargeContent(String sha256, String content) {}

  /**
   * The batch in the order of ids: two committers that lock the same rows lock them in the same
   * order.
   *
   * @throws IllegalArgumentException if an instance is in the batch twice
   */
  static List<InstanceWrite> sorted(List<Commit> batch) {
    var instances = new HashSet<Long>();
    var writes = new ArrayList<InstanceWrite>(batch.size());
    for (var commit : batch) {
      if (!instances.add(commit.instance())) {
        throw new IllegalArgumentException(
            "Instance %d is in one batch twice: commit its decisions one after another."
                .formatted(commit.instance()));
      }
      writes.add(of(writes.size(), commit));
    }
    writes.sort(Comparator.comparingLong(write -> write.commit.instance()));
    return writes;
  }

  private static InstanceWrite of(int place, Commit commit) {
    var before = commit.before();
    var after = commit.after();
    var timersGone = new ArrayList<Integer>(0);
    var timersSet = new ArrayList<TimerSet>(0);
    timers(before.timers(), after.timers(), timersGone, timersSet);
    var searchBefore = SearchEntries.of(before, commit.searchableBefore());
    var search = SearchEntries.of(after, commit.searchable());
    var offeredBefore = WorklistEntries.of(before);
    var offered = WorklistEntries.of(after);
    var jobsBefore = JobEntries.of(before);
    var jobs = JobEntries.of(after);
    return new InstanceWrite(
        place,
        commit,
        owner(after.pendingEffects()),
        PlainText.indexed(after.folio()),
        PlainText.indexed(after.originator()),
        Codec.encode(after),
        Codec.encode(commit.facts()),
        timersGone,
        timersSet,
        without(searchBefore, search),
        without(search, searchBefore),
        WorklistEntries.gone(offeredBefore, offered),
        WorklistEntries.set(offeredBefore, offered),
        jobs(commit, JobEntries.without(jobsBefore, jobs)),
        jobs(commit, JobEntries.without(jobs, jobsBefore)),
        large(commit));
  }

  private static List<JobEntry> jobs(Commit commit, List<JobEntries.Entry> entries) {
    return entries.isEmpty()
        ? List.of()
        : entries.stream().map(entry -> new JobEntry(commit.process(), entry)).toList();
  }

  private static List<LargeContent> large(Commit commit) {
    if (commit.largeValues().isEmpty()) {
      return List.of();
    }
    var contents = new ArrayList<LargeContent>();
    commit
        .largeValues()
        .forEach((sha256, text) -> contents.add(new LargeContent(sha256, LargeText.encode(text))));
    return contents;
  }

  @Nullable Long finishedAtMillis() {
    var at = commit.after().finishedAt();
    return at == null ? null : at.toEpochMilli();
  }

  /** The instance that started this one; null when no other did. */
  @Nullable Long parent() {
    var link = commit.after().parent();
    return link == null ? null : link.instance();
  }

  boolean starts() {
    return commit.expectedVersion() == 0;
  }

  /** True if this commit ends the instance's life: the statistics are to read its journal. */
  boolean finishes() {
    return commit.before().finishedAt() == null && commit.after().finishedAt() != null;
  }

  boolean folioChanged() {
    return !commit.before().folio().equals(commit.after().folio());
  }

  private static @Nullable Long owner(List<Effect> pending) {
    Long owner = null;
    for (var effect : pending) {
      long node =
          switch (effect) {
            case Effect.RunCode run -> run.node();
            case Effect.Deliver deliver -> deliver.node();
          };
      if (owner != null && owner != node) {
        return 0L;
      }
      owner = node;
    }
    return owner;
  }

  private static void timers(
      SortedMap<Integer, Instant> before,
      SortedMap<Integer, Instant> after,
      List<Integer> gone,
      List<TimerSet> set) {
    for (var item : before.keySet()) {
      if (!after.containsKey(item)) {
        gone.add(item);
      }
    }
    after.forEach((item, due) -> {
      if (!due.equals(before.get(item))) {
        set.add(new TimerSet(item, dueMillis(due)));
      }
    });
  }

  /** The first millisecond at which it is due: never early. */
  private static long dueMillis(Instant due) {
    long millis = due.toEpochMilli();
    return due.getNano() % 1_000_000 == 0 ? millis : millis + 1;
  }

  private static List<SearchEntries.Entry> without(
      Set<SearchEntries.Entry> entries, Set<SearchEntries.Entry> others) {
    var rest = new ArrayList<>(entries);
    rest.removeAll(others);
    return rest;
  }
}
