package org.baltoro.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.Connection;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.OutOfOffice;
import org.baltoro.api.OutOfOffice.Forwarding;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.WorklistAction;
import org.baltoro.api.WorklistEntry;
import org.baltoro.api.WorklistItem;
import org.baltoro.api.WorklistQuery;
import org.baltoro.api.WorklistQuery.Sort;
import org.baltoro.api.WorklistStatus;
import org.junit.jupiter.api.Test;

/** People share work: slots, delegation, sleep, managers, roles, and who is out of office. */
abstract class PeopleContract extends Contract {
  private static final String REVIEW = "Contract/Review";
  private static final String PANEL = "Contract/Panel";
  private static final String ROLES = "Contract/Roles";

  private static final String REVIEW_YAML =
      "process: "
          + REVIEW
          + """

          folio: '"Review " + Number'
          rights:
            start: [ann]
            view: [ann]
            viewParticipate: [everyone]
            admin: [mia]
          data:
            Number: { type: string, required: true, searchable: true }
            Note: string
          activities:
            Review:
              data:
                Remark: string
              expectedDuration: 4h
              events:
                - client: Look at it
                  destinations: [ann, 'group:finance']
                  instruction: Read it, then decide.
                  form: '"https://forms.example/review?number=" + Number'
                  actions:
                    - Agree
                    - { name: Reject, batch: false }
                    - { name: Save, kind: update }
                    - { name: Override, allow: [mia] }
          """;

  private static final String PANEL_YAML =
      "process: "
          + PANEL
          + """

          folio: '"Panel " + Number'
          rights: { start: [ann], view: [ann], admin: [mia] }
          data:
            Number: { type: string, required: true }
          activities:
            Vote:
              destinations: { to: [ann, finn, nora], slots: 2 }
              events:
                - client: Give a vote
                  actions: ['Yes', 'No']
              lines:
                - to: Done
            Done: {}
          """;

  private static final String ROLES_YAML =
      "process: "
          + ROLES
          + """

          rights: { start: [ann], view: [ann], admin: [mia] }
          activities:
            Check:
              events:
                - client: Check it
                  destinations: ['role:checkers']
                  actions: [Fine]
              lines:
                - to: Approve
            Approve:
              events:
                - client: Approve it
                  destinations: ['manager:originator']
                  actions: [Approve]
          """;

  PeopleContract(Way way) {
    super(way, List.of(REVIEW_YAML, PANEL_YAML, ROLES_YAML));
  }

  /** The one item of an instance that is to be seen by somebody who may do so. */
  private String only(long id) {
    return activities(id).getFirst().events().getFirst().serialNumber();
  }

  private static List<String> serials(Connection connection, WorklistQuery query) {
    return connection.worklist(query).items().stream().map(WorklistEntry::serialNumber).toList();
  }

  private boolean sees(String user, String serial) {
    return serials(as(user), WorklistQuery.all().limit(200)).contains(serial);
  }

  private boolean sees(String user, String serial, WorklistStatus status) {
    return serials(as(user), WorklistQuery.all().status(status).limit(200)).contains(serial);
  }

  // ---- slots

  @Test
  void whoOpensAnItemHoldsItsSlotUntilItIsGivenBack() {
    var serial = only(begin(REVIEW, "Number", "S-1"));
    var item = as("ann").openWorklistItem(serial);
    assertThat(item.status()).isEqualTo(WorklistStatus.OPEN);
    assertThat(item.allocatedTo()).containsExactly("ann");
    assertThat(sees("ann", serial, WorklistStatus.OPEN)).isTrue();
    assertThat(sees("finn", serial)).as("hidden").isFalse();
    assertThat(sees("finn", serial, WorklistStatus.ALLOCATED)).isTrue();
    var held = refused(Problem.ITEM_HELD, () -> as("finn").openWorklistItem(serial));
    assertThat(held).hasMessageContaining("ann since " + world.clock.instant());
    assertThat(held.details()).containsEntry("holders", List.of("ann"));
    var look = as("finn").openWorklistItem(serial, false);
    assertThat(look.status()).isEqualTo(WorklistStatus.ALLOCATED);
    refused(Problem.ITEM_HELD, () -> look.finish("Agree"));
    as("ann").openWorklistItem(serial, false).release();
    assertThat(sees("finn", serial, WorklistStatus.AVAILABLE)).isTrue();
    look.finish("Agree");
    var late = refused(Problem.ALREADY_FINISHED, () -> item.finish("Reject"));
    assertThat(late.details()).containsEntry("by", "finn").containsEntry("action", "Agree");
  }

