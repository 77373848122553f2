package org.baltoro.forms.rule;

import java.util.List;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Items;

/** What a rule needs to know, and to have done, while it runs. */
public interface RuleSurroundings extends ActionRunner {

  /** Whether a condition holds; the user may be asked. */
  boolean holds(Condition condition) throws RuleFailure, InterruptedException;

  /** What a {@code for each} goes through. */
  List<Item> items(Items items, String handler) throws RuleFailure;

  /** The same in an error handler. */
  RuleSurroundings withError(RuleError error);

  /** An action failed while its rule went on, and no error handler of the rule takes it. */
  void failedBeside(RuleError error);

  /**
   * One item of a {@code for each}.
   *
   * @param label for people: {@code "row 3"}
   * @param surroundings the same, at this item
   */
  record Item(String label, RuleSurroundings surroundings) {}
}
