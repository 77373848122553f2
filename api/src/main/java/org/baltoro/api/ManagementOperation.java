package org.baltoro.api;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who manages a process can do to one of its instances. Each can be previewed, and
 * carried out on one instance or on all that a query finds.
 *
 * <p>Operations with {@code waits} are refused while code of the instance runs, unless it is true:
 * then they are stored, and carried out as soon as that code has returned, before any other starts.
 */
public sealed interface ManagementOperation {

  /** Stops an instance; one whose code runs is stopped when the code returns. */
  record Stop() implements ManagementOperation {}

  /** Starts a stopped instance; what fell due meanwhile happens at once. */
  record Start() implements ManagementOperation {}

  /**
   * Expires active activity instances and creates one instance of {@code activity}.
   *
   * @param from only instances of this activity expire; null: all
   * @param ifActive {@code false}: refuse when {@code activity} is active and would be so twice
   */
  record GotoActivity(String activity, @Nullable String from, boolean ifActive, boolean waits)
      implements ManagementOperation {
    public GotoActivity(String activity) {
      this(activity, null, true, false);
    }
  }

  /** Expires the active instances of an activity; their lines are evaluated then. */
  record ExpireActivity(String activity, boolean waits) implements ManagementOperation {}

  /**
   * Runs just the failed item again, as a new attempt.
   *
   * @param error its number within the instance; 0 for all
   */
  record Retry(int error) implements ManagementOperation {}

  /**
   * Completes the failed item by hand, as if its code had succeeded.
   *
   * @param error its number within the instance; 0 for all
   */
  record Skip(int error) implements ManagementOperation {}

  /** Gives up code that runs: its result will be ignored, and its item is in error. */
  record Interrupt() implements ManagementOperation {}

  /**
   * Changes data fields, folio and priority.
   *
   * @param dataFields new values by name; null empties a field
   * @param folio null: stays
   * @param priority 0 to 2; null: stays
   */
  record Change(
      Map<String, @Nullable Object> dataFields,
      @Nullable String folio,
      @Nullable Integer priority,
      boolean waits)
      implements ManagementOperation {
    // Written out: a compact constructor's parameters lose their annotations in the class file.
    public Change(
        Map<String, @Nullable Object> dataFields,
        @Nullable String folio,
        @Nullable Integer priority,
        boolean waits) {
      this.dataFields = Collections.unmodifiableMap(new LinkedHashMap<>(dataFields));
      this.folio = folio;
      this.priority = priority;
      this.waits = waits;
    }
  }

  /**
   * Goes on with another version of the definition: a pointer, nothing is run again.
   *
   * @param names new names by old ones, of activities ({@code Approve} to {@code Decide}) and
   *     events ({@code Approve/Ask} to {@code Decide/Choose}, or to {@code Choose}); "" for a
   *     removed one, of which what is active expires
   * @param rebuildTimers escalations are set again as the new version has them; false: kept
   */
  record Migrate(int version, Map<String, String> names, boolean rebuildTimers, boolean waits)
      implements ManagementOperation {
    public Migrate {
      names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    }
  }

  /** Deletes an instance; its journal stays. Refused while its code runs. */
  record Delete() implements ManagementOperation {}

  /**
   * @param timer its number within the instance
   */
  record MoveTimer(int timer, Instant dueDate) implements ManagementOperation {}

  /**
   * @param timer its number within the instance
   */
  record PauseTimer(int timer) implements ManagementOperation {}

  /**
   * Lets a paused timer run on with what was left.
   *
   * @param timer its number within the instance
   */
  record ResumeTimer(int timer) implements ManagementOperation {}

  /**
   * Gives a worklist item to others.
   *
   * @param item the second part of its serial number
   * @param to users, {@code group:<name>} or {@code originator}
   */
  record Redirect(int item, List<String> to) implements ManagementOperation {
    public Redirect {
      to = List.copyOf(to);
    }
  }
}
