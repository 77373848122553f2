package org.baltoro.engine.history;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.api.Statistics;
import org.baltoro.api.StatisticsQuery;
import org.baltoro.api.StatisticsQuery.Period;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.store.History;
import org.baltoro.store.History.Statistic;
import org.baltoro.store.History.StatisticFilter;
import org.baltoro.store.Store;
import org.baltoro.store.Store.ProcessRow;
import org.jspecify.annotations.Nullable;

/**
 * What was counted, as rows that people read: one answer. Costs as much as there are days and
 * activities, whatever the number of instances.
 */
public final class Reports {
  private static final int UNCOUNTED_TOLD = 10_000;
  private static final int ROWS_MAX = 100_000;
  private static final long QUARTER_MILLIS = 900_000;

  private final History history;
  private final DefinitionRegistry definitions;
  private final InstantSource clock;
  private final int rowsMax;
  private Instant asOf = Instant.EPOCH;
  private long uncounted;

  public Reports(Store store, DefinitionRegistry definitions, InstantSource clock) {
    this(store, definitions, clock, ROWS_MAX);
  }

  /**
   * @param rowsMax so many counts at most are read for an answer
   */
  Reports(Store store, DefinitionRegistry definitions, InstantSource clock, int rowsMax) {
    this.rowsMax = rowsMax;
    this.history = store.history();
    this.definitions = definitions;
    this.clock = clock;
  }

