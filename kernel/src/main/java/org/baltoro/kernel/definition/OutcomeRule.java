package org.baltoro.kernel.definition;

/**
 * One outcome of the succeeding rule. The first that is true ends the work, and its name is {@code
 * Outcome} in the rules of the lines.
 */
public record OutcomeRule(String outcome, Condition condition) {

  /** What has to hold of the answers. */
  public sealed interface Condition {
    /** Every destination has answered with this action. */
    record All(String action) implements Condition {}

    /** Every slot has been answered with this action. */
    record AllSlots(String action) implements Condition {}

    /**
     * @param answers 1 or more
     */
    record AtLeast(int answers, String action) implements Condition {}

    /**
     * No more than so many, when all have answered.
     *
     * @param answers 0 or more
     */
    record AtMost(int answers, String action) implements Condition {}

    /** Nobody has chosen this action, when all have answered. */
    record None(String action) implements Condition {}

    /** A rule over {@code Responses}; asked at each answer. */
    record When(Expression rule) implements Condition {}
  }
}
