package org.baltoro.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.Message;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.ProcessStatus;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.store.Accounts.TokenRow;
import org.baltoro.store.Accounts.UserRow;
import org.baltoro.store.Store.GrantRow;
import org.baltoro.store.Store.InstanceFilter;
import org.baltoro.store.Store.InstanceRow;
import org.baltoro.store.Store.NewVersion;
import org.baltoro.store.Store.NodeRow;
import org.baltoro.store.Store.StoredInstance;
import org.baltoro.store.Store.TimerRow;
import org.baltoro.store.Store.WaitingFilter;
import org.baltoro.store.Store.WorklistRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every store does, told once and played on each database. */
abstract class StoreSuite {
  private static final Instant DUE = Instant.parse("2026-03-01T10:00:00Z");

  Store store;
  long node;
  long process;
  private long nextId;

  /** Opens the store of this test, again if it was open before. */
  abstract Store open() throws Exception;

  /** Runs a statement past the store, which is closed. */
  abstract void run(String sql) throws Exception;

  /** Undoes what version 9 of the tables did. */
  void asBeforeVersion9() throws Exception {}

  @BeforeEach
  void openOne() throws Exception {
    store = open();
    node = store.registerNode("first", "");
    process = deploy("HR/Leave");
    nextId = store.takeInstanceIds();
  }

  @AfterEach
  void closeIt() {
    store.close();
  }

  // ---- commits

  @Test
  void aStartIsStoredWithItsJournal() {
    var story = story();
    var start = story.start(null, "Leave of Ann", "ann", Map.of(), Story.enterAndRun(1, node));
    assertThat(store.commit(node, List.of(start))).containsExactly(CommitOutcome.WON);
    assertThat(store.load(List.of(story.instance, 99L)))
        .isEqualTo(Map.of(story.instance, new StoredInstance(story.instance, 1, start.after())));
    var journal = store.journal(story.instance, 0, 10);
    assertThat(journal).containsExactly(new Store.JournalRow(1, start.atMillis(), start.facts()));
    assertThat(store.versions(List.of(story.instance, 99L))).isEqualTo(Map.of(story.instance, 1L));
  }

  @Test
  void thereIsNothingOfAnUnknownInstance() {
    assertThat(store.load(List.of(4711L))).isEmpty();
    assertThat(store.load(List.of())).isEmpty();
    assertThat(store.versions(List.of())).isEmpty();
    assertThat(store.journal(4711, 0, 10)).isEmpty();
    assertThat(store.largeValue(4711, "ab")).isNull();
    assertThat(store.instanceOfStartKey(process, "k")).isNull();
    assertThat(store.commit(node, List.of())).isEmpty();
  }

  @Test
  void theJournalIsReadPageByPage() {
    var story = started();
    for (int change = 0; change < 5; change++) {
      commit(story, new Fact.PriorityChanged(change, "ann"));
    }
    assertThat(store.journal(story.instance, 2, 3).stream().map(Store.JournalRow::version))
        .containsExactly(3L, 4L, 5L);
    assertThat(store.journal(story.instance, 6, 3)).isEmpty();
  }

  @Test
  void aDecisionOnAnOldVersionLosesAndChangesNothing() {
    var story = started();
    var late = story.copy().then(new Fact.FolioChanged("late", "bob"));
    commit(story, new Fact.FolioChanged("first", "ann"));
    assertThat(store.commit(node, List.of(late))).containsExactly(CommitOutcome.LOST);
    assertStored(story);
    assertThat(store.journal(story.instance, 0, 10)).hasSize(2);
  }

  @Test
  void aSecondStartOfTheSameInstanceLoses() {
    var story = story();
    var first = story.start(null, "first", "ann", Map.of());
    var second = story.start(null, "second", "bob", Map.of());
    assertThat(store.commit(node, List.of(first))).containsExactly(CommitOutcome.WON);
    story.won(first);
    assertThat(store.commit(node, List.of(second))).containsExactly(CommitOutcome.LOST);
    assertStored(story);
  }

  @Test
  void aDecisionOnAnInstanceThatIsNotThereLoses() {
    var story = story();
    story.won(story.start());
    assertThat(store.commit(node, List.of(story.then(new Fact.PriorityChanged(1, "ann")))))
        .containsExactly(CommitOutcome.LOST);
    assertThat(store.load(List.of(story.instance))).isEmpty();
  }

  @Test
  void theSameDecisionsCommittedAgainHaveWonAndAreThereOnce() {
    var keyed = story();
    var plain = started();
    var batch =
        List.of(
            keyed.start("k-1", Map.of("Customer", text("ACME"))),
            plain.then(new Fact.FolioChanged("changed", "ann")));
    assertThat(store.commit(node, batch)).containsOnly(CommitOutcome.WON);
    assertThat(store.commit(node, batch)).containsExactly(CommitOutcome.WON, CommitOutcome.WON);
    keyed.won(batch.getFirst());
    plain.won(batch.getLast());
    commit(plain, new Fact.PriorityChanged(3, "ann"));
    assertThat(store.commit(node, batch))
        .as("even after the instance went on")
        .containsExactly(CommitOutcome.WON, CommitOutcome.WON);
    assertStored(keyed);
    assertStored(plain);
    assertAgrees(2, 4);
  }

  @Test
  void inOneBatchWinnersWinAndLosersLeaveNoTrace() {
    var winner = started();
    var loser = started();
    var stale = loser.copy();
    commit(loser, new Fact.FolioChanged("fresh", "ann"));
    var lost =
        stale.withLarge(
            "abc",
            "large",
            concat(
                Story.enterAndRun(1, node),
                new Fact.RetryScheduled(2, 2, DUE),
                new Fact.ClientEventOffered(3, 1, 1, List.of("loser"), 1, Story.AT),
                new Fact.DataFieldsChanged(0, Map.of("Customer", text("LOST")), "ann")));
    var won = winner.then(new Fact.DataFieldsChanged(0, Map.of("Customer", text("WON")), "ann"));
    var starting = story();
    var start = starting.start();
    assertThat(store.commit(node, List.of(lost, start, won)))
        .as("in the order given, not in that of ids")
        .containsExactly(CommitOutcome.LOST, CommitOutcome.WON, CommitOutcome.WON);
    winner.won(won);
    starting.won(start);
    assertStored(winner);
    assertStored(loser);
    assertStored(starting);
    assertThat(store.dueTimers(Long.MAX_VALUE, 10)).isEmpty();
    assertThat(store.largeValue(loser.instance, "abc")).isNull();
    assertThat(worklist("loser")).isEmpty();
    assertThat(found(Map.of("Customer", "LOST"))).isEmpty();
    assertThat(found(Map.of("Customer", "WON"))).containsExactly(winner.instance);
    assertAgrees(3, 5);
  }

  @Test
  void aBatchOfManyIsStoredWhole() {
    var batch = new ArrayList<Commit>();
    var stories = new ArrayList<Story>();
    for (int number = 0; number < 700; number++) {
      var story = story();
      stories.add(story);
      batch.add(story.start(number % 2 == 0 ? "key " + number : null, Map.of()));
    }
    Collections.shuffle(batch, new Random(7));
    assertThat(store.commit(node, batch)).hasSize(700).containsOnly(CommitOutcome.WON);
    assertThat(store.load(stories.stream().map(story -> story.instance).toList())).hasSize(700);
    assertAgrees(700, 700);
  }

  @Test
  void aStartKeyIsTakenOnceAProcess() {
    var first = story();
    var second = story();
    var third = story();
    long other = deploy("HR/Other");
    var elsewhere = new Story(nextId++, other, "HR/Other");
    commit(first, first.start("k", Map.of()));
    assertThat(
            store.commit(
                node,
                List.of(
                    second.start("k", Map.of()),
                    third.start("k2", Map.of()),
                    elsewhere.start("k", Map.of()))))
        .containsExactly(CommitOutcome.KEY_TAKEN, CommitOutcome.WON, CommitOutcome.WON);
    assertThat(store.instanceOfStartKey(process, "k")).isEqualTo(first.instance);
    assertThat(store.instanceOfStartKey(other, "k")).isEqualTo(elsewhere.instance);
    assertThat(store.load(List.of(second.instance))).isEmpty();
    assertThat(store.journal(second.instance, 0, 1)).isEmpty();
  }

  @Test
  void ofTwoStartsWithOneKeyInOneBatchOneWins() {
    var first = story();
    var second = story();
    var outcomes =
        store.commit(node, List.of(first.start("k", Map.of()), second.start("k", Map.of())));
    assertThat(outcomes).containsExactlyInAnyOrder(CommitOutcome.WON, CommitOutcome.KEY_TAKEN);
    assertThat(store.load(List.of(first.instance, second.instance)))
        .containsOnlyKeys(store.instanceOfStartKey(process, "k"));
  }

  @Test
  void aKeyIsNotTakenByAStartThatLosesOtherwise() {
    var story = started();
    var again = new Story(story.instance, process, "HR/Leave");
    assertThat(store.commit(node, List.of(again.start("k", Map.of()))))
        .containsExactly(CommitOutcome.LOST);
    assertThat(store.instanceOfStartKey(process, "k")).isNull();
  }

  @Test
  void aDeadNodeStoresNothingMore() {
    var before = story();
    var start = before.start("k-before", Map.of());
    assertThat(store.commit(node, List.of(start))).containsExactly(CommitOutcome.WON);
    before.won(start);
    store.leave(node);
    var after = story();
    assertThat(
            store.commit(
                node,
                List.of(
                    after.start("k-after", Map.of()),
                    before.then(new Fact.PriorityChanged(9, "ann")))))
        .containsExactly(CommitOutcome.FENCED, CommitOutcome.FENCED);
    assertThat(store.commit(node, List.of(start)))
        .as("what it stored before stays so")
        .containsExactly(CommitOutcome.WON);
    assertThat(store.instanceOfStartKey(process, "k-after")).isNull();
    assertStored(before);
    long unknown = node + 1_000;
    assertThat(store.commit(unknown, List.of(after.start()))).containsExactly(CommitOutcome.FENCED);
  }

