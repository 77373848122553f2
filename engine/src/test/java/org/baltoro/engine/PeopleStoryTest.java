package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.OutOfOffice;
import org.baltoro.api.Problem;
import org.baltoro.api.WorklistQuery;
import org.baltoro.api.WorklistStatus;
import org.baltoro.engine.mailbox.ItemHistory;
import org.baltoro.kernel.EventInstance.Status.Offered;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ProcessState;
import org.baltoro.store.StoreCheck;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several people at once open, answer, delegate and put aside the same items, and go away and come
 * back meanwhile, by a seed. There are never more opens than slots, each answer counts once, the
 * first wins, and everybody else is told why.
 */
class PeopleStoryTest {
  private static final List<String> USERS = List.of("ann", "bob", "cy", "dan", "eve");
  private static final int INSTANCES = 8;
  private static final int THREADS = 4;
  private static final int TURNS = 120;

  private static final String ONE =
      """
      process: Story/One
      rights: { start: [everyone] }
      activities:
        Decide:
          events:
            - client: Decide
              destinations: [ann, bob, 'group:others']
              actions: ['Yes', 'No', { name: Save, kind: update }]
      """;

  private static final String SEVERAL =
      """
      process: Story/Several
      rights: { start: [everyone] }
      activities:
        Vote:
          destinations: { to: [ann, bob, cy, 'group:others'], slots: 3 }
          succeedingRule:
            Agreed: { atLeast: 2, action: 'Yes' }
          events:
            - client: Vote
              actions: ['Yes', 'No', { name: Save, kind: update }]
      """;

  /** What one may be told, each with a sentence. */
  private static final Set<Problem> TOLD =
      EnumSet.of(
          Problem.ITEM_HELD,
          Problem.ALREADY_FINISHED,
          Problem.ACCESS_DENIED,
          Problem.NOT_FOUND,
          Problem.ITEM_EXPIRED,
          Problem.INVALID_REQUEST, // one who delegates to themselves
          Problem.NOT_ALLOWED_NOW); // or to one who has answered

  @TempDir Path folder;

  /** Who has answered, by item: an answer that is repeated is the same. */
  private final Map<String, Set<String>> answered = new ConcurrentHashMap<>();

  private final Map<Problem, AtomicInteger> told = new ConcurrentHashMap<>();

