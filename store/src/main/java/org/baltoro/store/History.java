package org.baltoro.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.baltoro.kernel.ProcessState;
import org.baltoro.store.Store.JournalRow;
import org.jspecify.annotations.Nullable;

/**
 * The tables of what is over: which finished instances the statistics have still to read, what they
 * have counted, and which instances retention may delete. Nothing here is on the way of a command;
 * the commit that finishes an instance leaves one row to be found here.
 */
public interface History {

  // ---- work that one node does for all

  /** Work of which there is one row. */
  enum Chore {
    ROLL_UP("roll-up"),
    RETENTION("retention");

    private final String label;

    Chore(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * Takes a chore, or keeps it, by the database's clock. It only keeps nodes from doing the same
   * work twice at once; what is written is right without it.
   *
   * @return false while another node has it
   */
  boolean take(Chore chore, long node, Duration lease);

  /** Gives a chore back before its time. */
  void giveBack(Chore chore, long node);

  // ---- what the statistics have to read

  /** Finished instances whose journals have not been counted, by id. */
  List<Finished> toRollUp(long afterInstance, int limit);

  /** How many such instances there are, counted up to {@code most}. */
  long countToRollUp(long most);

  /**
   * The journals of several instances in one round trip, in the order of ids, each whole: those for
   * which the rows do not suffice are left out, except that the first is there in part.
   *
   * @param rowsMax 1 or more
   */
  SortedMap<Long, List<JournalRow>> journals(Collection<Long> instances, int rowsMax);

  /**
   * Adds what was counted, and notes that the instances have been: all or nothing, and for each
   * instance once in its life.
   *
   * @return false if another node has counted some of them: nothing was written
   */
  boolean rollUp(List<Finished> instances, List<Statistic> counted);

  /** Notes that all was counted that had been committed at this time. */
  void rolledUpTo(long millis);

  /** Up to when all was counted, as {@link #rolledUpTo} has noted. */
  long rolledUpTo();

  /** What was counted, added up over what the question does not ask for. */
  List<Statistic> statistics(StatisticFilter filter);

  /** Live instances by the quarter of an hour in which they started. */
  List<LiveCount> live(List<Long> processes);

  // ---- retention

  /**
   * Counted instances of a process that finished before {@code beforeMillis}, oldest first.
   *
   * @param after keyset: only those after this one; null for all
   */
  List<Expired> expired(long process, long beforeMillis, @Nullable Expired after, int limit);

  /** How many there are, counted up to {@code most}. */
  long countExpired(long process, long beforeMillis, long most);

  /**
   * Deletes instances with all that belongs to them, except their start keys: a start that is
   * repeated later must not begin anew. All or nothing.
   *
   * @param day of the deletion, for the count
   * @param archived whether they have been written to an archive
   * @return false if an instance has changed since it was read, or is gone: nothing was deleted
   */
  boolean purge(long process, List<Purge> instances, int day, boolean archived);

  /**
   * Deletes an instance whose journal is too long for one transaction: the instance goes first, and
   * {@link #purgeRest} is called until the rest is gone, also after a crash.
   *
   * @return false as {@link #purge} does
   */
  boolean beginPurge(long process, Purge instance, int day, boolean archived);

  /** Deletes some of what {@link #beginPurge} has left. @return false when nothing is left */
  boolean purgeRest(Expired instance, int rows);

  /** What retention has deleted, newest day first. */
  List<Purged> purged(int limit);

  /** The highest id of an instance that retention has deleted; 0 if there is none. */
  long highestPurged();

  // ---- rows

  /** A finished instance. */
  record Finished(long id, long process, long finishedAtMillis) {}

  /**
   * A number that was counted, and how long it took.
   *
   * @param kind as the engine names it
   * @param day from 1970-01-01, the first of the period; 0 where all days are added up
   * @param version of the definition; 0 where the versions are added up
   * @param activity "" where it is not of an activity; likewise user and action
   * @param bucket durations of about the same length
   */
  record Statistic(
      long process,
      String kind,
      int day,
      int version,
      String activity,
      String user,
      String action,
      int bucket,
      long number,
      long sumMillis,
      long minMillis,
      long maxMillis) {}

  /** Days that are added up; a week begins on Monday. */
  enum Period {
    ALL,
    DAY,
    WEEK,
    MONTH
  }

  /**
   * @param fromDay from 1970-01-01, with this one
   * @param toDay with this one
   * @param limit rows of each kind at most
   */
  record StatisticFilter(
      List<Long> processes,
      List<String> kinds,
      int fromDay,
      int toDay,
      Period period,
      boolean byVersion,
      int limit) {}

  /**
   * @param quarter of an hour in which they started, from 1970-01-01T00:00Z
   */
  record LiveCount(long process, int version, long quarter, long number, long inError) {}

  /**
   * An instance past its time.
   *
   * @param version how many commits it has, which is how long its journal is; 0: the instance is
   *     gone already, and the rest of it is to go
   */
  record Expired(long process, long id, long finishedAtMillis, long version) {}

  /**
   * An instance as it was read.
   *
   * @param searchable names of the process fields that lists could ask for
   */
  record Purge(Expired expired, ProcessState state, Set<String> searchable) {}

  /** Instances of a process that were deleted on a day. */
  record Purged(long process, int day, boolean archived, long instances) {}
}
