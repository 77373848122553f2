package org.baltoro.forms.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.forms.document.BlockType.ALSO;
import static org.baltoro.forms.document.BlockType.AND;
import static org.baltoro.forms.document.BlockType.ASYNCHRONOUSLY;
import static org.baltoro.forms.document.BlockType.THEN;

import java.util.List;
import java.util.Locale;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Criterion;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.HandlerType;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.edit.RuleEdit.AppendAction;
import org.baltoro.forms.edit.RuleEdit.ChangeBlockWord;
import org.baltoro.forms.edit.RuleEdit.ChangeWord;
import org.baltoro.forms.edit.RuleEdit.Comment;
import org.baltoro.forms.edit.RuleEdit.MergeWithNext;
import org.baltoro.forms.edit.RuleEdit.MoveActionDown;
import org.baltoro.forms.edit.RuleEdit.MoveActionUp;
import org.baltoro.forms.edit.RuleEdit.MoveStepDown;
import org.baltoro.forms.edit.RuleEdit.MoveStepUp;
import org.baltoro.forms.edit.RuleEdit.Remove;
import org.baltoro.forms.edit.RuleEdit.SetAtomic;
import org.baltoro.forms.edit.RuleEdit.SetEnabled;
import org.baltoro.forms.edit.RuleEdit.SplitBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences about editing of K2's article on execution blocks, and what they leave open. */
class RuleEditorTest {
  // "When actions are added to a rule, they are added at the bottom of the rule statement."

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      textBlock =
          """
          then A B               -> then A B N
          then A, and B C        -> then A, and B C N
          then A, asynchronously B -> then A, asynchronously B N
          then A, [and B]        -> then A, [and B], then N
          """)
  void anActionIsAddedAtTheBottomOfTheLastBlock(String before, String after) {
    assertThat(edited(before, new AppendAction("rule", Sketch.action("N")))).isEqualTo(after);
    assertThat(edited(before, new AppendAction("h1", Sketch.action("N")))).isEqualTo(after);
  }

  // "When adding actions, each statement is automatically added in one execution block."

  @Test
  void theFirstActionsOfARuleComeIntoOneBlockThen() {
    var rule = new Rule("rule", "New", new Event.Unbound(), List.of(), true, "");
    for (var action : List.of("A", "B", "C")) {
      rule = done(rule, new AppendAction("rule", Sketch.action(action)));
    }
    assertThat(Sketch.of(rule)).isEqualTo("then A B C");
    assertThat(rule.handlers().getFirst().type()).isInstanceOf(HandlerType.Always.class);
  }

  // "Actions can be moved up or down to execute in a different order."

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      textBlock =
          """
          then A B C      -> then B A C
          and A C, then B -> and A C B
          and A, also B C -> and A B, also C
          """)
  void anActionMovesUpAndAtTheTopIntoTheBlockAbove(String before, String after) {
    assertThat(edited(before, new MoveActionUp("B"))).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      textBlock =
          """
          then A B C      -> then A C B
          then B, and A C -> and B A C
          then A B, and C -> then A, and B C
          """)
  void anActionMovesDownAndAtTheBottomIntoTheBlockBelow(String before, String after) {
    assertThat(edited(before, new MoveActionDown("B"))).isEqualTo(after);
  }

  @Test
  void beyondTheFirstAndTheLastBlockNoActionMoves() {
    assertThat(refused("then A B", new MoveActionUp("A")))
        .isEqualTo(
            "Action 'A' is the first of its blocks: above it is nothing. Move the block, or what is"
                + " above.");
    assertThat(refused("[then A], and B", new MoveActionUp("B"))).contains("above it is a handler");
    assertThat(refused("then A B", new MoveActionDown("B"))).contains("below it is nothing");
  }

  // "These execution blocks can be moved up or down."

  @Test
  void blocksMoveUpAndDownWithAllTheirActions() {
    assertThat(edited("then A B, and C D, also E", new MoveStepUp("b2")))
        .isEqualTo("and C D, then A B, also E");
    assertThat(edited("then A B, and C D, also E", new MoveStepDown("b2")))
        .isEqualTo("then A B, also E, and C D");
    assertThat(edited("then A, [and B], also C", new MoveStepUp("b3")))
        .isEqualTo("then A, also C, [and B]");
    assertThat(refused("then A, and B", new MoveStepUp("b1")))
        .isEqualTo("'b1' is the first step of its handler already.");
    assertThat(refused("then A, and B", new MoveStepDown("b2"))).contains("last step");
  }

  // "At the front of each action statement, there is a word that can be changed." "To split the
  // group, select another statement located in front of the action." "A new line is added, which
  // describes the execution block."

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      textBlock =
          """
          then X B C -> and X, then B C
          then A X C -> then A, and X, then C
          then A B X -> then A B, and X
          then X     -> and X
          """)
  void anotherWordSplitsTheBlockInTheMiddleIntoThree(String before, String after) {
    assertThat(edited(before, new ChangeWord("X", AND))).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(textBlock = "then\nand\nalso\nasynchronously")
  void eachOfTheFourWordsCanBeChosen(String word) {
    var type = BlockType.valueOf(word.toUpperCase(Locale.ROOT));
    var other = type == THEN ? "and" : "then";
    assertThat(edited(other + " A X C", new ChangeWord("X", type)))
        .isEqualTo("%s A, %s X, %s C".formatted(other, word, other));
    assertThat(refused(word + " A X", new ChangeWord("X", type)))
        .contains("'X' has this word already");
  }

  // "Actions can be ordered into these execution blocks. Simply change the statement to allocate it
  // to a specific execution block."

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      textBlock =
          """
          then A X, and B C      -> then A, and X B C
          and B C, then X A      -> and B C X, then A
          then X, and B          -> and X B
          and A, then X, and B   -> and A X, and B
          then A X B, and C      -> then A, and X, then B, and C
          then X, [then B], and C -> and X, [then B], and C
          """)
  void theWordOfANeighbourPutsAnActionIntoItsBlock(String before, String after) {
    assertThat(edited(before, new ChangeWord("X", AND))).isEqualTo(after);
  }

  /** Its scenario: some one after another, and when these are complete others beside each other. */
  @Test
  void someOneAfterAnotherThenOthersAsynchronously() {
    var rule = Sketch.rule("then A B C D");
    rule = done(rule, new ChangeWord("C", ASYNCHRONOUSLY));
    assertThat(Sketch.of(rule)).isEqualTo("then A B, asynchronously C, then D");
    rule = done(rule, new ChangeWord("D", ASYNCHRONOUSLY));
    assertThat(Sketch.of(rule)).isEqualTo("then A B, asynchronously C D");
  }

  /** Its other example: what is transferred must be before what closes. */
  @Test
  void aTransferIsMovedBeforeTheClose() {
    assertThat(edited("then Close Transfer", new MoveActionUp("Transfer")))
        .isEqualTo("then Transfer Close");
    assertThat(edited("asynchronously Transfer Close", new ChangeBlockWord("b1", THEN)))
        .isEqualTo("then Transfer Close");
  }

  // "You can also change how the actions are grouped together into execution blocks."

  @Test
  void blocksAreSplitAndMergedUnderOneWord() {
    assertThat(edited("and A B C", new SplitBlock("B"))).isEqualTo("and A, and B C");
    assertThat(edited("and A, and B C", new MergeWithNext("b1"))).isEqualTo("and A B C");
    assertThat(refused("and A B", new SplitBlock("A"))).contains("first of its block already");
    assertThat(refused("and A, then B", new MergeWithNext("b1")))
        .isEqualTo("Block 'b1' is 'and' and block 'b2' is 'then'. Give them the same word first.");
    assertThat(refused("and A, [and B]", new MergeWithNext("b1"))).contains("no block to merge");
  }

  @Test
  void aWholeBlockGetsAnotherWord() {
    assertThat(edited("then A B, and C", new ChangeBlockWord("b1", AND)))
        .as("two neighbours of the same word stay two")
        .isEqualTo("and A B, and C");
  }

  @Test
  void onlyAPacketCanBeAllOrNothing() {
    var rule = done(Sketch.rule("also A B"), new SetAtomic("b1", true));
    assertThat(((Block) rule.handlers().getFirst().steps().getFirst()).atomic()).isTrue();
    assertThat(refused("and A B", new SetAtomic("b1", true))).contains("only 'also'");
    var changed = done(rule, new ChangeBlockWord("b1", THEN));
    assertThat(((Block) changed.handlers().getFirst().steps().getFirst()).atomic()).isFalse();
  }

  // What else is done to rules.

  @Test
  void partsAreDisabledRemovedAndCommented() {
    assertThat(edited("then A B", new SetEnabled("B", false))).isEqualTo("then A -B");
    assertThat(edited("then A B, and C", new SetEnabled("b1", false)))
        .isEqualTo("then -A -B, and C");
    assertThat(edited("then A B", new Remove("A"))).isEqualTo("then B");
    assertThat(edited("then A, and B", new Remove("A")))
        .as("a block that is left empty goes, too")
        .isEqualTo("and B");
    assertThat(edited("then A, and B", new Remove("b1"))).isEqualTo("and B");
    assertThat(edited("then A, [and B C]", new Remove("C"))).isEqualTo("then A, [and B]");
    var rule = done(Sketch.rule("then A"), new Comment("A", "why"));
    assertThat(actions(rule).getFirst().comment()).isEqualTo("why");
    assertThat(refused("then A", new Comment("b1", "why"))).contains("of a kind that can't");
    assertThat(done(Sketch.rule("then A"), new SetEnabled("rule", false)).enabled()).isFalse();
  }

  @Test
  void conditionsAndHandlersAreAdded() {
    var handler =
        new Handler(
            "h2",
            new HandlerType.If(),
            List.of(),
            List.of(new Block("b9", THEN, List.of(Sketch.action("Z")))),
            true,
            "");
    var condition = new Condition("c1", new Criterion.Holds("Total > 5"), true, "");
    var rule = done(Sketch.rule("then A"), new RuleEdit.AppendHandler(handler));
    rule = done(rule, new RuleEdit.AppendCondition("h2", condition));
    assertThat(Sketch.of(rule)).isEqualTo("then A; then Z");
    assertThat(rule.handlers().getLast().conditions()).containsExactly(condition);
    assertThat(refused("then A", new RuleEdit.AppendCondition("h1", condition)))
        .contains("always runs");
    rule = done(rule, new MoveStepUp("h2"));
    assertThat(Sketch.of(rule)).isEqualTo("then Z; then A");
    rule = done(rule, new Remove("h2"));
    assertThat(Sketch.of(rule)).isEqualTo("then A");
  }

  @Test
  void anActionIsConfiguredAnew() {
    var stop = new Operation.StopRule();
    var rule = done(Sketch.rule("then A"), new RuleEdit.Configure("A", stop));
    assertThat(actions(rule)).containsExactly(new Action("A", stop, true, "about A"));
  }

  // Ids and comments survive.

  @Test
  void idsAndCommentsStayWithTheirParts() {
    var rule = done(Sketch.rule("then A X C"), new ChangeWord("X", ALSO));
    assertThat(actions(rule))
        .containsExactly(Sketch.action("A"), Sketch.action("X"), Sketch.action("C"));
    assertThat(Sketch.blocks(rule))
        .as("the first part is the block that was; the others are new")
        .containsExactly("b1", "b1+1", "b1+2");
    rule = done(rule, new MoveStepUp("b1+1"));
    assertThat(Sketch.blocks(rule)).containsExactly("b1+1", "b1", "b1+2");
    rule = done(rule, new ChangeWord("X", THEN));
    assertThat(Sketch.of(rule)).isEqualTo("then X A, then C");
    assertThat(Sketch.blocks(rule)).containsExactly("b1", "b1+2");
  }

  @Test
  void whatIsAddedHasIdsOfItsOwn() {
    var nameless = new Action("", new Operation.StopRule());
    var rule = done(Sketch.rule("then A"), new AppendAction("h1", nameless));
    assertThat(actions(rule)).extracting(Action::id).containsExactly("A", "h1+1");
    assertThat(refused("then A", new AppendAction("h1", Sketch.action("A"))))
        .isEqualTo("The id 'A' is taken. Give what is added an id of its own.");
    assertThat(refused("then A", new Remove("nothing")))
        .isEqualTo(
            "Rule 'A rule' has no part 'nothing'. Perhaps it was removed meanwhile: look at the"
                + " rule again.");
  }

  // Undo.

  @Test
  void undoGivesBackExactlyTheRuleThatWas() {
    var before = Sketch.rule("then A X C, and D");
    var edit = (EditResult.Done<Rule>) RuleEditor.apply(before, new ChangeWord("X", ALSO));
    assertThat(done(edit.after(), edit.undo())).isEqualTo(before);
    var other = new Rule("other", "", new Event.Unbound(), List.of(), true, "");
    assertThat(RuleEditor.apply(other, edit.undo())).isInstanceOf(EditResult.Refused.class);
  }

  private static List<Action> actions(Rule rule) {
    return rule.handlers().stream()
        .flatMap(handler -> handler.steps().stream())
        .flatMap(step -> ((Block) step).actions().stream())
        .toList();
  }

  private static String edited(String before, RuleEdit edit) {
    return Sketch.of(done(Sketch.rule(before), edit));
  }

  private static Rule done(Rule before, RuleEdit edit) {
    return switch (RuleEditor.apply(before, edit)) {
      case EditResult.Done<Rule>(var after, var undo) -> after;
      case EditResult.Refused<Rule>(var reason) -> throw new AssertionError(reason);
    };
  }

  private static String refused(String before, RuleEdit edit) {
    return switch (RuleEditor.apply(Sketch.rule(before), edit)) {
      case EditResult.Done<Rule>(var after, var undo) ->
          throw new AssertionError("became " + Sketch.of(after));
      case EditResult.Refused<Rule>(var reason) -> reason;
    };
  }
}
