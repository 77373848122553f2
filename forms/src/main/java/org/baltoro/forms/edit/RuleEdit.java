package org.baltoro.forms.edit;

import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Rule;

/** What a designer does to a rule. Parts are named by their ids. */
public sealed interface RuleEdit {

  /**
   * Adds an action at the bottom: of the last block of a handler, or of the rule's last handler. A
   * block {@code then} is made where the handler ends with none, a handler that always runs where
   * the rule has none.
   *
   * @param to the id of a handler, or of the rule
   * @param action with ids of its own; an action whose id is "" gets one
   */
  record AppendAction(String to, Action action) implements RuleEdit {}

  /** Adds a handler, after those that there are. */
  record AppendHandler(Handler handler) implements RuleEdit {}

  /** Adds a condition to a handler, after those that it has. */
  record AppendCondition(String handler, Condition condition) implements RuleEdit {}

  /** One place up; from the top of its block into the block above, at its bottom. */
  record MoveActionUp(String action) implements RuleEdit {}

  /** One place down; from the bottom of its block into the block below, at its top. */
  record MoveActionDown(String action) implements RuleEdit {}

  /** A block, or a handler inside of a handler, before the step above. */
  record MoveStepUp(String step) implements RuleEdit {}

  /** A block, or a handler inside of a handler, behind the step below. */
  record MoveStepDown(String step) implements RuleEdit {}

  /**
   * Puts another word in front of an action. At the edge of its block it goes into the neighbour
   * with this word, if there is one; else it becomes a block of its own, and what was below it in
   * the old block is a block of the old word again.
   */
  record ChangeWord(String action, BlockType word) implements RuleEdit {}

  /** Puts another word in front of a whole block. */
  record ChangeBlockWord(String block, BlockType word) implements RuleEdit {}

  /** Makes an {@code also} block all or nothing, or takes that back. */
  record SetAtomic(String block, boolean atomic) implements RuleEdit {}

  /** Begins a new block with this action, of the same word. */
  record SplitBlock(String action) implements RuleEdit {}

  /** Takes the actions of the block below, which has the same word, into this one. */
  record MergeWithNext(String block) implements RuleEdit {}

  /** Enables or disables the rule, a handler, a condition, an action, or all actions of a block. */
  record SetEnabled(String part, boolean enabled) implements RuleEdit {}

  /** Removes a handler, a condition, a block or an action; a block that it leaves empty, too. */
  record Remove(String part) implements RuleEdit {}

  /** Says something about the rule, a handler, a condition or an action; "" takes it away. */
  record Comment(String part, String comment) implements RuleEdit {}

  /** Has an action do something else. */
  record Configure(String action, Operation operation) implements RuleEdit {}

  /** Puts the rule back as it was: what undoes an edit. */
  record Restore(Rule rule) implements RuleEdit {}
}
