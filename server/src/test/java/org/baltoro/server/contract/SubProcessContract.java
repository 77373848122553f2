package org.baltoro.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.server.contract.World.until;

import java.util.List;
import java.util.Objects;
import org.baltoro.api.BatchPage;
import org.baltoro.api.Connection;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance.OpenEvent;
import org.baltoro.api.ProcessInstance.ParentInstance;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.ProcessInstanceSummary;
import org.junit.jupiter.api.Test;

/**
 * Parents and children, as callers see them. Ann may start and view the parent, and only view the
 * child; finn finishes the child's server event; mia manages both.
 */
abstract class SubProcessContract extends Contract {
  private static final String PARENT = "Contract/Parent";
  private static final String CHILD = "Contract/Child";

  private static final String CHILD_YAML =
      "process: "
          + CHILD
          + """

          rights:
            view: [ann]
            admin: [mia]
            serverEvent: ['group:finance']
          data:
            Number: { type: integer, required: true }
            Answer: string
          activities:
            Ask:
              events:
                - server: Ask
                  handler: contract.wait
          """;

  private static final String PARENT_YAML =
      "process: "
          + PARENT
          + "\n"
          + World.RIGHTS
          + """
          data:
            Number: { type: integer, default: 7 }
            Answer: string
          activities:
            Delegate:
              events:
                - subProcess: Let it be answered
                  process: Contract/Child
                  folio: '"Number " + string(Number)'
                  send: { Number: Number }
                  receive: { Answer: Answer }
              lines:
                - to: Done
            Done: {}
          """;

  SubProcessContract(Way way) {
    super(way, List.of(CHILD_YAML, PARENT_YAML));
  }

  private static List<Long> children(Connection connection, long parent) {
    return connection.processInstances(ProcessInstanceQuery.all().parent(parent)).items().stream()
        .map(ProcessInstanceSummary::id)
        .toList();
  }

  private long child(long parent) {
    until(() -> !children(as("ann"), parent).isEmpty());
    return children(as("ann"), parent).getFirst();
  }

  @Test
  void aChildNeedsNoRightToStartItAndEachKnowsTheOther() {
    var refused = refusal(() -> as("ann").createProcessInstance(CHILD));
    assertThat(refused.problem()).isEqualTo(Problem.ACCESS_DENIED);
    long parent = begin(PARENT);
    long child = child(parent);
    untilActive(child, "Ask");

    OpenEvent event = activities(parent).getFirst().events().getFirst();
    assertThat(event.status()).isEqualTo("SubProcess");
    assertThat(event.name()).isEqualTo("Let it be answered");
    assertThat(event.child()).isEqualTo(child);
    var opened = as("ann").openProcessInstance(child);
    assertThat(opened.parent()).isEqualTo(new ParentInstance(parent, event.serialNumber(), true));
    assertThat(opened.folio()).isEqualTo("Number 7");
    assertThat(opened.originator()).isEqualTo("ann");
    assertThat(opened.activities().getFirst().events().getFirst().child()).isNull();
    assertThat(as("ann").openProcessInstance(parent).parent()).isNull();
    assertThat(as("ann").explain(parent).summary()).contains("process instance " + child);
    assertThat(as("ann").explain(child).summary()).contains("process instance " + parent);
  }

  @Test
  void theEndOfTheChildIsTheEndOfTheEvent() {
    long parent = begin(PARENT);
    long child = child(parent);
    untilActive(child, "Ask");
    var item = as("finn").openServerItem(serial(child, "Ask"));
    item.processInstance().dataFields().set("Answer", "yes");
    item.finish(true);
    untilStatus(parent, ProcessInstanceStatus.COMPLETED);

    assertThat(as("ann").openProcessInstance(parent).dataFields().getString("Answer"))
        .isEqualTo("yes");
    assertThat(Objects.requireNonNull(as("ann").openProcessInstance(child).parent()).waits())
        .isFalse();
    assertThat(as("ann").journal(parent, 0, 1000))
        .anyMatch(entry -> entry.kind().equals("ChildReported"));
    var event = as("ann").history().overview(parent).activities().getFirst().events().getFirst();
    assertThat(event.name()).isEqualTo("Let it be answered");
    assertThat(event.kind()).isEqualTo("sub-process");
    assertThat(event.status()).isEqualTo("Finished");
    assertThat(event.attempts()).isEqualTo(1);
  }

  @Test
  void childrenAreListedOnlyToThoseWhoMayViewThem() {
    long parent = begin(PARENT);
    long other = begin(PARENT);
    long child = child(parent);

    assertThat(children(as("ann"), parent)).containsExactly(child);
    assertThat(children(as("ann"), other)).doesNotContain(child).hasSize(1);
    assertThat(children(as("ann"), child)).isEmpty();
    assertThat(children(as("nora"), parent)).isEmpty();
    var refused = refusal(() -> as("nora").openProcessInstance(child));
    assertThat(refused.problem()).isEqualTo(Problem.ACCESS_DENIED);
  }

  @Test
  void aSubProcessIsNoServerItem() {
    long parent = begin(PARENT);
    var refused = refusal(() -> as("finn").openServerItem(serial(parent, "Delegate")));
    assertThat(refused.problem()).isEqualTo(Problem.NOT_FOUND);
    assertThat(refused).hasMessageContaining("is a sub-process");
  }

  @Test
  void theChildrenOfAnInstanceAreManagedTogetherAndTheirParentHearsOfIt() {
    long parent = begin(PARENT);
    long child = child(parent);
    untilActive(child, "Ask");
    var all = ProcessInstanceQuery.all().parent(parent);
    BatchPage preview = as("mia").management().previewBatch(all, new ManagementOperation.Delete());
    assertThat(preview.reports()).hasSize(1);
    assertThat(preview.reports().getFirst().instance()).isEqualTo(child);
    assertThat(preview.reports().getFirst().differences())
        .anyMatch(difference -> difference.detail().contains("waits for this instance"));
    as("mia").management().carryOutBatch(all, new ManagementOperation.Delete());
    untilStatus(parent, ProcessInstanceStatus.ERROR);

    var error = as("ann").openProcessInstance(parent).errors().getFirst();
    assertThat(error.code()).isEqualTo("child-deleted");
    assertThat(error.message()).contains("was deleted by mia");
    as("mia").management().retry(parent, error.id());
    until(() -> children(as("ann"), parent).size() == 2);
    assertThat(children(as("ann"), parent)).contains(child);
  }
}
