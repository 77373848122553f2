package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Definitions.Deployment;
import org.baltoro.api.InstanceError;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstance.OpenEvent;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.ProcessInstanceSummary;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.store.StoreCheck;
import org.baltoro.store.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that starts another: what goes in, what comes back, and whatever happens to either. */
class SubProcessTest {
  private static final String CHILD =
      """
      process: Finance/Check Item
      folio: '"Check of " + Article'
      data:
        Article: { type: string, required: true }
        Amount: decimal
        Pieces: long
        Scan: binary
        Decision: string
        Total: double
      activities:
        Check:
          events:
            - server: Check
              handler: check
          lines:
            - to: Hold
              when: Article = "held"
            - to: End
              when: Article != "held"
        Hold:
          events:
            - server: Wait
              handler: wait
        End: {}
      """;

  @TempDir Path folder;
  private Engine engine;
  private Connection ann;

  @BeforeEach
  void open() {
    engine =
        Engine.open(
            EngineConfig.sqlite(folder.resolve("store.db"))
                .handler("wait", k2 -> k2.setSynchronous(false))
                .handler(
                    "check",
                    k2 -> {
                      var data = k2.processInstance().dataFields();
                      if ("broken".equals(data.getString("Article"))) {
                        throw new IllegalStateException("it can't be checked");
                      }
                      data.set("Decision", "fine: " + data.getString("Article"));
                      data.set("Total", 2.5);
                    }));
    ann = engine.connectTrusted("ann");
  }

  @AfterEach
  void close() {
    engine.close();
    try (var store = Stores.open(engine.config().storeConfig())) {
      assertThat(StoreCheck.verify(store, new DefinitionRegistry(store)::searchable).faults())
          .isEmpty();
    }
  }

  // ---- in and out