  @Test
  void anInstanceTwiceInOneBatchIsRefused() {
    var story = started();
    var batch =
        List.of(
            story.then(new Fact.PriorityChanged(1, "ann")),
            story.then(new Fact.PriorityChanged(2, "ann")));
    assertThatThrownBy(() -> store.commit(node, batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(story.instance));
    assertStored(story);
  }

  @Test
  void manyCommittersOfTheSameInstancesMakeOneWinnerAVersion() throws Exception {
    var stories = new ArrayList<Story>();
    for (int number = 0; number < 40; number++) {
      stories.add(started());
    }
    int threads = 4;
    var won = new AtomicInteger();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var work = new ArrayList<Callable<Void>>();
      for (int thread = 0; thread < threads; thread++) {
        long seed = thread;
        work.add(() -> {
          var random = new SplittableRandom(seed);
          for (int round = 0; round < 25; round++) {
            won.addAndGet(commitRandomBatch(stories, random));
          }
          return null;
        });
      }
      for (var done : pool.invokeAll(work)) {
        done.get();
      }
    }
    assertThat(won).hasPositiveValue();
    assertAgrees(40, 40 + won.get());
  }

  /** Reads what is there, decides, commits: in an order of its own. */
  private int commitRandomBatch(List<Story> stories, SplittableRandom random) {
    var ids = new ArrayList<Long>();
    for (var story : stories) {
      if (random.nextInt(3) > 0) {
        ids.add(story.instance);
      }
    }
    Collections.shuffle(ids, new Random(random.nextLong()));
    var loaded = store.load(ids);
    var batch = new ArrayList<Commit>();
    for (var id : ids) {
      var stored = Objects.requireNonNull(loaded.get(id));
      var view = new Story(id, process, "HR/Leave");
      view.state = stored.state();
      view.version = stored.version();
      batch.add(view.then(new Fact.PriorityChanged(random.nextInt(), "x")));
    }
    var outcomes = store.commit(node, batch);
    assertThat(outcomes).isSubsetOf(CommitOutcome.WON, CommitOutcome.LOST);
    return (int) outcomes.stream().filter(outcome -> outcome == CommitOutcome.WON).count();
  }

  // ---- derived rows

