package org.baltoro.kernel.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who gets the work of an activity, how many of them may answer, and when that is enough. Evaluated
 * when the activity begins.
 *
 * @param sets whose rule is true give the destinations together
 * @param resolve groups and roles are replaced by their members, each a destination of its own
 * @param slots how many may answer
 * @param rows of a plan per slot: one destination instance for each element; null: {@code slots}
 *     says how many
 * @param completion how many answers are enough
 * @param remaining what becomes of the others then
 */
public record DestinationRule(
    List<DestinationSet> sets,
    Plan plan,
    boolean resolve,
    Slots slots,
    @Nullable Expression rows,
    Completion completion,
    Remaining remaining) {
  public DestinationRule {
    sets = List.copyOf(sets);
  }

  /** All of them may take it, and who takes it first answers. */
  public static DestinationRule once(List<String> destinations) {
    return new DestinationRule(
        List.of(new DestinationSet(null, destinations)),
        Plan.ONCE,
        false,
        new Slots.Count(1),
        null,
        new Completion.All(),
        Remaining.EXPIRE);
  }

  /**
   * Destinations that belong together.
   *
   * @param rule null is true
   * @param to each as {@link Destination} has it
   */
  public record DestinationSet(@Nullable Expression rule, List<String> to) {
    public DestinationSet {
      to = List.copyOf(to);
    }
  }

  /** How the events of the activity are run for its destinations. */
  public enum Plan {
    /** Once for all of them. */
    ONCE("once"),
    /** For each of them, at the same time. */
    EACH("each"),
    /** For each of them, one after another. */
    IN_TURN("in-turn"),
    /** For each slot, without destinations, at the same time. */
    PER_SLOT("per-slot");

    private final String label;

    Plan(String label) {
      this.label = label;
    }

    /** As it stands in a definition. */
    public String label() {
      return label;
    }
  }

  /** How many slots there are. */
  public sealed interface Slots {
    /**
     * @param number 1 to 10,000
     */
    record Count(int number) implements Slots {}

    /** As many as there are destinations. */
    record EachDestination() implements Slots {}

    /** As many as the expression gives. */
    record Evaluated(Expression number) implements Slots {}
  }

  /** How many answers are enough. */
  public sealed interface Completion {
    /** Of every slot. */
    record All() implements Completion {}

    /**
     * @param answers 1 or more
     */
    record Any(int answers) implements Completion {}

    /** As soon as the rule is true; asked at each answer. */
    record When(Expression rule) implements Completion {}
  }

  /** What becomes of those who have not answered when the answers are enough. */
  public enum Remaining {
    EXPIRE,
    /** They go on, and lead nowhere any more. */
    CONTINUE
  }
}
