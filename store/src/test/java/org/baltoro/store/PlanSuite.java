package org.baltoro.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.baltoro.store.History.Period;
import org.baltoro.store.History.Purge;
import org.baltoro.store.History.StatisticFilter;
import org.baltoro.store.Store.InstanceFilter;
import org.baltoro.store.Store.WaitingFilter;
import org.baltoro.store.WatchedStatements.Plan;
import org.baltoro.store.WorklistFilter.Order;
import org.baltoro.store.dialect.Dialect;
import org.baltoro.store.sql.SqlStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What is looked up or listed is found by an index, however many instances there are. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PlanSuite {
  private static final long ANY = Long.MAX_VALUE;
  private static final long MIDDLE = FilledTables.FIRST + FilledTables.INSTANCES / 2;
  private static final int PAGE = 20;
  private static final List<Long> ALL = List.of(1L, 2L, 3L);

  /** PostgreSQL plans a prepared statement anew five times, and then may settle for one plan. */
  private static final int TIMES = 7;

  private Dialect dialect;
  private WatchedStatements reads;
  private WatchedStatements writes;
  private Store store;
  private long node;

  abstract Dialect openDialect() throws Exception;

  /** Watches statements that read. */
  abstract WatchedStatements watchedReads();

  /** Watches statements that write. */
  abstract WatchedStatements watchedWrites();

  /** What of the plan looks at more rows than it must; empty if nothing does. */
  abstract List<String> faults(Plan plan);

  /** Whether the database is told how full the tables are. */
  abstract boolean analyzed();

  /** The store is open, and its tables are empty. */
  void beforeItIsFilled(Store empty) {}

  @BeforeAll
  void fill() throws Exception {
    dialect = openDialect();
    reads = watchedReads();
    writes = watchedWrites();
    store = new SqlStore(new WatchedDialect(dialect, reads, writes));
    node = store.registerNode("first", "");
    beforeItIsFilled(store);
    dialect.write(connection -> {
      FilledTables.fill(connection, dialect.jooq(), node);
      return 0;
    });
    if (analyzed()) {
      dialect.write(connection -> {
        try (var statement = connection.prepareStatement("ANALYZE")) {
          return statement.execute();
        }
      });
    }
  }

  @AfterAll
  void close() {
    dialect.close();
  }

  // ---- lookups

  @Test
  void statesAndVersionsAreFoundByTheirIds() {
    var ids = LongStream.range(0, 300).mapToObj(number -> MIDDLE + number * 7).toList();
    assertThat(assertIndexed(() -> store.load(ids))).hasSize(300);
    assertThat(assertIndexed(() -> store.versions(ids))).hasSize(300);
    assertThat(assertIndexed(() -> store.load(List.of(MIDDLE)))).hasSize(1);
    assertThat(assertIndexed(() -> store.versions(List.of(MIDDLE)))).hasSize(1);
  }

  @Test
  void whatBelongsToAnInstanceIsFoundByItsKey() {
    assertThat(assertIndexed(() -> store.journal(MIDDLE, 0, PAGE))).hasSize(1);
    assertThat(assertIndexed(() -> store.largeValue(MIDDLE, "cd") == null)).isTrue();
    assertThat(assertIndexed(() -> store.instanceOfStartKey(1, "key " + MIDDLE) != null)).isTrue();
  }

  @Test
  void timersAreReadInTheOrderInWhichTheyAreDue() {
    assertThat(assertIndexed(() -> store.dueTimers(ANY, PAGE))).hasSize(PAGE);
    assertThat(assertIndexed(() -> store.dueTimers(0, PAGE))).isEmpty();
  }

  @Test
  void aDeadNodesInstancesAreFoundPageByPage() {
    assertThat(assertIndexed(() -> store.ownedBy(node, 0, PAGE))).hasSize(PAGE);
    assertThat(assertIndexed(() -> store.ownedBy(node, MIDDLE, PAGE))).hasSize(PAGE);
    assertThat(assertIndexed(() -> store.ownedBy(node + 1, 0, PAGE))).isEmpty();
  }

  @Test
  void aDeadNodeIsForgottenByALookAtTheIndexOfOwners() {
    long dead = store.registerNode("dead", "");
    store.leave(dead);
    writes.taken();
    store.forgetDeadNodes(Duration.ofDays(1));
    assertIndexed(writes.taken());
  }

  // ---- lists

  @Test
  void listsOfInstancesAreReadFromTheirPlaceInAnIndex() {
    assertListed(PAGE, filter(ALL, null, null, null, Map.of()));
    assertListed(PAGE, filter(List.of(1L), null, null, null, Map.of()));
    assertListed(PAGE, filter(List.of(3L), null, null, null, Map.of()));
    assertListed(PAGE, filter(ALL, null, null, null, Map.of(), MIDDLE));
    assertListed(PAGE, filter(List.of(1L), null, null, null, Map.of(), MIDDLE));
    for (int status = 0; status <= 3; status++) {
      assertListed(PAGE, filter(ALL, status, null, null, Map.of()));
    }
    assertListed(1, filter(ALL, null, "folio " + MIDDLE, null, Map.of()));
    assertListed(11, filter(ALL, null, "folio 1234*", null, Map.of()));
    assertListed(PAGE, filter(ALL, null, null, "user7", Map.of()));
    assertListed(PAGE, filter(ALL, null, null, "user7", Map.of(), MIDDLE));
    assertListed(0, filter(ALL, null, "nothing", null, Map.of()));
    assertListed(0, filter(ALL, null, null, "nobody", Map.of()));
    assertListed(10, filter(ALL, null, null, null, Map.of("Customer", "C77")));
    assertListed(0, filter(ALL, null, "folio 1234", "user7", Map.of("Customer", "C77")));
  }

  @Test
  void aFolioOfAnythingIsNoCondition() {
    assertListed(PAGE, filter(ALL, null, "*", null, Map.of()));
  }

  @Test
  void whatAParticipantStartedIsFoundByItsOriginator() {
    assertListed(
        PAGE,
        new InstanceFilter(
            List.of(3L), ALL, "user7", null, null, null, null, null, Map.of(), ANY, PAGE));
    assertListed(
        0,
        new InstanceFilter(
            List.of(), ALL, "nobody", null, null, null, null, null, Map.of(), ANY, PAGE));
  }

  @Test
  void manyProcessesAreReadEachFromItsOwnPlace() {
    assertListed(
        PAGE, filter(LongStream.rangeClosed(1, 120).boxed().toList(), null, null, null, Map.of()));
  }

  @Test
  void waitingItemsAreReadFromTheirPlaceInAnIndex() {
    assertThat(assertIndexed(() -> store.waiting(new WaitingFilter(ALL, Map.of(), 0, PAGE))))
        .hasSize(PAGE);
    assertThat(assertIndexed(() -> store.waiting(new WaitingFilter(ALL, Map.of(), MIDDLE, PAGE))))
        .hasSize(PAGE);
    assertThat(
            assertIndexed(
                () -> store.waiting(new WaitingFilter(ALL, Map.of("Customer", "C105"), 0, PAGE))))
        .hasSize(10);
  }

  @Test
  void instancesInErrorAreReadFromTheirPlaceInAnIndex() {
    assertThat(assertIndexed(() -> store.inError(ALL, ANY, PAGE))).hasSize(PAGE);
    assertThat(assertIndexed(() -> store.inError(ALL, MIDDLE, PAGE))).hasSize(PAGE);
  }

  @Test
  void instancesWithErrorsAreReadFromTheirPlaceInAnIndex() {
    for (boolean hasError : List.of(true, false)) {
      assertListed(
          PAGE,
          new InstanceFilter(
              ALL, List.of(), "", List.of(), null, hasError, null, null, null, null, null, Map.of(),
              ANY, PAGE));
    }
  }

  @Test
  void childrenAreReadFromTheirPlaceInAnIndex() {
    for (var status : new Integer[] {null, 0}) {
      for (long before : new long[] {ANY, FilledTables.FIRST + FilledTables.INSTANCES}) {
        assertListed(
            PAGE,
            new InstanceFilter(
                ALL,
                List.of(),
                "",
                List.of(),
                status,
                null,
                null,
                null,
                null,
                null,
                FilledTables.FIRST,
                Map.of(),
                before,
                PAGE));
      }
    }
  }

  @Test
  void theWorklistOfAUserInManyGroupsIsReadFromThePlacesOfItsGroups() {
    var groups = new ArrayList<>(List.of("user7", "group:all", "group:none"));
    for (int group = 0; group < 50; group++) {
      groups.add("group:g" + group);
    }
    var middle = new WorklistFilter.Key("", 1, MIDDLE, 2);
    for (var order : List.of(Order.OLDEST, Order.NEWEST, Order.PRIORITY)) {
      assertWorklist(PAGE, order(groups, order, null));
      assertWorklist(PAGE, order(groups, order, middle));
      assertWorklist(PAGE, order(List.of("group:all"), order, middle));
      assertWorklist(0, order(List.of("user7"), order, null));
    }
    assertWorklist(0, order(groups, Order.OLDEST, new WorklistFilter.Key("", 0, ANY, 0)));
  }

  @Test
  void takenItemsCostNothingWhereTheyAreNotWanted() {
    var taken = List.of("user7", "group:taken");
    assertWorklist(0, order(taken, Order.OLDEST, null));
    assertWorklist(0, order(taken, Order.PRIORITY, null));
    assertWorklist(PAGE, new WorklistFilter(taken, null, PAGE));
    var many = new ArrayList<>(taken);
    for (int group = 0; group < 50; group++) {
      many.add("group:none" + group);
    }
    assertWorklist(0, order(many, Order.OLDEST, null));
    assertWorklist(0, order(many, Order.PRIORITY, null));
    assertWorklist(PAGE, new WorklistFilter(many, null, PAGE));
  }

  @Test
  void conditionsOnWorklistsAreLookedUpOrPutToThePage() {
    var all = List.of("user7", "group:g7", "group:all");
    assertWorklist(1, where(all, "folio " + (MIDDLE + 1), null, null, Map.of()));
    assertWorklist(10, where(all, null, null, null, Map.of("Customer", "C75")));
    assertWorklist(2, where(all, "folio 1234*", null, null, Map.of()));
    assertWorklist(PAGE, where(all, null, null, 2, Map.of()));
    assertWorklist(2, where(List.of("group:g7"), null, "user7", null, Map.of()));
    var sorted = order(List.of("group:g7", "user7"), Order.FOLIO, null);
    assertWorklist(PAGE, sorted);
    assertThat(store.worklist(order(all, Order.FOLIO, null)).tooMany()).isTrue();
  }

  @Test
  void whatAParticipantTakesPartInIsReadInTheOrdersOfTheirIndexes() {
    for (var before : List.of(ANY, MIDDLE)) {
      for (var groups : List.of(List.of("everyone"), List.of("group:all", "group:taken"))) {
        assertParticipated("clerk1", groups, before);
        assertParticipated(
            "nobody", groups.contains("everyone") ? List.of("group:g7") : groups, before);
      }
    }
  }

  private void assertParticipated(String user, List<String> subjects, long before) {
    var filter =
        new InstanceFilter(
            List.of(3L),
            ALL,
            user,
            subjects,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Map.of(),
            before,
            PAGE);
    assertListed(PAGE, filter);
    assertThat(store.instances(filter)).extracting(Store.InstanceRow::id).doesNotHaveDuplicates();
  }

  private void assertWorklist(int rows, WorklistFilter filter) {
    assertThat(assertIndexed(() -> store.worklist(filter)).rows()).as("%s", filter).hasSize(rows);
  }

  private static WorklistFilter order(
      List<String> destinations, Order order, WorklistFilter.@Nullable Key after) {
    return new WorklistFilter(
        destinations, false, null, null, null, null, Map.of(), order, after, PAGE);
  }

  private static WorklistFilter where(
      List<String> destinations,
      @Nullable String folio,
      @Nullable String originator,
      @Nullable Integer priority,
      Map<String, String> data) {
    return new WorklistFilter(
        destinations, true, ALL, folio, originator, priority, data, Order.OLDEST, null, PAGE);
  }

  @Test
  void aPageOfJobsCostsTheSameHoweverManyThereAre() {
    assertThat(assertIndexed(() -> store.jobs(jobs(false, -1)))).hasSize(PAGE);
    assertThat(assertIndexed(() -> store.jobs(jobs(false, MIDDLE)))).hasSize(PAGE);
    assertThat(assertIndexed(() -> store.jobs(jobs(true, -1)))).isEmpty();
  }

  private static Store.JobFilter jobs(boolean leased, long afterMillis) {
    return new Store.JobFilter("topic 7", ALL, leased, afterMillis, 0, 0, PAGE);
  }

  // ---- what is over

  @Test
  void whatIsToBeCountedIsReadPageByPage() {
    assertThat(assertIndexed(() -> history().toRollUp(0, PAGE))).hasSize(PAGE);
    assertThat(assertIndexed(() -> history().toRollUp(MIDDLE, PAGE))).hasSize(PAGE);
    var ids = LongStream.range(0, 200).mapToObj(number -> MIDDLE + number * 7).toList();
    assertThat(assertIndexed(() -> history().journals(ids, 1_000))).hasSize(200);
    assertThat(assertIndexed(() -> history().countToRollUp(100))).isEqualTo(100);
  }

  @Test
  void countingTakesAsManyRowsAsItCounts() {
    var batch = history().toRollUp(MIDDLE, PAGE);
    writes.taken();
    assertThat(history().rollUp(batch, List.of())).isTrue();
    assertIndexed(found());
  }

  @Test
  void statisticsAreReadFromTheirDays() {
    assertThat(
            assertIndexed(() ->
                history()
                    .statistics(
                        new StatisticFilter(
                            List.of(7L, 8L),
                            List.of("completed"),
                            100,
                            130,
                            Period.DAY,
                            true,
                            1_000))))
        .hasSize(62);
  }

  /** Days 100 to 130 are 1970-04-11, a Saturday, to 1970-05-11, a Monday. */
  @Test
  void periodsOfStatisticsAreAddedUpByTheDatabaseAsFarAsTheyAreRead() {
    assertThat(days(Period.ALL, 1_000)).containsExactly(0);
    assertThat(days(Period.WEEK, 1_000)).containsExactly(95, 102, 109, 116, 123, 130);
    assertThat(days(Period.MONTH, 1_000)).containsExactly(90, 120);
    assertThat(days(Period.DAY, 1_000)).hasSize(31);
    assertThat(days(Period.DAY, 3)).hasSize(3);
  }

  private Set<Integer> days(Period period, int limit) {
    var filter =
        new StatisticFilter(List.of(7L), List.of("completed"), 100, 130, period, false, limit);
    return assertIndexed(() -> history().statistics(filter)).stream()
        .map(History.Statistic::day)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatIsPastItsTimeIsReadFromTheOldestOn() {
    var first = assertIndexed(() -> history().expired(1, 2_030_000, null, PAGE));
    assertThat(first).hasSize(PAGE);
    var last = first.getLast();
    assertThat(assertIndexed(() -> history().expired(1, 2_030_000, last, PAGE)))
        .hasSize(PAGE)
        .allMatch(expired -> expired.finishedAtMillis() > last.finishedAtMillis());
    assertThat(assertIndexed(() -> history().expired(3, 0, null, PAGE))).isEmpty();
    assertThat(assertIndexed(() -> history().countExpired(2, ANY, 100))).isEqualTo(100);
  }

  @Test
  void deletingTakesAsManyRowsAsAreDeleted() {
    var expired = history().expired(3, ANY, null, PAGE);
    var loaded = store.load(expired.stream().map(History.Expired::id).toList());
    var purges =
        expired.stream()
            .map(one ->
                new Purge(
                    one, Objects.requireNonNull(loaded.get(one.id())).state(), Set.of("Customer")))
            .toList();
    writes.taken();
    assertThat(history().purge(3, purges, 20_000, false)).isTrue();
    assertIndexed(found());
    assertThat(store.load(loaded.keySet())).isEmpty();
    assertThat(history().highestPurged()).isEqualTo(expired.getLast().id());
    var last = history().expired(3, ANY, null, 1).getFirst();
    var whole =
        new Purge(
            last,
            Objects.requireNonNull(store.load(List.of(last.id())).get(last.id())).state(),
            Set.of());
    writes.taken();
    assertThat(history().beginPurge(3, whole, 20_000, false)).isTrue();
    assertThat(history().purgeRest(last, 1)).isTrue();
    assertThat(history().purgeRest(last, 1)).isFalse();
    assertIndexed(found());
  }

  /** What was updated and deleted: of an insertion SQLite has no plan. */
  private List<Plan> found() {
    return writes.taken().stream().filter(plan -> !plan.sql().startsWith("INSERT")).toList();
  }

  private History history() {
    return store.history();
  }

  // ---- helpers

  private static InstanceFilter filter(
      List<Long> processes,
      @Nullable Integer status,
      @Nullable String folio,
      @Nullable String originator,
      Map<String, String> data) {
    return filter(processes, status, folio, originator, data, ANY);
  }

  private static InstanceFilter filter(
      List<Long> processes,
      @Nullable Integer status,
      @Nullable String folio,
      @Nullable String originator,
      Map<String, String> data,
      long before) {
    return new InstanceFilter(
        processes, List.of(), "", status, folio, originator, null, null, data, before, PAGE);
  }

  private void assertListed(int rows, InstanceFilter filter) {
    assertThat(assertIndexed(() -> store.instances(filter))).as("%s", filter).hasSize(rows);
  }

  private interface Reading<T> {
    T read();
  }

  private <T> T assertIndexed(Reading<T> reading) {
    reads.taken();
    var result = reading.read();
    for (int time = 1; time < TIMES; time++) {
      reading.read();
    }
    assertIndexed(reads.taken());
    return result;
  }

  private void assertIndexed(List<Plan> plans) {
    assertThat(plans).isNotEmpty();
    for (var plan : plans) {
      assertThat(plan.lines()).as(plan.sql()).isNotEmpty();
      assertThat(faults(plan)).as("%s", plan).isEmpty();
    }
  }
}
