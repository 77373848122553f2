package org.baltoro.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceStatus;
import org.junit.jupiter.api.Test;

/** Work for people: listed, opened, acted on, sent elsewhere, given to another. */
abstract class WorklistContract extends Contract {
  /** Ann or the group finance decide; meanwhile Beside waits. */
  private static final String DECISION = "Contract/Decision";

  private static final String YAML =
      "process: "
          + DECISION
          + "\nfolio: '\"Decision \" + Number'\n"
          + World.RIGHTS
          + """
          data:
            Number: { type: string, required: true }
            Note: string
          activities:
            Fork:
              lines:
                - to: Decide
                - to: Beside
            Decide:
              events:
                - client: Approve the order
                  destinations: [ann, 'group:finance']
                  actions: [Approve, Reject]
              lines:
                - to: Approved
                  when: Outcome = "Approve"
                - to: Rejected
                  otherwise: true
            Approved:
              events:
                - server: Book
                  handler: contract.wait
            Rejected: {}
            Beside:
              events:
                - server: Wait beside
                  handler: contract.wait
          """;

  WorklistContract(Way way) {
    super(way, List.of(YAML));
  }

  private static List<String> serials(Connection connection) {
    return connection.worklist(null, 200).items().stream()
        .map(entry -> entry.serialNumber())
        .toList();
  }

  @Test
  void anItemIsOnTheWorklistsOfItsUsersAndOfTheirGroups() {
    long id = begin(DECISION, "Number", "W-1");
    var entry =
        as("ann").worklist(null, 200).items().stream()
            .filter(item -> item.instance() == id)
            .findFirst()
            .orElseThrow();
    assertThat(entry.process()).isEqualTo(DECISION);
    assertThat(entry.folio()).isEqualTo("Decision W-1");
    assertThat(entry.priority()).isEqualTo(1);
    assertThat(entry.activity()).isEqualTo("Decide");
    assertThat(entry.event()).isEqualTo("Approve the order");
    assertThat(entry.actions()).containsExactly("Approve", "Reject");
    assertThat(entry.destinations()).containsExactly("ann", "group:finance");
    assertThat(entry.startDate()).isEqualTo(world.clock.instant());
    assertThat(serials(as("finn"))).contains(entry.serialNumber());
    assertThat(serials(as("nora"))).doesNotContain(entry.serialNumber());
  }

  @Test
  void worklistsComePageByPageOldestFirst() {
    for (int time = 0; time < 3; time++) {
      begin(DECISION, "Number", "P-" + time);
    }
    var all = serials(as("ann"));
    var first = as("ann").worklist(null, 2);
    assertThat(first.items())
        .extracting(entry -> entry.serialNumber())
        .isEqualTo(all.subList(0, 2));
    var second = as("ann").worklist(first.nextCursor(), 2);
    assertThat(second.items().getFirst().serialNumber()).isEqualTo(all.get(2));
    refused(Problem.INVALID_REQUEST, () -> as("ann").worklist(null, 201));
    refused(Problem.INVALID_REQUEST, () -> as("ann").worklist(null, 0));
  }

  @Test
  void anActionFinishesTheItemWithItsDataInOneCommit() {
    long id = begin(DECISION, "Number", "W-2");
    var serial = worklist(id).getFirst();
    var item = as("finn").openWorklistItem(serial);
    assertThat(item.serialNumber()).isEqualTo(serial);
    assertThat(item.activity()).isEqualTo("Decide");
    assertThat(item.event()).isEqualTo("Approve the order");
    assertThat(item.actions()).containsExactly("Approve", "Reject");
    assertThat(item.destinations()).containsExactly("ann", "group:finance");
    item.processInstance().dataFields().set("Note", "as agreed");
    item.finish("Approve", true);
    assertThat(active(id)).containsExactly("Approved", "Beside");
    assertThat(as("ann").openProcessInstance(id).dataFields().getString("Note"))
        .isEqualTo("as agreed");
    var finished = facts(id, "ClientEventFinished").getFirst();
    assertThat(finished.by()).isEqualTo("finn");
    assertThat(finished.text()).contains("Approve");
    assertThat(serials(as("ann"))).doesNotContain(serial);
    var late = refused(Problem.ALREADY_FINISHED, () -> as("ann").openWorklistItem(serial));
    assertThat(late.details()).containsEntry("by", "finn").containsKey("at");
  }

  @Test
  void theActionDecidesWhichLineIsTaken() {
    long id = begin(DECISION, "Number", "W-3");
    as("ann").openWorklistItem(worklist(id).getFirst()).finish("Reject", true);
    assertThat(active(id)).containsExactly("Beside");
    assertThat(facts(id, "ActivityEntered"))
        .extracting(entry -> entry.activity())
        .contains("Rejected")
        .doesNotContain("Approved");
  }

