package org.baltoro.kernel.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.definition.Drawing.line;
import static org.baltoro.kernel.definition.Drawing.otherwise;
import static org.baltoro.kernel.definition.Drawing.when;

import java.util.List;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Joins that would wait for what can't come, and those that only look so. */
class StarvingCheckTest {

  @Test
  void aJoinOfAlternativesIsWarnedOf() {
    assertThat(
            new Drawing()
                .work("Decide", when("Amount > 1", "Much"), otherwise("Little"))
                .work("Much", line("Weigh"))
                .work("Weigh", line("Join"))
                .work("Little", line("Join"))
                .joined("Join", JoinDefinition.all())
                .findings())
        .containsExactly(
            new DefinitionFinding(
                "activities.Join.join",
                "a join of all lines, of which those from 'Weigh' and 'Little' are alternatives out"
                    + " of 'Decide'",
                "any, or lines that are followed together: this join would starve",
                null,
                true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Outcome = "Approve" | Outcome = "Reject"  | true
          Outcome = "Approve" | Outcome = "Approve" | false
          Outcome = "Approve" | Amount > 1          | false
          Amount > 1          | Amount <= 1         | false
          """)
  void twoOutcomesAreAlternativesOtherRulesAreNotJudged(String one, String other, boolean warned) {
    var findings =
        new Drawing()
            .work("Decide", when(one, "A"), when(other, "B"))
            .work("A", line("Join"))
            .work("B", line("Join"))
            .joined("Join", JoinDefinition.all())
            .findings();

    assertThat(findings).hasSize(warned ? 1 : 0);
  }

  @Test
  void alternativesThatComeRoundAgainMayFillTheJoin() {
    assertThat(
            new Drawing()
                .work("Decide", when("Amount > 1", "A"), otherwise("B"))
                .work("A", line("Join"), when("Amount > 2", "Decide"))
                .work("B", line("Join"))
                .joined("Join", JoinDefinition.all())
                .findings())
        .isEmpty();
  }

  @Test
  void aLineBehindARuleBesideOneThatIsAlwaysFollowedIsWarnedOf() {
    assertThat(
            new Drawing()
                .work("Receive", line("Budget"), when("Amount > 1", "Supplier"))
                .work("Budget", line("Join"))
                .work("Supplier", line("Join"))
                .joined("Join", JoinDefinition.all())
                .findings())
        .containsExactly(
            new DefinitionFinding(
                "activities.Receive.lines[1].when",
                "a line that is not always followed, though the join of 'Join' waits for it",
                "no rule, or a join of fewer lines: else the join starves when the rule is false",
                null,
                true));
  }

  @Test
  void aBranchThatMayEndBeforeTheJoinIsWarnedOf() {
    var drawing =
        new Drawing()
            .work("Receive", line("Budget"), line("Supplier"))
            .work("Budget", line("Join"))
            .work("Supplier", when("Rating > 1", "Join"), otherwise("Refuse"))
            .work("Refuse")
            .joined("Join", JoinDefinition.all());

    assertThat(drawing.findings())
        .extracting(DefinitionFinding::path)
        .containsExactly("activities.Supplier.lines[0].when");
  }

  @Test
  void aBranchThatMayGoElsewhereByCodeIsNotJudged() {
    var jump =
        new ServerEvent(
            "Jump",
            new Code.CodeBehind("k2.gotoActivity(\"End\", true);"),
            java.util.Map.of(),
            RetryPolicy.DEFAULT,
            ServerEvent.DEFAULT_TIME_LIMIT);
    var drawing =
        new Drawing()
            .work("Receive", line("Budget"), line("Supplier"))
            .work("Budget", line("Join"))
            .work("Supplier", when("Rating > 1", "Join"), otherwise("Refuse"))
            .add("Refuse", null, null, List.of(), List.of(jump))
            .joined("Join", JoinDefinition.all(), line("End"))
            .work("End");

    assertThat(drawing.findings()).isEmpty();
  }

  @Test
  void aBranchThatIsDoneAgainUntilItPassesIsNotJudged() {
    assertThat(
            new Drawing()
                .work("Receive", line("Budget"), line("Supplier"))
                .work("Budget", line("Join"))
                .work("Supplier", when("Rating > 1", "Join"), otherwise("Ask again"))
                .work("Ask again", line("Supplier"))
                .joined("Join", JoinDefinition.all())
                .findings())
        .isEmpty();
  }

  @Test
  void alternativesThatMeetBeforeTheJoinAreNotJudged() {
    assertThat(
            new Drawing()
                .work(
                    "Receive",
                    line("Budget"),
                    when("Amount > 1", "Much"),
                    when("Amount <= 1", "Little"))
                .work("Budget", line("Join"))
                .work("Much", line("Supplier"))
                .work("Little", line("Supplier"))
                .work("Supplier", line("Join"))
                .joined("Join", JoinDefinition.all())
                .findings())
        .isEmpty();
  }

  @Test
  void linesThatAreAllFollowedOrAJoinOfSomeStarveNot() {
    assertThat(
            new Drawing()
                .work("Receive", when("Amount > 1", "A"), when("Amount > 1", "B"), otherwise("End"))
                .work("A", line("All"))
                .work("B", line("All"))
                .joined("All", JoinDefinition.all(), line("C"), when("Amount > 2", "D"))
                .work("C", line("Any"))
                .work("D", line("Any"))
                .joined("Any", JoinDefinition.any(), line("End"))
                .work("End")
                .findings())
        .isEmpty();
  }
}
