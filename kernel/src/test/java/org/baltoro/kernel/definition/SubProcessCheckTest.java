package org.baltoro.kernel.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnDelete;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnEnd;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is wrong with a sub-process, whatever the child is. */
class SubProcessCheckTest {
  private static final Expression FINE = new Expression("1");

  @Test
  void aGoodSubProcessHasNoFindings() {
    assertThat(findings("Finance/Check", true, Map.of("A", FINE), Map.of("Total", FINE))).isEmpty();
    assertThat(findings("Finance/Check", false, Map.of("A", FINE), Map.of())).isEmpty();
  }

  @Test
  void theChildHasAFullName() {
    assertThat(findings("", true, Map.of(), Map.of()))
        .containsExactly("activities.Check.events[0].process: nothing");
    assertThat(findings("Finance//Check", true, Map.of(), Map.of()))
        .containsExactly("activities.Check.events[0].process: 'Finance//Check'");
  }

  @Test
  void whatIsSentAndReceivedIsAnExpression() {
    var blank = new Expression(" ");
    assertThat(findings("Finance/Check", true, Map.of("A", blank), Map.of("Total", blank)))
        .containsExactly(
            "activities.Check.events[0].send.A: nothing",
            "activities.Check.events[0].receive.Total: nothing");
  }

  @Test
  void whatIsReceivedIsAFieldOfTheProcessOrTheActivity() {
    assertThat(findings("Finance/Check", true, Map.of(), Map.of("Own", FINE))).isEmpty();
    assertThat(findings("Finance/Check", true, Map.of(), Map.of("Totel", FINE)))
        .containsExactly(
            "activities.Check.events[0].receive.Totel: the data field 'Totel', which neither the"
                + " process nor the activity has (Total?)");
  }

  @Test
  void whatOnlyAWaitingEventMeansIsRefusedForOneThatDoesNotWait() {
    assertThat(
            findings(
                event("Finance/Check", false, Map.of(), Map.of("Total", FINE), OnFailure.FAIL)))
        .containsExactly(
            "activities.Check.events[0].receive: receive in a sub-process that is not waited for",
            "activities.Check.events[0].onFailure: onFailure in a sub-process that is not waited"
                + " for",
            "activities.Check.events[0].onDelete: onDelete in a sub-process that is not waited for",
            "activities.Check.events[0].onEnd: onEnd in a sub-process that is not waited for");
  }

  private static List<String> findings(
      String process,
      boolean synchronous,
      Map<String, Expression> send,
      Map<String, Expression> receive) {
    return findings(event(process, synchronous, send, receive, null));
  }

  /**
   * @param onFailure null: all as usual; else nothing is
   */
  private static SubProcess event(
      String process,
      boolean synchronous,
      Map<String, Expression> send,
      Map<String, Expression> receive,
      @Nullable OnFailure onFailure) {
    return new SubProcess(
        "Check it",
        process,
        synchronous,
        null,
        send,
        receive,
        onFailure == null ? OnFailure.WAIT : onFailure,
        onFailure == null ? OnDelete.FAIL : OnDelete.EXPIRE,
        onFailure == null ? OnEnd.LEAVE : OnEnd.DELETE,
        List.of(),
        null);
  }

  private static List<String> findings(SubProcess event) {
    return new Drawing()
            .data(Drawing.field("Total", DataType.DECIMAL, null))
            .add(
                "Check",
                null,
                null,
                List.of(Drawing.field("Own", DataType.STRING, null)),
                List.of(event))
            .findings()
            .stream()
            .map(finding ->
                finding.path()
                    + ": "
                    + finding.found()
                    + (finding.nearest() == null ? "" : " (" + finding.nearest() + "?)"))
            .toList();
  }
}