  @Test
  void anActionThatItHasNotIsRefusedAndChangesNothing() {
    long id = begin(DECISION, "Number", "W-4");
    var item = as("ann").openWorklistItem(worklist(id).getFirst());
    assertThat(refused(Problem.INVALID_REQUEST, () -> item.finish("Aprove")))
        .hasMessageContaining("Approve")
        .hasMessageContaining("Reject");
    assertThat(worklist(id)).hasSize(1);
  }

  @Test
  void anothersItemIsRefused() {
    long id = begin(DECISION, "Number", "W-5");
    var serial = worklist(id).getFirst();
    refused(Problem.NOT_FOUND, () -> as("nora").openWorklistItem(serial));
    refused(Problem.NOT_FOUND, () -> as("ann").openWorklistItem(id + "_999"));
    refused(Problem.NOT_FOUND, () -> as("ann").openWorklistItem("no serial number"));
  }

  @Test
  void readingAnItemAllocatesNothing() {
    long id = begin(DECISION, "Number", "W-6");
    var before = as("ann").journal(id, 0, 1000);
    var serial = worklist(id).getFirst();
    as("ann").openWorklistItem(serial, false);
    as("finn").openWorklistItem(serial, false);
    assertThat(as("ann").journal(id, 0, 1000)).isEqualTo(before);
    assertThat(serials(as("finn"))).contains(serial);
  }

  @Test
  void fromAnItemOnlyItsActivityExpiresAndNoLinesAreFollowed() {
    long id = begin(DECISION, "Number", "W-7");
    var serial = worklist(id).getFirst();
    as("ann").openWorklistItem(serial).gotoActivity("Approved", true, false);
    assertThat(active(id)).containsExactly("Approved", "Beside");
    refused(Problem.ITEM_EXPIRED, () -> as("ann").openWorklistItem(serial));
  }

  @Test
  void fromAnItemAllMayExpire() {
    long id = begin(DECISION, "Number", "W-8");
    as("ann").openWorklistItem(worklist(id).getFirst()).gotoActivity("Approved", true, true);
    assertThat(active(id)).containsExactly("Approved");
    assertThat(status(id)).isEqualTo(ProcessInstanceStatus.ACTIVE);
  }

  @Test
  void fromAnItemAnUnknownActivityIsRefused() {
    long id = begin(DECISION, "Number", "W-9");
    var item = as("ann").openWorklistItem(worklist(id).getFirst());
    assertThat(refused(Problem.INVALID_REQUEST, () -> item.gotoActivity("Aproved")))
        .hasMessageContaining("Approved");
    assertThat(active(id)).containsExactly("Beside", "Decide");
  }

  @Test
  void aRedirectedItemIsTheOthersInPlaceOfWhoHadIt() {
    long id = begin(DECISION, "Number", "W-10");
    var serial = worklist(id).getFirst();
    as("ann").openWorklistItem(serial).redirect("nora");
    assertThat(worklist(id)).isEmpty();
    assertThat(serials(as("finn"))).as("the group has it still").contains(serial);
    assertThat(serials(as("nora"))).contains(serial);
    refused(Problem.ACCESS_DENIED, () -> as("ann").openWorklistItem(serial));
    as("nora").openWorklistItem(serial).finish("Reject", true);
    assertThat(active(id)).containsExactly("Beside");
    assertThat(facts(id, "WorklistItemRedirected").getFirst().by()).isEqualTo("ann");
  }

  /** The trusted connection of the tests may manage every process. */
  @Test
  void whoManagesTheProcessGivesAwayTheirOwnPartIfTheyHaveOne() {
    long id = begin(DECISION, "Number", "W-12");
    var serial = worklist(id).getFirst();
    world.engine.connectTrusted("ann").openWorklistItem(serial, false).redirect("nora");
    assertThat(serials(as("finn"))).as("the group has it still").contains(serial);
    assertThat(serials(as("nora"))).contains(serial);
    world.engine.connectTrusted("admin").openWorklistItem(serial, false).redirect("ann");
    assertThat(serials(as("ann"))).contains(serial);
    assertThat(serials(as("finn"))).as("taken from all").doesNotContain(serial);
  }

  @Test
  void nobodyIsGivenAnItemWhoIsNotThere() {
    long id = begin(DECISION, "Number", "W-11");
    var item = as("ann").openWorklistItem(worklist(id).getFirst());
    refused(Problem.NOT_FOUND, () -> item.redirect("no such user"));
    assertThat(worklist(id)).hasSize(1);
  }
}