  @Test
  void whoManagesTheProcessMayReleaseAnybodysSlot() {
    var serial = only(begin(REVIEW, "Number", "S-2"));
    as("finn").openWorklistItem(serial);
    var item = as("mia").openWorklistItem(serial);
    assertThat(item.allocatedTo()).as("opening as a manager takes no slot").containsExactly("finn");
    item.release();
    assertThat(as("mia").openWorklistItem(serial, false).allocatedTo()).isEmpty();
    refused(Problem.NOT_FOUND, () -> as("nora").openWorklistItem(serial));
  }

  @Test
  void asManyMayAnswerAsThereAreSlots() {
    long id = begin(PANEL, "Number", "S-3");
    var serial = only(id);
    as("finn").openWorklistItem(serial).finish("Yes");
    assertThat(sees("finn", serial)).isFalse();
    assertThat(sees("finn", serial, WorklistStatus.COMPLETED)).isTrue();
    refused(Problem.ALREADY_FINISHED, () -> as("finn").openWorklistItem(serial));
    as("nora").openWorklistItem(serial);
    refused(Problem.ITEM_HELD, () -> as("ann").openWorklistItem(serial));
    as("nora").openWorklistItem(serial).finish("No", true);
    assertThat(status(id)).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(facts(id, "ClientEventResponded")).hasSize(2);
  }

  // ---- one item

  @Test
  void anItemSaysWhatIsToBeDoneWhereAndByWhen() {
    var serial = only(begin(REVIEW, "Number", "I-1"));
    var item = as("ann").openWorklistItem(serial, false);
    assertThat(item.instruction()).isEqualTo("Read it, then decide.");
    assertThat(item.formUrl()).isEqualTo("https://forms.example/review?number=I-1");
    assertThat(item.expectedBy()).isEqualTo(world.clock.instant().plus(Duration.ofHours(4)));
    assertThat(item.onBehalfOf()).isNull();
    assertThat(item.allowedActions())
        .containsExactly(
            new WorklistAction("Agree", false, true),
            new WorklistAction("Reject", false, false),
            new WorklistAction("Save", true, true));
    assertThat(item.actions()).containsExactly("Agree", "Reject", "Save");
    refused(Problem.ACCESS_DENIED, () -> item.finish("Override"));
    assertThat(as("mia").openWorklistItem(serial).actions()).contains("Override");
    var entry = as("ann").worklist(WorklistQuery.all().folio("Review I-1")).items().getFirst();
    assertThat(entry.status()).isEqualTo(WorklistStatus.AVAILABLE);
    assertThat(entry.originator()).isEqualTo("ann");
    assertThat(entry.instruction()).isEqualTo(item.instruction());
    assertThat(entry.formUrl()).isEqualTo(item.formUrl());
    assertThat(entry.expectedBy()).isEqualTo(item.expectedBy());
    assertThat(entry.actions()).isEqualTo(item.actions());
  }

  @Test
  void anUpdateSavesBothKindsOfDataAndKeepsTheItem() {
    var serial = only(begin(REVIEW, "Number", "I-2"));
    var item = as("ann").openWorklistItem(serial);
    item.processInstance().dataFields().set("Note", "half done");
    item.activityDataFields().set("Remark", "to be gone on with");
    item.finish("Save");
    var again = as("ann").openWorklistItem(serial);
    assertThat(again.status()).isEqualTo(WorklistStatus.OPEN);
    assertThat(again.processInstance().dataFields().getString("Note")).isEqualTo("half done");
    assertThat(again.activityDataFields().getString("Remark")).isEqualTo("to be gone on with");
  }

