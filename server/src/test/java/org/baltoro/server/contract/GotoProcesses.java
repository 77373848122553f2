package org.baltoro.server.contract;

import java.util.List;
import java.util.Objects;
import org.baltoro.api.code.ActivityEscalationActionContext;
import org.baltoro.api.code.CodeContext;
import org.baltoro.api.code.ProcessEscalationActionContext;
import org.baltoro.api.code.ProcessFinishRuleContext;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.engine.EngineConfig;

/** The processes of the stories about gotos, and their code. */
final class GotoProcesses {
  /**
   * Calling waits at Ask; when that is finished its code goes to Target. Beside and Work are active
   * at the same time; Following comes after Calling.
   */
  static final String SERVER_EVENT = "Goto/Server event";

  /** As before, but an escalation of the activity Calling goes to Target, after an hour. */
  static final String ACTIVITY_ESCALATION = "Goto/Activity escalation";

  /** As before, but an escalation of the event Ask does. */
  static final String EVENT_ESCALATION = "Goto/Event escalation";

  /** As before, but an escalation of the process does. */
  static final String PROCESS_ESCALATION = "Goto/Process escalation";

  /**
   * One and Other are active together; the finish rule goes to Again while Rounds is below Most.
   */
  static final String FINISH_RULE = "Goto/Finish rule";

  private GotoProcesses() {}

  static EngineConfig handlers(EngineConfig config) {
    return config
        .handler("goto.call", GotoProcesses::call)
        .handler("goto.later", k2 -> k2.processInstance().dataFields().set("Later", true))
        .handler("goto.escalate", ActivityEscalationActionContext.class, GotoProcesses::escalate)
        .handler(
            "goto.escalateProcess",
            ProcessEscalationActionContext.class,
            GotoProcesses::escalateProcess)
        .handler("goto.again", ProcessFinishRuleContext.class, GotoProcesses::again);
  }

  private static void call(ServerEventContext k2) {
    if (truth(k2, "Asynchronous")) {
      k2.setSynchronous(false);
    }
    k2.gotoActivity(text(k2, "Target"), truth(k2, "ExpireAll"));
    k2.processInstance().dataFields().set("After", "the rest has run");
  }

  private static void escalate(ActivityEscalationActionContext k2) {
    k2.gotoActivity(text(k2, "Target"), truth(k2, "ExpireAll"));
  }

  private static void escalateProcess(ProcessEscalationActionContext k2) {
    var expire = k2.processInstance().dataFields().getString("Expire");
    if (expire == null) {
      k2.gotoActivity(text(k2, "Target"));
    } else {
      k2.gotoActivity(text(k2, "Target"), expire);
    }
  }

  private static void again(ProcessFinishRuleContext k2) {
    var data = k2.processInstance().dataFields();
    int rounds = Objects.requireNonNull(data.getInteger("Rounds"));
    data.set("Rounds", rounds + 1);
    if (rounds < Objects.requireNonNull(data.getInteger("Most"))) {
      k2.gotoActivity("Again");
    }
  }

  private static boolean truth(CodeContext k2, String field) {
    return Boolean.TRUE.equals(k2.processInstance().dataFields().getBoolean(field));
  }

  private static String text(CodeContext k2, String field) {
    return Objects.requireNonNull(k2.processInstance().dataFields().getString(field));
  }

  static List<String> all() {
    var goes =
        """
              - server: Go
                handler: goto.call
              - server: Later
                handler: goto.later
        """;
    var late =
        """
        escalations:
          - name: Too late
            after: 1h
            handler: goto.escalate
        """;
    return List.of(
        yaml(SERVER_EVENT, "", "", "", goes),
        yaml(ACTIVITY_ESCALATION, "", late.indent(4), "", ""),
        yaml(EVENT_ESCALATION, "", "", late.indent(8), ""),
        yaml(PROCESS_ESCALATION, late.replace("goto.escalate", "goto.escalateProcess"), "", "", ""),
        finishRule());
  }

  private static String yaml(
      String process,
      String processEscalations,
      String activityEscalations,
      String eventEscalations,
      String furtherEvents) {
    return "process: "
        + process
        + "\n"
        + World.RIGHTS
        + processEscalations
        + """
        data:
          Target: { type: string, default: Target }
          Expire: string
          ExpireAll: { type: boolean, default: false }
          Asynchronous: { type: boolean, default: false }
          Guarded: { type: boolean, default: false }
          Twice: { type: boolean, default: false }
          TargetToo: { type: boolean, default: false }
          After: string
          Later: { type: boolean, default: false }
        activities:
          Fork:
            lines:
              - to: Calling
              - to: Relay
                when: Twice
              - to: Beside
              - to: Work
              - to: Target
                when: TargetToo
          Relay:
            lines:
              - to: Calling
          Calling:
        """
        + activityEscalations
        + """
            events:
              - server: Ask
                handler: contract.wait
        """
        + eventEscalations
        + furtherEvents
        + """
            lines:
              - to: Following
                when: not(Guarded)
          Following:
            events:
              - server: Follow
                handler: contract.wait
          Beside:
            events:
              - server: Wait beside
                handler: contract.wait
          Work:
            events:
              - client: Decide
                destinations: [ann]
                actions: ['Yes', 'No']
          Target:
            events:
              - server: Arrive
                handler: contract.wait
        """;
  }

  private static String finishRule() {
    return "process: "
        + FINISH_RULE
        + "\n"
        + World.RIGHTS
        + """
        finishRule:
          handler: goto.again
        data:
          Rounds: { type: integer, default: 0 }
          Most: { type: integer, default: 1 }
        activities:
          Fork:
            lines:
              - to: One
              - to: Other
              - to: Again
                when: Rounds > 0
          One:
            events:
              - server: Wait for one
                handler: contract.wait
          Other:
            events:
              - server: Wait for the other
                handler: contract.wait
          Again:
            events:
              - server: Wait again
                handler: contract.wait
        """;
  }
}
