package org.baltoro.store.dialect;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.baltoro.store.SearchEntries;
import org.baltoro.store.WorklistEntries;
import org.baltoro.store.dialect.InstanceWrite.JobEntry;
import org.baltoro.store.dialect.InstanceWrite.LargeContent;
import org.baltoro.store.dialect.InstanceWrite.TimerSet;
import org.baltoro.store.dialect.PostgresCommit.Part;

/**
 * A batch as columns, table by table, in the order in which {@link PostgresCommit} has its places.
 */
record PostgresBatch(
    List<InstanceWrite> writes,
    Set<Part> parts,
    List<Of<Long>> parents,
    List<Of<Integer>> timersGone,
    List<Of<TimerSet>> timersSet,
    List<Of<SearchEntries.Entry>> searchGone,
    List<Of<SearchEntries.Entry>> searchAdded,
    List<Of<WorklistEntries.Entry>> worklistGone,
    List<Of<WorklistEntries.Entry>> worklistSet,
    List<Of<JobEntry>> jobsGone,
    List<Of<JobEntry>> jobsAdded,
    List<Of<LargeContent>> large,
    List<Long> finished) {

  /** A row of an instance. */
  record Of<T>(long instance, T row) {}

  static PostgresBatch of(List<InstanceWrite> writes) {
    var batch =
        new PostgresBatch(
            writes,
            EnumSet.noneOf(Part.class),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (var write : writes) {
      batch.parts.add(write.starts() ? Part.START : Part.UPDATE);
      if (write.starts() && write.commit().startKey() != null) {
        batch.parts.add(Part.KEYS);
      }
      long instance = write.commit().instance();
      var parent = write.parent();
      if (write.starts() && parent != null) {
        batch.parents.add(new Of<>(instance, parent));
      }
      add(instance, write.timersGone(), batch.timersGone);
      add(instance, write.timersSet(), batch.timersSet);
      add(instance, write.searchGone(), batch.searchGone);
      add(instance, write.searchAdded(), batch.searchAdded);
      add(instance, write.worklistGone(), batch.worklistGone);
      add(instance, write.worklistSet(), batch.worklistSet);
      add(instance, write.jobsGone(), batch.jobsGone);
      add(instance, write.jobsAdded(), batch.jobsAdded);
      add(instance, write.largeValues(), batch.large);
      if (write.finishes()) {
        batch.finished.add(instance);
      }
    }
    batch.need(Part.PARENTS, batch.parents);
    batch.need(Part.TIMERS_GONE, batch.timersGone);
    batch.need(Part.TIMERS_SET, batch.timersSet);
    batch.need(Part.SEARCH_GONE, batch.searchGone);
    batch.need(Part.SEARCH_ADDED, batch.searchAdded);
    batch.need(Part.WORKLIST_GONE, batch.worklistGone);
    batch.need(Part.WORKLIST_SET, batch.worklistSet);
    batch.need(Part.JOBS_GONE, batch.jobsGone);
    batch.need(Part.JOBS_ADDED, batch.jobsAdded);
    batch.need(Part.LARGE, batch.large);
    batch.need(Part.FINISHED, batch.finished);
    return batch;
  }

  private static <T> void add(long instance, List<T> rows, List<Of<T>> all) {
    for (var row : rows) {
      all.add(new Of<>(instance, row));
    }
  }

  private void need(Part part, List<?> rows) {
    if (!rows.isEmpty()) {
      parts.add(part);
    }
  }

  void bind(PreparedStatement statement, Connection connection, long node) throws SQLException {
    var places = new Places(statement, new PostgresArrays(connection));
    bindGiven(places);
    places.number(node);
    if (!parents.isEmpty()) {
      places.next(places.arrays.longs(parents, Of::instance));
      places.next(places.arrays.longs(parents, Of::row));
    }
    places.number(node);
    if (!timersGone.isEmpty()) {
      places.next(places.arrays.longs(timersGone, Of::instance));
      places.next(places.arrays.integers(timersGone, Of::row));
    }
    if (!timersSet.isEmpty()) {
      places.next(places.arrays.longs(timersSet, Of::instance));
      places.next(places.arrays.integers(timersSet, of -> of.row.item()));
      places.next(places.arrays.longs(timersSet, of -> of.row.dueAtMillis()));
    }
    bindSearch(places, searchGone);
    bindSearch(places, searchAdded);
    bindWorklist(places, worklistGone);
    bindWorklist(places, worklistSet);
    if (!worklistSet.isEmpty()) {
      places.next(places.arrays.integers(worklistSet, of -> of.row.priority()));
    }
    bindJobs(places, jobsGone);
    bindJobs(places, jobsAdded);
    if (!large.isEmpty()) {
      places.next(places.arrays.longs(large, Of::instance));
      places.next(places.arrays.texts(large, of -> of.row.sha256()));
      places.next(places.arrays.texts(large, of -> of.row.content()));
    }
    if (!finished.isEmpty()) {
      places.next(places.arrays.longs(finished, Long::longValue));
    }
  }

  private void bindGiven(Places places) throws SQLException {
    var arrays = places.arrays;
    places.next(arrays.longs(writes, write -> write.commit().instance()));
    places.next(arrays.longs(writes, write -> write.commit().expectedVersion()));
    places.next(arrays.longs(writes, write -> write.commit().decision()));
    places.next(arrays.longs(writes, write -> write.commit().process()));
    places.next(arrays.integers(writes, write -> write.commit().after().version()));
    places.next(arrays.shorts(writes, write -> write.commit().after().status().code()));
    places.next(arrays.truths(writes, write -> write.commit().after().hasError()));
    places.next(arrays.nullableLongs(writes, InstanceWrite::owner));
    places.next(arrays.integers(writes, write -> write.commit().after().waitingServerItems()));
    places.next(arrays.integers(writes, write -> write.commit().after().priority()));
    places.next(arrays.longs(writes, write -> write.commit().after().startedAt().toEpochMilli()));
    places.next(arrays.nullableLongs(writes, InstanceWrite::finishedAtMillis));
    places.next(arrays.texts(writes, InstanceWrite::originator));
    places.next(arrays.texts(writes, InstanceWrite::folio));
    places.next(arrays.texts(writes, InstanceWrite::state));
    places.next(arrays.texts(writes, InstanceWrite::facts));
    places.next(arrays.texts(writes, write -> write.commit().startKey()));
    places.next(arrays.longs(writes, write -> write.commit().atMillis()));
  }

  private static void bindSearch(Places places, List<Of<SearchEntries.Entry>> entries)
      throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    places.next(places.arrays.longs(entries, Of::instance));
    places.next(places.arrays.texts(entries, of -> of.row.field()));
    places.next(places.arrays.texts(entries, of -> of.row.value()));
  }

  private static void bindWorklist(Places places, List<Of<WorklistEntries.Entry>> entries)
      throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    places.next(places.arrays.longs(entries, Of::instance));
    places.next(places.arrays.integers(entries, of -> of.row.item()));
    places.next(places.arrays.texts(entries, of -> of.row.destination()));
    places.next(places.arrays.truths(entries, of -> of.row.taken()));
  }

  private static void bindJobs(Places places, List<Of<JobEntry>> entries) throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    var arrays = places.arrays;
    places.next(arrays.longs(entries, Of::instance));
    places.next(arrays.integers(entries, of -> of.row.job().item()));
    places.next(arrays.texts(entries, of -> of.row.job().topic()));
    places.next(arrays.longs(entries, of -> of.row.process()));
    places.next(arrays.truths(entries, of -> of.row.job().leased()));
    places.next(arrays.longs(entries, of -> of.row.job().sinceMillis()));
  }

  /** Fills the places of a statement from left to right. */
  private static final class Places {
    private final PreparedStatement statement;
    private final PostgresArrays arrays;
    private int filled;

    Places(PreparedStatement statement, PostgresArrays arrays) {
      this.statement = statement;
      this.arrays = arrays;
    }

    void next(Array array) throws SQLException {
      statement.setArray(++filled, array);
    }

    void number(long number) throws SQLException {
      statement.setLong(++filled, number);
    }
  }
}