  @Test
  void anActionThatIsRepeatedIsTakenForTheFirst() {
    long id = begin(REVIEW, "Number", "I-8");
    var serial = only(id);
    as("ann").openWorklistItem(serial, false).delegate("nora", "Agree");
    var item = as("nora").openWorklistItem(serial, false);
    agree(item, "fine");
    var journal = as("ann").journal(id, 0, 100);
    agree(item, "fine");
    agree(as("nora").openWorklistItemEvenIfEnded(serial), "fine");
    var data = Map.of("Note", "fine", "Remark", "fine");
    assertThat(as("nora").finishWorklistItems(List.of(serial), "Agree", data).getFirst().refused())
        .isNull();
    assertThat(as("ann").journal(id, 0, 100)).as("nothing more has happened").isEqualTo(journal);

    var again = as("nora").openWorklistItemEvenIfEnded(serial);
    assertThat(again.activity()).isEqualTo("Review");
    assertThat(again.status()).isEqualTo(WorklistStatus.COMPLETED);
    var other = refused(Problem.ALREADY_FINISHED, () -> agree(again, "not so fine"));
    assertThat(other.details()).containsEntry("by", "nora").containsEntry("action", "Agree");
    refused(
        Problem.ALREADY_FINISHED,
        () -> as("nora").openWorklistItemEvenIfEnded(serial).finish("Reject"));
    refused(
        Problem.ALREADY_FINISHED,
        () -> agree(as("ann").openWorklistItemEvenIfEnded(serial), "fine"));
    refused(Problem.NOT_FOUND, () -> as("ann").openWorklistItemEvenIfEnded(id + "_999"));
    refused(Problem.NOT_FOUND, () -> as("finn").openWorklistItemEvenIfEnded(id + "_999"));
  }

  private static void agree(WorklistItem item, String words) {
    item.processInstance().dataFields().set("Note", words);
    item.activityDataFields().set("Remark", words);
    item.finish("Agree");
  }

  @Test
  void oneAnswerOfSeveralMayBeRepeatedBeforeAndAfterTheLast() {
    var serial = only(begin(PANEL, "Number", "S-6"));
    var first = as("finn").openWorklistItem(serial, false);
    first.finish("Yes");
    first.finish("Yes");
    as("finn").openWorklistItemEvenIfEnded(serial).finish("Yes");
    refused(Problem.ALREADY_FINISHED, () -> first.finish("No"));
    var second = as("nora").openWorklistItem(serial, false);
    second.finish("No", true);
    second.finish("No");
    first.finish("Yes");
    as("finn").openWorklistItemEvenIfEnded(serial).finish("Yes");
    assertThat(refused(Problem.ALREADY_FINISHED, () -> first.finish("No")))
        .hasMessageContaining("finn chose 'Yes'");
  }

  @Test
  void bothKindsOfDataAreSavedWithoutAnAction() {
    long id = begin(REVIEW, "Number", "I-7");
    var serial = only(id);
    var item = as("ann").openWorklistItem(serial, false);
    item.processInstance().dataFields().set("Note", "half done");
    item.activityDataFields().set("Remark", "to be gone on with");
    item.update();
    assertThat(item.processInstance().dataFields().getString("Note")).isEqualTo("half done");
    assertThat(item.activityDataFields().getString("Remark")).isEqualTo("to be gone on with");
    item.processInstance().setFolio("Half done");
    item.update();
    var again = as("finn").openWorklistItem(serial, false);
    assertThat(again.status()).as("no slot is taken").isEqualTo(WorklistStatus.AVAILABLE);
    assertThat(again.processInstance().folio()).isEqualTo("Half done");
    assertThat(again.processInstance().dataFields().getString("Note")).isEqualTo("half done");
    assertThat(again.activityDataFields().getString("Remark")).isEqualTo("to be gone on with");
    assertThat(facts(id, "DataFieldsChanged")).as("each once").hasSize(2);
    item.redirect("nora");
    item.activityDataFields().set("Remark", "too late");
    refused(Problem.ACCESS_DENIED, item::update);
    again.finish("Agree");
    refused(Problem.ALREADY_FINISHED, item::update);
  }

  @Test
  void aDelegatedItemIsBothOnesAndWhoActsFirstActs() {
    long id = begin(REVIEW, "Number", "I-3");
    var serial = only(id);
    as("ann").openWorklistItem(serial, false).delegate("Nora", "Agree");
    assertThat(sees("ann", serial)).isTrue();
    assertThat(sees("nora", serial)).isTrue();
    var item = as("nora").openWorklistItem(serial);
    assertThat(item.actions()).containsExactly("Agree");
    assertThat(item.onBehalfOf()).isEqualTo("ann");
    refused(Problem.ACCESS_DENIED, () -> item.finish("Reject"));
    refused(Problem.ITEM_HELD, () -> as("ann").openWorklistItem(serial));
    refused(Problem.NOT_FOUND, () -> item.delegate("no such user"));
    item.finish("Agree");
    assertThat(facts(id, "ClientEventFinished").getFirst().text()).contains("nora", "ann");
    refused(Problem.ALREADY_FINISHED, () -> as("ann").openWorklistItem(serial));
  }