  @Test
  void timersFollowTheState() {
    var story = started();
    commit(story, Story.enterAndRun(1, node));
    commit(story, Story.enterAndRun(3, node));
    assertThat(store.dueTimers(Long.MAX_VALUE, 10)).isEmpty();
    commit(
        story,
        new Fact.RetryScheduled(2, 2, DUE),
        new Fact.RetryScheduled(4, 2, DUE.plusSeconds(60)));
    long due = DUE.toEpochMilli();
    assertThat(store.dueTimers(due, 10)).as("due before, not at").isEmpty();
    assertThat(store.dueTimers(due + 1, 10)).containsExactly(new TimerRow(story.instance, 2, due));
    assertThat(store.dueTimers(Long.MAX_VALUE, 10))
        .containsExactly(
            new TimerRow(story.instance, 2, due), new TimerRow(story.instance, 4, due + 60_000));
    assertThat(store.dueTimers(Long.MAX_VALUE, 1)).hasSize(1);
    commit(
        story,
        new Fact.AttemptStarted(2, 2, node, Story.AT),
        new Fact.RetryScheduled(4, 2, DUE.minusSeconds(1)));
    assertThat(store.dueTimers(Long.MAX_VALUE, 10))
        .as("one gone, one moved")
        .containsExactly(new TimerRow(story.instance, 4, due - 1_000));
    commit(story, new Fact.ProcessStopped("ann", Story.AT));
    assertThat(store.dueTimers(Long.MAX_VALUE, 10)).as("held while stopped").isEmpty();
    commit(story, new Fact.ProcessResumed("ann", Story.AT));
    assertThat(store.dueTimers(Long.MAX_VALUE, 10)).hasSize(1);
    commit(story, new Fact.ProcessDeleted("ann", Story.AT));
    assertThat(store.dueTimers(Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void aTimerIsNeverEarly() {
    var story = started();
    commit(story, Story.enterAndRun(1, node));
    commit(story, new Fact.RetryScheduled(2, 2, DUE.plusNanos(1)));
    assertThat(store.dueTimers(Long.MAX_VALUE, 10))
        .containsExactly(new TimerRow(story.instance, 2, DUE.toEpochMilli() + 1));
  }

  @Test
  void searchFollowsTheState() {
    var story = started("k", Map.of("Customer", text("ACME"), "Secret", text("ACME")));
    assertThat(found(Map.of("Customer", "ACME"))).containsExactly(story.instance);
    assertThat(found(Map.of("Secret", "ACME"))).as("not searchable").isEmpty();
    commit(
        story,
        new Fact.DataFieldsChanged(
            0,
            Map.of(
                "Customer",
                text("Globex"),
                "Amount",
                new Value.DecimalValue(new BigDecimal("10.50"))),
            "ann"));
    assertThat(found(Map.of("Customer", "ACME"))).isEmpty();
    assertThat(found(Map.of("Customer", "Globex", "Amount", "10.5")))
        .containsExactly(story.instance);
    assertThat(found(Map.of("Customer", "Globex", "Amount", "11"))).isEmpty();
    commit(
        story,
        new Fact.DataFieldsChanged(
            0,
            Map.of(
                "Customer",
                new Value.NoValue(),
                "Amount",
                new Value.LargeValue(DataType.STRING, "ab", 20_000)),
            "ann"));
    assertThat(found(Map.of("Customer", "Globex"))).isEmpty();
    assertThat(found(Map.of("Amount", "10.5"))).isEmpty();
  }

  @Test
  void searchFollowsTheVersion() {
    var data = Map.of("Customer", text("ACME"), "Secret", text("hush"), "Amount", text("5"));
    var story = started("k", data);
    var other = started("l", data);
    commit(story, story.migrate(2));
    assertThat(found(Map.of("Customer", "ACME")))
        .as("no longer searchable")
        .containsExactly(other.instance);
    assertThat(found(Map.of("Secret", "hush"))).as("now it is").containsExactly(story.instance);
    assertThat(found(Map.of("Amount", "5"))).containsExactly(other.instance, story.instance);
    commit(story, story.migrate(1));
    assertThat(found(Map.of("Secret", "hush"))).isEmpty();
    assertAgrees(2, 4);
  }

  @Test
  void worklistsFollowTheState() {
    var story = started();
    commit(story, Story.enterAndOffer(1, "ann", "group:clerks"));
    commit(story, Story.enterAndOffer(3, "ann"));
    assertThat(worklist("ann"))
        .containsExactly(item(story, 2), item(story, 4))
        .isEqualTo(worklist("ann", "group:clerks", "ann"));
    assertThat(worklist("group:clerks")).containsExactly(item(story, 2));
    assertThat(worklist("clerks")).as("a group's name alone is a user's").isEmpty();
    assertThat(worklist("Ann")).as("as it is written").isEmpty();
    assertThat(worklist()).isEmpty();
    commit(
        story,
        new Fact.WorklistItemRedirected(
            2, List.of("ann", "group:clerks"), List.of("bob", "ann"), "cy", Story.AT));
    assertThat(worklist("ann")).containsExactly(item(story, 2), item(story, 4));
    assertThat(worklist("bob")).containsExactly(item(story, 2));
    assertThat(worklist("group:clerks")).isEmpty();
    commit(story, new Fact.ProcessStopped("cy", Story.AT));
    assertThat(worklist("ann", "bob")).as("none while stopped").isEmpty();
    commit(story, new Fact.ProcessResumed("cy", Story.AT));
    assertThat(worklist("ann", "bob")).containsExactly(item(story, 2), item(story, 4));
    commit(
        story, new Fact.ClientEventFinished(2, Fact.Ending.FINISHED, "Approve", "bob", Story.AT));
    assertThat(worklist("ann", "bob")).containsExactly(item(story, 4));
    assertAgrees(1, 7);
    commit(story, new Fact.ProcessDeleted("cy", Story.AT));
    assertThat(worklist("ann", "bob")).isEmpty();
    assertAgrees(1, 8);
  }

  @Test
  void jobsFollowTheState() {
    var story = started();
    commit(
        story,
        new Fact.ActivityEntered(1, "Activity", Map.of(), Story.AT),
        new Fact.ServerEventScheduled(2, 1, 0, Story.AT),
        new Fact.JobQueued(2, 1, "payments", Story.AT));
    assertThat(jobs(story, "payments", false)).containsExactly(item(story, 2));
    assertThat(jobs(story, "payment", false)).isEmpty();
    var later = Story.AT.plusSeconds(30);
    commit(story, new Fact.JobLeased(2, 1, "w1", "ann", later, Story.AT));
    assertThat(jobs(story, "payments", false)).isEmpty();
    assertThat(jobs(story, "payments", true)).containsExactly(item(story, 2));
    commit(story, new Fact.LeaseExtended(2, 1, later.plusSeconds(30), null, Story.AT));
    assertThat(jobs(story, "payments", true)).containsExactly(item(story, 2));
    assertAgrees(1, 4);
    commit(
        story, new Fact.LeaseLost(2, 1, "w1", later), new Fact.JobQueued(2, 2, "payments", later));
    assertThat(jobs(story, "payments", true)).isEmpty();
    assertThat(jobs(story, "payments", false)).containsExactly(item(story, 2));
    commit(story, new Fact.ProcessStopped("cy", Story.AT));
    assertThat(jobs(story, "payments", false)).as("none while stopped").isEmpty();
    commit(story, new Fact.ProcessResumed("cy", Story.AT));
    assertThat(jobs(story, "payments", false)).containsExactly(item(story, 2));
    assertAgrees(1, 7);
    commit(story, new Fact.ProcessDeleted("cy", Story.AT));
    assertThat(jobs(story, "payments", false)).isEmpty();
    assertAgrees(1, 8);
  }

  private List<String> jobs(Story story, String topic, boolean leased) {
    return store
        .jobs(new Store.JobFilter(topic, List.of(story.process), leased, -1, 0, 0, 10))
        .stream()
        .map(row -> row.instance() + "_" + row.item())
        .toList();
  }

  @Test
  void jobsOfSeveralProcessesComeInTheOrderInWhichTheyWait() {
    var processes = new java.util.ArrayList<Long>();
    var expected = new java.util.ArrayList<Long>();
    for (int place = 0; place < 6; place++) {
      var story = started();
      processes.add(story.process);
      expected.addFirst(story.instance);
      commit(
          story,
          new Fact.ActivityEntered(1, "Activity", Map.of(), Story.AT),
          new Fact.ServerEventScheduled(2, 1, 0, Story.AT),
          new Fact.JobQueued(2, 1, "payments", Story.AT.minusSeconds(place)));
    }
    var distinct = processes.stream().distinct().toList();
    var all = store.jobs(new Store.JobFilter("payments", distinct, false, -1, 0, 0, 100));
    assertThat(all).extracting(Store.JobRow::instance).isEqualTo(expected);
    var third = all.get(2);
    assertThat(
            store.jobs(
                new Store.JobFilter(
                    "payments",
                    distinct,
                    false,
                    third.sinceMillis(),
                    third.instance(),
                    third.item(),
                    2)))
        .isEqualTo(all.subList(3, 5));
    assertThat(store.jobs(new Store.JobFilter("payments", List.of(), false, -1, 0, 0, 10)))
        .isEmpty();
  }

  @Test
  void finishRequestsAreOpenUntilTheyAreAnsweredAndForgottenLater() throws Exception {
    run("INSERT INTO finish_request (serial_number) VALUES ('1024_2')");
    run(
        "INSERT INTO finish_request (serial_number, data, idempotency_key, finished_by)"
            + " VALUES ('1024_3', '{\"A\": 1.50}', 'key', 'payroll')");
    var open = store.finishRequests(10);
    assertThat(open).hasSize(2);
    assertThat(open.getFirst().data()).isEqualTo("{}");
    assertThat(open.getLast().data()).isEqualTo("{\"A\": 1.50}");
    assertThat(open.getLast().finishedBy()).isEqualTo("payroll");
    assertThat(store.finishRequests(1)).containsExactly(open.getFirst());
    var answer = new Store.FinishAnswer(open.getFirst().id(), "applied", null, 1_000);
    store.answerFinishRequests(List.of(answer));
    store.answerFinishRequests(
        List.of(new Store.FinishAnswer(open.getFirst().id(), "refused", "late", 5_000)));
    assertThat(store.finishRequests(10)).containsExactly(open.getLast());
    assertThat(store.forgetFinishRequests(1_000, 10)).isZero();
    assertThat(store.forgetFinishRequests(1_001, 10)).isEqualTo(1);
    assertThat(store.finishRequests(10)).as("open ones stay").containsExactly(open.getLast());
  }

  @Test
  void aSecretIsKeptAsItWasFirst() {
    assertThat(store.secret("key", "first")).isEqualTo("first");
    assertThat(store.secret("key", "second")).isEqualTo("first");
    assertThat(store.secret("other", "second")).isEqualTo("second");
  }

  @Test
  void aStartMayOfferAtOnce() {
    var story = story();
    commit(story, story.start(null, "f", "ann", Map.of(), Story.enterAndOffer(1, "bob")));
    assertThat(store.worklist(new WorklistFilter(List.of("bob"), null, 10)).rows())
        .containsExactly(
            new WorklistRow(new StoredInstance(story.instance, story.version, story.state), 2));
  }

  @Test
  void aWorklistIsReadPageByPageOldestFirst() {
    var all = new ArrayList<String>();
    for (int number = 0; number < 6; number++) {
      var story = started();
      commit(story, Story.enterAndOffer(1, number % 2 == 0 ? "ann" : "group:a", "group:b"));
      commit(story, Story.enterAndOffer(3, "ann", "group:c"));
      commit(story, Story.enterAndOffer(5, "bob"));
      all.addAll(List.of(item(story, 2), item(story, 4)));
    }
    var destinations = List.of("group:c", "ann", "group:none", "group:b", "group:a");
    for (int limit = 1; limit <= 13; limit++) {
      var paged = new ArrayList<String>();
      var page = store.worklist(new WorklistFilter(destinations, null, limit));
      while (!page.rows().isEmpty()) {
        assertThat(page.rows()).hasSizeLessThanOrEqualTo(limit);
        paged.addAll(items(page.rows()));
        var last = WorklistFilter.Order.OLDEST.keyOf(page.rows().getLast());
        page = store.worklist(new WorklistFilter(destinations, last, limit));
      }
      assertThat(paged).as("%d a page", limit).isEqualTo(all);
    }
  }

  @Test
  void aUserMayBeInHundredsOfGroups() {
    var all = new ArrayList<String>();
    var groups = new ArrayList<String>();
    for (int number = 0; number < 250; number++) {
      groups.add("group:g" + number);
    }
    for (int number = 0; number < 5; number++) {
      var story = started();
      commit(story, Story.enterAndOffer(1, "group:g" + number * 60, "group:g1"));
      all.add(item(story, 2));
    }
    for (var order : List.of(WorklistFilter.Order.OLDEST, WorklistFilter.Order.PRIORITY)) {
      var every = ordered(groups, order, 10);
      assertThat(items(store.worklist(every).rows())).isEqualTo(all);
      assertThat(items(store.worklist(every.from(null, 3)).rows())).isEqualTo(all.subList(0, 3));
    }
    assertThat(items(store.worklist(ordered(groups, WorklistFilter.Order.NEWEST, 10)).rows()))
        .isEqualTo(all.reversed());
  }

  @Test
  void anItemWhoseSlotsAreTakenIsApartForAllButWhoHoldsOne() {
    var story = started();
    commit(story, Story.enterAndOffer(1, "ann", "group:clerks"));
    commit(
        story,
        new Fact.WorklistItemDelegated(
            2, new EventInstance.Share("cy", "ann", List.of()), "ann", Story.AT));
    assertThat(free("cy")).containsExactly(item(story, 2));
    commit(story, new Fact.WorklistItemOpened(2, "bob", Story.AT));
    assertThat(free("ann", "group:clerks", "cy")).isEmpty();
    assertThat(free("bob")).as("through the group").containsExactly(item(story, 2));
    assertThat(worklist("ann", "cy")).containsExactly(item(story, 2));
    assertAgrees(1, 4);
    commit(story, new Fact.PriorityChanged(2, "cy"));
    assertAgrees(1, 5);
    commit(story, new Fact.WorklistItemReleased(2, "bob", "bob", Story.AT));
    assertThat(free("bob")).isEmpty();
    commit(story, new Fact.WorklistItemOpened(2, "ann", Story.AT));
    assertThat(free("ann")).containsExactly(item(story, 2));
    assertThat(free("group:clerks", "cy")).isEmpty();
    assertAgrees(1, 7);
  }

  @Test
  void worklistsHaveOrdersAndConditions() {
    var stories = new ArrayList<Story>();
    for (int number = 0; number < 6; number++) {
      var story = story();
      var data = Map.<String, Value>of("Customer", new Value.StringValue("C" + number % 2));
      commit(
          story,
          story.start(
              null,
              "F" + (9 - number),
              number < 3 ? "ann" : "bob",
              data,
              Story.enterAndOffer(1, number % 2 == 0 ? "cy" : "group:g")));
      commit(story, new Fact.PriorityChanged(number % 3, "ann"));
      stories.add(story);
    }
    var all = List.of("cy", "group:g");
    assertOrder(stories, ordered(all, WorklistFilter.Order.OLDEST, 4), 0, 1, 2, 3, 4, 5);
    assertOrder(stories, ordered(all, WorklistFilter.Order.NEWEST, 4), 5, 4, 3, 2, 1, 0);
    assertOrder(stories, ordered(all, WorklistFilter.Order.PRIORITY, 4), 0, 3, 1, 4, 2, 5);
    assertOrder(stories, ordered(all, WorklistFilter.Order.FOLIO, 4), 5, 4, 3, 2, 1, 0);
    assertOrder(stories, ordered(all, WorklistFilter.Order.PROCESS, 4), 0, 1, 2, 3, 4, 5);
    for (var order : WorklistFilter.Order.values()) {
      assertThat(found(stories, where(order, null, "ann", null, Map.of())))
          .as("%s", order)
          .containsExactlyInAnyOrder(0, 1, 2);
      assertThat(found(stories, where(order, null, null, 1, Map.of())))
          .as("%s", order)
          .containsExactlyInAnyOrder(1, 4);
      assertThat(found(stories, where(order, "F8", null, null, Map.of()))).containsExactly(1);
      assertThat(found(stories, where(order, "F*", "bob", null, Map.of("Customer", "C1"))))
          .as("%s", order)
          .containsExactlyInAnyOrder(3, 5);
      assertThat(found(stories, where(order, "F*", null, 2, Map.of("Customer", "C1"))))
          .as("%s", order)
          .containsExactly(5);
      assertThat(found(stories, where(order, null, null, null, Map.of("Customer", "C9"))))
          .isEmpty();
    }
  }

  /**
   * Few places are read one by one; of many, what a few of them have tells how far the others are
   * read; and where that tells little, as one group has all the new items, each is. There is no
   * seam.
   */
  @Test
  void aPageIsTheSameHoweverManyPlacesAndItemsThereAre() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    var groups = IntStream.range(0, 40).mapToObj(number -> "group:g" + number).toList();
    var groupsByStory = new LinkedHashMap<Story, Set<String>>();
    var taken = new HashSet<Story>();
    for (int number = 0; number < 120; number++) {
      var story = started();
      var some = new TreeSet<String>();
      some.add(number < 60 ? groups.get(random.nextInt(40)) : "group:g3");
      some.add(number < 60 ? groups.get(random.nextInt(40)) : "group:g3");
      commit(story, Story.enterAndOffer(1, some.toArray(String[]::new)));
      commit(story, new Fact.PriorityChanged(random.nextInt(3), "ann"));
      if (random.nextInt(4) == 0) {
        commit(story, new Fact.WorklistItemOpened(2, "bob", Story.AT));
        taken.add(story);
      }
      groupsByStory.put(story, some);
    }
    for (int places : List.of(3, 5, 12, 40)) {
      var destinations = groups.subList(0, places);
      for (boolean takenToo : new boolean[] {false, true}) {
        var seen = new ArrayList<Story>();
        groupsByStory.forEach((story, its) -> {
          if (!Collections.disjoint(its, destinations) && (takenToo || !taken.contains(story))) {
            seen.add(story);
          }
        });
        var of = "-Dseed=%d, %d places, taken %s".formatted(seed, places, takenToo);
        for (int limit : List.of(takenToo ? 1 : 2, 20)) {
          for (var order :
              List.of(
                  WorklistFilter.Order.OLDEST,
                  WorklistFilter.Order.NEWEST,
                  WorklistFilter.Order.PRIORITY)) {
            assertPaged(of, inOrder(seen, order), ordered(destinations, takenToo, order, limit));
          }
        }
      }
    }
  }

  private List<String> inOrder(List<Story> oldestFirst, WorklistFilter.Order order) {
    var stories =
        switch (order) {
          case NEWEST -> oldestFirst.reversed();
          case PRIORITY ->
              oldestFirst.stream()
                  .sorted(Comparator.comparing(story -> story.state.priority()))
                  .toList();
          case OLDEST, FOLIO, PROCESS -> oldestFirst;
        };
    return stories.stream().map(story -> item(story, 2)).toList();
  }

  private void assertPaged(String of, List<String> expected, WorklistFilter filter) {
    var paged = new ArrayList<String>();
    var page = store.worklist(filter);
    paged.addAll(items(page.rows()));
    while (page.next() != null && paged.size() <= expected.size()) {
      page = store.worklist(filter.from(page.next(), filter.limit()));
      paged.addAll(items(page.rows()));
    }
    assertThat(paged)
        .as("%s, %s, %d a page", of, filter.order(), filter.limit())
        .isEqualTo(expected);
  }

  private static WorklistFilter ordered(
      List<String> destinations, WorklistFilter.Order order, int limit) {
    return ordered(destinations, false, order, limit);
  }

  private static WorklistFilter ordered(
      List<String> destinations, boolean taken, WorklistFilter.Order order, int limit) {
    return new WorklistFilter(
        destinations, taken, null, null, null, null, Map.of(), order, null, limit);
  }

  private WorklistFilter where(
      WorklistFilter.Order order,
      @Nullable String folio,
      @Nullable String originator,
      @Nullable Integer priority,
      Map<String, String> data) {
    return new WorklistFilter(
        List.of("cy", "group:g"),
        true,
        List.of(process),
        folio,
        originator,
        priority,
        data,
        order,
        null,
        2);
  }

  /** Page by page until there are no more. */
  private List<Integer> found(List<Story> stories, WorklistFilter filter) {
    var found = new ArrayList<Integer>();
    var page = store.worklist(filter);
    while (true) {
      for (var row : page.rows()) {
        for (int number = 0; number < stories.size(); number++) {
          if (stories.get(number).instance == row.instance().id()) {
            found.add(number);
          }
        }
      }
      if (page.next() == null) {
        return found;
      }
      page = store.worklist(filter.from(page.next(), filter.limit()));
    }
  }

  private void assertOrder(List<Story> stories, WorklistFilter filter, Integer... order) {
    assertThat(found(stories, filter)).as("%s", filter.order()).containsExactly(order);
  }

  private List<String> free(String... destinations) {
    return items(
        store.worklist(ordered(List.of(destinations), WorklistFilter.Order.OLDEST, 100)).rows());
  }

  @Test
  void whoHasActedSeesTheInstanceAfterwards() {
    var acted = new ArrayList<Long>();
    for (int number = 0; number < 3; number++) {
      var story = story();
      commit(story, story.start(null, "a", "bob", Map.of(), Story.enterAndOffer(1, "ann", "cy")));
      commit(story, new Fact.ClientEventFinished(2, Fact.Ending.FINISHED, "Yes", "ann", Story.AT));
      acted.addFirst(story.instance);
    }
    var again = story();
    commit(again, again.start(null, "a", "ann", Map.of(), Story.enterAndOffer(1, "ann")));
    commit(again, new Fact.ClientEventFinished(2, Fact.Ending.FINISHED, "Yes", "ann", Story.AT));
    commit(again, Story.enterAndOffer(3, "ann"));
    acted.addFirst(again.instance);
    var filter = new Filter();
    filter.processes = List.of();
    filter.participantProcesses = List.of(process);
    filter.participant = "ann";
    filter.participantSubjects = List.of("ann", "everyone");
    assertThat(ids(store.instances(filter.build()))).isEqualTo(acted);
    filter.limit = 2;
    assertThat(ids(store.instances(filter.build()))).isEqualTo(acted.subList(0, 2));
    filter.beforeId = acted.get(1);
    assertThat(ids(store.instances(filter.build()))).isEqualTo(acted.subList(2, 4));
    filter.beforeId = Long.MAX_VALUE;
    filter.limit = 100;
    filter.folio = "a";
    assertThat(ids(store.instances(filter.build()))).isEqualTo(acted);
    filter.participant = "cy";
    filter.participantSubjects = List.of("cy", "everyone");
    assertThat(ids(store.instances(filter.build()))).isEmpty();
    assertAgrees(4, 9);
  }

  @Test
  void managersRolesAndAbsencesAreKept() {
    var people = store.people();
    people.setManager("Ann", "bob");
    people.setManager("cy", "bob");
    people.setManager("ann", "Cy");
    assertThat(people.managerOf("ANN")).isEqualTo("Cy");
    assertThat(people.managers()).containsExactly(Map.entry("ann", "Cy"), Map.entry("cy", "bob"));
    people.setManager("ann", null);
    assertThat(people.managerOf("ann")).isNull();

    assertThat(people.insertRole("Approvers", List.of("group:g", "ann"))).isTrue();
    assertThat(people.insertRole("Approvers", List.of("bob"))).isFalse();
    assertThat(people.insertRole("Nobody", List.of())).isTrue();
    assertThat(people.setMembers("Approvers", List.of("role:Nobody", "cy"))).isTrue();
    assertThat(people.setMembers("Unknown", List.of("cy"))).isFalse();
    assertThat(people.roles())
        .containsExactly(
            Map.entry("Approvers", List.of("cy", "role:Nobody")), Map.entry("Nobody", List.of()));
    assertThat(people.deleteRole("Nobody")).isTrue();
    assertThat(people.deleteRole("Nobody")).isFalse();

    assertThat(people.absence("ann")).isNull();
    var absence =
        new People.Absence(
            "Ann",
            true,
            List.of(
                new People.Forward("", "", "", "bob"),
                new People.Forward("HR/Leave", "Decide", "", "cy")));
    people.setAbsence(absence);
    people.setAbsence(new People.Absence("dan", false, List.of()));
    assertThat(people.absence("ann")).isEqualTo(absence);
    assertThat(people.absences()).containsExactly(absence);
    people.setAbsence(new People.Absence("Ann", false, absence.forwards()));
    assertThat(people.absences()).isEmpty();
  }

  @Test
  void destinationsMayBeAnyText() {
    var story = started();
    var odd = "nul\0 half \uD83D '\"; --";
    var long400 = "long ".repeat(100);
    commit(story, Story.enterAndOffer(1, odd, long400 + "a", long400 + "b", ""));
    assertThat(worklist(odd)).containsExactly(item(story, 2));
    assertThat(worklist(long400 + "b")).containsExactly(item(story, 2));
    assertThat(worklist("")).containsExactly(item(story, 2));
    commit(
        story,
        new Fact.WorklistItemRedirected(2, List.of(odd), List.of(long400 + "a"), "cy", Story.AT));
    assertThat(worklist(odd)).isEmpty();
    assertThat(worklist("")).containsExactly(item(story, 2));
    assertThat(worklist(long400 + "a")).containsExactly(item(story, 2));
    assertAgrees(1, 3);
  }

  @Test
  void theOwnerIsTheNodeWhoseCodeRuns() {
    long other = store.registerNode("second", "");
    var one = started();
    var both = started();
    var idle = started();
    commit(one, Story.enterAndRun(1, node));
    commit(both, Story.enterAndRun(1, node));
    commit(both, Story.enterAndRun(3, other));
    assertThat(store.ownedBy(node, 0, 10)).containsExactly(one.instance, both.instance);
    assertThat(store.ownedBy(other, 0, 10))
        .as("one of several nodes")
        .containsExactly(both.instance);
    assertThat(store.ownedBy(node, one.instance, 10)).containsExactly(both.instance);
    assertThat(store.ownedBy(node, 0, 1)).containsExactly(one.instance);
    commit(one, new Fact.ServerEventWaiting(2, Story.AT));
    assertThat(store.ownedBy(node, 0, 10)).containsExactly(both.instance);
    assertThat(store.ownedBy(node, 0, 10)).doesNotContain(idle.instance);
  }

  @Test
  void codeThatBelongsToNoEventHasAnOwnerToo() {
    long other = store.registerNode("second", "");
    var rule = started();
    commit(rule, runCode(1, new Job.StartRule(), other));
    var both = started();
    commit(both, Story.enterAndRun(1, node));
    commit(both, runCode(3, new Job.EscalationAction(1, 2, "Remind", 1), other));
    assertThat(store.ownedBy(other, 0, 10)).containsExactly(rule.instance, both.instance);
    assertThat(store.ownedBy(node, 0, 10)).containsExactly(both.instance);
    commit(both, new Fact.CodeEnded(3, Fact.Ending.RETURNED, "Remind", Story.AT));
    assertThat(store.ownedBy(other, 0, 10)).containsExactly(rule.instance);
    commit(rule, new Fact.CodeEnded(1, Fact.Ending.RETURNED, "start", Story.AT));
    assertThat(store.ownedBy(other, 0, 10)).isEmpty();
  }

  @Test
  void whoHasAMessageToDeliverOwnsItsInstanceAlsoWhenThatIsComplete() {
    var child = story();
    commit(child, child.startAsChildOf(1_024));
    var told = new Message.TellParent(1_024, 2, Message.ChildNews.COMPLETED, "");
    commit(
        child, new Fact.ProcessCompleted(Story.AT), new Fact.MessageSent(1, told, node, Story.AT));
    assertThat(store.ownedBy(node, 0, 10)).containsExactly(child.instance);
    commit(child, new Fact.MessageDelivered(1, null, Story.AT));
    assertThat(store.ownedBy(node, 0, 10)).isEmpty();
    assertStored(child);
  }

  @Test
  void childrenAreListedByTheirParent() {
    var parent = started();
    var batch = new ArrayList<Commit>();
    for (int number = 0; number < 3; number++) {
      var child = story();
      batch.add(child.startAsChildOf(parent.instance));
      batch.add(story().start());
    }
    assertThat(store.commit(node, batch)).containsOnly(CommitOutcome.WON);
    var of = new Filter();
    of.parent = parent.instance;
    assertThat(store.instances(of.build()))
        .extracting(Store.InstanceRow::id)
        .containsExactly(batch.get(4).instance(), batch.get(2).instance(), batch.get(0).instance());
    of.limit = 2;
    of.beforeId = batch.get(4).instance();
    of.originator = "ann";
    assertThat(store.instances(of.build())).hasSize(2);
    of.folio = "nothing";
    assertThat(store.instances(of.build())).isEmpty();
    of.parent = 999L;
    assertThat(store.instances(of.build())).isEmpty();
    assertAgrees(7, 7);
  }

  private static Fact[] runCode(int item, Job job, long node) {
    return new Fact[] {
      new Fact.CodeScheduled(item, job, Story.AT), new Fact.AttemptStarted(item, 1, node, Story.AT)
    };
  }

  @Test
  void largeValuesLieBesideTheState() {
    var story = started();
    var content = "0123456789".repeat(5_000);
    var strange = "nul \0 half \uD83D back \\ " + content;
    commit(story, story.withLarge("aa", content, new Fact.PriorityChanged(1, "ann")));
    commit(story, story.withLarge("bb", strange, new Fact.PriorityChanged(2, "ann")));
    commit(story, story.withLarge("aa", content, new Fact.PriorityChanged(3, "ann")));
    assertThat(store.largeValue(story.instance, "aa")).isEqualTo(content);
    assertThat(store.largeValue(story.instance, "bb")).isEqualTo(strange);
    assertThat(store.largeValue(story.instance, "cc")).isNull();
    assertThat(store.largeValue(story.instance + 1, "aa")).isNull();
  }

  @Test
  void anyTextComesBackAsItWas() {
    var strange = "nul \0 half \uD83D emoji 😀 quote \" back \\ line \n" + "x".repeat(1_000);
    var story = story();
    commit(story, story.start(null, strange, strange, Map.of("Customer", text(strange))));
    assertStored(story);
    assertThat(found(Map.of("Customer", SearchText.of(text(strange)))))
        .containsExactly(story.instance);
    var filter = new Filter();
    filter.folio = strange;
    assertThat(ids(store.instances(filter.build()))).containsExactly(story.instance);
    assertAgrees(1, 1);
  }

  // ---- lists

  @Test
  void waitingItemsAreListedOldestFirst() {
    long otherProcess = deploy("HR/Other");
    var waiting = new ArrayList<Story>();
    for (int number = 0; number < 5; number++) {
      var story = number == 3 ? new Story(nextId++, otherProcess, "HR/Other") : story();
      commit(story, story.start(null, Map.of("Customer", text("C" + number % 2))));
      commit(story, Story.enterAndRun(1, node));
      commit(story, new Fact.ServerEventWaiting(2, Story.AT));
      waiting.add(story);
    }
    var finished = waiting.get(1);
    commit(
        finished,
        new Fact.ServerEventFinished(2, Fact.Ending.FINISHED, "ann", null, "h", Story.AT));
    var all = List.of(process, otherProcess);
    assertThat(waitingIds(all, Map.of(), 0, 10)).containsExactly(id(waiting, 0, 2, 3, 4));
    assertThat(waitingIds(List.of(process), Map.of(), 0, 10)).containsExactly(id(waiting, 0, 2, 4));
    assertThat(waitingIds(all, Map.of(), waiting.get(2).instance, 2))
        .containsExactly(id(waiting, 2, 3));
    assertThat(waitingIds(all, Map.of("Customer", "C0"), 0, 10))
        .containsExactly(id(waiting, 0, 2, 4));
    assertThat(waitingIds(List.of(), Map.of(), 0, 10)).isEmpty();
    assertThat(waitingIds(List.of(), Map.of("Customer", "C0"), 0, 10)).isEmpty();
    assertThat(store.waiting(new WaitingFilter(all, Map.of(), 0, 1)))
        .containsExactly(
            new StoredInstance(
                waiting.getFirst().instance, waiting.getFirst().version, waiting.getFirst().state));
  }

  @Test
  void instancesInErrorAreListedNewestFirst() {
    var failed = new ArrayList<Story>();
    for (int number = 0; number < 4; number++) {
      var story = started();
      commit(story, failure());
      failed.add(story);
    }
    commit(failed.get(2), new Fact.FailureResolved(1, true, "ann", Story.AT));
    started();
    assertThat(errorIds(Long.MAX_VALUE, 10)).containsExactly(id(failed, 3, 1, 0));
    assertThat(errorIds(failed.get(3).instance, 1)).containsExactly(id(failed, 1));
    assertThat(store.inError(List.of(), Long.MAX_VALUE, 10)).isEmpty();
    assertThat(store.inError(List.of(process), Long.MAX_VALUE, 1).getFirst().state())
        .isEqualTo(failed.get(3).state);
  }

  @Test
  void aListShowsWhatTheStateSays() {
    var story = story();
    commit(story, story.start(null, "Leave of Ann", "ann", Map.of()));
    assertThat(store.instances(new Filter().build()))
        .containsExactly(
            new InstanceRow(
                story.instance,
                "HR/Leave",
                1,
                ProcessStatus.ACTIVE.code(),
                false,
                "Leave of Ann",
                "ann",
                0,
                Story.AT.toEpochMilli(),
                null));
    commit(story, failure());
    commit(story, new Fact.FolioChanged("Other", "ann"), new Fact.PriorityChanged(7, "ann"));
    commit(story, new Fact.ProcessDeleted("ann", Story.AT.plusSeconds(5)));
    assertThat(store.instances(new Filter().build()))
        .containsExactly(
            new InstanceRow(
                story.instance,
                "HR/Leave",
                1,
                ProcessStatus.DELETED.code(),
                false,
                "Other",
                "ann",
                7,
                Story.AT.toEpochMilli(),
                Story.AT.plusSeconds(5).toEpochMilli()));
  }

  @Test
  void instancesAreFoundByEachCondition() {
    var active = story();
    commit(active, active.start(null, "Order 1", "ann", Map.of("Customer", text("ACME"))));
    var running = story();
    commit(running, running.start(null, "Order 2", "bob", Map.of(), Story.enterAndRun(1, node)));
    var failed = story();
    commit(failed, failed.start(null, "Ordnung", "ann", Map.of(), failure()));
    var completed = story();
    commit(completed, completed.start(null, "Order 1", "bob", Map.of()));
    commit(completed, new Fact.ProcessCompleted(Story.AT));
    var stopped = story();
    commit(stopped, stopped.start(null, "", "ann", Map.of("Customer", text("ACME"))));
    commit(stopped, new Fact.ProcessStopped("ann", Story.AT));
    var halfway = story();
    commit(halfway, halfway.start(null, "Halfway", "cy", Map.of(), failure()));
    commit(halfway, new Fact.ProcessStopped("ann", Story.AT));
    assertThat(listed(f -> f.hasError = true)).containsExactly(halfway.instance, failed.instance);
    assertThat(
            listed(f -> {
              f.hasError = true;
              f.status = ProcessStatus.STOPPED;
              f.originator = "cy";
            }))
        .containsExactly(halfway.instance);
    assertThat(listed(f -> f.hasError = false))
        .containsExactly(stopped.instance, completed.instance, running.instance, active.instance);
    commit(halfway, new Fact.ProcessDeleted("ann", Story.AT));
    assertThat(listed(f -> f.status = ProcessStatus.DELETED)).containsExactly(halfway.instance);

    assertThat(listed(f -> {}))
        .containsExactly(
            halfway.instance,
            stopped.instance,
            completed.instance,
            failed.instance,
            running.instance,
            active.instance);
    assertThat(listed(f -> f.status = ProcessStatus.ACTIVE)).containsExactly(active.instance);
    assertThat(listed(f -> f.status = ProcessStatus.RUNNING)).containsExactly(running.instance);
    assertThat(listed(f -> f.status = ProcessStatus.ERROR)).containsExactly(failed.instance);
    assertThat(listed(f -> f.status = ProcessStatus.COMPLETED)).containsExactly(completed.instance);
    assertThat(listed(f -> f.status = ProcessStatus.STOPPED)).containsExactly(stopped.instance);
    assertThat(listed(f -> f.folio = "Order 1"))
        .containsExactly(completed.instance, active.instance);
    assertThat(listed(f -> f.folio = "Order*"))
        .containsExactly(completed.instance, running.instance, active.instance);
    assertThat(listed(f -> f.folio = "order*")).as("case counts").isEmpty();
    assertThat(listed(f -> f.folio = "*")).hasSize(6);
    assertThat(listed(f -> f.folio = "")).containsExactly(stopped.instance);
    assertThat(listed(f -> f.originator = "bob"))
        .containsExactly(completed.instance, running.instance);
    assertThat(listed(f -> f.data = Map.of("Customer", "ACME")))
        .containsExactly(stopped.instance, active.instance);
    assertThat(
            listed(f -> {
              f.data = Map.of("Customer", "ACME");
              f.status = ProcessStatus.STOPPED;
              f.folio = "";
            }))
        .containsExactly(stopped.instance);
    long at = Story.AT.toEpochMilli();
    assertThat(listed(f -> f.startedFrom = at)).hasSize(6);
    assertThat(listed(f -> f.startedFrom = at + 1)).isEmpty();
    assertThat(listed(f -> f.startedBefore = at)).isEmpty();
    assertThat(listed(f -> f.startedBefore = at + 1)).hasSize(6);
  }

  @Test
  void participantsSeeWhatTheyStarted() {
    long otherProcess = deploy("HR/Other");
    var mine = new Story(nextId++, otherProcess, "HR/Other");
    commit(mine, mine.start(null, "a", "ann", Map.of()));
    var theirs = new Story(nextId++, otherProcess, "HR/Other");
    commit(theirs, theirs.start(null, "a", "bob", Map.of()));
    var visible = story();
    commit(visible, visible.start(null, "a", "bob", Map.of()));
    var filter = new Filter();
    filter.participantProcesses = List.of(otherProcess, process);
    filter.participant = "ann";
    assertThat(ids(store.instances(filter.build())))
        .containsExactly(visible.instance, mine.instance);
    filter.folio = "a";
    assertThat(ids(store.instances(filter.build())))
        .as("the same by way of another index")
        .containsExactly(visible.instance, mine.instance);
    filter.processes = List.of();
    filter.participantProcesses = List.of();
    assertThat(store.instances(filter.build())).isEmpty();
  }

  @Test
  void participantsSeeWhatTheyHaveAWorklistItemOf() {
    var offered = story();
    commit(offered, offered.start(null, "a", "bob", Map.of()));
    commit(offered, Story.enterAndOffer(1, "ann", "group:clerks"));
    var both = story();
    commit(both, both.start(null, "a", "ann", Map.of()));
    commit(both, Story.enterAndOffer(1, "ann"));
    var others = story();
    commit(others, others.start(null, "a", "bob", Map.of()));
    commit(others, Story.enterAndOffer(1, "bob"));
    var filter = new Filter();
    filter.processes = List.of();
    filter.participantProcesses = List.of(process);
    filter.participant = "ann";
    filter.participantSubjects = List.of("ann", "everyone", "group:clerks");
    filter.limit = 2;
    assertThat(ids(store.instances(filter.build())))
        .as("each once, so that a page is full")
        .containsExactly(both.instance, offered.instance);
    filter.folio = "a";
    assertThat(ids(store.instances(filter.build())))
        .as("the same by way of another index")
        .containsExactly(both.instance, offered.instance);
    filter.participantSubjects = List.of();
    assertThat(ids(store.instances(filter.build()))).containsExactly(both.instance);
  }

  @Test
  void pagesOfManyProcessesFitTogether() {
    var processes = new ArrayList<Long>();
    var expected = new TreeSet<Long>(java.util.Comparator.reverseOrder());
    for (int number = 0; number < 120; number++) {
      long id = deploy("Many/P" + number);
      processes.add(id);
      for (int instance = 0; instance < 2; instance++) {
        var story = new Story(nextId++, id, "Many/P" + number);
        commit(story, story.start());
        expected.add(story.instance);
      }
    }
    var found = new ArrayList<Long>();
    var filter = new Filter();
    filter.processes = processes;
    filter.limit = 33;
    while (true) {
      var page = ids(store.instances(filter.build()));
      found.addAll(page);
      if (page.size() < 33) {
        break;
      }
      filter.beforeId = page.getLast();
    }
    assertThat(found).containsExactlyElementsOf(expected);
  }

  // ---- ids and nodes

  @Test
  void idsComeInBlocksThatNeverOverlap() throws Exception {
    var blocks = java.util.concurrent.ConcurrentHashMap.<Long>newKeySet();
    try (var pool = Executors.newFixedThreadPool(4)) {
      var work =
          Collections.nCopies(20, (Callable<Boolean>) () -> blocks.add(store.takeInstanceIds()));
      for (var done : pool.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    }
    assertThat(blocks).hasSize(20).allMatch(first -> first >= 1 && first % 1_024 == 0);
  }

  @Test
  void aNewNodeHasAHigherEpoch() {
    long second = store.registerNode("second", "host:1");
    assertThat(second).isGreaterThan(node);
    assertThat(store.liveNodes())
        .containsExactly(new NodeRow(node, "first", ""), new NodeRow(second, "second", "host:1"));
    store.leave(second);
    awaitForgotten(second);
    assertThat(store.registerNode("third", "")).isGreaterThan(second);
  }

  @Test
  void aNodeThatMissesItsLeaseIsDeclaredDead() {
    assertThat(store.heartbeat(node)).isTrue();
    store.declareDead(Duration.ofMinutes(1));
    assertThat(store.heartbeat(node)).isTrue();
    while (!store.liveNodes().isEmpty()) {
      store.declareDead(Duration.ZERO);
    }
    assertThat(store.heartbeat(node)).isFalse();
    assertThat(store.deadNodes()).containsExactly(node);
  }

  @Test
  void aDeadNodeIsForgottenOnceItOwnsNothing() {
    long dead = store.registerNode("second", "");
    var story = started();
    commit(story, Story.enterAndRun(1, dead));
    store.leave(dead);
    store.forgetDeadNodes(Duration.ofMinutes(1));
    assertThat(store.deadNodes()).containsExactly(dead);
    for (int round = 0; round < 3; round++) {
      store.forgetDeadNodes(Duration.ZERO);
    }
    assertThat(store.deadNodes()).as("it owns an instance").containsExactly(dead);
    commit(story, new Fact.AttemptLost(2, 1, dead, Story.AT));
    awaitForgotten(dead);
    assertThat(store.liveNodes()).hasSize(1);
  }

  // ---- definitions

  @Test
  void aDefinitionIsStoredWithItsClasses() {
    var classes = new LinkedHashMap<String, byte[]>();
    classes.put("b.Second", new byte[] {1, 0, -1});
    classes.put("a.First", new byte[0]);
    var deployed =
        store.deploy(
            new NewVersion(
                "Sales/Order", "Orders", "process: x", "h1", classes, List.of(), true, "ann", 5));
    assertThat(deployed)
        .isEqualTo(
            new Store.DeployedVersion(
                deployed.processId(), "Sales/Order", 1, true, true, "ann", 5));
    var row = Objects.requireNonNull(store.definition("Sales/Order", 1));
    assertThat(row.source()).isEqualTo("process: x");
    assertThat(row.processId()).isEqualTo(deployed.processId());
    assertThat(row.classes().keySet()).containsExactly("b.Second", "a.First");
    assertThat(row.classes().get("b.Second")).containsExactly(1, 0, -1);
    assertThat(row.classes().get("a.First")).isEmpty();
    assertThat(store.definition("Sales/Order", 2)).isNull();
    assertThat(store.definition("sales/order", 1)).isNull();
  }

  @Test
  void otherContentMakesAVersionAndTheSameMakesNone() {
    var first = store.deploy(version("Sales/Order", "h1"));
    var again = store.deploy(version("Sales/Order", "h1"));
    assertThat(again.created()).isFalse();
    assertThat(again.version()).isEqualTo(first.version());
    var second = store.deploy(version("Sales/Order", "h2"));
    assertThat(second.version()).isEqualTo(2);
    var back = store.deploy(version("Sales/Order", "h1"));
    assertThat(back.version()).as("only the newest one's content counts").isEqualTo(3);
    assertThat(store.versionsOf("Sales/Order").stream().map(Store.DeployedVersion::isDefault))
        .containsExactly(false, false, true);
    assertThat(store.versionsOf("None")).isEmpty();
  }

  @Test
  void theDefaultVersionCanBeAnOlderOne() {
    store.deploy(version("Sales/Order", "h1"));
    store.deploy(version("Sales/Order", "h2"));
    assertThat(store.setDefaultVersion("Sales/Order", 1, List.of())).isTrue();
    assertThat(defaultOf("Sales/Order")).isEqualTo(1);
    assertThat(store.setDefaultVersion("Sales/Order", 3, List.of())).isFalse();
    assertThat(store.setDefaultVersion("None", 1, List.of())).isFalse();
    assertThat(defaultOf("Sales/Order")).isEqualTo(1);
    store.deploy(version("Sales/Order", "h2"));
    assertThat(defaultOf("Sales/Order"))
        .as("a deployment makes its version the default")
        .isEqualTo(2);
  }

  @Test
  void aDefinitionsRightsReplaceItsEarlierOnes() {
    var accounts = store.accounts();
    var byHand = new GrantRow("Sales/Order", "start", "bob", false);
    accounts.grant(byHand);
    var first = new GrantRow("Sales/Order", "start", "everyone", true);
    var second = new GrantRow("Sales/Order", "view", "group:sales", true);
    store.deploy(version("Sales/Order", "h1", first));
    store.deploy(version("HR/Other", "h1", new GrantRow("HR/Other", "start", "everyone", true)));
    store.deploy(version("Sales/Order", "h2", second));
    assertThat(accounts.grants())
        .containsExactlyInAnyOrder(
            byHand, second, new GrantRow("HR/Other", "start", "everyone", true));
  }

  @Test
  void theDefinitionsRightsAreThoseOfTheDefaultVersion() {
    var accounts = store.accounts();
    var first = new GrantRow("Sales/Order", "start", "ann", true);
    var second = new GrantRow("Sales/Order", "start", "bob", true);
    store.deploy(version("Sales/Order", "h1", first));
    store.deploy(version("Sales/Order", "h2", false, second));
    assertThat(accounts.grants()).containsExactly(first);
    store.setDefaultVersion("Sales/Order", 3, List.of(second));
    assertThat(accounts.grants()).as("there is no such version").containsExactly(first);
    store.setDefaultVersion("Sales/Order", 2, List.of(second));
    assertThat(accounts.grants()).containsExactly(second);
    store.setDefaultVersion("Sales/Order", 1, List.of(first));
    assertThat(accounts.grants()).containsExactly(first);
    store.deploy(version("Sales/Order", "h2", true, second));
    assertThat(accounts.grants()).containsExactly(second);
  }

  @Test
  void manyMayDeployAtOnce() throws Exception {
    try (var pool = Executors.newFixedThreadPool(4)) {
      var work = new ArrayList<Callable<Store.DeployedVersion>>();
      for (int number = 0; number < 12; number++) {
        var hash = "h" + number % 6;
        work.add(() -> store.deploy(version("Sales/Order", hash)));
      }
      for (var done : pool.invokeAll(work)) {
        assertThat(done.get().process()).isEqualTo("Sales/Order");
      }
    }
    var versions = store.versionsOf("Sales/Order");
    assertThat(versions.stream().map(Store.DeployedVersion::version))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, versions.size()).mapToObj(v -> (int) v).toList());
    assertThat(versions.getLast().isDefault()).isTrue();
  }

  @Test
  void aVersionMayWaitToBecomeTheDefault() {
    var first = store.deploy(version("Sales/Order", "h1", false));
    assertThat(first.isDefault()).as("there is no other").isTrue();
    var second = store.deploy(version("Sales/Order", "h2", false));
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.isDefault()).isFalse();
    assertThat(defaultOf("Sales/Order")).isEqualTo(1);
    assertThat(store.versionsOf("Sales/Order").stream().map(Store.DeployedVersion::isDefault))
        .containsExactly(true, false);
    assertThat(store.deploy(version("Sales/Order", "h2", false)).isDefault()).isFalse();
    var made = store.deploy(version("Sales/Order", "h2", true));
    assertThat(made.created()).isFalse();
    assertThat(made.isDefault()).isTrue();
    assertThat(defaultOf("Sales/Order")).isEqualTo(2);
    assertThat(store.deploy(version("Sales/Order", "h2", false)).isDefault())
        .as("it was before")
        .isTrue();
    assertThat(store.deploy(version("Sales/Order", "h3", false)).version()).isEqualTo(3);
    assertThat(defaultOf("Sales/Order")).isEqualTo(2);
  }

