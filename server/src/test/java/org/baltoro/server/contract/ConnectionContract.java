package org.baltoro.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.server.contract.World.FAILING;
import static org.baltoro.server.contract.World.ORDER;
import static org.baltoro.server.contract.World.PASSWORD;
import static org.baltoro.server.contract.World.SLOW;
import static org.baltoro.server.contract.World.TYPES;
import static org.baltoro.server.contract.World.order;
import static org.baltoro.server.contract.World.serialNumber;
import static org.baltoro.server.contract.World.until;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.baltoro.api.Administration.Grant;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.Administration.User;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.DataFields;
import org.baltoro.api.FinishReceipt.Outcome;
import org.baltoro.api.InstanceError;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.ProcessInstanceSummary;
import org.baltoro.api.WaitingServerItem;
import org.baltoro.api.WaitingServerItemQuery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link Connection} does, whichever way it reaches the engine. Refusals are held
 * against those of a connection in this process: same problem, same message, same details.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConnectionContract {
  private static final AtomicInteger NAMES = new AtomicInteger();

  @TempDir static Path folder;
  protected World world;
  private final Map<String, Connection> connections = new HashMap<>();

  /** Logs in with a password. */
  abstract Connection login(String user, String password);

  /** Connects with a token. */
  abstract Connection withToken(String token);

  /** Called once, when the world is there. */
  void begin() {}

  /** Called once, before the world ends. */
  void end() {}

  @BeforeAll
  void beginWorld() {
    world = new World(folder);
    begin();
  }

  @AfterAll
  void endWorld() {
    connections.values().forEach(Connection::close);
    end();
    world.close();
  }

  /** A connection as this user, with a token that an administrator made; one for all stories. */
  Connection as(String user) {
    return connections.computeIfAbsent(user, this::connect);
  }

  private Connection connect(String user) {
    return withToken(
        world
            .engine
            .connectTrusted("admin")
            .administration()
            .createToken(user, "contract", Duration.ofDays(3_000)));
  }

  private static String unique(String name) {
    return name + " " + NAMES.incrementAndGet();
  }

  private static BaltoroException refusal(Runnable call) {
    return Assertions.catchThrowableOfType(BaltoroException.class, call::run);
  }

  /** The call is refused, and exactly as it is in this process. */
  private BaltoroException refusedAlike(String user, Problem problem, Consumer<Connection> call) {
    var here = refusal(() -> call.accept(world.engine.connectAs(user)));
    var there = refusal(() -> call.accept(as(user)));
    assertThat(there).as("a refusal").isNotNull();
    assertThat(there.problem()).as(there.getMessage()).isEqualTo(problem);
    assertThat(there).hasMessage(here.getMessage());
    assertThat(there.details().toString()).isEqualTo(here.details().toString());
    return there;
  }

  // ---- logging in

  @Test
  void aUserLogsInWithTheirPassword() {
    try (var connection = login("ann", PASSWORD)) {
      assertThat(connection.user()).isEqualTo("ann");
      assertThat(connection.processInstances(ProcessInstanceQuery.all()).items()).isNotNull();
    }
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreRefusedAlike() {
    var wrong = refusal(() -> login("ann", "a wrong password"));
    var unknown = refusal(() -> login("nobody", "a wrong password"));
    assertThat(wrong.problem()).isEqualTo(Problem.NOT_AUTHENTICATED);
    assertThat(unknown.problem()).isEqualTo(Problem.NOT_AUTHENTICATED);
    assertThat(unknown).hasMessage(wrong.getMessage());
  }

  @Test
  void anUnknownTokenIsRefused() {
    assertThat(
            refusal(
                () -> withToken("no token at all").processInstances(ProcessInstanceQuery.all())))
        .extracting(BaltoroException::problem)
        .isEqualTo(Problem.NOT_AUTHENTICATED);
  }

  @Test
  void aTokenEndsWhenItExpires() {
    var token =
        world
            .engine
            .connectTrusted("admin")
            .administration()
            .createToken("ann", "short", Duration.ofMinutes(5));
    assertThat(withToken(token).user()).isEqualTo("ann");
    world.clock.advance(Duration.ofMinutes(5));
    var refused = refusal(() -> withToken(token).processInstances(ProcessInstanceQuery.all()));
    assertThat(refused.problem()).isEqualTo(Problem.NOT_AUTHENTICATED);
    assertThat(refused).hasMessageContaining("expired");
  }

  @Test
  void aRevokedTokenEndsAtOnce() {
    var ann = as("ann");
    var token = ann.administration().createToken("ann", "script", Duration.ofHours(1));
    var other = withToken(token);
    assertThat(other.user()).isEqualTo("ann");
    ann.administration().revokeToken(token);
    assertThat(
            refusal(() -> withToken(token).processInstances(ProcessInstanceQuery.all())).problem())
        .isEqualTo(Problem.NOT_AUTHENTICATED);
  }

  // ---- starting

  @Test
  void aStartIsDurableAndNamesItsOriginator() {
    var ann = as("ann");
    var prepared = ann.createProcessInstance(ORDER);
    prepared.dataFields().set("Number", "S-1");
    var started = ann.startProcessInstance(prepared);
    assertThat(started.id()).isPositive();
    assertThat(started.process()).isEqualTo(ORDER);
    assertThat(started.version()).isEqualTo(1);
    assertThat(started.originator()).isEqualTo("ann");
    assertThat(started.folio()).isEqualTo("Order S-1");
    assertThat(started.priority()).isEqualTo(1);
    assertThat(started.startDate()).isEqualTo(world.clock.instant());
    assertThat(started.finishDate()).isNull();
    assertThat(ann.openProcessInstance(started.id()).folio()).isEqualTo("Order S-1");
  }

  @Test
  void aSyncStartReturnsAtTheNextWaitState() {
    var ann = as("ann");
    var prepared = ann.createProcessInstance(ORDER).priority(2).folio("Mine");
    prepared.dataFields().set("Number", "S-2");
    var started = ann.startProcessInstance(prepared, true);
    assertThat(started.status()).isEqualTo(ProcessInstanceStatus.ACTIVE);
    assertThat(started.folio()).isEqualTo("Mine");
    assertThat(started.priority()).isEqualTo(2);
    assertThat(started.dataFields().getInteger("Steps")).isEqualTo(1);
    assertThat(started.activities()).hasSize(1);
    var activity = started.activities().getFirst();
    assertThat(activity.name()).isEqualTo("Ask");
    var event = activity.events().getFirst();
    assertThat(event.name()).isEqualTo("Ask the supplier");
    assertThat(event.status()).isEqualTo("Waiting");
    assertThat(event.attempt()).isEqualTo(1);
    assertThat(event.dueDate()).isNull();
    assertThat(started.errors()).isEmpty();
    assertThat(started.hasError()).isFalse();
    assertThat(started.stopRequested()).isFalse();
  }

  @Test
  void aSyncStartGivesUpAtItsTimeOutWithTheInstanceAsItIs() {
    var ann = as("ann").withSyncTimeout(Duration.ofMillis(200));
    var started = ann.startProcessInstance(ann.createProcessInstance(SLOW), true);
    assertThat(started.status()).isEqualTo(ProcessInstanceStatus.RUNNING);
    world.release(started.id());
    until(() -> status(ann, started.id()) == ProcessInstanceStatus.ACTIVE);
  }

  @Test
  void aSyncTimeOutOutOfBoundsIsRefused() {
    for (var timeout : List.of(Duration.ZERO, Duration.ofMinutes(11))) {
      assertThat(refusal(() -> as("ann").withSyncTimeout(timeout)).problem())
          .isEqualTo(Problem.INVALID_REQUEST);
    }
  }

  @Test
  void valuesOfAllTypesComeBackExactly() {
    var values = allTypes();
    var ann = as("ann");
    var prepared = ann.createProcessInstance(TYPES);
    assertThat(prepared.dataFields().getInteger("WithDefault")).isEqualTo(7);
    values.forEach(prepared.dataFields()::set);
    var started = ann.startProcessInstance(prepared, true);
    values.forEach((name, value) ->
        assertThat(started.dataFields().get(name)).as("started: " + name).isEqualTo(value));
    var opened = ann.openProcessInstance(started.id()).dataFields();
    values.forEach(
        (name, value) -> assertThat(opened.get(name)).as("opened: " + name).isEqualTo(value));
    assertThat(opened.getDecimal("ADecimal")).hasScaleOf(4);
    assertThat(opened.types())
        .containsEntry("ALong", "long")
        .containsEntry("ABinary", "binary")
        .hasSize(11);
    assertThat(opened.names().iterator().next()).isEqualTo("ABoolean");
  }

  private static Map<String, Object> allTypes() {
    return Map.of(
        "ABoolean",
        true,
        "AnInteger",
        Integer.MIN_VALUE,
        "ALong",
        Long.MAX_VALUE,
        "ADecimal",
        new BigDecimal("12345678901234567890.1200"),
        "ADouble",
        0.1 + 0.2,
        "AString",
        "naïve \"quoted\" \\ \u0001 \ud83d\ude00\n",
        "ADate",
        LocalDate.of(2024, 2, 29),
        "ADateTime",
        Instant.parse("2026-03-02T08:00:00.123Z"),
        "ABinary",
        new byte[] {0, -1, 127, 10},
        "AJson",
        Map.of("list", List.of(1, 9007199254740993L, new BigDecimal("0.10"), "x", true)));
  }

  @Test
  void valuesThatAreKeptBesideTheStateComeBackExactly() {
    var large = largeValues('s');
    var ann = as("ann");
    var prepared = ann.createProcessInstance(TYPES);
    large.forEach(prepared.dataFields()::set);
    var started = ann.startProcessInstance(prepared, true);
    assertHas(started.dataFields(), large);
    assertHas(ann.openProcessInstance(started.id()).dataFields(), large);

    var item = as("finn").openServerItem(serialNumber(ann, started.id()));
    assertHas(item.processInstance().dataFields(), large);
    var larger = largeValues('u');
    larger.forEach(item.processInstance().dataFields()::set);
    item.processInstance().update();
    assertHas(ann.openProcessInstance(started.id()).dataFields(), larger);

    var largest = largeValues('f');
    largest.forEach(item.processInstance().dataFields()::set);
    assertThat(item.finish(true).outcome()).isEqualTo(Outcome.APPLIED);
    var ended = ann.openProcessInstance(started.id());
    assertThat(ended.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertHas(ended.dataFields(), largest);
    assertHas(
        world.engine.connectAs("ann").openProcessInstance(started.id()).dataFields(), largest);
  }

  @Test
  void aLargeValueOfAKeptFinishIsAppliedExactly() {
    var ann = as("ann");
    var started = ann.startProcessInstance(ann.createProcessInstance(SLOW));
    until(() -> !ann.openProcessInstance(started.id()).activities().isEmpty());
    var item = as("finn").openServerItem(serialNumber(ann, started.id()));
    var answer = "answer \ud83d\ude00 ".repeat(5_000);
    item.processInstance().dataFields().set("Answer", answer);
    assertThat(item.finish().outcome()).isEqualTo(Outcome.KEPT);
    assertThat(ann.openProcessInstance(started.id()).dataFields().getString("Answer")).isNull();

    world.release(started.id());
    until(() -> status(ann, started.id()) == ProcessInstanceStatus.COMPLETED);
    assertThat(ann.openProcessInstance(started.id()).dataFields().getString("Answer"))
        .isEqualTo(answer);
  }

  /** Each longer than the 16,384 characters that a state holds itself. */
  private static Map<String, Object> largeValues(char mark) {
    var bytes = new byte[40_000];
    new SplittableRandom(mark).nextBytes(bytes);
    return Map.of(
        "AString",
        (mark + "\ud83d\ude00 \"quoted\" \\ naïve\n").repeat(2_000),
        "ABinary",
        bytes,
        "AJson",
        Map.of("mark", String.valueOf(mark), "list", Collections.nCopies(5_000, 12_345)));
  }

  private static void assertHas(DataFields fields, Map<String, Object> values) {
    values.forEach((name, value) -> assertThat(fields.get(name)).as(name).isEqualTo(value));
  }

  @Test
  void longsBesideTheLimitOfExactReadersStayExact() {
    var ann = as("ann");
    for (long number :
        new long[] {Long.MIN_VALUE, (1L << 53) + 1, (1L << 53), -(1L << 53) - 1, 0}) {
      var prepared = ann.createProcessInstance(TYPES);
      prepared.dataFields().set("ALong", number);
      var started = ann.startProcessInstance(prepared);
      assertThat(ann.openProcessInstance(started.id()).dataFields().getLong("ALong"))
          .isEqualTo(number);
    }
  }

  @Test
  void emptyFieldsAreNullAndNullEmptiesAField() {
    var ann = as("ann");
    var prepared = ann.createProcessInstance(TYPES);
    prepared.dataFields().set("WithDefault", null);
    var started = ann.startProcessInstance(prepared, true);
    assertThat(started.dataFields().get("WithDefault")).isNull();
    assertThat(started.dataFields().all()).containsKey("AString").hasSize(11);
    assertThat(started.dataFields().getString("AString")).isNull();
  }

  @Test
  void valuesAreWidenedWhenNothingIsLost() {
    var ann = as("ann");
    var prepared = ann.createProcessInstance(TYPES);
    prepared.dataFields().set("ADecimal", 12).set("ALong", 5).set("ADouble", 3);
    prepared.dataFields().set("ADate", "2026-12-24").set("ADateTime", "2026-12-24T18:00:00+01:00");
    prepared.dataFields().set("ABinary", "AAEC");
    assertThat(prepared.dataFields().getDecimal("ADecimal")).isEqualByComparingTo("12");
    var fields = ann.startProcessInstance(prepared).dataFields();
    assertThat(fields.getDecimal("ADecimal")).isEqualByComparingTo("12");
    assertThat(fields.getLong("ALong")).isEqualTo(5L);
    assertThat(fields.getDouble("ADouble")).isEqualTo(3.0);
    assertThat(fields.getDate("ADate")).isEqualTo("2026-12-24");
    assertThat(fields.getDateTime("ADateTime")).isEqualTo("2026-12-24T17:00:00Z");
    assertThat(fields.get("ABinary")).isEqualTo(new byte[] {0, 1, 2});
  }

  @Test
  void valuesOfTheWrongTypeAreRefusedWithFieldAndType() {
    Map<String, Object> wrong =
        Map.of(
            "ABoolean", "true",
            "AnInteger", 2_147_483_648L,
            "ALong", 1.5,
            "ADecimal", "twelve",
            "ADouble", true,
            "AString", 5,
            "ADate", "24.12.2026",
            "ADateTime", "2026-12-24",
            "ABinary", "not base64!");
    wrong.forEach((name, value) -> {
      var refused =
          refusedAlike(
              "ann",
              Problem.INVALID_DATA,
              connection -> {
                var prepared = connection.createProcessInstance(TYPES);
                prepared.dataFields().set(name, value);
                connection.startProcessInstance(prepared);
              });
      assertThat(refused).hasMessageContaining("'" + name + "'");
    });
  }

  @Test
  void anUnknownFieldIsRefusedWithTheNearestName() {
    var refused =
        refusedAlike(
            "ann",
            Problem.INVALID_DATA,
            connection -> connection.createProcessInstance(ORDER).dataFields().set("Amonut", 1));
    assertThat(refused).hasMessageContaining("Did you mean 'Amount'?");
    var swapped =
        refusedAlike(
            "ann",
            Problem.INVALID_DATA,
            connection -> connection.createProcessInstance(ORDER).dataFields().get("Noet"));
    assertThat(swapped).hasMessageContaining("Did you mean 'Note'?");
    refusedAlike(
        "ann",
        Problem.INVALID_DATA,
        connection -> connection.createProcessInstance(ORDER).dataFields().get("Nothing like it"));
  }

  @Test
  void aMissingRequiredFieldIsRefused() {
    var refused =
        refusedAlike(
            "ann",
            Problem.INVALID_DATA,
            connection -> connection.startProcessInstance(connection.createProcessInstance(ORDER)));
    assertThat(refused).hasMessageContaining("Number");
  }

  @Test
  void anUnknownProcessIsRefusedWithTheNearestName() {
    var refused =
        refusedAlike(
            "ann",
            Problem.UNKNOWN_PROCESS,
            connection -> connection.createProcessInstance("Contract/Ordre"));
    assertThat(refused).hasMessageContaining("Contract/Order");
  }

  @Test
  void aFolioTooLongAndAPriorityOutOfBoundsAreRefused() {
    refusedAlike("ann", Problem.INVALID_DATA, connection -> start(connection, "x".repeat(257), 1));
    refusedAlike("ann", Problem.INVALID_DATA, connection -> start(connection, "x", 3));
  }

  private static void start(Connection connection, String folio, int priority) {
    var prepared = connection.createProcessInstance(ORDER).folio(folio).priority(priority);
    prepared.dataFields().set("Number", "S-3");
    connection.startProcessInstance(prepared);
  }

  @Test
  void aRepeatedStartWithTheSameKeyAnswersWithTheFirstInstance() {
    var ann = as("ann");
    var ids = new ArrayList<Long>();
    for (int time = 0; time < 2; time++) {
      var prepared = ann.createProcessInstance(ORDER).idempotencyKey("Schlüssel/1 & 2");
      prepared.dataFields().set("Number", "K-1");
      ids.add(ann.startProcessInstance(prepared).id());
    }
    assertThat(ids.get(1)).isEqualTo(ids.get(0));
    assertThat(ann.openProcessInstance(ids.get(0)).folio()).isEqualTo("Order K-1");
    refusedAlike(
        "ann",
        Problem.INVALID_REQUEST,
        connection -> {
          var prepared = connection.createProcessInstance(ORDER).idempotencyKey("k".repeat(201));
          prepared.dataFields().set("Number", "K-3");
          connection.startProcessInstance(prepared);
        });
  }

  @Test
  void anInstanceStartsOnTheVersionThatIsAskedFor() {
    var dora = as("dora");
    var process = unique("Contract/Versions");
    dora.definitions().deploy(World.orderYaml(process), "v1.yaml");
    dora.definitions()
        .deploy(
            World.orderYaml(process).replace("  Note: string\n", "  Remark: string\n"), "v2.yaml");
    var ann = as("ann");
    var first = ann.createProcessInstance(process).version(1);
    first.dataFields().set("Number", "V-1").set("Note", "old");
    assertThat(ann.startProcessInstance(first).version()).isEqualTo(1);
    var newest = ann.createProcessInstance(process);
    newest.dataFields().set("Number", "V-2").set("Remark", "new");
    assertThat(ann.startProcessInstance(newest).version()).isEqualTo(2);
    refusedAlike(
        "ann",
        Problem.UNKNOWN_PROCESS,
        connection -> connection.createProcessInstance(process).version(3));
  }

  // ---- instances

  @Test
  void anInstanceThatIsNotThereIsNotFound() {
    refusedAlike("ann", Problem.NOT_FOUND, connection -> connection.openProcessInstance(999_999));
    refusedAlike("ann", Problem.NOT_FOUND, connection -> connection.journal(999_999, 0, 10));
  }

  @Test
  void anUpdateSavesDataFolioAndPriorityWithoutFinishingAnything() {
    var ann = as("ann");
    var instance = as("mia").openProcessInstance(order(ann, "U-1"));
    instance.setFolio("Renamed").setPriority(0);
    instance.dataFields().set("Note", "saved").set("Amount", new BigDecimal("9.90"));
    assertThat(instance.folio()).isEqualTo("Renamed");
    assertThat(instance.dataFields().getString("Note")).isEqualTo("saved");
    instance.update();
    for (var seen : List.of(instance, ann.openProcessInstance(instance.id()))) {
      assertThat(seen.folio()).isEqualTo("Renamed");
      assertThat(seen.priority()).isZero();
      assertThat(seen.dataFields().getString("Note")).isEqualTo("saved");
      assertThat(seen.dataFields().getDecimal("Amount")).isEqualTo("9.90");
      assertThat(seen.activities().getFirst().name()).isEqualTo("Ask");
    }
  }

  @Test
  void writesStayLocalUntilTheyAreCarried() {
    var ann = as("ann");
    var instance = ann.openProcessInstance(order(ann, "U-2"));
    instance.dataFields().set("Note", "mine");
    assertThat(ann.openProcessInstance(instance.id()).dataFields().get("Note")).isNull();
  }

  @Test
  void theLastWriterWinsPerFieldUnlessTheyInsist() {
    var ann = as("ann");
    var mia = as("mia");
    long id = order(ann, "U-3");
    var one = mia.openProcessInstance(id);
    var other = mia.openProcessInstance(id);
    var third = mia.openProcessInstance(id);
    one.dataFields().set("Note", "one").set("Amount", 1);
    one.update();
    other.dataFields().set("Note", "other");
    other.update();
    assertThat(ann.openProcessInstance(id).dataFields().getString("Note")).isEqualTo("other");
    assertThat(ann.openProcessInstance(id).dataFields().getDecimal("Amount"))
        .isEqualByComparingTo("1");

    third.dataFields().ifUnchanged().set("Note", "third");
    var refused = refusal(third::update);
    assertThat(refused.problem()).isEqualTo(Problem.CHANGED_MEANWHILE);
    assertThat(refused).hasMessageContaining("Note");
    assertThat(refused.details().get("fields")).isEqualTo(List.of("Note"));

    var fourth = mia.openProcessInstance(id);
    fourth.dataFields().ifUnchanged().set("Note", "fourth").set("Amount", 2);
    fourth.update();
    assertThat(ann.openProcessInstance(id).dataFields().getString("Note")).isEqualTo("fourth");
  }

  @Test
  void ifUnchangedHoldsForEveryType() {
    var ann = as("ann");
    var prepared = ann.createProcessInstance(TYPES);
    allTypes().forEach(prepared.dataFields()::set);
    var instance = as("mia").openProcessInstance(ann.startProcessInstance(prepared, true).id());
    var fields = instance.dataFields().ifUnchanged();
    allTypes().keySet().forEach(name -> fields.set(name, null));
    instance.update();
    assertThat(ann.openProcessInstance(instance.id()).dataFields().get("ALong")).isNull();
  }

  @Test
  void instancesAreListedByEveryFilterNewestFirst() {
    var ann = as("ann");
    var mia = as("mia");
    var folio = unique("List");
    long first = listed(ann, folio + " a", "L-1", "10.50");
    world.clock.advance(Duration.ofMinutes(1));
    var between = world.clock.instant();
    long second = listed(mia, folio + " b", "L-2", "10.5");
    long third = listed(ann, folio + " c", "L-3", "11");
    as("mia").management().stop(third);
    var all = ProcessInstanceQuery.all().folio(folio + "*");

    assertThat(ids(ann, all)).containsExactly(third, second, first);
    assertThat(ids(ann, all.process(ORDER))).containsExactly(third, second, first);
    assertThat(ids(ann, all.process(FAILING))).isEmpty();
    assertThat(ids(ann, all.status(ProcessInstanceStatus.STOPPED))).containsExactly(third);
    assertThat(ids(ann, all.folio(folio + " a"))).containsExactly(first);
    assertThat(ids(ann, all.originator("mia"))).containsExactly(second);
    assertThat(ids(ann, all.startedFrom(between))).containsExactly(third, second);
    assertThat(ids(ann, all.startedBefore(between))).containsExactly(first);
    assertThat(ids(ann, all.process(ORDER).data("Number", "L-2"))).containsExactly(second);
    assertThat(ids(ann, all.process(ORDER).data("Amount", new BigDecimal("10.50"))))
        .containsExactly(second, first);

    var row = ann.processInstances(all.folio(folio + " b")).items().getFirst();
    assertThat(row)
        .isEqualTo(
            new ProcessInstanceSummary(
                second,
                ORDER,
                1,
                ProcessInstanceStatus.ACTIVE,
                false,
                folio + " b",
                "mia",
                1,
                between,
                null));
  }

  private static long listed(Connection connection, String folio, String number, String amount) {
    var prepared = connection.createProcessInstance(ORDER).folio(folio);
    prepared.dataFields().set("Number", number).set("Amount", new BigDecimal(amount));
    return connection.startProcessInstance(prepared, true).id();
  }

  private static List<Long> ids(Connection connection, ProcessInstanceQuery query) {
    return connection.processInstances(query).items().stream()
        .map(ProcessInstanceSummary::id)
        .toList();
  }

  @Test
  void instancesAreListedPageByPage() {
    var ann = as("ann");
    var folio = unique("Page");
    var started = new ArrayList<Long>();
    for (int number = 0; number < 5; number++) {
      started.addFirst(listed(ann, folio + " " + number, "P-" + number, "1"));
    }
    var query = ProcessInstanceQuery.all().folio(folio + "*").limit(2);
    var seen = new ArrayList<Long>();
    var pages = 0;
    for (@Nullable ProcessInstanceQuery next = query; next != null; pages++) {
      var page = ann.processInstances(next);
      page.items().forEach(row -> seen.add(row.id()));
      next = page.nextCursor() == null ? null : query.after(page.nextCursor());
    }
    assertThat(seen).isEqualTo(started);
    assertThat(pages).isEqualTo(3);
    refusedAlike(
        "ann",
        Problem.INVALID_REQUEST,
        connection -> connection.processInstances(query.after("no cursor")));
  }

  @Test
  void aFieldThatCanNotBeSearchedIsRefused() {
    refusedAlike(
        "ann",
        Problem.INVALID_DATA,
        connection ->
            connection.processInstances(
                ProcessInstanceQuery.all().process(ORDER).data("Note", "x")));
  }

  @Test
  void theJournalTellsWhatHappenedOldestFirst() {
    var ann = as("ann");
    long id = order(ann, "J-1");
    as("finn").openServerItem(serialNumber(ann, id)).finish(true);
    var journal = ann.journal(id, 0, 1000);
    assertThat(journal.getFirst().kind()).isEqualTo("ProcessStarted");
    assertThat(journal.getFirst().by()).isEqualTo("ann");
    assertThat(journal).extracting(entry -> entry.kind()).contains("ServerEventFinished");
    assertThat(journal).allSatisfy(entry -> assertThat(entry.text()).isNotBlank());
    assertThat(journal)
        .anySatisfy(entry -> {
          assertThat(entry.by()).isEqualTo("finn");
          assertThat(entry.serialNumber()).isNotNull();
        });
    long middle = journal.get(journal.size() / 2).version();
    assertThat(ann.journal(id, middle, 1000))
        .isEqualTo(journal.stream().filter(entry -> entry.version() > middle).toList());
    assertThat(journal.toString())
        .isEqualTo(world.engine.connectTrusted("admin").journal(id, 0, 1000).toString());
    refusedAlike("ann", Problem.INVALID_REQUEST, connection -> connection.journal(id, 0, 0));
  }

  // ---- server items

  @Test
  void aServerItemIsOpenedChangedAndFinishedInOneCommit() {
    var ann = as("ann");
    var finn = as("finn");
    long id = order(ann, "F-1");
    var item = finn.openServerItem(serialNumber(ann, id));
    assertThat(item.activity()).isEqualTo("Ask");
    assertThat(item.event()).isEqualTo("Ask the supplier");
    assertThat(item.serialNumber()).startsWith(id + "_");
    assertThat(item.processInstance().id()).isEqualTo(id);
    item.processInstance().setFolio("Asked").dataFields().set("Note", "finished");
    var receipt = item.finish(true);
    assertThat(receipt.outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(receipt.by()).isEqualTo("finn");
    assertThat(receipt.at()).isEqualTo(world.clock.instant());
    assertThat(receipt.serialNumber()).isEqualTo(item.serialNumber());
    var after = ann.openProcessInstance(id);
    assertThat(after.folio()).isEqualTo("Asked");
    assertThat(after.dataFields().getString("Note")).isEqualTo("finished");
    assertThat(after.dataFields().getInteger("Steps")).isEqualTo(2);
    assertThat(after.activities().getFirst().name()).isEqualTo("Confirm");
    assertThat(finn.finishReceipt(item.serialNumber())).isEqualTo(receipt);
  }

  @Test
  void theLastFinishCompletesTheInstance() {
    var ann = as("ann");
    var finn = as("finn");
    long id = order(ann, "F-2");
    finn.openServerItem(serialNumber(ann, id)).finish(true);
    finn.openServerItem(serialNumber(ann, id)).finish(true);
    var completed = ann.openProcessInstance(id);
    assertThat(completed.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(completed.finishDate()).isEqualTo(world.clock.instant());
    assertThat(completed.activities()).isEmpty();
    completed.dataFields().set("Note", "late");
    assertThat(refusal(completed::update).problem()).isEqualTo(Problem.NOT_ALLOWED_NOW);
  }

  @Test
  void anAbandonedItemChangesNothingAndUpdateSavesWithoutFinishing() {
    var ann = as("ann");
    var finn = as("finn");
    long id = order(ann, "F-3");
    var serial = serialNumber(ann, id);
    finn.openServerItem(serial).processInstance().dataFields().set("Note", "abandoned");
    assertThat(ann.openProcessInstance(id).dataFields().get("Note")).isNull();
    var item = finn.openServerItem(serial);
    item.processInstance().dataFields().set("Note", "kept for later");
    item.processInstance().update();
    assertThat(ann.openProcessInstance(id).dataFields().getString("Note"))
        .isEqualTo("kept for later");
    assertThat(finn.openServerItem(serial).finish().outcome()).isEqualTo(Outcome.APPLIED);
  }

  @Test
  void aRepeatedFinishAnswersWithTheFirstReceipt() {
    var ann = as("ann");
    var finn = as("finn");
    var serial = serialNumber(ann, order(ann, "F-4"));
    var item = finn.openServerItem(serial);
    item.processInstance().dataFields().set("Note", "once");
    var first = item.finish(false, "key 1");
    assertThat(first.outcome()).isEqualTo(Outcome.APPLIED);

    var again = finn.openServerItemEvenIfEnded(serial);
    assertThat(again.activity()).isEqualTo("Ask");
    assertThat(again.event()).isEqualTo("Ask the supplier");
    again.processInstance().dataFields().set("Note", "another");
    assertThat(again.finish(false, "key 1")).isEqualTo(first);

    var other = finn.openServerItemEvenIfEnded(serial);
    other.processInstance().dataFields().set("Note", "another");
    assertThat(refusal(() -> other.finish(false, "key 2")).problem())
        .isEqualTo(Problem.ALREADY_FINISHED);
  }

  @Test
  void withoutAKeyTheSameDataOfTheSameUserIsARepetition() {
    var ann = as("ann");
    var finn = as("finn");
    var serial = serialNumber(ann, order(ann, "F-5"));
    var receipts = new ArrayList<Object>();
    for (int time = 0; time < 2; time++) {
      var item = finn.openServerItemEvenIfEnded(serial);
      item.processInstance().dataFields().set("Amount", new BigDecimal("1.10"));
      receipts.add(item.finish());
    }
    assertThat(receipts.get(1)).isEqualTo(receipts.get(0));
  }

  @Test
  void aFinishedItemIsRefusedByWhomAndWhen() {
    var ann = as("ann");
    var serial = serialNumber(ann, order(ann, "F-6"));
    as("finn").openServerItem(serial).finish();
    var refused =
        refusedAlike(
            "finn", Problem.ALREADY_FINISHED, connection -> connection.openServerItem(serial));
    assertThat(refused.details())
        .containsEntry("by", "finn")
        .containsEntry("at", world.clock.instant().toString());
    assertThat(refused).hasMessageContaining("finn");
  }

  @Test
  void anItemWhoseCodeCompletedItHasExpired() {
    var ann = as("ann");
    var counted =
        ann.journal(order(ann, "F-7"), 0, 1000).stream()
            .flatMap(entry -> Stream.ofNullable(entry.serialNumber()))
            .findFirst()
            .orElseThrow();
    refusedAlike("finn", Problem.ITEM_EXPIRED, connection -> connection.openServerItem(counted));
    refusedAlike(
        "finn",
        Problem.ITEM_EXPIRED,
        connection -> connection.openServerItemEvenIfEnded(counted).finish());
  }

  @Test
  void aFinishOfASkippedItemIsRefusedAndStandsInTheJournal() {
    var ann = as("ann");
    var failed = failing(ann);
    var error = failed.errors().getFirst();
    var serial = Objects.requireNonNull(error.serialNumber());
    as("mia").management().skip(failed.id(), error.id());
    var refused =
        refusedAlike("finn", Problem.ITEM_EXPIRED, connection -> connection.openServerItem(serial));
    assertThat(refused).hasMessageContaining("skipped by mia");
    var late = as("finn").openServerItemEvenIfEnded(serial);
    assertThat(refusal(late::finish).problem()).isEqualTo(Problem.ITEM_EXPIRED);
    assertThat(ann.journal(failed.id(), 0, 1000))
        .anySatisfy(entry -> {
          assertThat(entry.kind()).isEqualTo("LateCallback");
          assertThat(entry.by()).isEqualTo("finn");
        });
  }

  @Test
  void unknownAndMalformedSerialNumbersAreNotFound() {
    long id = order(as("ann"), "F-8");
    for (var serial : List.of("999999_1", id + "_999", "4711", "a_b", "1_2/3", "ü_1", "..")) {
      refusedAlike("finn", Problem.NOT_FOUND, connection -> connection.openServerItem(serial));
    }
    refusedAlike(
        "finn", Problem.NOT_FOUND, connection -> connection.openServerItemEvenIfEnded(id + "_999"));
  }

  @Test
  void aFinishWithWrongDataIsRefusedAndChangesNothing() {
    var ann = as("ann");
    long id = order(ann, "F-9");
    var serial = serialNumber(ann, id);
    refusedAlike(
        "finn",
        Problem.INVALID_DATA,
        connection -> {
          var item = connection.openServerItem(serial);
          item.processInstance().dataFields().set("Amount", "much").set("Note", "no");
          item.finish();
        });
    assertThat(ann.openProcessInstance(id).dataFields().get("Note")).isNull();
    assertThat(as("finn").openServerItem(serial).finish().outcome()).isEqualTo(Outcome.APPLIED);
  }

  @Test
  void aFinishThatInsistsIsRefusedWhenAFieldWasChanged() {
    var ann = as("ann");
    long id = order(ann, "F-10");
    var item = as("finn").openServerItem(serialNumber(ann, id));
    var instance = as("mia").openProcessInstance(id);
    instance.dataFields().set("Note", "meanwhile");
    instance.update();
    item.processInstance().dataFields().ifUnchanged().set("Note", "mine");
    assertThat(refusal(item::finish).problem()).isEqualTo(Problem.CHANGED_MEANWHILE);
  }

  @Test
  void aFinishBeforeTheCodeHasReturnedIsKeptAndThenApplied() {
    var ann = as("ann");
    var finn = as("finn");
    var started = ann.startProcessInstance(ann.createProcessInstance(SLOW));
    until(() -> !ann.openProcessInstance(started.id()).activities().isEmpty());
    var serial = serialNumber(ann, started.id());
    var item = finn.openServerItem(serial);
    item.processInstance().dataFields().set("Answer", "early");
    assertThat(item.finish(false, "early").outcome()).isEqualTo(Outcome.KEPT);
    assertThat(finn.finishReceipt(serial).outcome()).isEqualTo(Outcome.KEPT);
    world.release(started.id());
    until(() -> finn.finishReceipt(serial).outcome() == Outcome.APPLIED);
    var completed = ann.openProcessInstance(started.id());
    assertThat(completed.dataFields().getString("Answer")).isEqualTo("early");
    assertThat(completed.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
  }

  @Test
  void aReceiptOfAnItemThatNobodyFinishedIsNotFound() {
    var ann = as("ann");
    var serial = serialNumber(ann, order(ann, "F-11"));
    refusedAlike("finn", Problem.NOT_FOUND, connection -> connection.finishReceipt(serial));
  }

  @Test
  void waitingItemsAreListedByEveryFilterAndPageByPage() {
    var ann = as("ann");
    var finn = as("finn");
    var number = unique("W");
    var serials = new ArrayList<String>();
    for (int time = 0; time < 3; time++) {
      serials.add(serialNumber(ann, order(ann, number)));
      world.clock.advance(Duration.ofMinutes(1));
    }
    finn.openServerItem(serials.get(2)).finish(true);
    var confirming = serialNumber(ann, instance(serials.get(2)));
    var query = WaitingServerItemQuery.all().process(ORDER).data("Number", number);

    assertThat(serials(finn, query)).containsExactly(serials.get(0), serials.get(1), confirming);
    assertThat(serials(finn, query.activity("Ask")))
        .containsExactly(serials.get(0), serials.get(1));
    assertThat(serials(finn, query.activity("Confirm"))).containsExactly(confirming);
    var first = finn.waitingServerItems(query.activity("Ask")).items().getFirst();
    assertThat(serials(finn, query.waitingSinceBefore(first.since().plusSeconds(1))))
        .containsExactly(serials.get(0));
    assertThat(first)
        .isEqualTo(
            new WaitingServerItem(
                serials.get(0),
                instance(serials.get(0)),
                ORDER,
                1,
                "Order " + number,
                "Ask",
                "Ask the supplier",
                first.since()));

    var seen = new ArrayList<String>();
    for (@Nullable WaitingServerItemQuery next = query.limit(2); next != null; ) {
      var page = finn.waitingServerItems(next);
      page.items().forEach(item -> seen.add(item.serialNumber()));
      next = page.nextCursor() == null ? null : next.after(page.nextCursor());
    }
    assertThat(seen).containsExactly(serials.get(0), serials.get(1), confirming);
    assertThat(serials(as("nora"), WaitingServerItemQuery.all())).isEmpty();
  }

  private static long instance(String serial) {
    return Long.parseLong(serial.substring(0, serial.indexOf('_')));
  }

  private static List<String> serials(Connection connection, WaitingServerItemQuery query) {
    return connection.waitingServerItems(query).items().stream()
        .map(WaitingServerItem::serialNumber)
        .toList();
  }

  // ---- definitions

  @Test
  void aCheckTellsAllProblemsAtTheirPlaces() {
    var wrong =
        World.orderYaml("Contract/Wrong")
            .replace("to: Confirm", "to: Confrim")
            .replace("string", "text");
    var problems = as("dora").definitions().check(wrong, "wrong.yaml");
    assertThat(problems)
        .hasSizeGreaterThan(1)
        .allMatch(problem -> problem.file().equals("wrong.yaml"));
    assertThat(problems).anyMatch(problem -> "Confirm".equals(problem.nearest()));
    assertThat(problems)
        .isEqualTo(world.engine.connectAs("dora").definitions().check(wrong, "wrong.yaml"));
    assertThat(as("dora").definitions().check(World.orderYaml("Contract/Right"), "right.yaml"))
        .isEmpty();

    var refused =
        refusedAlike(
            "dora",
            Problem.INVALID_DEFINITION,
            connection -> connection.definitions().deploy(wrong, "wrong.yaml"));
    assertThat(refused.definitionProblems()).isEqualTo(problems);
  }

  @Test
  void definitionsAreDeployedListedReadAndChosen() {
    var process = unique("Contract/Deployed");
    var dora = as("dora").definitions();
    var source = World.orderYaml(process);
    var first = dora.deploy(source, "order.yaml");
    assertThat(first.process()).isEqualTo(process);
    assertThat(first.version()).isEqualTo(1);
    assertThat(first.created()).isTrue();
    var same = dora.deploy(source, "order.yaml");
    assertThat(same.version()).isEqualTo(1);
    assertThat(same.created()).isFalse();
    var other = source.replace("Asks, then", "Asks and");
    assertThat(dora.deploy(other, "order.yaml").version()).isEqualTo(2);

    var ann = as("ann").definitions();
    var summary =
        ann.processes().stream()
            .filter(row -> row.process().equals(process))
            .findFirst()
            .orElseThrow();
    assertThat(summary.defaultVersion()).isEqualTo(2);
    assertThat(summary.description()).isEqualTo("Asks and has it confirmed.");
    var versions = ann.versions(process);
    assertThat(versions).extracting(row -> row.version()).containsExactly(2, 1);
    assertThat(versions).extracting(row -> row.isDefault()).containsExactly(true, false);
    assertThat(versions).allMatch(row -> row.deployedBy().equals("dora"));
    assertThat(dora.source(process, 1)).isEqualTo(source);
    assertThat(dora.source(process, 2)).isEqualTo(other);

    as("mia").definitions().setDefaultVersion(process, 1);
    assertThat(ann.versions(process))
        .extracting(row -> row.isDefault())
        .containsExactly(false, true);
    refusedAlike(
        "mia",
        Problem.UNKNOWN_PROCESS,
        connection -> connection.definitions().setDefaultVersion(process, 9));
    refusedAlike(
        "mia", Problem.UNKNOWN_PROCESS, connection -> connection.definitions().source(process, 9));
    refusedAlike(
        "mia",
        Problem.UNKNOWN_PROCESS,
        connection -> connection.definitions().versions("Contract/No such"));
  }

  // ---- rights

  @Test
  void eachRightThatIsMissingIsNamed() {
    var ann = as("ann");
    long id = order(ann, "R-1");
    var serial = serialNumber(ann, id);
    denied("nora", "start", connection -> connection.createProcessInstance(ORDER));
    denied("nora", "view", connection -> connection.openProcessInstance(id));
    denied("nora", "view", connection -> connection.journal(id, 0, 10));
    denied("nora", "serverEvent", connection -> connection.openServerItem(serial));
    denied("nora", "serverEvent", connection -> connection.openServerItemEvenIfEnded(serial));
    denied("nora", "serverEvent", connection -> connection.finishReceipt(serial));
    denied("ann", "admin", connection -> connection.management().stop(id));
    denied("ann", "admin", connection -> connection.management().delete(id));
    denied("ann", "admin", connection -> connection.administration().rights(ORDER));
    denied("ann", "admin", connection -> connection.administration().users());
    denied("ann", "admin", connection -> connection.administration().backup("/tmp/stolen.db"));
    denied(
        "ann", "admin", connection -> connection.administration().advanceClock(Duration.ofDays(1)));
    denied(
        "ann",
        "export",
        connection ->
            connection.definitions().deploy(World.orderYaml("Contract/Denied"), "x.yaml"));
    denied("ann", "admin", connection -> connection.definitions().setDefaultVersion(ORDER, 1));
    denied("ann", "impersonate", connection -> connection.impersonateUser("mia"));
    assertThat(ids(as("nora"), ProcessInstanceQuery.all())).isEmpty();
    assertThat(as("nora").definitions().processes()).isEmpty();
  }

  private void denied(String user, String right, Consumer<Connection> call) {
    var refused = refusedAlike(user, Problem.ACCESS_DENIED, call);
    assertThat(refused.details()).containsEntry("right", right);
    assertThat(refused).hasMessageContaining(user);
  }

  @Test
  void aFinishNeedsTheRightAgain() {
    var process = unique("Contract/Lost right");
    as("dora").definitions().deploy(World.orderYaml(process), "order.yaml");
    var mia = as("mia");
    mia.administration()
        .grantProcessRight(process, ProcessRight.SERVER_EVENT, Subject.user("nora"));
    var prepared = mia.createProcessInstance(process);
    prepared.dataFields().set("Number", "R-2");
    var serial = serialNumber(mia, mia.startProcessInstance(prepared, true).id());
    var item = as("nora").openServerItem(serial);
    mia.administration()
        .revokeProcessRight(process, ProcessRight.SERVER_EVENT, Subject.user("nora"));
    assertThat(refusal(item::finish).problem()).isEqualTo(Problem.ACCESS_DENIED);
  }

  @Test
  void oneWhoMayImpersonateActsAsTheOther() {
    var admin = as("admin");
    try (var ann = admin.impersonateUser("ann")) {
      assertThat(ann.user()).isEqualTo("ann");
      long id = order(ann, "I-1");
      assertThat(ann.openProcessInstance(id).originator()).isEqualTo("ann");
      assertThat(refusal(() -> ann.management().stop(id)).problem())
          .isEqualTo(Problem.ACCESS_DENIED);
    }
    assertThat(admin.user()).isEqualTo("admin");
    assertThat(admin.administration().users()).isNotEmpty();
    refusedAlike(
        "admin", Problem.NOT_FOUND, connection -> connection.impersonateUser("no such user"));
  }

  // ---- management

  @Test
  void aStoppedInstanceKeepsAFinishAndAppliesItWhenItIsStarted() {
    var ann = as("ann");
    var finn = as("finn");
    var mia = as("mia");
    long id = order(ann, "M-1");
    var serial = serialNumber(ann, id);
    mia.management().stop(id);
    assertThat(status(ann, id)).isEqualTo(ProcessInstanceStatus.STOPPED);
    assertThat(finn.openServerItem(serial).finish().outcome()).isEqualTo(Outcome.KEPT);
    mia.management().start(id);
    until(() -> finn.finishReceipt(serial).outcome() == Outcome.APPLIED);
    until(() -> status(ann, id) == ProcessInstanceStatus.ACTIVE);
    assertThat(ann.openProcessInstance(id).activities().getFirst().name()).isEqualTo("Confirm");
  }

  private static ProcessInstanceStatus status(Connection connection, long id) {
    return connection.openProcessInstance(id).status();
  }

  @Test
  void aFailedEventIsListedRetriedAndSkipped() {
    var ann = as("ann");
    var mia = as("mia");
    var failed = failing(ann);
    assertThat(failed.status()).isEqualTo(ProcessInstanceStatus.ERROR);
    assertThat(failed.hasError()).isTrue();
    var error = failed.errors().getFirst();
    assertThat(error.instance()).isEqualTo(failed.id());
    assertThat(error.code()).isEqualTo("code-failed");
    assertThat(error.message()).contains("The ledger is closed.");
    assertThat(error.activity()).isEqualTo("Post");
    assertThat(error.serialNumber()).startsWith(failed.id() + "_");
    assertThat(error.stackTrace()).contains("IllegalStateException");
    assertThat(mia.management().errors(FAILING, null, 100).items()).contains(error);

    mia.management().retry(failed.id(), error.id());
    until(() -> errors(ann, failed.id()).stream().anyMatch(e -> e.id() != error.id()));
    assertThat(ann.openProcessInstance(failed.id()).activities().getFirst().events().getFirst())
        .satisfies(event -> assertThat(event.attempt()).isEqualTo(2));

    mia.management().skip(failed.id(), errors(ann, failed.id()).getFirst().id());
    until(() -> status(ann, failed.id()) == ProcessInstanceStatus.COMPLETED);
    refusedAlike(
        "mia",
        Problem.NOT_ALLOWED_NOW,
        connection -> connection.management().retry(failed.id(), error.id()));
  }

  @Test
  void aRetrySucceedsWhenTheCauseIsMended() {
    var ann = as("ann");
    var mia = as("mia");
    var failed = failing(ann);
    refusedAlike(
        "mia", Problem.NOT_FOUND, connection -> connection.management().retry(failed.id(), 4_711));
    var mended = mia.openProcessInstance(failed.id());
    mended.dataFields().set("Fail", false);
    mended.update();
    mia.management().retry(failed.id(), failed.errors().getFirst().id());
    until(() -> status(ann, failed.id()) == ProcessInstanceStatus.COMPLETED);
  }

  private static ProcessInstance failing(Connection connection) {
    return connection.startProcessInstance(connection.createProcessInstance(FAILING), true);
  }

  private static List<InstanceError> errors(Connection connection, long id) {
    return connection.openProcessInstance(id).errors();
  }

  @Test
  void errorsAreListedPageByPageNewestInstanceFirst() {
    var ann = as("ann");
    var ids = new ArrayList<Long>();
    for (int time = 0; time < 3; time++) {
      ids.addFirst(failing(ann).id());
    }
    var mia = as("mia");
    var page = mia.management().errors(FAILING, null, 2);
    assertThat(page.items()).extracting(InstanceError::instance).isEqualTo(ids.subList(0, 2));
    var next = mia.management().errors(FAILING, page.nextCursor(), 2);
    assertThat(next.items().getFirst().instance()).isEqualTo(ids.get(2));
    assertThat(ann.management().errors(FAILING, null, 10).items()).isEmpty();
  }

  @Test
  void aDeletedInstanceIsGoneButItsJournalStays() {
    var ann = as("ann");
    long id = order(ann, "M-2");
    var serial = serialNumber(ann, id);
    as("mia").management().delete(id);
    refusedAlike("ann", Problem.GONE, connection -> connection.openProcessInstance(id));
    refusedAlike("finn", Problem.GONE, connection -> connection.openServerItem(serial));
    var late = as("finn").openServerItemEvenIfEnded(serial);
    assertThat(refusal(late::finish).problem()).isEqualTo(Problem.GONE);
    assertThat(ann.journal(id, 0, 1000))
        .extracting(entry -> entry.kind())
        .contains("ProcessDeleted");
  }

  @Test
  void anOperationThatTheStatusForbidsIsRefused() {
    var ann = as("ann");
    long id = order(ann, "M-3");
    refusedAlike("mia", Problem.NOT_FOUND, connection -> connection.management().retry(id, 1));
    as("finn").openServerItem(serialNumber(ann, id)).finish(true);
    as("finn").openServerItem(serialNumber(ann, id)).finish(true);
    refusedAlike("mia", Problem.NOT_ALLOWED_NOW, connection -> connection.management().stop(id));
  }

  // ---- administration

  @Test
  void usersAreMadeChangedAndDisabled() {
    var admin = as("admin").administration();
    var name = "user" + NAMES.incrementAndGet();
    admin.createUser(name, PASSWORD, Set.of("readers", "writers"));
    assertThat(user(name))
        .isEqualTo(
            new User(name, Set.of("readers", "writers"), false, user(name).createdAt(), null));
    admin.setGroups(name, Set.of("readers"));
    assertThat(user(name).groups()).containsExactly("readers");
    refusedAlike(
        "admin",
        Problem.INVALID_REQUEST,
        connection -> connection.administration().createUser(name, PASSWORD, Set.of()));
    refusedAlike(
        "admin",
        Problem.INVALID_REQUEST,
        connection -> connection.administration().createUser("short", "1234567", Set.of()));

    try (var own = login(name, PASSWORD)) {
      own.administration().changePassword(name, "another password");
      assertThat(refusal(() -> own.processInstances(ProcessInstanceQuery.all())))
          .satisfiesAnyOf(
              ended -> assertThat(ended).isNull(), // in-process there is no token to end
              ended -> assertThat(ended.problem()).isEqualTo(Problem.NOT_AUTHENTICATED));
    }
    assertThat(refusal(() -> login(name, PASSWORD)).problem()).isEqualTo(Problem.NOT_AUTHENTICATED);
    try (var own = login(name, "another password")) {
      denied(own, () -> own.administration().changePassword("ann", "another password"));
      denied(own, () -> own.administration().createToken("ann", "stolen", Duration.ofDays(1)));
    }
    admin.disableUser(name);
    assertThat(user(name).disabled()).isTrue();
    assertThat(refusal(() -> login(name, "another password")).problem())
        .isEqualTo(Problem.NOT_AUTHENTICATED);
  }

  private static void denied(Connection connection, Runnable call) {
    var refused = refusal(call);
    assertThat(refused.problem()).as(connection.user()).isEqualTo(Problem.ACCESS_DENIED);
  }

  private User user(String name) {
    return as("admin").administration().users().stream()
        .filter(user -> user.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void rightsAreGrantedListedAndRevoked() {
    var process = unique("Contract/Rights");
    as("dora").definitions().deploy(World.orderYaml(process), "order.yaml");
    var mia = as("mia").administration();
    mia.grantProcessRight(process, ProcessRight.VIEW_PARTICIPATE, Subject.group("auditors"));
    mia.grantProcessRight(process, ProcessRight.START, Subject.everyone());
    assertThat(mia.rights(process))
        .contains(
            new Grant(process, "viewParticipate", Subject.group("auditors"), false),
            new Grant(process, "start", Subject.everyone(), false),
            new Grant(process, "serverEvent", Subject.group("finance"), true));
    assertThat(as("nora").createProcessInstance(process).process()).isEqualTo(process);
    mia.revokeProcessRight(process, ProcessRight.START, Subject.everyone());
    denied("nora", "start", connection -> connection.createProcessInstance(process));

    var admin = as("admin").administration();
    admin.grantServerRight(ServerRight.EXPORT, Subject.user("nora"));
    assertThat(as("nora").definitions().deploy(World.orderYaml(process), "o.yaml").created())
        .isFalse();
    admin.revokeServerRight(ServerRight.EXPORT, Subject.user("nora"));
    denied(
        "nora",
        "export",
        connection -> connection.definitions().deploy(World.orderYaml(process), "o.yaml"));
  }

  @Test
  void aTokenThatLivesTooLongIsRefused() {
    for (var validFor : List.of(Duration.ofSeconds(59), Duration.ofDays(3_661))) {
      refusedAlike(
          "ann",
          Problem.INVALID_REQUEST,
          connection -> connection.administration().createToken("ann", "x", validFor));
    }
  }

  @Test
  void everyoneReadsTheServersClock() {
    var clock = as("ann").administration().clock();
    assertThat(clock.now()).isEqualTo(world.clock.instant());
    assertThat(clock.movable()).isTrue();
  }

  @Test
  void administratorsMoveAClockThatIsMovable() {
    var before = world.clock.instant();
    var moved = as("admin").administration().advanceClock(Duration.ofHours(2));
    assertThat(moved.now()).isEqualTo(before.plus(Duration.ofHours(2)));
    assertThat(as("ann").administration().clock()).isEqualTo(moved);
    for (var further : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(3_661))) {
      refusedAlike(
          "admin",
          Problem.INVALID_REQUEST,
          connection -> connection.administration().advanceClock(further));
    }
    assertThat(world.clock.instant()).isEqualTo(moved.now());
  }

  @Test
  void theStoreIsCopiedWhileItRuns() {
    var file = folder.resolve(unique("backup") + ".db");
    as("admin").administration().backup(file.toString());
    assertThat(file).isNotEmptyFile();
    for (var unusable : List.of(file.toString(), "no\0file", file + "/in/it")) {
      refusedAlike(
          "admin",
          Problem.INVALID_REQUEST,
          connection -> connection.administration().backup(unusable));
    }
  }
}