  @Test
  void aDelegateGivesOnWhatWasGivenAndNoMore() {
    long id = begin(REVIEW, "Number", "I-6");
    var serial = only(id);
    as("ann").openWorklistItem(serial, false).delegate("nora", "Agree");
    var item = as("nora").openWorklistItem(serial, false);
    refused(Problem.ACCESS_DENIED, () -> item.gotoActivity("Review"));
    item.redirect("dora");
    assertThat(sees("nora", serial)).isFalse();
    var givenOn = as("dora").openWorklistItem(serial, false);
    assertThat(givenOn.actions()).containsExactly("Agree");
    assertThat(givenOn.onBehalfOf()).isEqualTo("ann");
    refused(Problem.ACCESS_DENIED, () -> givenOn.finish("Reject"));
    refused(Problem.INVALID_REQUEST, () -> givenOn.delegate("dora"));
    assertThat(as("nora").openProcessInstance(id).id()).as("she has acted").isEqualTo(id);
    assertThat(
            as("nora").processInstances(ProcessInstanceQuery.all().process(REVIEW)).items().stream()
                .map(row -> row.id()))
        .contains(id);
  }

  @Test
  void anItemGoesToNobodyWhoHasAnsweredIt() {
    var serial = only(begin(PANEL, "Number", "S-4"));
    as("finn").openWorklistItem(serial, false).finish("Yes");
    var item = as("nora").openWorklistItem(serial, false);
    assertThat(refused(Problem.NOT_ALLOWED_NOW, () -> item.redirect("finn")))
        .hasMessageContaining("finn has answered it already");
    refused(Problem.NOT_ALLOWED_NOW, () -> item.delegate("finn"));
    assertThat(sees("nora", serial)).isTrue();
  }

  @Test
  void aStrangerHearsTheSameOfEveryItem() {
    long id = begin(PANEL, "Number", "S-5");
    world
        .engine
        .connectTrusted("admin")
        .administration()
        .createUser("sten", "a long password", Set.of());
    for (var other : List.of(only(id), id + "_999", id + 100_000 + "_1")) {
      hearsNothing("sten", other);
    }
    for (var other : List.of(id + "_999", id + 100_000 + "_1")) {
      hearsNothing("nora", other);
    }
  }

  /** Neither whether the instance is there, nor whether it has such an item. */
  private void hearsNothing(String user, String serial) {
    assertThat(refused(Problem.NOT_FOUND, () -> as(user).openWorklistItem(serial)))
        .hasMessage("There is no worklist item %s for you.".formatted(serial));
    var result = as(user).finishWorklistItems(List.of(serial), "Yes", Map.of()).getFirst();
    assertThat(result.refused())
        .isEqualTo("There is no worklist item %s for you.".formatted(serial));
  }

  @Test
  void aSleepingItemIsHiddenFromWhoLetsItSleep() {
    var serial = only(begin(REVIEW, "Number", "I-4"));
    var item = as("ann").openWorklistItem(serial);
    item.sleep(Duration.ofHours(1));
    assertThat(sees("ann", serial)).isFalse();
    assertThat(sees("finn", serial)).as("the slot is free").isTrue();
    var asleep = as("ann").openWorklistItem(serial, false);
    assertThat(asleep.status()).isEqualTo(WorklistStatus.SLEEP);
    assertThat(asleep.sleepsUntil()).isEqualTo(world.clock.instant().plus(Duration.ofHours(1)));
    world.clock.advance(Duration.ofHours(1));
    assertThat(sees("ann", serial)).as("awake by itself").isTrue();
    item.sleep(world.clock.instant().plusSeconds(60));
    assertThat(sees("ann", serial, WorklistStatus.SLEEP)).isTrue();
    item.sleep((java.time.Instant) null);
    world.clock.advance(Duration.ofDays(1));
    assertThat(sees("ann", serial)).isFalse();
    item.wake();
    assertThat(sees("ann", serial)).isTrue();
    refused(Problem.INVALID_REQUEST, () -> item.sleep(Duration.ZERO));
  }