  // ---- accounts

  @Test
  void usersAreStored() {
    var accounts = store.accounts();
    var ann = new UserRow("Ann", "hash", Set.of("sales", "hr"), false, 5);
    assertThat(accounts.insertUser(ann)).isTrue();
    assertThat(accounts.insertUser(new UserRow("ANN", "x", Set.of(), false, 6)))
        .as("names differ by more than case")
        .isFalse();
    assertThat(accounts.user("ann")).isEqualTo(ann);
    assertThat(accounts.user("bob")).isNull();
    var changed = new UserRow("Ann", "hash2", Set.of(), true, 5);
    assertThat(accounts.updateUser(changed)).isTrue();
    assertThat(accounts.users()).containsExactly(changed);
    assertThat(accounts.updateUser(new UserRow("bob", "x", Set.of(), false, 5))).isFalse();
  }

  @Test
  void theFirstUserIsInsertedWithTheirRightsOrNotAtAll() {
    var accounts = store.accounts();
    var admin = new GrantRow("", "admin", "Ann", false);
    assertThat(
            accounts.insertFirstUser(new UserRow("Ann", "x", Set.of(), false, 5), List.of(admin)))
        .isTrue();
    assertThat(accounts.grants()).containsExactly(admin);
    var other = new GrantRow("", "admin", "bob", false);
    assertThat(
            accounts.insertFirstUser(new UserRow("bob", "x", Set.of(), false, 6), List.of(other)))
        .isFalse();
    assertThat(accounts.user("bob")).isNull();
    assertThat(accounts.grants()).containsExactly(admin);
  }