  /** What a row is of; text is compared as it is. */
  private record Key(
      String process, long period, int version, String activity, String user, String action)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }

    private static final java.util.Comparator<Key> ORDER =
        java.util.Comparator.comparing(Key::process)
            .thenComparing(Key::period)
            .thenComparing(Key::version)
            .thenComparing(Key::activity)
            .thenComparing(Key::user)
            .thenComparing(Key::action);

    @Nullable LocalDate day() {
      return period == 0 ? null : LocalDate.ofEpochDay(period);
    }

    @Nullable Integer versionOrNull() {
      return version == 0 ? null : version;
    }
  }

  /** What was counted under one key, by kind; live instances are counted on the spot. */
  private static final class Group {
    final Map<String, List<Statistic>> kinds = new HashMap<>();
    long live;
    long inError;

    void add(Statistic row) {
      kinds.computeIfAbsent(row.kind(), unseen -> new ArrayList<>()).add(row);
    }

    List<Statistic> of(String... names) {
      var rows = new ArrayList<Statistic>();
      for (var name : names) {
        rows.addAll(kinds.getOrDefault(name, List.of()));
      }
      return rows;
    }

    long number(String... names) {
      return of(names).stream().mapToLong(Statistic::number).sum();
    }
  }

  public Statistics<Statistics.OfProcess> processes(List<ProcessRow> rows, StatisticsQuery query) {
    var groups =
        groups(
            rows,
            query,
            List.of(Figures.STARTED, Figures.COMPLETED, Figures.DELETED, Figures.WITH_ERRORS));
    if (query.live()) {
      addLive(rows, query, groups);
    }
    return answer(
        groups,
        (key, group) ->
            new Statistics.OfProcess(
                key.process,
                key.versionOrNull(),
                key.day(),
                group.number(Figures.STARTED) + group.live,
                group.number(Figures.COMPLETED),
                group.number(Figures.DELETED),
                group.number(Figures.WITH_ERRORS),
                query.live() ? group.live : null,
                query.live() ? group.inError : null,
                Buckets.durations(group.of(Figures.COMPLETED))));
  }

  public Statistics<Statistics.OfActivity> activities(
      List<ProcessRow> rows, StatisticsQuery query) {
    var kinds =
        new String[] {
          Figures.ACTIVITY_COMPLETED, Figures.ACTIVITY_EXPIRED, Figures.ACTIVITY_DELETED
        };
    return answer(
        groups(rows, query, List.of(kinds)),
        (key, group) ->
            new Statistics.OfActivity(
                key.process,
                key.versionOrNull(),
                key.day(),
                key.activity,
                group.number(kinds),
                group.number(Figures.ACTIVITY_COMPLETED),
                group.number(Figures.ACTIVITY_EXPIRED),
                Objects.requireNonNull(Buckets.durations(group.of(kinds)))));
  }

  public Statistics<Statistics.OfUser> users(List<ProcessRow> rows, StatisticsQuery query) {
    return answer(
        groups(rows, query, List.of(Figures.ACTION)),
        (key, group) ->
            new Statistics.OfUser(
                key.process,
                key.versionOrNull(),
                key.day(),
                key.user,
                key.activity,
                key.action,
                group.number(Figures.ACTION),
                Objects.requireNonNull(Buckets.durations(group.of(Figures.ACTION)))));
  }

  private interface Row<T> {
    T of(Key key, Group group);
  }

  private <T> Statistics<T> answer(TreeMap<Key, Group> groups, Row<T> row) {
    var answer = new ArrayList<T>();
    groups.forEach((key, group) -> answer.add(row.of(key, group)));
    return new Statistics<>(asOf, uncounted, answer);
  }

  private TreeMap<Key, Group> groups(
      List<ProcessRow> rows, StatisticsQuery query, List<String> kinds) {
    noteTime();
    var names = new HashMap<Long, String>();
    rows.forEach(row -> names.put(row.id(), row.name()));
    var groups = new TreeMap<Key, Group>();
    var found =
        history.statistics(
            new StatisticFilter(
                List.copyOf(names.keySet()),
                kinds,
                day(query.from(), Integer.MIN_VALUE),
                day(query.to(), Integer.MAX_VALUE),
                History.Period.valueOf(query.period().name()),
                query.byVersion(),
                rowsMax + 1));
    if (found.size() > rowsMax) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          ("More than %,d counts would have to be read. Ask for fewer days, for one process, or for"
                  + " longer periods.")
              .formatted(rowsMax));
    }
    for (var row : found) {
      var key =
          new Key(
              names.getOrDefault(row.process(), "?"),
              row.day(),
              row.version(),
              row.activity(),
              row.user(),
              row.action());
      groups.computeIfAbsent(key, unseen -> new Group()).add(row);
    }
    return groups;
  }

  /** Read before the counts: the answer may have more than it says, and never less. */
  private void noteTime() {
    var now = clock.instant();
    var counted = Instant.ofEpochMilli(history.rolledUpTo());
    uncounted = history.countToRollUp(UNCOUNTED_TOLD);
    asOf = uncounted == 0 ? now : counted;
  }

  private void addLive(List<ProcessRow> rows, StatisticsQuery query, TreeMap<Key, Group> groups) {
    var byId = new HashMap<Long, ProcessRow>();
    rows.forEach(row -> byId.put(row.id(), row));
    for (var count : history.live(List.copyOf(byId.keySet()))) {
      var row = Objects.requireNonNull(byId.get(count.process()));
      var zone = definitions.get(row.name(), count.version()).definition().timeZone();
      int day = Figures.day(Instant.ofEpochMilli(count.quarter() * QUARTER_MILLIS), zone);
      if (day < day(query.from(), Integer.MIN_VALUE) || day > day(query.to(), Integer.MAX_VALUE)) {
        continue;
      }
      var key =
          new Key(
              row.name(),
              query.period() == Period.ALL ? 0 : period(day, query.period()),
              query.byVersion() ? count.version() : 0,
              "",
              "",
              "");
      var group = groups.computeIfAbsent(key, unseen -> new Group());
      group.live += count.number();
      group.inError += count.inError();
    }
  }

  private static int day(@Nullable LocalDate day, int unbounded) {
    return day == null ? unbounded : (int) day.toEpochDay();
  }

  /** The first day of the period in which a day is; 0 where all is one. */
  private static long period(int day, Period period) {
    var date = LocalDate.ofEpochDay(day);
    return switch (period) {
      case ALL -> 0;
      case DAY -> day;
      case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toEpochDay();
      case MONTH -> date.withDayOfMonth(1).toEpochDay();
    };
  }
}
