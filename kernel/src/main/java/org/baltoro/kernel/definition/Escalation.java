package org.baltoro.kernel.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens by itself when a process, an activity or an event takes too long. Its timer is set
 * when that begins and goes with it.
 *
 * @param name unique within the process, the activity or the event
 * @param repeat null: once
 */
public record Escalation(String name, Due due, @Nullable Repeat repeat, Action action) {

  /** How often it fires at most. */
  public int rounds() {
    return repeat == null ? 1 : 1 + repeat.count();
  }

  /**
   * Further rounds, each counted from the first due time.
   *
   * @param every in the working hours of the {@link Due}; 1 s or more
   * @param count rounds after the first; 1 to 9,999
   */
  public record Repeat(Duration every, int count) {}

  /** What an escalation does. */
  public sealed interface Action {
    record RunCode(CodeRule rule) implements Action {}

    /**
     * @param expireAll expires every active activity instance; false: those of the escalating
     *     activity. A process escalation expires all, unless it names {@code expireActivity}
     * @param expireActivity of a process escalation: only instances of this activity expire
     */
    record Goto(String activity, boolean expireAll, @Nullable String expireActivity)
        implements Action {}

    /** Expires what the escalation belongs to; the lines are evaluated then. */
    record Expire() implements Action {}

    /**
     * Gives the open worklist items of the activity or event to others.
     *
     * @param to users, {@code group:<name>} or {@code originator}
     */
    record Redirect(List<String> to) implements Action {
      public Redirect {
        to = List.copyOf(to);
      }
    }

    /**
     * @param to addresses, users or {@code originator}
     * @param subject gives text
     * @param body gives text
     */
    record Mail(List<String> to, Expression subject, Expression body) implements Action {
      public Mail {
        to = List.copyOf(to);
      }
    }
  }

  public static @Nullable Escalation named(List<Escalation> escalations, String name) {
    for (var escalation : escalations) {
      if (escalation.name().equals(name)) {
        return escalation;
      }
    }
    return null;
  }
}
