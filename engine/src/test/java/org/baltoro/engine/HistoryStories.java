package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.FieldChange;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.RetentionRun;
import org.baltoro.api.StatisticsQuery;
import org.baltoro.api.StatisticsQuery.Period;
import org.baltoro.store.History;
import org.baltoro.store.Store;
import org.baltoro.store.StoreCheck;
import org.baltoro.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Audit, statistics and retention, on a real database and a clock that is moved by hand. */
abstract class HistoryStories {
  private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
  private static final String LEAVE =
      """
      process: HR/Leave
      timeZone: Europe/Berlin
      retention: 90d
      data:
        Days: { type: integer, default: 1, audit: true }
        Note: { type: string, audit: true, searchable: true }
        Secret: { type: string, hidden: true }
        Plain: string
      activities:
        Ask:
          data:
            Remark: { type: string, audit: true }
          events:
            - client: Approve it
              destinations: [bob]
              actions: [Approve, Decline]
          lines:
            - to: Book
              when: 'Outcome = "Approve"'
            - to: Tell
              otherwise: true
        Book:
          events:
            - server: Book it
              handler: book
        Tell: {}
      """;

  @TempDir Path folder;
  final ManualClock clock = new ManualClock(MONDAY);

  @SuppressWarnings("NullAway.Init")
  Engine engine;

  @SuppressWarnings("NullAway.Init")
  Connection ann;

  /** On the same database each time. */
  abstract EngineConfig config();

  EngineConfig settled(EngineConfig config) {
    return config
        .clock(clock)
        .archiveFolder(folder.resolve("archive"))
        .handler("book", k2 -> k2.processInstance().dataFields().set("Note", "booked"));
  }

  @BeforeEach
  void open() {
    open(config -> config);
    ann.definitions().deploy(LEAVE, "leave.yaml");
  }