  @Test
  void tokensEnd() {
    var accounts = store.accounts();
    accounts.insertToken(token("t1", "ann", true, 100));
    accounts.insertToken(token("t2", "ann", false, 200));
    accounts.insertToken(token("t3", "bob", true, 300));
    assertThat(accounts.token("t1")).isEqualTo(token("t1", "ann", true, 100));
    assertThat(accounts.token("t9")).isNull();
    accounts.deleteTokensOf("ann", true);
    assertThat(accounts.token("t1")).isNull();
    assertThat(accounts.token("t2")).isNotNull();
    accounts.deleteExpiredTokens(200);
    assertThat(accounts.token("t2")).as("expires at 200, not before").isNotNull();
    accounts.deleteExpiredTokens(201);
    assertThat(accounts.token("t2")).isNull();
    accounts.deleteToken("t3");
    assertThat(accounts.token("t3")).isNull();
    accounts.insertToken(token("t4", "ann", false, 100));
    accounts.deleteTokensOf("ann", false);
    assertThat(accounts.token("t4")).isNull();
  }

  @Test
  void rightsAreGrantedOnceAndRevoked() {
    var accounts = store.accounts();
    var server = new GrantRow("", "admin", "ann", false);
    accounts.grant(server);
    accounts.grant(server);
    var fromDefinition = new GrantRow("", "admin", "ann", true);
    accounts.grant(fromDefinition);
    assertThat(accounts.grants()).containsExactly(server, fromDefinition);
    accounts.revoke(server);
    accounts.revoke(server);
    assertThat(accounts.grants()).containsExactly(fromDefinition);
  }

