package org.baltoro.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnDelete;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnEnd;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnFailure;
import org.baltoro.kernel.definition.Expression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sub-processes in files and in Java, and what is said of them. */
class SubProcessReaderTest {
  private static final String HEAD =
      """
      process: Test/Parent
      data:
        Article: string
        Quantity: integer
        Result: string
      activities:
        Check:
          events:
            - subProcess: Check the item
      """;

  @TempDir Path folder;

  @Test
  void everyKeyIsRead() {
    assertThat(
            event(
                """
                        process: Finance\\Check Item
                        folio: '"Item of " + Article'
                        send: { Article: Article, Amount: Quantity * 2 }
                        receive: { Result: Decision }
                        onFailure: fail
                        onDelete: expire
                        onEnd: delete
                        escalations:
                          - { name: Late, after: 1d, expire: true }
                        exceptionRule: { handler: test.failed }
                """))
        .satisfies(event -> {
          assertThat(event.name()).isEqualTo("Check the item");
          assertThat(event.process()).isEqualTo("Finance/Check Item");
          assertThat(event.synchronous()).isTrue();
          assertThat(event.folio()).isEqualTo(new Expression("\"Item of \" + Article"));
          assertThat(event.send())
              .isEqualTo(
                  Map.of(
                      "Article",
                      new Expression("Article"),
                      "Amount",
                      new Expression("Quantity * 2")));
          assertThat(event.receive()).isEqualTo(Map.of("Result", new Expression("Decision")));
          assertThat(event.onFailure()).isEqualTo(OnFailure.FAIL);
          assertThat(event.onDelete()).isEqualTo(OnDelete.EXPIRE);
          assertThat(event.onEnd()).isEqualTo(OnEnd.DELETE);
          assertThat(event.escalations()).hasSize(1);
          assertThat(event.exceptionRule()).isNotNull();
        });
  }

  @Test
  void theUsualIsLeftOut() {
    var event = event("        process: Finance/Check\n");

    assertThat(event)
        .isEqualTo(
            new SubProcess(
                "Check the item",
                "Finance/Check",
                true,
                null,
                Map.of(),
                Map.of(),
                OnFailure.WAIT,
                OnDelete.FAIL,
                OnEnd.LEAVE,
                List.of(),
                null));
  }

  @Test
  void whatIsWrongIsToldByLineAndColumn() {
    assertThat(
            problems(
                """
                        onFailure: explode
                        send: { Amount: Quantty * 2, Note: Quantity + Article, Gap: 'duration("P1D")' }
                        receive: { Result: 'Decision +' }
                        handler: test.check
                """))
        .contains(
            "9:9 activities.Check.events[0].process: nothing",
            "10:20 activities.Check.events[0].onFailure: 'explode'",
            "11:25 activities.Check.events[0].send.Amount: the unknown name 'Quantty'",
            "13:18 activities.Check.events[0].handler: the key 'handler' in a sub-process")
        .anyMatch(problem -> problem.contains("send.Note"))
        .anyMatch(problem -> problem.contains("send.Gap") && problem.contains("duration"))
        .anyMatch(problem -> problem.contains("receive.Result"));
  }

  @Test
  void theSameCanBeBuiltInJavaAndWritten() {
    var built =
        DefinitionBuilder.process("Test/Parent")
            .data("Article", DataType.STRING)
            .data("Result", DataType.STRING)
            .activity(
                "Check",
                activity ->
                    activity
                        .subProcess("Start it", "Test/Other", child -> child.asynchronous())
                        .subProcess(
                            "Check it",
                            "Finance\\Check",
                            child ->
                                child
                                    .folio("Article")
                                    .send("Article", "Article")
                                    .receive("Result", "Decision")
                                    .failsWithChild()
                                    .expiresWithChild()
                                    .deletesChild()
                                    .escalation(
                                        "Late", late -> late.after(Duration.ofDays(1)).expire())
                                    .exceptionRule(rule -> rule.handler("test.failed")))
                        .subProcess("Wait for it", "Test/Third"))
            .build();
    var written = DefinitionWriter.write(built.definition());

    assertThat(DefinitionReader.read(written, "written.yaml").definition())
        .isEqualTo(built.definition());
    assertThat(written).contains("process: Finance/Check", "synchronous: false", "onFailure: fail");
  }

  // ---- compared with the child as it is deployed

  @Test
  void aServerWarnsOfWhatTheChildDoesNotTake() {
    assertThat(
            warnings(
                """
                        process: Finance/Check
                        send: { Articel: Article, Amount: Article }
                        receive: { Result: Decision, Quantity: Decisoin }
                """))
        .containsExactlyInAnyOrder(
            "send.Articel: the data field 'Articel', which 'Finance/Check' does not have (Article)",
            "send.Amount: an expression that gives a string (null)",
            "send: no value for 'Article', which 'Finance/Check' requires (null)",
            "receive.Quantity: the unknown name 'Decisoin' (Decision)");
    assertThat(
            warnings(
                """
                        process: Finance/Check
                        send: { Article: Article, Amount: Quantity * 1.5 }
                        receive: { Result: 'Decision + "!"', Quantity: Amount }
                """))
        .isEmpty();
    assertThat(warnings("        process: Finance/Chek\n"))
        .containsExactly(
            "process: the process 'Finance/Chek', which is not deployed (Finance/Check)");
  }

  private List<String> warnings(String keys) {
    var file = folder.resolve("store-%d.db".formatted(keys.hashCode()));
    try (var engine = Engine.open(EngineConfig.sqlite(file))) {
      var ann = engine.connectTrusted("ann");
      ann.definitions()
          .deploy(
              """
              process: Finance/Check
              data:
                Article: { type: string, required: true }
                Amount: decimal
                Decision: string
              activities:
                Check: {}
              """,
              "child.yaml");
      return ann.definitions().deploy(HEAD + keys, "parent.yaml").warnings().stream()
          .map(problem ->
              "%s: %s (%s)"
                  .formatted(
                      problem.path().replace("activities.Check.events[0].", ""),
                      problem.found(),
                      problem.nearest()))
          .toList();
    }
  }

  private static SubProcess event(String keys) {
    var checked = Deployer.read(HEAD + keys, "parent.yaml");
    assertThat(checked.problems()).isEmpty();
    var activity = Objects.requireNonNull(checked.definition()).activity("Check");
    return (SubProcess) activity.events().getFirst();
  }

  private static List<String> problems(String keys) {
    return Deployer.read(HEAD + keys, "parent.yaml").problems().stream()
        .map(SubProcessReaderTest::told)
        .toList();
  }

  private static String told(DefinitionProblem problem) {
    return "%d:%d %s: %s"
        .formatted(problem.line(), problem.column(), problem.path(), problem.found());
  }
}