  @Test
  void whatIsSaidIsKeptWithWhoSaidItAndAboutWhat() {
    long id = begin(REVIEW, "Number", "I-5");
    var serial = only(id);
    as("finn").openWorklistItem(serial, false).addComment("Who ordered this?");
    world.clock.advance(Duration.ofSeconds(5));
    as("ann").addComment(id, "I did.");
    var comments = as("ann").comments(id);
    assertThat(comments)
        .extracting(one -> one.text())
        .containsExactly("Who ordered this?", "I did.");
    assertThat(comments).extracting(one -> one.by()).containsExactly("finn", "ann");
    assertThat(comments.getFirst().serialNumber()).isEqualTo(serial);
    assertThat(comments.getLast().serialNumber()).isNull();
    assertThat(comments.getLast().at()).isEqualTo(world.clock.instant());
    assertThat(as("finn").openWorklistItem(serial, false).comments()).isEqualTo(comments);
    refused(Problem.ACCESS_DENIED, () -> as("nora").comments(id));
    refused(Problem.ACCESS_DENIED, () -> as("nora").addComment(id, "Hello?"));
    refused(Problem.INVALID_REQUEST, () -> as("ann").addComment(id, " "));
  }

  @Test
  void anActionForManyIsCarriedOutOneByOne() {
    var serials =
        List.of(
            only(begin(REVIEW, "Number", "B-1")),
            only(begin(REVIEW, "Number", "B-2")),
            only(begin(REVIEW, "Number", "B-3")));
    as("finn").openWorklistItem(serials.get(1));
    var results = as("ann").finishWorklistItems(serials, "Agree", Map.of("Note", "all of them"));
    assertThat(results).extracting(result -> result.serialNumber()).isEqualTo(serials);
    assertThat(results)
        .extracting(result -> result.problem())
        .containsExactly(null, Problem.ITEM_HELD, null);
    assertThat(results.get(1).refused()).contains("finn");
    assertThat(
            as("ann")
                .openWorklistItem(serials.get(1), false)
                .processInstance()
                .dataFields()
                .get("Note"))
        .isNull();
    var alone =
        as("finn").finishWorklistItems(List.of(serials.get(1), serials.get(1)), "Reject", Map.of());
    assertThat(alone).extracting(result -> result.problem()).containsOnly(Problem.INVALID_REQUEST);
    assertThat(as("finn").finishWorklistItems(List.of(serials.get(1)), "Reject", Map.of()))
        .extracting(result -> result.problem())
        .containsOnlyNulls();
    refused(
        Problem.INVALID_REQUEST, () -> as("ann").finishWorklistItems(List.of(), "Agree", Map.of()));
  }

  @Test
  void aBatchSetsEachFieldWhereTheItemHasIt() {
    var done = only(begin(REVIEW, "Number", "B-4"));
    as("ann").openWorklistItem(done, false).finish("Agree");
    long id = begin(REVIEW, "Number", "B-5");
    var without = only(begin(PANEL, "Number", "B-6"));
    var serials = List.of(done, without, only(id), "no serial number");
    var results =
        as("ann")
            .finishWorklistItems(
                serials, "Agree", Map.of("Note", "all of them", "Remark", "in a hurry"));
    assertThat(results)
        .extracting(result -> result.problem())
        .containsExactly(Problem.ALREADY_FINISHED, Problem.INVALID_DATA, null, Problem.NOT_FOUND);
    assertThat(results.get(1).refused()).contains("has no data field", "it has Number");
    assertThat(facts(id, "DataFieldsChanged").stream().map(JournalEntry::text))
        .anyMatch(text -> text.contains("Note"))
        .anyMatch(text -> text.contains("Remark"));
  }

  // ---- lists

