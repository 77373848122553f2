package org.baltoro.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.ClientAction;
import org.baltoro.kernel.definition.ClientAction.Kind;
import org.baltoro.kernel.definition.DestinationRule;
import org.baltoro.kernel.definition.DestinationRule.Completion;
import org.baltoro.kernel.definition.DestinationRule.DestinationSet;
import org.baltoro.kernel.definition.DestinationRule.Plan;
import org.baltoro.kernel.definition.DestinationRule.Remaining;
import org.baltoro.kernel.definition.DestinationRule.Slots;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.OutcomeRule;
import org.baltoro.kernel.definition.OutcomeRule.Condition;
import org.junit.jupiter.api.Test;

/** Destinations, actions and outcomes, as files have them. */
class DestinationReaderTest {
  private static final String HEAD =
      """
      process: Finance/Order
      data:
        Amount: decimal
        Reviewers: json
        Items: json
      activities:
        Approve:
      """;
  private static final String ASK =
      """
          events:
            - client: Ask
              actions: [Approve, Reject]
      """;

  private static ReadDefinition read(String content) {
    return DefinitionReader.read(HEAD + content, "order.yaml");
  }

  private static ActivityDefinition approve(String content) {
    var read = read(content);
    assertThat(read.problems()).isEmpty();
    return Objects.requireNonNull(read.definition()).activity("Approve");
  }

  private static DestinationRule rule(String content) {
    return Objects.requireNonNull(
        approve("    destinations:\n" + content.indent(6) + ASK).destinationRule());
  }

  private static List<String> problems(String content) {
    return Deployer.check(HEAD + content, "order.yaml").problems().stream()
        .map(DefinitionProblem::toString)
        .toList();
  }

  @Test
  void aListOfPeopleIsAPlanOnceWithOneSlot() {
    var approve = approve("    destinations: [bob, group:board, originator]\n" + ASK);
    assertThat(approve.destinationRule())
        .isEqualTo(DestinationRule.once(List.of("bob", "group:board", "originator")));
  }

  @Test
  void everythingThatADestinationRuleCanSay() {
    assertThat(
            rule(
                """
                sets:
                  - to: [bob, "manager:originator"]
                  - when: Amount > 1000
                    to: "= Reviewers"
                plan: each
                resolve: true
                completion: any 2
                remaining: continue
                """))
        .isEqualTo(
            new DestinationRule(
                List.of(
                    new DestinationSet(null, List.of("bob", "manager:originator")),
                    new DestinationSet(new Expression("Amount > 1000"), List.of("= Reviewers"))),
                Plan.EACH,
                true,
                new Slots.Count(1),
                null,
                new Completion.Any(2),
                Remaining.CONTINUE));
    assertThat(rule("{ to: [role:Auditor], slots: each, completion: first }"))
        .extracting(DestinationRule::slots, DestinationRule::completion)
        .containsExactly(new Slots.EachDestination(), new Completion.Any(1));
    assertThat(rule("{ to: [group:board], slots: = Amount, completion: = count(Responses) > 1 }"))
        .extracting(DestinationRule::slots, DestinationRule::completion)
        .containsExactly(
            new Slots.Evaluated(new Expression("Amount")),
            new Completion.When(new Expression("count(Responses) > 1")));
  }

  @Test
  void actionsOutcomesAndDurations() {
    var approve =
        approve(
            """
                destinations: { to: [bob, carol], plan: each }
                expectedDuration: 2d
                succeedingRule:
                  Approved: { atLeast: 2, action: Approve }
                  Refused: { when: 'some r in Responses satisfies r.Outcome = "Reject"' }
                  Unanimous: { all: Approve }
                  Silent: { none: Reject }
                events:
                  - client: Ask
                    instruction: Look at it.
                    form: '"https://forms.example/" + string(InstanceId)'
                    actions:
                      - Approve
                      - { name: Reject, batch: false, allow: [group:board], deny: [eve] }
                      - { name: Save, kind: update }
            """);
    assertThat(approve.expectedDuration()).isEqualTo(Duration.ofDays(2));
    assertThat(approve.succeedingRule())
        .containsExactly(
            new OutcomeRule("Approved", new Condition.AtLeast(2, "Approve")),
            new OutcomeRule(
                "Refused",
                new Condition.When(
                    new Expression("some r in Responses satisfies r.Outcome = \"Reject\""))),
            new OutcomeRule("Unanimous", new Condition.All("Approve")),
            new OutcomeRule("Silent", new Condition.None("Reject")));
    var ask = (ClientEvent) approve.events().getFirst();
    assertThat(ask.instruction()).isEqualTo("Look at it.");
    assertThat(ask.actions())
        .containsExactly(
            new ClientAction("Approve"),
            new ClientAction("Reject", Kind.FINISH, false, List.of("group:board"), List.of("eve")),
            new ClientAction("Save", Kind.UPDATE, true, List.of(), List.of()));
  }

  @Test
  void whatCanNeverBeFulfilledIsRefused() {
    assertThat(problems("    destinations: { to: [bob], slots: 2 }\n" + ASK))
        .singleElement()
        .asString()
        .contains("2 slots for 1 destinations");
    assertThat(
            problems(
                "    destinations: { to: [bob, carol], plan: each, completion: any 3 }\n" + ASK))
        .singleElement()
        .asString()
        .contains("3 answers where there are 2");
    assertThat(
            problems(
                "    destinations: { to: [bob, carol], plan: each }\n"
                    + "    succeedingRule: { Yes: { atLeast: 3, action: Approve } }\n"
                    + ASK))
        .singleElement()
        .asString()
        .contains("1 to 2");
    assertThat(problems("    destinations: { plan: per-slot, rows: Items }\n" + ASK))
        .singleElement()
        .asString()
        .contains("no destination");
  }

  @Test
  void misspeltWordsAreNamedWithTheNearest() {
    assertThat(problems("    destinations: { to: [bob], plan: in turn }\n" + ASK))
        .singleElement()
        .asString()
        .contains("in-turn");
    assertThat(problems("    destinations: { to: [bob], completion: any }\n" + ASK))
        .singleElement()
        .asString()
        .contains("any <number>");
    assertThat(
            problems(
                "    destinations: [bob, carol]\n"
                    + "    succeedingRule: { Yes: { all: Aprove } }\n"
                    + ASK))
        .singleElement()
        .asString()
        .contains("Approve");
    assertThat(problems("    destinations: [\"= Reviewer\"]\n" + ASK))
        .singleElement()
        .asString()
        .contains("Reviewers");
  }

  @Test
  void anEventWithNothingButUpdatesIsRefused() {
    assertThat(
            problems(
                """
                    destinations: [bob]
                    events:
                      - client: Ask
                        actions: [{ name: Save, kind: update }]
                """))
        .singleElement()
        .asString()
        .contains("at least one that finishes");
  }
}
