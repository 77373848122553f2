package org.baltoro.kernel;

import java.util.Map;
import org.baltoro.kernel.definition.DestinationRule.Completion;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.OutcomeRule;
import org.baltoro.kernel.definition.OutcomeRule.Condition;
import org.baltoro.kernel.rule.RuleOutcome;
import org.jspecify.annotations.Nullable;

/** Whether the answers so far are enough: first by the succeeding rule, then by their number. */
sealed interface Judgement {
  record Open() implements Judgement {}

  /**
   * @param outcome of the succeeding rule: "" when none of its outcomes is true; null without one
   */
  record Enough(@Nullable String outcome) implements Judgement {}

  record Failed(String why, @Nullable String detail) implements Judgement {}

  /**
   * @param instance with the answers
   * @param allIn nobody is left who could answer
   */
  static Judgement of(
      Draft draft, ActivityInstance instance, int destinations, int slots, boolean allIn) {
    return new Judge(draft, instance, destinations, slots, allIn).judge();
  }

  /** One look at the answers. */
  final class Judge {
    private final Draft draft;
    private final ActivityInstance instance;
    private final int destinations;
    private final int slots;
    private final boolean allIn;
    private @Nullable Failed failed;

    private Judge(
        Draft draft, ActivityInstance instance, int destinations, int slots, boolean allIn) {
      this.draft = draft;
      this.instance = instance;
      this.destinations = destinations;
      this.slots = slots;
      this.allIn = allIn;
    }

    private Judgement judge() {
      var activity = draft.definition.activity(instance.activity());
      for (var rule : activity.succeedingRule()) {
        if (isTrue(rule)) {
          return new Enough(rule.outcome());
        }
        if (failed != null) {
          return failed;
        }
      }
      var without = activity.succeedingRule().isEmpty() ? null : "";
      var rule = activity.destinationRule();
      boolean enough = allIn || isComplete(rule == null ? new Completion.All() : rule.completion());
      if (failed != null) {
        return failed;
      }
      return enough ? new Enough(without) : new Open();
    }

    private boolean isComplete(Completion completion) {
      return switch (completion) {
        case Completion.All all -> instance.responses().size() >= slots;
        case Completion.Any(int answers) -> instance.responses().size() >= answers;
        case Completion.When(var rule) -> test(rule);
      };
    }

    private boolean isTrue(OutcomeRule rule) {
      return switch (rule.condition()) {
        case Condition.All(var action) -> count(action) >= destinations;
        case Condition.AllSlots(var action) -> count(action) >= slots;
        case Condition.AtLeast(int answers, var action) -> count(action) >= answers;
        case Condition.AtMost(int answers, var action) -> allIn && count(action) <= answers;
        case Condition.None(var action) -> allIn && count(action) == 0;
        case Condition.When(var condition) -> test(condition);
      };
    }

    private long count(String action) {
      return instance.responses().stream()
          .filter(response -> response.outcome().equals(action))
          .count();
    }

    private boolean test(Expression rule) {
      return switch (draft.test(rule, instance, false)) {
        case RuleOutcome.Answer<Boolean> answer -> answer.value();
        case RuleOutcome.Failed<Boolean>(var why, Map<String, String> seen) -> {
          failed = new Failed(why, "'%s' with %s".formatted(rule.text(), seen));
          yield false;
        }
      };
    }
  }
}