  void open(UnaryOperator<EngineConfig> more) {
    engine = Engine.open(more.apply(settled(config())));
    ann = engine.connectTrusted("ann");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private long start(int days) {
    var prepared = ann.createProcessInstance("HR/Leave");
    prepared.dataFields().set("Days", days);
    return ann.startProcessInstance(prepared, true).id();
  }

  private void act(long id, String action) {
    act(engine, id, action);
  }

  static void act(Engine engine, long id, String action) {
    var bob = engine.connectTrusted("bob");
    var serial =
        bob.openProcessInstance(id).activities().getFirst().events().getFirst().serialNumber();
    bob.openWorklistItem(serial).finish(action, true);
  }

  private long leave(String action) {
    long id = start(3);
    act(id, action);
    return id;
  }

  // ---- the journal and the audit

  @Test
  void everyEntryOfTheJournalSaysWhoWhenAndWhy() {
    long id = leave("Approve");
    long managed = start(1);
    var mia = engine.connectTrusted("mia").management();
    mia.carryOut(managed, new ManagementOperation.Change(Map.of("Days", 2), null, null, false));
    mia.stop(managed);
    mia.start(managed);
    mia.gotoActivity(managed, "Tell");
    long deleted = start(1);
    mia.delete(deleted);
    for (long instance : List.of(id, managed, deleted)) {
      assertThat(ann.journal(instance, 0, 1000))
          .allSatisfy(entry -> {
            assertThat(entry.by()).as(entry.text()).isNotBlank();
            assertThat(entry.at()).isEqualTo(MONDAY);
            assertThat(entry.why()).as(entry.text()).isNotBlank();
          });
    }
    var entered =
        ann.journal(id, 0, 1000).stream()
            .filter(entry -> entry.kind().equals("ActivityEntered"))
            .skip(1)
            .findFirst()
            .orElseThrow();
    assertThat(entered.by()).isEqualTo("bob");
    assertThat(entered.why()).isEqualTo("bob chose 'Approve' of event 'Approve it'");
    assertThat(ann.journal(managed, 0, 1000).getLast().why())
        .isEqualTo("mia sent the instance to 'Tell'");
  }

  @Test
  void theHistoryOfAnAuditedFieldHasTheOldValueAndTheNewOneAndWhoAndWhatDidIt() {
    long id = start(3);
    var instance = ann.openProcessInstance(id);
    instance.dataFields().set("Days", 4).set("Plain", "not audited").set("Note", "=1+1");
    instance.update();
    clock.advance(Duration.ofHours(1));
    act(id, "Approve");

    assertThat(ann.history().fieldAudit(id, null))
        .extracting(
            FieldChange::field,
            FieldChange::oldValue,
            FieldChange::newValue,
            FieldChange::by,
            FieldChange::cause)
        .containsExactly(
            tuple("Days", null, "3", "ann", "ann started the instance"),
            tuple("Days", "3", "4", "ann", "ann changed data fields"),
            tuple("Note", null, "=1+1", "ann", "ann changed data fields"),
            tuple(
                "Note",
                "=1+1",
                "booked",
                ann.history().fieldAudit(id, "Note").getLast().by(),
                "The code of event 'Book it' has returned"));
    assertThat(ann.history().fieldAudit(id, "Note"))
        .extracting(FieldChange::at)
        .containsExactly(MONDAY, MONDAY.plus(Duration.ofHours(1)));
    assertThatThrownBy(() -> ann.history().fieldAudit(id, "Plain"))
        .hasMessageContaining("has no audited data field 'Plain': it has Days, Note, Remark")
        .extracting(refused -> ((BaltoroException) refused).problem())
        .isEqualTo(Problem.INVALID_REQUEST);
  }

  @Test
  void hiddenFieldsAreThereForProgramsAndNamedAsHidden() {
    var fields = ann.openProcessInstance(start(1)).dataFields();
    assertThat(fields.hidden()).containsExactly("Secret");
    assertThat(fields.get("Secret")).isNull();
  }

  @Test
  void theOverviewHasEveryActivityAndEventWithItsSpan() {
    long id = start(3);
    clock.advance(Duration.ofHours(2));
    assertThat(ann.history().overview(id).activities().getFirst().status()).isEqualTo("Active");
    act(id, "Approve");
    var overview = ann.history().overview(id);
    assertThat(overview.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(overview.duration()).isEqualTo(Duration.ofHours(2));
    assertThat(overview.activities())
        .extracting(activity -> activity.name() + " " + activity.status())
        .containsExactly("Ask Completed", "Book Completed");
    var ask = overview.activities().getFirst().events().getFirst();
    assertThat(ask.name()).isEqualTo("Approve it");
    assertThat(ask.kind()).isEqualTo("client");
    assertThat(ask.by()).isEqualTo("bob");
    assertThat(ask.action()).isEqualTo("Approve");
    assertThat(ask.duration()).isEqualTo(Duration.ofHours(2));
    assertThat(overview.activities().getLast().events().getFirst().attempts()).isEqualTo(1);
  }

  // ---- statistics

  @Test
  void statisticsCountWhatBeganAndEndedAndHowLongItTook() {
    for (int hours = 1; hours <= 9; hours++) {
      long id = start(1);
      clock.advance(Duration.ofHours(hours));
      act(id, hours % 3 == 0 ? "Decline" : "Approve");
    }
    long deleted = start(1);
    ann.management().delete(deleted);
    long live = start(1);
    assertThat(ann.history().rollUp()).isEqualTo(clock.instant());

    var all = ann.history().processStatistics(StatisticsQuery.ALL.withLive());
    assertThat(all.asOf()).isEqualTo(clock.instant());
    assertThat(all.uncounted()).isZero();
    var leave = all.rows().getFirst();
    assertThat(leave.started()).isEqualTo(11);
    assertThat(leave.completed()).isEqualTo(9);
    assertThat(leave.deleted()).isEqualTo(1);
    assertThat(leave.live()).isEqualTo(1);
    assertThat(leave.inError()).isZero();
    assertThat(Objects.requireNonNull(leave.durations()).average()).isEqualTo(Duration.ofHours(5));
    assertThat(Objects.requireNonNull(leave.durations()).min()).isEqualTo(Duration.ofHours(1));
    assertThat(Objects.requireNonNull(leave.durations()).max()).isEqualTo(Duration.ofHours(9));
    assertWithinAnEighth(Objects.requireNonNull(leave.durations()).median(), Duration.ofHours(5));
    assertWithinAnEighth(Objects.requireNonNull(leave.durations()).p90(), Duration.ofHours(9));

    var users = ann.history().userStatistics(StatisticsQuery.ALL.process("HR/Leave")).rows();
    assertThat(users)
        .extracting(row -> row.user() + " " + row.action() + " " + row.count())
        .containsExactly("bob Approve 6", "bob Decline 3");
    assertThat(users.getLast().durations().average()).isEqualTo(Duration.ofHours(6));

    var activities = ann.history().activityStatistics(StatisticsQuery.ALL.withVersions()).rows();
    assertThat(activities)
        .extracting(row -> row.activity() + " " + row.count() + " " + row.version())
        .containsExactly("Ask 10 1", "Book 6 1", "Tell 3 1");
    assertThat(ann.openProcessInstance(live).status()).isEqualTo(ProcessInstanceStatus.ACTIVE);
  }

  @Test
  void eachAnswerOfSeveralIsAnActionOfItsUser() {
    ann.definitions()
        .deploy(
            """
            process: HR/Vote
            activities:
              Vote:
                destinations: { to: [bob, eve], slots: 2 }
                events:
                  - client: Vote on it
                    actions: [Yes, No]
            """,
            "vote.yaml");
    long id = ann.startProcessInstance(ann.createProcessInstance("HR/Vote"), true).id();
    for (var user : List.of("bob", "eve")) {
      clock.advance(Duration.ofHours(1));
      var connection = engine.connectTrusted(user);
      var serial =
          ann.openProcessInstance(id).activities().getFirst().events().getFirst().serialNumber();
      connection.openWorklistItem(serial).finish(user.equals("bob") ? "Yes" : "No", true);
    }
    assertThat(ann.openProcessInstance(id).status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    ann.history().rollUp();
    assertThat(ann.history().userStatistics(StatisticsQuery.ALL.process("HR/Vote")).rows())
        .extracting(row -> row.user() + " " + row.action() + " " + row.durations().max())
        .containsExactly("bob Yes PT1H", "eve No PT2H");
    assertThat(ann.history().activityStatistics(StatisticsQuery.ALL.process("HR/Vote")).rows())
        .extracting(row -> row.activity() + " " + row.count())
        .containsExactly("Vote 1");
  }

  @Test
  void aDayIsADayInTheProcesssOwnTimeZone() {
    clock.advance(Duration.ofHours(15).plusMinutes(30)); // 23:30 UTC is 00:30 on Tuesday in Berlin
    leave("Approve");
    clock.advance(Duration.ofDays(7));
    leave("Decline");
    ann.history().rollUp();
    var daily = ann.history().processStatistics(StatisticsQuery.ALL.per(Period.DAY)).rows();
    assertThat(daily)
        .extracting(row -> row.period() + " " + row.completed())
        .containsExactly("2026-03-03 1", "2026-03-10 1");
    assertThat(ann.history().processStatistics(StatisticsQuery.ALL.per(Period.WEEK)).rows())
        .extracting(row -> String.valueOf(row.period()))
        .containsExactly("2026-03-02", "2026-03-09");
    assertThat(ann.history().processStatistics(StatisticsQuery.ALL.per(Period.MONTH)).rows())
        .extracting(row -> row.period() + " " + row.completed())
        .containsExactly("2026-03-01 2");
    var first = LocalDate.parse("2026-03-03");
    assertThat(ann.history().processStatistics(StatisticsQuery.ALL.between(first, first)).rows())
        .extracting(row -> row.completed())
        .containsExactly(1L);
  }

  @Test
  void onlyThoseWhoMayViewAProcessSeeItsStatistics() {
    leave("Approve");
    ann.history().rollUp();
    ann.administration().createUser("nora", "a good password", Set.of());
    var nora = engine.connectAs("nora").history();
    assertThat(nora.processStatistics(StatisticsQuery.ALL).rows()).isEmpty();
    for (Runnable asked :
        List.<Runnable>of(
            () -> nora.processStatistics(StatisticsQuery.ALL.process("HR/Leave")),
            nora::rollUp,
            nora::retention,
            () -> nora.runRetention(1))) {
      assertThatThrownBy(asked::run)
          .extracting(refused -> ((BaltoroException) refused).problem())
          .isEqualTo(Problem.ACCESS_DENIED);
    }
  }

  // ---- retention

  @Test
  void whatIsPastItsTimeIsArchivedAndDeletedAndIsGone() throws IOException {
    long old = leave("Approve");
    var keyed = ann.createProcessInstance("HR/Leave").idempotencyKey("order 7");
    long oldKeyed = ann.startProcessInstance(keyed, true).id();
    act(oldKeyed, "Decline");
    clock.advance(Duration.ofDays(60));
    long young = leave("Approve");
    long live = start(2);
    clock.advance(Duration.ofDays(31));

    var before = ann.history().retention().processes().getFirst();
    assertThat(before.after()).isEqualTo(Duration.ofDays(90));
    assertThat(before.saidBy()).isEqualTo("definition");
    var run = ann.history().runRetention(100);
    assertThat(run).isEqualTo(new RetentionRun(2, 0, false));

    assertGone(old);
    assertGone(oldKeyed);
    assertThatThrownBy(() -> ann.openServerItem(old + "_2")).satisfies(this::isGone);
    assertThatThrownBy(() -> ann.management().stop(old)).satisfies(this::isGone);
    assertThatThrownBy(() -> ann.openProcessInstance(live + 100_000))
        .extracting(refused -> ((BaltoroException) refused).problem())
        .isEqualTo(Problem.NOT_FOUND);
    assertThatThrownBy(() ->
            ann.startProcessInstance(
                ann.createProcessInstance("HR/Leave").idempotencyKey("order 7")))
        .satisfies(this::isGone);
    assertThat(ann.openProcessInstance(young).status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(ann.openProcessInstance(live).status()).isEqualTo(ProcessInstanceStatus.ACTIVE);
    assertThat(ann.history().processStatistics(StatisticsQuery.ALL).rows().getFirst().completed())
        .as("what was counted stays")
        .isEqualTo(3);
    assertThat(ann.history().retention().deleted())
        .extracting(done -> done.day() + " " + done.instances() + " " + done.archived())
        .containsExactly("2026-06-01 2 false");
    assertAgrees();
  }

  private void assertGone(long id) {
    assertThatThrownBy(() -> ann.openProcessInstance(id)).satisfies(this::isGone);
    assertThatThrownBy(() -> ann.journal(id, 0, 10)).satisfies(this::isGone);
    assertThatThrownBy(() -> ann.history().fieldAudit(id, null)).satisfies(this::isGone);
  }

  private void isGone(Throwable refused) {
    assertThat(((BaltoroException) refused).problem()).isEqualTo(Problem.GONE);
  }

  private void assertAgrees() {
    var report =
        StoreCheck.verify(
            engine.store(), (process, version) -> version == 0 ? Set.of() : Set.of("Note"));
    assertThat(report.faults()).isEmpty();
  }

  private List<JsonNode> archived() throws IOException {
    var lines = new ArrayList<JsonNode>();
    try (var files = Files.list(folder.resolve("archive"))) {
      for (var file : files.sorted().toList()) {
        try (var reader =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
          reader.lines().map(line -> JsonMapper.shared().readTree(line)).forEach(lines::add);
        }
      }
    }
    return lines;
  }

  @Test
  void anArchiveHasTheWholeInstanceInALineOfTheDayOnWhichItEnded() throws IOException {
    engine.close();
    open(config -> config.retention(Duration.ofDays(30), true));
    ann.definitions().deploy(LEAVE.replace("retention: 90d\n", ""), "leave.yaml");
    long first = leave("Approve");
    clock.advance(Duration.ofDays(1));
    var prepared = ann.createProcessInstance("HR/Leave");
    prepared.dataFields().set("Note", "x".repeat(20_000)).set("Secret", "s");
    long second = ann.startProcessInstance(prepared, true).id();
    act(second, "Decline");
    clock.advance(Duration.ofDays(40));
    assertThat(ann.history().runRetention(1)).isEqualTo(new RetentionRun(1, 1, true));
    assertThat(ann.history().runRetention(10)).isEqualTo(new RetentionRun(1, 1, false));

    var lines = archived();
    assertThat(lines).extracting(line -> line.get("id").asLong()).containsExactly(first, second);
    assertThat(lines.getFirst().get("status").asString()).isEqualTo("Completed");
    assertThat(lines.getLast().at("/dataFields/Note").asString()).hasSize(20_000);
    assertThat(lines.getLast().at("/dataFields/Secret").asString()).isEqualTo("s");
    assertThat(lines.getFirst().at("/journal/0/kind").asString()).isEqualTo("ProcessStarted");
    assertThat(
            lines.getFirst().get("journal").valueStream().toList().getLast().get("kind").asString())
        .isEqualTo("ProcessCompleted");
    assertThat(ann.history().retention().deleted().getFirst().archived()).isTrue();
    assertAgrees();
  }

  @Test
  void whatIsToBeArchivedStaysWhereThereIsNoArchive() {
    ann.definitions()
        .deploy(LEAVE.replace("retention: 90d", "retention: { after: 1d, archive: true }"), "l");
    long id = leave("Approve");
    engine.close();
    engine = Engine.open(config().clock(clock));
    ann = engine.connectTrusted("ann");
    clock.advance(Duration.ofDays(2));
    assertThat(ann.history().runRetention(10).deleted()).isZero();
    var report = ann.history().retention().processes().getFirst();
    assertThat(report.due()).isEqualTo(1);
    assertThat(report.obstacle()).contains("no archive folder");
    assertThat(ann.openProcessInstance(id).status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
  }

  @Test
  void anInstanceWithALongJournalGoesPieceByPieceAlsoAfterACrash() {
    long id = start(1);
    var instance = ann.openProcessInstance(id);
    for (int change = 0; change < 2_100; change++) {
      instance.dataFields().set("Days", change);
      instance.update();
    }
    act(id, "Decline");
    ann.history().rollUp();
    clock.advance(Duration.ofDays(100));
    engine.close();
    open(config ->
        config.storeWrapper(store ->
            Faulty.around(store, "purgeRest", new AtomicInteger(1), new SplittableRandom(0))));
    assertThatThrownBy(() -> ann.history().runRetention(10))
        .extracting(refused -> ((BaltoroException) refused).problem())
        .isEqualTo(Problem.STORE_UNAVAILABLE);
    assertGone(id);
    assertThat(engine.store().journal(id, 0, 10)).as("the rest is still to go").isNotEmpty();
    ann.history().runRetention(10);
    assertThat(engine.store().journal(id, 0, 10)).isEmpty();
    assertThat(ann.history().retention().deleted().getFirst().instances()).isEqualTo(1);
    assertAgrees();
  }

  // ---- what can't be read

  @Test
  void anInstanceThatCantBeReadKeepsNoOtherFromBeingCountedAndDeleted() throws IOException {
    var broken = new AtomicLong();
    engine.close();
    open(config ->
        config
            .retention(Duration.ofDays(90), true)
            .storeWrapper(store -> Unreadable.around(store, broken)));
    long uncounted = start(1);
    broken.set(uncounted);
    act(uncounted, "Approve");
    long counted = leave("Approve");
    long deleted = leave("Decline");
    ann.history().rollUp();
    var statistics = ann.history().processStatistics(StatisticsQuery.ALL);
    assertThat(statistics.rows().getFirst().completed()).isEqualTo(2);
    assertThat(statistics.uncounted()).isEqualTo(1);

    broken.set(counted);
    clock.advance(Duration.ofDays(91));
    assertThat(ann.history().runRetention(100)).isEqualTo(new RetentionRun(1, 1, false));
    assertGone(deleted);
    assertThat(ann.openProcessInstance(counted).status())
        .isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(archived()).extracting(line -> line.get("id").asLong()).containsExactly(deleted);
  }

  /** A real store that has one journal in which the disk has lost something. */
  private static final class Unreadable {
    static Store around(Store store, AtomicLong broken) {
      var history = proxy(History.class, store.history(), null, broken);
      return proxy(Store.class, store, history, broken);
    }

    private static <T> T proxy(
        Class<T> type, T real, @Nullable History history, AtomicLong broken) {
      return type.cast(
          java.lang.reflect.Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> {
                if (method.getName().startsWith("journal")
                    && (arguments[0].equals(broken.get())
                        || (arguments[0] instanceof Collection<?> ids
                            && ids.contains(broken.get())))) {
                  throw new StoreException(StoreException.Kind.UNUSABLE, "can't be read", null);
                }
                return history != null && method.getName().equals("history")
                    ? history
                    : Faulty.invoke(real, method, arguments);
              }));
    }
  }

  // ---- crashes

  /** Whatever breaks and whenever: each instance is counted once, archived, and deleted. */
  @Test
  void whateverBreaksEveryInstanceIsCountedOnceAndArchivedBeforeItGoes() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    ann.definitions()
        .deploy(LEAVE.replace("retention: 90d", "retention: { after: 1d, archive: true }"), "l");
    var ids = new ArrayList<Long>();
    for (int number = 0; number < 30; number++) {
      ids.add(leave(number % 2 == 0 ? "Approve" : "Decline"));
      clock.advance(Duration.ofMinutes(90));
    }
    clock.advance(Duration.ofDays(2));
    for (int crash = 0; crash < 12; crash++) {
      engine.close();
      open(config ->
          config.storeWrapper(
              store -> Faulty.around(store, "rollUp purge", new AtomicInteger(2), random)));
      try {
        ann.history().runRetention(random.nextInt(1, 8));
      } catch (BaltoroException broken) {
        assertThat(broken.problem()).as("seed %d", seed).isEqualTo(Problem.STORE_UNAVAILABLE);
      }
    }
    engine.close();
    open(config -> config);
    while (ann.history().runRetention(10).more()) {
      // a step each
    }
    var statistics = ann.history().processStatistics(StatisticsQuery.ALL).rows().getFirst();
    assertThat(statistics.completed()).as("seed %d", seed).isEqualTo(30);
    assertThat(statistics.started()).isEqualTo(30);
    assertThat(ann.history().retention().deleted().getFirst().instances()).isEqualTo(30);
    var lines = new TreeMap<Long, String>();
    for (var line : archived()) {
      var before = lines.put(line.get("id").asLong(), line.toString());
      assertThat(before == null || before.equals(line.toString())).as("seed %d", seed).isTrue();
    }
    assertThat(lines.keySet()).as("seed %d", seed).containsExactlyElementsOf(ids);
    assertAgrees();
  }

  /** A real store whose history breaks: before or after what was written. */
  private static final class Faulty {
    static Store around(
        Store store, String methods, AtomicInteger faults, SplittableRandom random) {
      var history = proxy(History.class, store.history(), methods, faults, random);
      return (Store)
          java.lang.reflect.Proxy.newProxyInstance(
              Store.class.getClassLoader(),
              new Class<?>[] {Store.class},
              (proxy, method, arguments) ->
                  method.getName().equals("history") ? history : invoke(store, method, arguments));
    }

    private static <T> T proxy(
        Class<T> type, T real, String methods, AtomicInteger faults, SplittableRandom random) {
      return type.cast(
          java.lang.reflect.Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> {
                boolean breaks =
                    List.of(methods.split(" ")).contains(method.getName())
                        && faults.getAndDecrement() > 0;
                boolean after = breaks && draw(random);
                if (breaks && !after) {
                  throw new StoreException(StoreException.Kind.CONNECTION, "before", null);
                }
                var result = invoke(real, method, arguments);
                if (after) {
                  throw new StoreException(StoreException.Kind.CONNECTION, "after", null);
                }
                return result;
              }));
    }

    private static synchronized boolean draw(SplittableRandom random) {
      return random.nextBoolean();
    }

    private static Object invoke(Object on, java.lang.reflect.Method method, Object[] arguments)
        throws Throwable {
      try {
        return method.invoke(on, arguments);
      } catch (java.lang.reflect.InvocationTargetException failed) {
        throw failed.getCause();
      }
    }
  }

  static void assertWithinAnEighth(Duration found, Duration exact) {
    assertThat(Math.abs(found.toMillis() - exact.toMillis()))
        .as("%s for %s", found, exact)
        .isLessThanOrEqualTo(exact.toMillis() / 8);
  }
}