  // ---- care

  @Test
  void allIsThereAfterItWasClosedAndOpenedAgain() throws Exception {
    var story = started("k", Map.of("Customer", text("ACME")));
    commit(story, Story.enterAndRun(1, node));
    commit(story, new Fact.RetryScheduled(2, 2, DUE));
    store.close();
    store = open();
    assertStored(story);
    assertThat(store.dueTimers(Long.MAX_VALUE, 10)).hasSize(1);
    assertThat(found(Map.of("Customer", "ACME"))).containsExactly(story.instance);
    assertThat(store.instanceOfStartKey(process, "k")).isEqualTo(story.instance);
    assertThat(store.takeInstanceIds()).isGreaterThan(story.instance);
    assertThat(store.registerNode("next", "")).isGreaterThan(node);
    store.ping();
  }

  @Test
  void aMovedClockStaysMoved() throws Exception {
    assertThat(store.clockAhead()).isZero();
    assertThat(store.moveClockAhead(Duration.ofDays(2))).isEqualTo(Duration.ofDays(2));
    assertThat(store.moveClockAhead(Duration.ofMillis(1)))
        .isEqualTo(Duration.ofDays(2).plusMillis(1));
    store.close();
    store = open();
    assertThat(store.clockAhead()).isEqualTo(Duration.ofDays(2).plusMillis(1));
  }

