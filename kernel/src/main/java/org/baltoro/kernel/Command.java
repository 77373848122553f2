package org.baltoro.kernel;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an instance is asked to do. */
public sealed interface Command {

  /**
   * Starts an instance.
   *
   * @param folio null: the definition's expression
   * @param idempotencyKey unique per process; the store keeps a second start from committing
   */
  record StartProcess(
      long instance,
      String originator,
      @Nullable String folio,
      int priority,
      Map<String, Value> dataFields,
      @Nullable String idempotencyKey)
      implements Command {
    public StartProcess {
      dataFields = sorted(dataFields);
    }
  }

  /** The code of an attempt has returned. */
  record ReturnAttempt(int item, int attempt, boolean synchronous, Changes changes)
      implements Command {}

  /**
   * The code of an attempt has failed.
   *
   * @param code {@code code-failed}, {@code time-limit} or {@code handler-missing}
   */
  record FailAttempt(
      int item, int attempt, String code, String message, @Nullable String stackTrace)
      implements Command {}

  /** Starts the attempts again that ran on a node that is dead. */
  record TakeOver(long deadNode) implements Command {}

  /**
   * Finishes an asynchronous server event from outside.
   *
   * @param dataHash of the caller's data, to know a repetition
   * @param ended what the journal says of the item, when the state no longer has it
   */
  record FinishServerItem(
      int item,
      String by,
      Changes changes,
      @Nullable String idempotencyKey,
      String dataHash,
      @Nullable ItemEnd ended)
      implements Command {}

  /** Saves data fields, folio and priority without finishing anything. */
  record UpdateProcessInstance(String by, Changes changes) implements Command {}

  /** A back-off is over. Without effect when it is not due, or was cancelled. */
  record FireTimer(int item) implements Command {}

  record StopProcess(String by) implements Command {}

  record ResumeProcess(String by) implements Command {}

  /** Runs just the failed item again. */
  record RetryFailure(int failure, String by) implements Command {}

  /** Completes the failed item by hand. */
  record SkipFailure(int failure, String by) implements Command {}

  record DeleteProcess(String by) implements Command {}

  /**
   * Writes that a command carries.
   *
   * @param dataFields of the process, by name
   * @param activityDataFields of the event's activity instance, by name
   * @param unchanged fields that must still have these values
   */
  record Changes(
      Map<String, Value> dataFields,
      Map<String, Value> activityDataFields,
      @Nullable String folio,
      @Nullable Integer priority,
      Map<String, Value> unchanged) {
    public static final Changes NONE =
        new Changes(
            java.util.Collections.emptyMap(),
            java.util.Collections.emptyMap(),
            null,
            null,
            java.util.Collections.emptyMap());

    public Changes {
      dataFields = sorted(dataFields);
      activityDataFields = sorted(activityDataFields);
      unchanged = sorted(unchanged);
    }

    public static Changes of(Map<String, Value> dataFields) {
      return new Changes(
          dataFields,
          java.util.Collections.emptyMap(),
          null,
          null,
          java.util.Collections.emptyMap());
    }
  }

  /**
   * How an item ended, read from the journal: the receipt of its finish.
   *
   * @param by who finished or skipped it, or what ended it
   * @param idempotencyKey of the finish, if it had one
   * @param dataHash of the finish
   * @param dropped the kept finish that lost, if there was one
   */
  record ItemEnd(
      Fact.Ending ending,
      String by,
      Instant at,
      @Nullable String idempotencyKey,
      @Nullable String dataHash,
      Fact.@Nullable FinishKept dropped) {}

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