  @Test
  void aWorklistIsNarrowedSortedAndCounted() {
    var serials = new java.util.ArrayList<String>();
    for (int number = 0; number < 4; number++) {
      var prepared = as("ann").createProcessInstance(REVIEW);
      prepared.dataFields().set("Number", "L-" + (9 - number));
      serials.add(only(as("ann").startProcessInstance(prepared.priority(number % 3), true).id()));
      world.clock.advance(Duration.ofMinutes(1));
    }
    var mine = WorklistQuery.all().folio("Review L-*").process(REVIEW);
    var ann = as("ann");
    assertThat(serials(ann, mine)).isEqualTo(serials);
    assertThat(serials(ann, mine.sort(Sort.NEWEST))).isEqualTo(serials.reversed());
    assertThat(serials(ann, mine.sort(Sort.FOLIO))).isEqualTo(serials.reversed());
    assertThat(serials(ann, mine.sort(Sort.PROCESS))).isEqualTo(serials);
    assertThat(serials(ann, mine.sort(Sort.PRIORITY)))
        .containsExactly(serials.get(0), serials.get(3), serials.get(1), serials.get(2));
    assertThat(serials(ann, mine.priority(2))).containsExactly(serials.get(2));
    assertThat(serials(ann, WorklistQuery.all().data("Number", "L-8")))
        .containsExactly(serials.get(1));
    var second = ann.openWorklistItem(serials.get(1), false).startDate();
    assertThat(serials(ann, mine.startedFrom(second).startedBefore(second.plusSeconds(61))))
        .containsExactly(serials.get(1), serials.get(2));
    assertThat(serials(ann, mine.activity("Review").event("Look at it"))).isEqualTo(serials);
    assertThat(serials(ann, mine.event("Another"))).isEmpty();
    assertThat(serials(ann, mine.originator("finn"))).isEmpty();
    assertThat(ann.worklistCount(mine)).hasToString("4");
    for (var sort : Sort.values()) {
      var paged = new java.util.ArrayList<String>();
      var page = ann.worklist(mine.sort(sort).limit(3));
      page.items().forEach(entry -> paged.add(entry.serialNumber()));
      var rest = ann.worklist(mine.sort(sort).limit(3).after(page.nextCursor()));
      rest.items().forEach(entry -> paged.add(entry.serialNumber()));
      assertThat(paged).as("%s", sort).isEqualTo(serials(ann, mine.sort(sort)));
      assertThat(rest.nextCursor()).isNull();
    }
    refused(Problem.INVALID_REQUEST, () -> ann.worklist(mine.after("no cursor")));
    refused(Problem.UNKNOWN_PROCESS, () -> ann.worklist(mine.process("No/Such")));
    refused(Problem.INVALID_DATA, () -> ann.worklist(WorklistQuery.all().data("Nope", 1)));
  }

  @Test
  void whoHasActedSeesTheInstanceAfterwards() {
    long id = begin(REVIEW, "Number", "V-1");
    var mine = ProcessInstanceQuery.all().process(REVIEW);
    as("finn").openWorklistItem(only(id)).finish("Agree", true);
    assertThat(as("finn").openProcessInstance(id).status())
        .isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(as("finn").processInstances(mine).items()).extracting(row -> row.id()).contains(id);
    assertThat(as("nora").processInstances(mine).items())
        .extracting(row -> row.id())
        .doesNotContain(id);
    refused(Problem.ACCESS_DENIED, () -> as("nora").openProcessInstance(id));
  }

  // ---- managers and roles

  @Test
  void aManagerActsOnTheItemsOfWhomTheyManage() {
    var administration = as("admin").administration();
    administration.setManager("ann", "nora");
    administration.setManager("nora", "dora");
    refused(Problem.INVALID_REQUEST, () -> administration.setManager("dora", "ann"));
    refused(Problem.NOT_FOUND, () -> administration.setManager("ann", "nobody there"));
    assertThat(administration.users())
        .filteredOn(user -> user.name().equals("ann"))
        .extracting(user -> user.manager())
        .containsExactly("nora");
    long id = begin(REVIEW, "Number", "M-1");
    var serial = only(id);
    var ofAnn = WorklistQuery.all().of("ann").folio("Review M-1");
    assertThat(serials(as("dora"), ofAnn)).containsExactly(serial);
    assertThat(sees("dora", serial)).as("it is not on their own").isFalse();
    refused(Problem.ACCESS_DENIED, () -> as("finn").worklist(ofAnn));
    var item = as("dora").openWorklistItem(serial);
    assertThat(item.onBehalfOf()).isEqualTo("ann");
    refused(Problem.ITEM_HELD, () -> as("ann").openWorklistItem(serial));
    item.finish("Agree");
    assertThat(facts(id, "ClientEventFinished").getFirst().by()).isEqualTo("dora");
    assertThat(facts(id, "ClientEventFinished").getFirst().text()).contains("ann");
    administration.setManager("ann", null);
    administration.setManager("nora", null);
    refused(Problem.ACCESS_DENIED, () -> as("dora").worklist(ofAnn));
    refused(Problem.ACCESS_DENIED, () -> as("ann").administration().setManager("ann", "nora"));
  }