  @Test
  void aStoreOfTheFirstVersionGetsWhatCameLater() throws Exception {
    var story = started();
    commit(story, Story.enterAndRun(1, node));
    store.close();
    asBeforeVersion9();
    run("DROP TABLE worklist");
    run("DROP TABLE clock");
    run("DROP INDEX instance_parent");
    run("ALTER TABLE instance DROP COLUMN parent");
    for (var table : List.of("to_roll_up", "rolled_up", "statistic", "purged", "chore")) {
      run("DROP TABLE " + table);
    }
    run("DROP TABLE secret");
    run("DROP TABLE job");
    run("DROP TABLE finish_request");
    for (var table : List.of("manager", "role", "role_member", "out_of_office", "forward")) {
      run("DROP TABLE " + table);
    }
    run("DELETE FROM schema_history WHERE version > '1'");
    store = open();
    assertThat(store.clockAhead()).isZero();
    assertStored(story);
    commit(story, Story.enterAndOffer(3, "ann"));
    assertThat(worklist("ann")).containsExactly(item(story, 4));
    assertAgrees(1, 3);
  }

  @Test
  void namesThatHadOutlivedTheirInstancesAreDeletedWithTheNextVersion() throws Exception {
    var stays = started();
    var gone = started();
    for (var story : List.of(stays, gone)) {
      commit(story, Story.enterAndOffer(1, "bob"));
      commit(
          story, new Fact.ClientEventFinished(2, Fact.Ending.FINISHED, "Approve", "bob", Story.AT));
    }
    run("DELETE FROM instance WHERE id = " + gone.instance);
    asBeforeVersion9();
    run("DELETE FROM schema_history WHERE version >= '8'");
    store.close();
    store = open();
    assertThat(store.searchRows()).isEqualTo(1);
    assertAgrees(1, 3);
  }