  static LongStream seeds() {
    var given = Long.getLong("seed");
    return given != null ? LongStream.of(given) : new SplittableRandom(System.nanoTime()).longs(2);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverMoreOpensThanSlotsAndEachAnswerOnce(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    var clock = new ManualClock(Instant.parse("2026-03-02T08:00:00Z"));
    try (var engine = Engine.open(EngineConfig.sqlite(folder.resolve("story.db")).clock(clock))) {
      var administration = engine.connectTrusted("admin").administration();
      for (var user : USERS) {
        var groups = USERS.indexOf(user) > 2 ? Set.of("others") : Set.<String>of();
        administration.createUser(user, "a good password", groups);
      }
      administration.setManager("bob", "eve");
      var serials = start(engine, random);
      var work = new ArrayList<Callable<Integer>>();
      for (int thread = 0; thread < THREADS; thread++) {
        var own = random.split();
        work.add(() -> {
          for (int turn = 0; turn < TURNS; turn++) {
            play(engine, clock, serials, own);
          }
          return TURNS;
        });
      }
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var done : threads.invokeAll(work)) {
          assertThat(done.get()).as("-Dseed=%d", seed).isEqualTo(TURNS);
        }
      }
      for (var serial : serials) {
        assertFair(engine, serial, seed);
      }
      assertThat(told)
          .as("-Dseed=%d", seed)
          .containsKeys(Problem.ITEM_HELD, Problem.ALREADY_FINISHED);
      assertThat(StoreCheck.verify(engine.store(), (process, version) -> Set.of()).faults())
          .as("-Dseed=%d", seed)
          .isEmpty();
    }
  }

  private static List<String> start(Engine engine, SplittableRandom random) {
    var admin = engine.connectTrusted("admin");
    admin.definitions().deploy(ONE, "one.yaml");
    admin.definitions().deploy(SEVERAL, "several.yaml");
    var serials = new ArrayList<String>();
    for (int number = 0; number < INSTANCES; number++) {
      var process = random.nextBoolean() ? "Story/One" : "Story/Several";
      var instance = admin.startProcessInstance(admin.createProcessInstance(process), true);
      serials.add(
          admin
              .openProcessInstance(instance.id())
              .activities()
              .getFirst()
              .events()
              .getFirst()
              .serialNumber());
    }
    return serials;
  }

  private void play(
      Engine engine, ManualClock clock, List<String> serials, SplittableRandom random) {
    var user = USERS.get(random.nextInt(USERS.size()));
    var other = USERS.get(random.nextInt(USERS.size()));
    var serial = serials.get(random.nextInt(serials.size()));
    var connection = engine.connectAs(user);
    try {
      switch (random.nextInt(12)) {
        case 0, 1, 2 ->
            assertThat(connection.openWorklistItem(serial).status()).isEqualTo(WorklistStatus.OPEN);
        case 3 -> {
          connection.openWorklistItem(serial, false).finish(random.nextBoolean() ? "Yes" : "No");
          answered.computeIfAbsent(serial, none -> ConcurrentHashMap.newKeySet()).add(user);
        }
        case 4 -> connection.openWorklistItem(serial, false).finish("Save");
        case 5, 6 -> connection.openWorklistItem(serial, false).release();
        case 7 -> connection.openWorklistItem(serial, false).delegate(other);
        case 8 -> connection.openWorklistItem(serial, false).sleep(Duration.ofMinutes(5));
        case 9 -> connection.openWorklistItem(serial, false).wake();
        case 10 -> away(connection, user, other, random.nextBoolean());
        default -> {
          clock.advance(Duration.ofSeconds(random.nextInt(60)));
          var query = WorklistQuery.all().status().limit(200);
          for (var entry : connection.worklist(query).items()) {
            assertThat(entry.allocatedTo()).hasSizeLessThanOrEqualTo(3);
          }
        }
      }
    } catch (BaltoroException refusal) {
      assertThat(TOLD).as("%s", refusal.getMessage()).contains(refusal.problem());
      if (refusal.problem() == Problem.ITEM_HELD) {
        assertThat(refusal).hasMessageContaining(" since ");
      }
      if (refusal.problem() == Problem.ALREADY_FINISHED) {
        assertThat(refusal).hasMessageContaining(" chose '");
      }
      told.computeIfAbsent(refusal.problem(), none -> new AtomicInteger()).incrementAndGet();
    }
  }

  private static void away(Connection connection, String user, String other, boolean out) {
    if (!user.equals(other)) {
      connection
          .administration()
          .setOutOfOffice(new OutOfOffice(user, out, List.of(other), List.of()));
    }
  }

  /** Replays the item's history. */
  private void assertFair(Engine engine, String serial, long seed) {
    long instance = Long.parseLong(serial.substring(0, serial.indexOf('_')));
    int item = Integer.parseInt(serial.substring(serial.indexOf('_') + 1));
    var state = ProcessState.NEW;
    var by = new HashSet<String>();
    var whose = new HashSet<String>();
    int answers = 0;
    var counts = new TreeMap<String, Integer>();
    for (var fact : ItemHistory.facts(engine.store(), instance)) {
      if (fact instanceof Fact.ClientEventResponded(int of, var response) && of == item) {
        answers++;
        assertThat(by.add(response.by())).as("%s answers once, -Dseed=%d", response, seed).isTrue();
        assertThat(whose.add(response.destination())).as("for whom, -Dseed=%d", seed).isTrue();
      }
      if (fact instanceof Fact.ClientEventFinished finished
          && finished.item() == item
          && answers == 0) {
        answers = 1;
      }
      counts.merge(fact.getClass().getSimpleName(), 1, Integer::sum);
      state = state.apply(fact);
      var event = state.events().get(item);
      if (event != null && event.status() instanceof Offered offered) {
        assertThat(offered.allocations().size() + offered.responses().size())
            .as("%s, -Dseed=%d", offered, seed)
            .isLessThanOrEqualTo(offered.slots());
      }
    }
    assertThat(answered.getOrDefault(serial, Set.of()))
        .as("answers of %s, %s, -Dseed=%d", serial, counts, seed)
        .hasSize(answers);
  }
}