  @Test
  void workOfARoleFollowsItsMembers() {
    var administration = as("admin").administration();
    administration.createRole("experts", List.of(Subject.group("finance")));
    administration.createRole("checkers", List.of(Subject.role("experts")));
    administration.setManager("ann", "dora");
    long id = begin(ROLES);
    var serial = only(id);
    assertThat(sees("finn", serial)).as("through a group, in a role, in the role").isTrue();
    assertThat(sees("nora", serial)).isFalse();
    administration.setRoleMembers("checkers", List.of(Subject.user("NORA")));
    assertThat(administration.roles())
        .anySatisfy(role -> {
          assertThat(role.name()).isEqualTo("checkers");
          assertThat(role.members()).containsExactly(Subject.user("nora"));
        });
    assertThat(sees("finn", serial)).isFalse();
    as("nora").openWorklistItem(serial).finish("Fine", true);
    assertThat(sees("dora", only(id))).as("the manager of who started it").isTrue();
    assertThat(facts(id, "ClientEventFinished").getFirst().text()).doesNotContain("behalf");
    refused(
        Problem.INVALID_REQUEST,
        () -> administration.setRoleMembers("experts", List.of(Subject.role("experts"))));
    refused(
        Problem.NOT_FOUND,
        () -> administration.setRoleMembers("experts", List.of(Subject.role("nobody"))));
    refused(Problem.INVALID_REQUEST, () -> administration.createRole("experts", List.of()));
    administration.deleteRole("checkers");
    administration.deleteRole("experts");
    refused(Problem.NOT_FOUND, () -> administration.deleteRole("experts"));
    administration.setManager("ann", null);
  }

  @Test
  void rightsMayBeGrantedToRoles() {
    var administration = as("admin").administration();
    administration.createRole("starters", List.of(Subject.user("nora")));
    administration.grantProcessRight(PANEL, ProcessRight.START, Subject.role("starters"));
    assertThat(as("nora").createProcessInstance(PANEL).process()).isEqualTo(PANEL);
    refused(Problem.ACCESS_DENIED, () -> as("finn").createProcessInstance(PANEL));
    administration.setRoleMembers("starters", List.of());
    refused(Problem.ACCESS_DENIED, () -> as("nora").createProcessInstance(PANEL));
    administration.deleteRole("starters");
  }

  // ---- out of office

  @Test
  void whileSomebodyIsOutOthersActOnTheirBehalf() {
    long id = begin(REVIEW, "Number", "O-1");
    var serial = only(id);
    var own = as("ann").administration();
    assertThat(own.outOfOffice("ann").out()).isFalse();
    var set = own.setOutOfOffice(new OutOfOffice("ann", true, List.of("nora"), List.of()));
    assertThat(set.standIns()).containsExactly("nora");
    assertThat(sees("nora", serial)).isTrue();
    assertThat(sees("ann", serial)).as("still there").isTrue();
    var entry = as("nora").worklist(WorklistQuery.all().folio("Review O-1")).items().getFirst();
    assertThat(entry.onBehalfOf()).isEqualTo("ann");
    var item = as("nora").openWorklistItem(serial);
    item.finish("Agree");
    assertThat(facts(id, "ClientEventFinished").getFirst().text()).contains("nora", "ann");
    var next = only(begin(REVIEW, "Number", "O-2"));
    own.setOutOfOffice(new OutOfOffice("ann", false, List.of("nora"), List.of()));
    assertThat(sees("nora", next)).as("back again").isFalse();
    refused(Problem.NOT_FOUND, () -> as("nora").openWorklistItem(next));
    refused(Problem.ACCESS_DENIED, () -> as("nora").administration().outOfOffice("ann"));
    refused(
        Problem.INVALID_REQUEST,
        () -> own.setOutOfOffice(new OutOfOffice("ann", true, List.of("Ann"), List.of())));
  }