  static LongStream seeds() {
    var given = Long.getLong("seed");
    return given != null ? LongStream.of(given) : new SplittableRandom(System.nanoTime()).longs(3);
  }

  /** Batches of good, stale and repeated decisions; at each end the store agrees with itself. */
  @ParameterizedTest
  @MethodSource("seeds")
  void theJournalLeadsToTheStoredStateWhateverWasCommitted(long seed) {
    var random = new SplittableRandom(seed);
    var stories = new ArrayList<Story>();
    var stale = new ArrayList<Commit>();
    int won = 0;
    for (int turn = 0; turn < 30; turn++) {
      var batch = new LinkedHashMap<Story, Commit>();
      for (int starting = random.nextInt(4); starting > 0; starting--) {
        var story = story();
        batch.put(
            story,
            story.start(
                random.nextBoolean() ? "key " + story.instance : null,
                Map.of("Customer", text("C" + random.nextInt(3)))));
      }
      stories.stream()
          .filter(story -> random.nextInt(3) == 0)
          .forEach(story -> batch.put(story, randomStep(story, random)));
      if (!stale.isEmpty() && random.nextBoolean()) {
        assertThat(store.commit(node, List.of(stale.get(random.nextInt(stale.size())))))
            .as("-Dseed=%d", seed)
            .isSubsetOf(CommitOutcome.LOST, CommitOutcome.WON);
      }
      var outcomes = store.commit(node, List.copyOf(batch.values()));
      assertThat(outcomes).as("-Dseed=%d", seed).allMatch(CommitOutcome.WON::equals);
      won += outcomes.size();
      batch.forEach(Story::won);
      stale.addAll(batch.values());
      batch.keySet().stream().filter(story -> !stories.contains(story)).forEach(stories::add);
    }
    var report = StoreCheck.verify(store, Story::searchable);
    assertThat(report.faults()).as("-Dseed=%d", seed).isEmpty();
    assertThat(report.instances()).isEqualTo(stories.size());
    assertThat(report.commits()).isEqualTo(won);
    stories.forEach(this::assertStored);
  }

  private Commit randomStep(Story story, SplittableRandom random) {
    int next = story.state.lastId() + 1;
    var running =
        story.state.events().values().stream()
            .filter(e -> e.status() instanceof org.baltoro.kernel.EventInstance.Status.Running)
            .findFirst();
    if (running.isPresent()) {
      int item = running.get().item();
      return switch (random.nextInt(4)) {
        case 0 -> story.then(new Fact.ServerEventWaiting(item, Story.AT));
        case 1 -> story.then(new Fact.RetryScheduled(item, 2, DUE.plusSeconds(random.nextInt(9))));
        case 2 ->
            story.then(
                new Fact.AttemptFailed(item, 1, "code-failed", "boom", null, Story.AT),
                new Fact.BranchFailed(
                    next, new Place.Event(item), "code-failed", "boom", null, Story.AT));
        default ->
            story.then(
                new Fact.ServerEventFinished(
                    item, Fact.Ending.RETURNED, "1", null, null, Story.AT));
      };
    }
    var offered =
        story.state.events().values().stream()
            .filter(e -> e.status() instanceof org.baltoro.kernel.EventInstance.Status.Offered)
            .findFirst();
    if (offered.isPresent() && random.nextBoolean()) {
      return randomStep(story, offered.get().item(), random);
    }
    return switch (random.nextInt(7)) {
      case 6 -> story.migrate(3 - story.state.version());
      case 5 ->
          story.then(Story.enterAndOffer(next, "u" + random.nextInt(3), "u" + random.nextInt(3)));
      case 0 -> story.then(new Fact.FolioChanged("folio " + random.nextInt(), "ann"));
      case 1 ->
          story.then(
              new Fact.DataFieldsChanged(
                  0,
                  Map.of(
                      "Customer",
                      text("C" + random.nextInt(3)),
                      "Secret",
                      text("S" + random.nextInt(3))),
                  "ann"));
      case 2 -> story.then(new Fact.ProcessDeleted("ann", Story.AT));
      default -> story.then(Story.enterAndRun(next, node));
    };
  }

  private Commit randomStep(Story story, int offered, SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 ->
          story.then(
              new Fact.WorklistItemRedirected(
                  offered, List.of(), List.of("u" + random.nextInt(3)), "ann", Story.AT));
      case 1 ->
          story.then(
              story.state.phase() == ProcessState.Phase.STOPPED
                  ? new Fact.ProcessResumed("ann", Story.AT)
                  : new Fact.ProcessStopped("ann", Story.AT));
      default ->
          story.then(
              new Fact.ClientEventFinished(
                  offered, Fact.Ending.FINISHED, "Approve", "ann", Story.AT));
    };
  }

  // ---- helpers

  Story story() {
    return new Story(nextId++, process, "HR/Leave");
  }

  Story started() {
    var story = story();
    commit(story, story.start());
    return story;
  }

  private Story started(String key, Map<String, Value> data) {
    var story = story();
    commit(story, story.start(key, data));
    return story;
  }

  void commit(Story story, Fact... facts) {
    commit(story, story.then(facts));
  }

  void commit(Story story, Commit commit) {
    assertThat(store.commit(node, List.of(commit))).containsExactly(CommitOutcome.WON);
    story.won(commit);
  }

  void assertStored(Story story) {
    assertThat(store.load(List.of(story.instance)).get(story.instance))
        .isEqualTo(new StoredInstance(story.instance, story.version, story.state));
  }

  void assertAgrees(long instances, long commits) {
    assertThat(StoreCheck.verify(store, Story::searchable))
        .isEqualTo(new StoreCheck.Report(instances, commits, List.of()));
  }

  private long deploy(String name) {
    return store.deploy(version(name, "hash")).processId();
  }

  private static NewVersion version(String process, String hash, GrantRow... rights) {
    return version(process, hash, true, rights);
  }

  private static NewVersion version(
      String process, String hash, boolean makeDefault, GrantRow... rights) {
    return new NewVersion(
        process,
        "",
        "source " + hash,
        hash,
        new LinkedHashMap<>(),
        List.of(rights),
        makeDefault,
        "ann",
        5);
  }

  private int defaultOf(String process) {
    return store.processes().stream()
        .filter(row -> row.name().equals(process))
        .findFirst()
        .orElseThrow()
        .defaultVersion();
  }

  private static TokenRow token(String sha256, String user, boolean login, long expires) {
    return new TokenRow(sha256, user, "for tests", login, 5, expires);
  }

  private static Value text(String text) {
    return new Value.StringValue(text);
  }

  private static Fact failure() {
    return new Fact.BranchFailed(
        1, new Place.Arrival("", 0, "Start"), "rule-failed", "x", null, Story.AT);
  }

  private static Fact[] concat(Fact[] facts, Fact... more) {
    var all = new ArrayList<>(List.of(facts));
    all.addAll(List.of(more));
    return all.toArray(Fact[]::new);
  }

  private void awaitForgotten(long dead) {
    while (store.deadNodes().contains(dead)) {
      store.forgetDeadNodes(Duration.ZERO);
    }
  }

  private List<String> worklist(String... destinations) {
    return items(store.worklist(new WorklistFilter(List.of(destinations), null, 100)).rows());
  }

  private static List<String> items(List<WorklistRow> rows) {
    return rows.stream().map(row -> row.instance().id() + "_" + row.item()).toList();
  }

  private static String item(Story story, int item) {
    return story.instance + "_" + item;
  }

  private List<Long> found(Map<String, String> data) {
    return listed(filter -> filter.data = data);
  }

  private List<Long> listed(java.util.function.Consumer<Filter> conditions) {
    var filter = new Filter();
    conditions.accept(filter);
    return ids(store.instances(filter.build()));
  }

  private static List<Long> ids(List<InstanceRow> rows) {
    return rows.stream().map(InstanceRow::id).toList();
  }

  private List<Long> waitingIds(
      List<Long> processes, Map<String, String> data, long from, int limit) {
    return store.waiting(new WaitingFilter(processes, data, from, limit)).stream()
        .map(StoredInstance::id)
        .toList();
  }

  private List<Long> errorIds(long before, int limit) {
    return store.inError(List.of(process), before, limit).stream().map(StoredInstance::id).toList();
  }

  private static Long[] id(List<Story> stories, int... places) {
    return java.util.Arrays.stream(places)
        .mapToObj(place -> stories.get(place).instance)
        .toArray(Long[]::new);
  }

  /** A filter with no condition; each test sets its own. */
  private final class Filter {
    List<Long> processes = List.of(process);
    List<Long> participantProcesses = List.of();
    String participant = "";
    List<String> participantSubjects = List.of();
    @Nullable ProcessStatus status;
    @Nullable Boolean hasError;
    @Nullable String folio;
    @Nullable String originator;
    @Nullable Long startedFrom;
    @Nullable Long startedBefore;
    @Nullable Long parent;
    Map<String, String> data = Map.of();
    long beforeId = Long.MAX_VALUE;
    int limit = 100;

    InstanceFilter build() {
      return new InstanceFilter(
          processes,
          participantProcesses,
          participant,
          participantSubjects,
          status == null ? null : status.code(),
          hasError,
          folio,
          originator,
          startedFrom,
          startedBefore,
          parent,
          data,
          beforeId,
          limit);
    }
  }
}
