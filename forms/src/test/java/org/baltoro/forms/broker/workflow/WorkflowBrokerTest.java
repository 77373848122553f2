package org.baltoro.forms.broker.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.ManualClock;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.Packet;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Result;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.Sort;
import org.baltoro.forms.support.Workshop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stories on a real engine: ann asks for leave, bob decides. */
class WorkflowBrokerTest {
  private static final String LEAVE = "HR/Leave";
  private static final String DEFINITION =
      """
      process: HR/Leave
      rights:
        start: [ann]
        view: [ann, bob]
      data:
        Days: { type: decimal, required: true }
        From: { type: date }
        Reason: { type: string }
        Approved: { type: boolean }
        Count: { type: integer }
        Details: { type: json }
        Version: { type: string }
      activities:
        Decide:
          destinations: [bob, cid]
          events:
            - client: Decide
              actions: [Approve, Reject]
      """;

  @TempDir Path folder;
  private Engine engine;
  private Workshop workshop;

  @BeforeEach
  void open() {
    engine =
        Engine.open(
            EngineConfig.sqlite(folder.resolve("store.db"))
                .clock(new ManualClock(Instant.parse("2026-03-02T09:00:00Z"))));
    engine.connectTrusted("deployer").definitions().deploy(DEFINITION, "leave.yaml");
    var broker = new WorkflowBroker(() -> engine.connectTrusted("forms"), List.of(LEAVE));
    workshop =
        new Workshop().generate("Workflow", broker, LEAVE, "Worklist Item", "Process Instance");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Caller user(String name) {
    return new Caller(name, Set.of(), engine.connectAs(name, Set.of()));
  }

  private Result as(
      String user, String smartObject, String method, @Nullable Object... namesAndValues) {
    return as(user, MethodCall.of(smartObject, method, namesAndValues));
  }

  private Result as(String user, MethodCall call) {
    return workshop.layer().execute(user(user), call);
  }

  private SmartObjectException refused(SmartObjectProblem problem, String user, MethodCall call) {
    var failure = catchThrowableOfType(SmartObjectException.class, () -> as(user, call));
    assertThat(failure).isNotNull();
    assertThat(failure.problem()).as(failure.getMessage()).isEqualTo(problem);
    return failure;
  }

  private Row start(@Nullable Object... namesAndValues) {
    return as("ann", LEAVE, "Start", namesAndValues).first().orElseThrow();
  }

  private Row onlyItem(String user) {
    var rows = as(user, "Worklist Item", "List").rows();
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  @Test
  void dataFieldsArePropertiesOfTheirTypes() {
    var definition = workshop.definition(LEAVE);
    assertThat(List.of("Days", "From", "Reason", "Approved", "Count", "Details", "Data Version"))
        .extracting(name -> definition.property(name).orElseThrow().type())
        .containsExactly(
            PropertyType.DECIMAL,
            PropertyType.DATE,
            PropertyType.MEMO,
            PropertyType.YES_NO,
            PropertyType.NUMBER,
            PropertyType.MEMO,
            PropertyType.MEMO);
    assertThat(definition.method("Start").orElseThrow().requiredInputs()).containsExactly("Days");
  }

  @Test
  void aProcessIsStartedDecidedAndRead() {
    var started =
        start(
            "Folio", "Leave of Ann",
            "Days", "2.5",
            "From", "2026-07-01",
            "Count", 3,
            "Details", "{\"a\":[1,true]}",
            "Data Version", "of the data");
    assertThat(started.get("Originator")).isEqualTo("ann");
    assertThat(started.get("Folio")).isEqualTo("Leave of Ann");

    var item = onlyItem("bob");
    assertThat(item.get("Activity")).isEqualTo("Decide");
    assertThat(item.get("Actions")).isEqualTo(List.of("Approve", "Reject"));
    var serialNumber = item.get("Serial Number");
    var opened = as("bob", LEAVE, "Open Item", "Serial Number", serialNumber).first().orElseThrow();
    assertThat(opened.get("Days")).isEqualTo(new BigDecimal("2.5"));
    assertThat(opened.get("From")).isEqualTo(LocalDate.of(2026, 7, 1));
    assertThat(opened.get("Details")).isEqualTo("{\"a\":[1,true]}");
    assertThat(opened.get("Data Version")).isEqualTo("of the data");

    as(
        "bob",
        MethodCall.of(
                LEAVE,
                "Finish Item",
                "Serial Number",
                serialNumber,
                "Approved",
                true,
                "Reason",
                "ok")
            .withParameter("Action", "Approve")
            .withParameter("Synchronous", true));
    var read = as("ann", LEAVE, "Read", "Instance", started.get("Instance")).first().orElseThrow();
    assertThat(read.get("Status")).isEqualTo("Completed");
    assertThat(read.get("Approved")).isEqualTo(true);
    assertThat(read.get("Reason")).isEqualTo("ok");
  }

  @Test
  void theCallersOwnRightsApply() {
    refused(SmartObjectProblem.ACCESS_DENIED, "bob", MethodCall.of(LEAVE, "Start", "Days", 1));
    start("Days", 1);
    var serialNumber = onlyItem("bob").get("Serial Number");
    refused(
        SmartObjectProblem.ACCESS_DENIED,
        "ann",
        MethodCall.of("Worklist Item", "Open", "Serial Number", serialNumber));
    var nobody = new Caller("eve", Set.of(), null);
    var failure =
        catchThrowableOfType(
            SmartObjectException.class,
            () -> workshop.layer().execute(nobody, MethodCall.of("Worklist Item", "List")));
    assertThat(failure.problem()).isEqualTo(SmartObjectProblem.ACCESS_DENIED);
  }

  @Test
  void anItemThatIsHeldReleasedRedirectedSleepsAndWakes() {
    start("Days", 1);
    var serialNumber = onlyItem("bob").get("Serial Number");
    assertThat(
            as("bob", "Worklist Item", "Open", "Serial Number", serialNumber)
                .first()
                .orElseThrow()
                .get("Status"))
        .isEqualTo("Open");
    refused(
        SmartObjectProblem.CONFLICT,
        "cid",
        MethodCall.of("Worklist Item", "Open", "Serial Number", serialNumber));
    as("bob", "Worklist Item", "Release", "Serial Number", serialNumber);
    as("cid", "Worklist Item", "Open", "Serial Number", serialNumber);
    as("cid", "Worklist Item", "Release", "Serial Number", serialNumber);
    as("cid", "Worklist Item", "Sleep", "Serial Number", serialNumber);
    assertThat(as("cid", "Worklist Item", "List").rows()).isEmpty();
    assertThat(as("cid", "Worklist Item", "List", "Status", "Sleep").rows())
        .extracting(row -> row.get("Status"))
        .containsExactly("Sleep");
    as("cid", "Worklist Item", "Wake", "Serial Number", serialNumber);
    as(
        "cid",
        MethodCall.of("Worklist Item", "Comment", "Serial Number", serialNumber)
            .withParameter("Text", "Please hurry"));
    long instance = Long.parseLong(String.valueOf(onlyItem("cid").get("Instance")));
    assertThat(engine.connectTrusted("x").comments(instance))
        .extracting(comment -> comment.text())
        .containsExactly("Please hurry");
    refused(
        SmartObjectProblem.NOT_FOUND,
        "cid",
        MethodCall.of("Worklist Item", "Redirect", "Serial Number", serialNumber)
            .withParameter("User", "dan"));
    engine.connectTrusted("x").administration().createUser("dan", "a long password", Set.of());
    as(
        "cid",
        MethodCall.of("Worklist Item", "Redirect", "Serial Number", serialNumber)
            .withParameter("User", "dan"));
    assertThat(as("cid", "Worklist Item", "List").rows()).isEmpty();
    assertThat(onlyItem("dan").get("Serial Number")).isEqualTo(serialNumber);
    as(
        "bob",
        MethodCall.of("Worklist Item", "Finish", "Serial Number", serialNumber)
            .withParameter("Action", "Reject"));
    var late =
        refused(
            SmartObjectProblem.CONFLICT,
            "dan",
            MethodCall.of("Worklist Item", "Finish", "Serial Number", serialNumber)
                .withParameter("Action", "Approve"));
    assertThat(late.getMessage()).contains("bob");
  }

  @Test
  void theWorklistFindsByWhatItCanAndTheLayerDoesTheRest() {
    for (int number = 1; number <= 5; number++) {
      start("Days", number, "Folio", "L" + number, "Priority", number % 2);
    }
    var list = MethodCall.of("Worklist Item", "List");
    var pushed = as("bob", list.where(Filter.equal("Priority", 1)));
    assertThat(pushed.rows()).hasSize(3);
    assertThat(pushed.pushed().filter()).isTrue();
    assertThat(pushed.pushed().rowsRead()).isEqualTo(3);

    var both =
        as(
            "bob",
            list.where(
                    Filter.and(
                        Filter.equal("Priority", 1),
                        Filter.compare("Folio", Filter.Operator.NOT_EQUALS, "L3")))
                .sortedBy(Sort.descending("Folio")));
    assertThat(both.rows()).extracting(row -> row.get("Folio")).containsExactly("L5", "L1");
    assertThat(both.pushed().filter()).isFalse();
    assertThat(both.pushed().sort()).isFalse();
    assertThat(both.pushed().rowsRead()).isEqualTo(3);
    assertThat(as("bob", "Worklist Item", "List", "Folio", "L4").rows()).hasSize(1);
  }

  @Test
  void whatIsWrongIsToldByField() {
    var wrong = refused(SmartObjectProblem.INVALID_DATA, "ann", MethodCall.of(LEAVE, "Start"));
    assertThat(wrong.fieldErrors())
        .extracting(FieldError::field, FieldError::code)
        .containsExactly(tuple("Days", FieldError.Code.REQUIRED));
    var large =
        refused(
            SmartObjectProblem.INVALID_DATA,
            "ann",
            MethodCall.of(LEAVE, "Start", "Days", 1, "Count", 1L << 40));
    assertThat(large.fieldErrors()).extracting(FieldError::field).containsExactly("Count");
    var noJson =
        refused(
            SmartObjectProblem.INVALID_DATA,
            "ann",
            MethodCall.of(LEAVE, "Start", "Days", 1, "Details", "{"));
    assertThat(noJson.fieldErrors()).extracting(FieldError::field).containsExactly("Details");
    refused(SmartObjectProblem.NOT_FOUND, "ann", MethodCall.of(LEAVE, "Read", "Instance", 999_999));
    refused(
        SmartObjectProblem.INVALID_DATA,
        "bob",
        MethodCall.of("Worklist Item", "List", "Status", "Sleepy"));
  }

  @Test
  void aStartInAPacketHasItsInstanceForLaterEntriesAndCanNotBeAtomic() {
    Packet.Entry start = Packet.Entry.of(MethodCall.of(LEAVE, "Start", "Days", 4));
    Packet.Entry read =
        earlier ->
            MethodCall.of(
                LEAVE,
                "Read",
                "Instance",
                earlier.getFirst().first().orElseThrow().get("Instance"));
    var done = workshop.layer().execute(user("ann"), Packet.of(start, read));
    assertThat(done.succeeded()).isTrue();
    assertThat(done.results().get(1).first().orElseThrow().get("Days"))
        .isEqualTo(new BigDecimal("4"));
    var refused = workshop.layer().execute(user("ann"), Packet.atomic(start, read));
    assertThat(Workshop.failure(refused).problem()).isEqualTo(SmartObjectProblem.NOT_TRANSACTIONAL);
    assertThat(refused.failedEntry()).isZero();
    assertThat(as("bob", "Worklist Item", "List").rows()).hasSize(1);
  }
}