  @Test
  void whoStandsInAndWhoManagesMaySaveAndLook() {
    long id = begin(REVIEW, "Number", "O-9");
    var serial = only(id);
    refused(Problem.ACCESS_DENIED, () -> as("nora").journal(id, 0, 10));
    as("admin").administration().setManager("ann", "dora");
    var own = as("ann").administration();
    own.setOutOfOffice(new OutOfOffice("ann", true, List.of("nora"), List.of()));
    for (var other : List.of("nora", "dora")) {
      var instance = as(other).openWorklistItem(serial, false).processInstance();
      instance.dataFields().set("Note", "saved by " + other);
      instance.update();
      assertThat(as("ann").openProcessInstance(id).dataFields().getString("Note"))
          .isEqualTo("saved by " + other);
      assertThat(as(other).journal(id, 0, 1000)).isNotEmpty();
      assertThat(as(other).history().overview(id).id()).isEqualTo(id);
      as(other).addComment(id, "Looked at it.");
    }
    var late = as("nora").openWorklistItem(serial, false).processInstance();
    own.setOutOfOffice(new OutOfOffice("ann", false, List.of(), List.of()));
    as("admin").administration().setManager("ann", null);
    late.dataFields().set("Note", "too late");
    assertThat(refusal(late::update).problem()).isIn(Problem.ACCESS_DENIED, Problem.NOT_FOUND);
    refused(Problem.ACCESS_DENIED, () -> as("nora").journal(id, 0, 10));
  }

  @Test
  void theWorkOfGroupsStaysTheirs() {
    var serial = only(begin(REVIEW, "Number", "O-3"));
    as("ann").openWorklistItem(serial, false).redirect("mia");
    var own = as("finn").administration();
    own.setOutOfOffice(new OutOfOffice("finn", true, List.of("nora"), List.of()));
    assertThat(sees("finn", serial)).isTrue();
    assertThat(sees("nora", serial)).isFalse();
    own.setOutOfOffice(new OutOfOffice("finn", false, List.of(), List.of()));
  }

  @Test
  void exceptionsSendSomeWorkElsewhere() {
    var review = only(begin(REVIEW, "Number", "O-4"));
    var panel = only(begin(PANEL, "Number", "O-5"));
    var own = as("ann").administration();
    var exception = new Forwarding(PANEL, "Vote", null, List.of("dora"));
    var set = own.setOutOfOffice(new OutOfOffice("ann", true, List.of("nora"), List.of(exception)));
    assertThat(set.exceptions()).containsExactly(exception);
    assertThat(own.outOfOffice("ann")).isEqualTo(set);
    assertThat(sees("nora", review)).isTrue();
    assertThat(sees("dora", panel)).isTrue();
    assertThat(sees("dora", review)).isFalse();
    assertThat(as("nora").worklist(WorklistQuery.all().folio("Panel O-5")).items())
        .as("by their own name")
        .allSatisfy(entry -> assertThat(entry.onBehalfOf()).isNull());
    own.setOutOfOffice(new OutOfOffice("ann", false, List.of(), List.of()));
    refused(
        Problem.UNKNOWN_PROCESS,
        () ->
            own.setOutOfOffice(
                new OutOfOffice(
                    "ann",
                    true,
                    List.of(),
                    List.of(new Forwarding("No/Such", null, null, List.of("dora"))))));
  }

  @Test
  void whoIsOutForwardsFurtherAndItIsToldWhenNobodyIsLeft() {
    var serial = only(begin(REVIEW, "Number", "O-6"));
    var admin = as("admin").administration();
    admin.setOutOfOffice(new OutOfOffice("nora", true, List.of("dora"), List.of()));
    var set = admin.setOutOfOffice(new OutOfOffice("ann", true, List.of("nora"), List.of()));
    assertThat(set.standIns()).containsExactly("dora");
    assertThat(sees("dora", serial)).isTrue();
    assertThat(sees("nora", serial)).isFalse();
    var circle = admin.setOutOfOffice(new OutOfOffice("dora", true, List.of("ann"), List.of()));
    assertThat(circle.standIns()).as("nobody is left").isEmpty();
    assertThat(sees("dora", serial)).isFalse();
    assertThat(sees("ann", serial)).isTrue();
    for (var user : List.of("ann", "nora", "dora")) {
      admin.setOutOfOffice(new OutOfOffice(user, false, List.of(), List.of()));
    }
  }
}