  @Test
  void theChildGetsDataAndGivesDataBack() {
    deploy(CHILD);
    deploy(parent("", "receive: { Result: Decision, Whole: Pieces * 2, Total: Total }"));
    var parent = start(Map.of("Article", "lamp", "Quantity", 3));

    assertThat(parent.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(parent.dataFields().getString("Result")).isEqualTo("fine: lamp");
    assertThat(parent.dataFields().get("Whole")).isEqualTo(6);
    assertThat(parent.dataFields().get("Total")).isEqualTo(new BigDecimal("2.5"));
    var child = child(parent.id());
    assertThat(child.process()).isEqualTo("Finance/Check Item");
    assertThat(child.folio()).isEqualTo("Check of lamp");
    assertThat(child.originator()).isEqualTo("ann");
    assertThat(child.dataFields().get("Amount")).isEqualTo(new BigDecimal("7.50"));
    assertThat(child.dataFields().get("Pieces")).isEqualTo(3L);
    assertThat(child.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    var known = Objects.requireNonNull(child.parent());
    assertThat(known.id()).isEqualTo(parent.id());
    assertThat(known.waits()).as("no longer").isFalse();
    assertThat(parent.parent()).isNull();
  }

  @Test
  void largeValuesGoAlong() {
    deploy(CHILD);
    deploy(
        parent("", "receive: { Scan: Scan }")
            .replace("Article: Article,", "Article: Article, Scan: Scan,"));
    var scan = new byte[40_000];
    new java.util.Random(1).nextBytes(scan);
    var parent = start(Map.of("Article", "lamp", "Scan", scan));

    assertThat(child(parent.id()).dataFields().get("Scan")).isEqualTo(scan);
    assertThat(parent.dataFields().get("Scan")).isEqualTo(scan);
  }

  @Test
  void aFolioThatIsComputedKeepsToTheBoundsOfOneThatIsGiven() {
    deploy(CHILD);
    deploy(parent("", ""));
    var child = child(start(Map.of("Article", "a\nlamp\u001b[31m\u0085")).id());
    assertThat(child.folio()).isEqualTo("Check of a lamp [31m ");
    var cut = child(start(Map.of("Article", "x".repeat(246) + "\uD83D\uDE00 and more")).id());
    assertThat(cut.folio()).as("no half of a letter").isEqualTo("Check of " + "x".repeat(246));

    deploy(parent("", "folio: '\"Item\\t\" + Article'"));
    assertThat(child(start(Map.of("Article", "y".repeat(300))).id()).folio())
        .hasSize(256)
        .startsWith("Item y");
  }

  @Test
  void theFolioOfTheEventGoesBeforeTheChildsOwn() {
    deploy(CHILD);
    deploy(parent("", "folio: '\"Item of \" + Article'"));

    assertThat(child(start(Map.of("Article", "lamp")).id()).folio()).isEqualTo("Item of lamp");
  }

  @Test
  void anEventThatDoesNotWaitIsDoneWhenTheChildIsThere() {
    deploy(CHILD);
    deploy(parent("", "synchronous: false"));
    var parent = start(Map.of("Article", "held"));

    assertThat(parent.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    var child = child(parent.id());
    assertThat(child.status()).isEqualTo(ProcessInstanceStatus.ACTIVE);
    assertThat(Objects.requireNonNull(child.parent()).waits()).isFalse();
    assertThat(sentences(parent.id())).anyMatch(text -> text.endsWith("its child has started"));
  }

  @Test
  void theChildRunsInTheVersionThatIsTheDefaultWhenItStarts() {
    deploy(CHILD);
    deploy(parent("", ""));
    deploy(CHILD.replace("Hold:", "Halt:").replace("to: Hold", "to: Halt"));

    assertThat(child(start(Map.of("Article", "lamp")).id()).version()).isEqualTo(2);
  }

  @Test
  void oneChildForEachElementOfAList() {
    deploy(CHILD);
    deploy(
        """
        process: Test/Order
        data:
          Articles: { type: json, default: [lamp, held, chair] }
        activities:
          Check all:
            data:
              Answer: string
            destinations: { plan: per-slot, rows: Articles }
            events:
              - subProcess: Check one
                process: Finance/Check Item
                folio: '"Number " + string(Slot)'
                send: { Article: Row, Pieces: Slot }
                receive: { Answer: Decision }
            lines:
              - to: End
          End: {}
        """);
    var prepared = ann.createProcessInstance("Test/Order");
    var parent = ann.startProcessInstance(prepared, true).id();
    Await.until("each has a child", () -> children(parent).size() == 3);
    var held =
        children(parent).stream()
            .map(ann::openProcessInstance)
            .filter(child -> "held".equals(child.dataFields().getString("Article")))
            .findFirst()
            .orElseThrow();
    assertThat(held.folio()).isEqualTo("Number 2");
    assertThat(held.dataFields().get("Pieces")).isEqualTo(2L);
    Await.until(
        "two have ended",
        () ->
            sentences(parent).stream().filter(text -> text.contains("has completed")).count() == 2);
    assertThat(status(parent)).isEqualTo(ProcessInstanceStatus.ACTIVE);
    Await.until(
        "it waits",
        () ->
            !ann.openProcessInstance(held.id()).activities().isEmpty()
                && onlyEvent(ann.openProcessInstance(held.id())).status().equals("Waiting"));
    finish(held);
    Await.until("all have", () -> status(parent) == ProcessInstanceStatus.COMPLETED);
  }

  // ---- while it waits

  @Test
  void whoWaitsForAChildIsActiveAndSaysForWhich() {
    deploy(CHILD);
    deploy(parent("", ""));
    var parent = start(Map.of("Article", "held"));

    assertThat(parent.status()).isEqualTo(ProcessInstanceStatus.ACTIVE);
    var event = onlyEvent(parent);
    var child = child(parent.id());
    assertThat(event.status()).isEqualTo("SubProcess");
    assertThat(event.child()).isEqualTo(child.id());
    assertThat(child.parent())
        .isEqualTo(new ProcessInstance.ParentInstance(parent.id(), event.serialNumber(), true));
    assertThat(ann.explain(parent.id()).summary())
        .isEqualTo(
            "It waits for the end of process instance %d, which 'Check/Check the item' (%s) has started."
                .formatted(child.id(), event.serialNumber()));
    assertThat(ann.explain(child.id()).summary())
        .endsWith(
            "It was started by process instance %d (%s), which waits for it."
                .formatted(parent.id(), event.serialNumber()));
    assertThat(sentences(parent.id()))
        .contains(
            "'Finance/Check Item' is to be started, as process instance " + child.id(),
            "Process instance %d has started".formatted(child.id()));
    assertThat(sentences(child.id()))
        .contains(
            "ann started Finance/Check Item version 1, folio 'Check of held', by process instance %d (%s)"
                .formatted(parent.id(), event.serialNumber()));
  }

  @Test
  void theParentGoesOnAtOnceWhenTheChildIsComplete() {
    deploy(CHILD);
    deploy(parent("", "receive: { Result: Decision }"));
    var parent = start(Map.of("Article", "held"));
    var child = child(parent.id());
    long began = System.nanoTime();
    finish(child);
    Await.until(
        "the parent is complete", () -> status(parent.id()) == ProcessInstanceStatus.COMPLETED);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    assertThat(ann.openProcessInstance(parent.id()).dataFields().getString("Result"))
        .isEqualTo("fine: held");
    assertThat(sentences(child.id()))
        .contains(
            "Process instance %d is to hear that this one has completed".formatted(parent.id()));
    Await.until(
        "and the child knows that it was heard",
        () ->
            sentences(child.id())
                .contains("Process instance %d has heard it".formatted(parent.id())));
  }

  @Test
  void aStoppedParentHearsOfTheChildAndGoesOnWhenItIsStarted() {
    deploy(CHILD);
    deploy(parent("", "receive: { Result: Decision }"));
    var parent = start(Map.of("Article", "held"));
    var child = child(parent.id());
    ann.management().stop(parent.id());
    finish(child);
    Await.until(
        "the parent has heard",
        () -> onlyEvent(ann.openProcessInstance(parent.id())).status().equals("Held"));
    assertThat(status(parent.id())).isEqualTo(ProcessInstanceStatus.STOPPED);
    assertThat(ann.explain(parent.id()).waits())
        .anyMatch(wait -> wait.what().startsWith("leave to go on with 'Check/Check the item'"));
    assertThat(ann.openProcessInstance(parent.id()).dataFields().get("Result")).isNull();
    ann.management().start(parent.id());

    assertThat(status(parent.id())).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(ann.openProcessInstance(parent.id()).dataFields().getString("Result"))
        .isEqualTo("fine: held");
  }

  @Test
  void aSubProcessIsNoServerItem() {
    deploy(CHILD);
    deploy(parent("", ""));
    var serialNumber = onlyEvent(start(Map.of("Article", "held"))).serialNumber();

    assertThatThrownBy(() -> ann.openServerItem(serialNumber))
        .isInstanceOf(BaltoroException.class)
        .hasMessageContaining("sub-process");
    assertThatThrownBy(() -> ann.openServerItemEvenIfEnded(serialNumber))
        .isInstanceOf(BaltoroException.class)
        .hasMessageContaining("sub-process");
  }

  // ---- what goes wrong

  @Test
  void aProcessThatIsNotThereFailsTheEventUntilItIsDeployed() {
    var deployment = deploy(parent("", ""));
    assertThat(deployment.warnings())
        .anyMatch(
            warning -> warning.found().contains("'Finance/Check Item', which is not deployed"));
    var parent = start(Map.of("Article", "lamp"));
    assertThat(parent.errors())
        .singleElement()
        .satisfies(error -> {
          assertThat(error.code()).isEqualTo("child-refused");
          assertThat(error.message()).contains("There is no process 'Finance/Check Item'");
        });
    deploy(CHILD);
    ann.management().retry(parent.id(), parent.errors().getFirst().id());
    Await.until("it is complete", () -> status(parent.id()) == ProcessInstanceStatus.COMPLETED);
  }

  @Test
  void aStartThatTheChildRefusesFailsTheEventWithItsWords() {
    deploy(CHILD);
    deploy(parent("", "").replace("Article: Article,", ""));
    assertThat(start(Map.of("Article", "lamp")).errors())
        .singleElement()
        .satisfies(error -> assertThat(error.message()).contains("'Article'", "required"));

    deploy(parent("", "").replace("Article: Article,", "Article: Quantity,"));
    assertThat(start(Map.of("Quantity", 3)).errors())
        .singleElement()
        .satisfies(error -> assertThat(error.message()).contains("'Article'", "type string"));
  }

  @Test
  void aChildInErrorIsWaitedForAndAParentThatWantsToFailsWithIt() {
    deploy(CHILD);
    deploy(parent("", ""));
    var waiting = start(Map.of("Article", "broken"));
    Await.until(
        "the child is in error", () -> child(waiting.id()).status() == ProcessInstanceStatus.ERROR);
    assertThat(status(waiting.id())).isEqualTo(ProcessInstanceStatus.ACTIVE);

    deploy(parent("", "onFailure: fail"));
    var failing = start(Map.of("Article", "broken"));
    Await.until(
        "the parent is in error", () -> status(failing.id()) == ProcessInstanceStatus.ERROR);
    var error = ann.openProcessInstance(failing.id()).errors().getFirst();
    assertThat(error.code()).isEqualTo("child-failed");
    assertThat(error.message()).contains("it can't be checked");
    var first = child(failing.id()).id();
    var mended = ann.openProcessInstance(failing.id());
    mended.dataFields().set("Article", "lamp");
    mended.update();
    ann.management().retry(failing.id(), error.id());
    Await.until("it is complete", () -> status(failing.id()) == ProcessInstanceStatus.COMPLETED);
    assertThat(children(failing.id())).hasSize(2).contains(first);
  }

  @Test
  void aChildThatIsDeletedFailsTheEventOrExpiresIt() {
    deploy(CHILD);
    deploy(parent("", ""));
    var failing = start(Map.of("Article", "held"));
    var child = child(failing.id()).id();
    var preview = ann.management().preview(child, new ManagementOperation.Delete());
    assertThat(preview.differences())
        .anySatisfy(difference -> {
          assertThat(difference.name()).isEqualTo(String.valueOf(failing.id()));
          assertThat(difference.detail()).contains("waits for this instance", "was deleted");
        });
    ann.management().delete(child);
    Await.until(
        "the parent is in error", () -> status(failing.id()) == ProcessInstanceStatus.ERROR);
    assertThat(ann.openProcessInstance(failing.id()).errors().getFirst().message())
        .contains("was deleted by ann");

    deploy(parent("", "onDelete: expire"));
    var expiring = start(Map.of("Article", "held"));
    ann.management().delete(child(expiring.id()).id());
    Await.until(
        "the parent has gone on", () -> status(expiring.id()) == ProcessInstanceStatus.COMPLETED);
  }

  @Test
  void aParentThatIsDeletedLeavesItsChildOrDeletesIt() {
    deploy(CHILD);
    deploy(parent("", ""));
    var leaving = start(Map.of("Article", "held"));
    var left = child(leaving.id());
    assertThat(
            ann.management().preview(leaving.id(), new ManagementOperation.Delete()).differences())
        .anyMatch(difference ->
            difference.detail().endsWith("process instance %d goes on alone".formatted(left.id())));
    ann.management().delete(leaving.id());
    finish(left);
    Await.until("the child ends", () -> status(left.id()) == ProcessInstanceStatus.COMPLETED);

    deploy(parent("", "onEnd: delete"));
    var deleting = start(Map.of("Article", "held"));
    long deleted = child(deleting.id()).id();
    assertThat(
            ann.management().preview(deleting.id(), new ManagementOperation.Delete()).differences())
        .anyMatch(difference ->
            difference.name().equals(String.valueOf(deleted))
                && difference.detail().contains("deleted with"));
    ann.management().delete(deleting.id());
    Await.until("the child is deleted", () -> isGone(deleted));
  }

  @Test
  void aGotoPastTheEventDeletesTheChildWhereItSaysSo() {
    deploy(CHILD);
    deploy(parent("", "onEnd: delete"));
    var parent = start(Map.of("Article", "held"));
    long child = child(parent.id()).id();
    ann.management().gotoActivity(parent.id(), "End");

    assertThat(status(parent.id())).isEqualTo(ProcessInstanceStatus.COMPLETED);
    Await.until("the child is deleted", () -> isGone(child));
  }

  @Test
  void aProcessThatStartsItselfForEverEndsAfterAHundred() {
    deploy(
        """
        process: Test/Self
        activities:
          Again:
            events:
              - subProcess: Again
                process: Test/Self
                synchronous: false
        """);
    ann.startProcessInstance(ann.createProcessInstance("Test/Self"), true);
    Await.until("one is in error", () -> !errors().isEmpty());

    assertThat(errors().getFirst()).contains("100 instances stand above each other");
    assertThat(ann.processInstances(ProcessInstanceQuery.all().limit(1000)).items()).hasSize(101);
  }

  // ---- who may

  @Test
  void aChildNeedsNoRightToStartItAndIsSeenByItsOwnRights() {
    deploy(CHILD);
    deploy(parent("rights:\n  start: [ben]\n  view: [ben]\n", ""));
    var administration = ann.administration();
    administration.createUser("ben", "correct horse battery", java.util.Set.of());
    var ben = engine.connectAs("ben");
    assertThatThrownBy(() -> ben.createProcessInstance("Finance/Check Item"))
        .isInstanceOf(BaltoroException.class);
    var prepared = ben.createProcessInstance("Test/Order");
    prepared.dataFields().set("Article", "held");
    var parent = ben.startProcessInstance(prepared, true);
    long child = children(parent.id()).getFirst();

    assertThat(ben.processInstances(ProcessInstanceQuery.all().parent(parent.id())).items())
        .isEmpty();
    assertThatThrownBy(() -> ben.openProcessInstance(child)).isInstanceOf(BaltoroException.class);
    administration.grantProcessRight(
        "Finance/Check Item", ProcessRight.VIEW_PARTICIPATE, Subject.user("ben"));
    Await.until(
        "the right is known",
        () ->
            !ben.processInstances(ProcessInstanceQuery.all().parent(parent.id()))
                .items()
                .isEmpty());
    assertThat(ben.openProcessInstance(child).originator()).isEqualTo("ben");
  }

  // ---- helpers

  private static String parent(String rights, String more) {
    return """
    process: Test/Order
    %sdata:
      Article: string
      Quantity: { type: integer, default: 3 }
      Price: { type: decimal, default: 2.50 }
      Scan: binary
      Result: string
      Whole: integer
      Total: decimal
    activities:
      Check:
        events:
          - subProcess: Check the item
            process: Finance\\Check Item
            send: { Article: Article, Amount: Quantity * Price, Pieces: Quantity }
            %s
        lines:
          - to: End
      End: {}
    """
        .formatted(rights, more);
  }

  private Deployment deploy(String definition) {
    return ann.definitions().deploy(definition, "definition.yaml");
  }

  private ProcessInstance start(Map<String, Object> data) {
    var prepared = ann.createProcessInstance("Test/Order");
    data.forEach((name, value) -> prepared.dataFields().set(name, value));
    var started = ann.startProcessInstance(prepared, true);
    boolean ends = !List.of("held", "broken").contains(String.valueOf(data.get("Article")));
    if (ends) {
      Await.until(
          "it ends",
          () -> {
            var status = status(started.id());
            return status == ProcessInstanceStatus.COMPLETED
                || status == ProcessInstanceStatus.ERROR;
          });
    } else {
      Await.until("the child is there", () -> !children(started.id()).isEmpty());
      Await.until(
          "its code has run", () -> child(started.id()).status() != ProcessInstanceStatus.RUNNING);
    }
    return ann.openProcessInstance(started.id());
  }

  private void finish(ProcessInstance child) {
    ann.openServerItem(onlyEvent(ann.openProcessInstance(child.id())).serialNumber()).finish();
  }

  private ProcessInstanceStatus status(long id) {
    return ann.openProcessInstance(id).status();
  }

  private boolean isGone(long id) {
    try {
      ann.openProcessInstance(id);
      return false;
    } catch (BaltoroException gone) {
      return gone.problem() == Problem.GONE;
    }
  }

  private List<Long> children(long parent) {
    return ann.processInstances(ProcessInstanceQuery.all().parent(parent)).items().stream()
        .map(ProcessInstanceSummary::id)
        .toList();
  }

  /** The newest child. */
  private ProcessInstance child(long parent) {
    return ann.openProcessInstance(children(parent).getFirst());
  }

  private static OpenEvent onlyEvent(ProcessInstance instance) {
    var events =
        instance.activities().stream().flatMap(activity -> activity.events().stream()).toList();
    assertThat(events).hasSize(1);
    return Objects.requireNonNull(events.getFirst());
  }

  private List<String> sentences(long id) {
    return ann.journal(id, 0, 1000).stream().map(JournalEntry::text).toList();
  }

  private List<String> errors() {
    return ann.management().errors(null, null, 100).items().stream()
        .map(InstanceError::message)
        .toList();
  }
}
