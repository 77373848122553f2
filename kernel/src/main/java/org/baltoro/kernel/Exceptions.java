package org.baltoro.kernel;

import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.Job.Level;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.jspecify.annotations.Nullable;

/** Exception rules: a failure goes from event to activity to process until a rule handles it. */
final class Exceptions {
  private Exceptions() {}

  /** Asks the first rule from {@code level} on; without one the branch is in error. */
  static void raise(
      Draft draft,
      Level level,
      int activityInstance,
      Place place,
      String code,
      String message,
      @Nullable String detail) {
    for (var asked = level; asked != null; asked = above(asked)) {
      if (rule(draft, asked, activityInstance, place) != null) {
        int item = draft.nextId();
        draft.emit(
            new Fact.CodeScheduled(
                item,
                new Job.ExceptionRule(asked, activityInstance, place, code, message, detail),
                draft.now()));
        Attempts.start(draft, item, 1);
        return;
      }
    }
    draft.fail(place, code, message, detail);
  }

  /** The code of an exception rule has returned. */
  static void returned(
      Draft draft, EventInstance event, Job.ExceptionRule rule, Command.ReturnAttempt returned) {
    var by = Attempts.named(draft, event);
    Attempts.endCode(draft, event, Ending.RETURNED, by);
    if (!returned.jumps().isEmpty()) {
      boolean gone = Goto.expires(draft, returned.jumps(), rule.activityInstance());
      Goto.carryOut(
          draft,
          returned.jumps(),
          Escalating.owner(draft, rule.activityInstance()),
          0,
          Fact.Origin.EXCEPTION_RULE,
          by);
      if (gone) {
        return;
      }
    }
    switch (returned.handling()) {
      case UNHANDLED -> {
        var above = above(rule.level());
        if (above == null) {
          draft.fail(rule.place(), rule.code(), rule.message(), rule.detail());
        } else {
          raise(
              draft,
              above,
              rule.activityInstance(),
              rule.place(),
              rule.code(),
              rule.message(),
              rule.detail());
        }
      }
      case RETRY -> again(draft, rule);
      case HANDLED -> Managing.giveUp(draft, rule.place(), Ending.HANDLED, by);
    }
  }

  /** Tries again, unless the rule has nothing but retries: those would go round for ever. */
  private static void again(Draft draft, Job.ExceptionRule rule) {
    int budget = draft.definition.stepBudget();
    if (draft.state.steps() <= budget) {
      Managing.again(draft, rule.place());
      return;
    }
    draft.fail(
        rule.place(),
        "loop-budget",
        "%s (its exception rule tries again and again: more than %d steps since the last wait state. Mend the cause and retry, or raise stepBudget.)"
            .formatted(rule.message(), budget),
        rule.detail());
  }

  /** An exception rule has failed itself: the branch is in error, with both messages. */
  static void failed(Draft draft, EventInstance event, Job.ExceptionRule rule, String message) {
    var by = Attempts.named(draft, event);
    Attempts.endCode(draft, event, Ending.FAILED, by);
    draft.fail(
        rule.place(),
        rule.code(),
        "%s (%s failed, too: %s)".formatted(rule.message(), by, message),
        rule.detail());
  }

  static @Nullable CodeRule rule(Draft draft, Level level, int activityInstance, Place place) {
    return switch (level) {
      case EVENT ->
          place instanceof Place.Event(int item)
                  && draft.state.events().get(item) instanceof EventInstance event
                  && event.isEvent()
              ? ofEvent(draft, event)
              : null;
      case ACTIVITY ->
          draft
              .definition
              .activity(draft.state.activity(activityInstance).activity())
              .exceptionRule();
      case PROCESS -> draft.definition.exceptionRule();
    };
  }

  private static @Nullable CodeRule ofEvent(Draft draft, EventInstance event) {
    return SubProcesses.definition(draft, event.item()) instanceof SubProcess child
        ? child.exceptionRule()
        : Attempts.serverEvent(draft, event).exceptionRule();
  }

  private static @Nullable Level above(Level level) {
    return switch (level) {
      case EVENT -> Level.ACTIVITY;
      case ACTIVITY -> Level.PROCESS;
      case PROCESS -> null;
    };
  }
}
