package org.baltoro.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an instance is asked to do. */
public sealed interface Command {

  /** In place of a failure's number: all that the instance has. */
  int ALL_FAILURES = 0;

  /**
   * Starts an instance.
   *
   * @param folio null: the definition's expression
   * @param idempotencyKey unique per process; the store keeps a second start from committing
   * @param parent the instance that asks for it; its values may be of any type that fits the field
   */
  record StartProcess(
      long instance,
      String originator,
      @Nullable String folio,
      int priority,
      Map<String, Value> dataFields,
      @Nullable String idempotencyKey,
      @Nullable ParentLink parent)
      implements Command {
    public StartProcess {
      dataFields = sorted(dataFields);
    }

    /** A start that no other instance asked for. */
    public StartProcess(
        long instance,
        String originator,
        @Nullable String folio,
        int priority,
        Map<String, Value> dataFields,
        @Nullable String idempotencyKey) {
      this(instance, originator, folio, priority, dataFields, idempotencyKey, null);
    }
  }

  /**
   * The code of an attempt has returned.
   *
   * @param jumps what it asked for while it ran, in that order
   * @param handling of an exception rule
   */
  record ReturnAttempt(
      int item,
      int attempt,
      boolean synchronous,
      Changes changes,
      List<Jump> jumps,
      Handling handling)
      implements Command {
    public ReturnAttempt {
      jumps = List.copyOf(jumps);
    }

    public ReturnAttempt(int item, int attempt, boolean synchronous, Changes changes) {
      this(item, attempt, synchronous, changes, Collections.emptyList(), Handling.HANDLED);
    }
  }

  /** What code asks for with {@code gotoActivity} and {@code expireActivity}. */
  sealed interface Jump {
    /** The activity that is named. */
    String activity();

    /**
     * @param expireAll every active activity instance; false: those of the code's own activity, or
     *     of {@code expireActivity}
     * @param expireActivity for code of the process: expires only instances of this activity
     */
    record Goto(String activity, boolean expireAll, @Nullable String expireActivity)
        implements Jump {}

    record Expire(String activity) implements Jump {}
  }

  /** What an exception rule decided. */
  enum Handling {
    /** The failed item is done with, and the branch goes on. */
    HANDLED,
    /** The failed item is tried again. */
    RETRY,
    /** The next level's rule is asked; after the last the branch is in error. */
    UNHANDLED
  }

  /**
   * The code of an attempt has failed.
   *
   * @param code {@code code-failed}, {@code call-failed}, {@code time-limit}, {@code
   *     handler-missing} or {@code mail-failed}
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

  /**
   * Saves data fields, folio and priority without finishing anything.
   *
   * @param subjects all that a destination may call the caller, one of whose worklist items must be
   *     open then; null for one who may without
   */
  record UpdateProcessInstance(String by, Changes changes, @Nullable List<String> subjects)
      implements Command {
    public UpdateProcessInstance {
      subjects = copy(subjects);
    }
  }

  /**
   * A timer is due. Without effect when it is not, or was cancelled.
   *
   * @param timer its number; the item's for a back-off
   */
  record FireTimer(int timer) implements Command {}

  /** What an external worker does with a job. */
  sealed interface WorkerCommand extends Command {
    int item();

    /** What it calls itself. */
    String worker();

    /** The user as whom it is logged in. */
    String by();
  }

  /**
   * Takes a job that is queued. Without effect when it is not, or not any more.
   *
   * @param topic under which it must be queued still
   * @param lease null: the event's time limit
   */
  record LeaseJob(int item, String topic, String worker, String by, @Nullable Duration lease)
      implements WorkerCommand {}

  /**
   * A sign of life.
   *
   * @param lease from now on; null: the event's time limit
   */
  record ExtendLease(int item, int attempt, String worker, String by, @Nullable Duration lease)
      implements WorkerCommand {}

  /**
   * A job is done.
   *
   * @param asynchronous the event waits for finish then
   * @param dataHash tells other data apart from the same data once more
   * @param ended what the journal says of the item, when the state no longer has it
   * @param before what the journal says of a completion, when the event waits for its finish
   */
  record CompleteJob(
      int item,
      int attempt,
      String worker,
      String by,
      boolean asynchronous,
      Changes changes,
      String dataHash,
      @Nullable ItemEnd ended,
      Fact.@Nullable JobCompleted before)
      implements WorkerCommand {

    /** For the first time. */
    public CompleteJob(
        int item,
        int attempt,
        String worker,
        String by,
        boolean asynchronous,
        Changes changes,
        String dataHash) {
      this(item, attempt, worker, by, asynchronous, changes, dataHash, null, null);
    }

    /** This, knowing what the journal says. */
    public CompleteJob with(@Nullable ItemEnd end, Fact.@Nullable JobCompleted completed) {
      return new CompleteJob(
          item, attempt, worker, by, asynchronous, changes, dataHash, end, completed);
    }
  }

  /**
   * A job could not be done.
   *
   * @param again false: not to be tried again, whatever the policy says
   * @param after when to try again; null: as the policy says
   */
  record FailJob(
      int item,
      int attempt,
      String worker,
      String by,
      String message,
      @Nullable String stackTrace,
      boolean again,
      @Nullable Duration after)
      implements WorkerCommand {}

  /** What somebody does with a worklist item. */
  sealed interface WorklistCommand extends Command {
    int item();

    String by();

    /**
     * All that a destination may call the caller, who must be one when it is decided; null for one
     * who may act on any item.
     */
    @Nullable List<String> subjects();

    /** What the journal says of the item, when the state no longer has it. */
    @Nullable ItemEnd ended();

    /** This, knowing how the item ended. */
    WorklistCommand withEnd(ItemEnd end);
  }

  /** Takes a slot of the item. Without effect for who holds one. */
  record OpenWorklistItem(
      int item, String by, @Nullable List<String> subjects, @Nullable ItemEnd ended)
      implements WorklistCommand {
    public OpenWorklistItem {
      subjects = copy(subjects);
    }

    @Override
    public WorklistCommand withEnd(ItemEnd end) {
      return new OpenWorklistItem(item, by, subjects, end);
    }
  }

  /**
   * Gives a slot back. Without effect for who holds none.
   *
   * @param user whose slot
   */
  record ReleaseWorklistItem(
      int item, String by, @Nullable List<String> subjects, String user, @Nullable ItemEnd ended)
      implements WorklistCommand {
    public ReleaseWorklistItem {
      subjects = copy(subjects);
    }

    @Override
    public WorklistCommand withEnd(ItemEnd end) {
      return new ReleaseWorklistItem(item, by, subjects, user, end);
    }
  }

  /**
   * Somebody chooses an action of a worklist item.
   *
   * @param dataHash tells another answer from the same once more; null: it is not repeated
   */
  record FinishWorklistItem(
      int item,
      String by,
      @Nullable List<String> subjects,
      String action,
      Changes changes,
      @Nullable String dataHash,
      @Nullable ItemEnd ended)
      implements WorklistCommand {
    public FinishWorklistItem {
      subjects = copy(subjects);
    }

    /** One that is not repeated. */
    public FinishWorklistItem(
        int item,
        String by,
        @Nullable List<String> subjects,
        String action,
        Changes changes,
        @Nullable ItemEnd ended) {
      this(item, by, subjects, action, changes, null, ended);
    }

    /** True if this is the answer that has been given before. */
    boolean repeats(String who, @Nullable String chosen, @Nullable String hash) {
      return dataHash != null && dataHash.equals(hash) && by.equals(who) && action.equals(chosen);
    }

    @Override
    public WorklistCommand withEnd(ItemEnd end) {
      return new FinishWorklistItem(item, by, subjects, action, changes, dataHash, end);
    }
  }

  /** Saves data of the instance and of the item's activity, without choosing an action. */
  record SaveWorklistItem(
      int item,
      String by,
      @Nullable List<String> subjects,
      Changes changes,
      @Nullable ItemEnd ended)
      implements WorklistCommand {
    public SaveWorklistItem {
      subjects = copy(subjects);
    }

    @Override
    public WorklistCommand withEnd(ItemEnd end) {
      return new SaveWorklistItem(item, by, subjects, changes, end);
    }
  }

  /**
   * @param expireAll every active activity instance; false: those of the item's activity
   */
  record GotoFromWorklistItem(
      int item,
      String by,
      @Nullable List<String> subjects,
      String activity,
      boolean expireAll,
      @Nullable ItemEnd ended)
      implements WorklistCommand {
    public GotoFromWorklistItem {
      subjects = copy(subjects);
    }

    @Override
    public WorklistCommand withEnd(ItemEnd end) {
      return new GotoFromWorklistItem(item, by, subjects, activity, expireAll, end);
    }
  }

  /**
   * Gives the item to others.
   *
   * @param from the destination that loses it; null: the one by which the caller has it, and all of
   *     them for one who may act on any item
   */
  record RedirectWorklistItem(
      int item,
      String by,
      @Nullable List<String> subjects,
      @Nullable String from,
      List<String> to,
      @Nullable ItemEnd ended)
      implements WorklistCommand {
    public RedirectWorklistItem {
      subjects = copy(subjects);
      to = List.copyOf(to);
    }

    @Override
    public WorklistCommand withEnd(ItemEnd end) {
      return new RedirectWorklistItem(item, by, subjects, from, to, end);
    }
  }

  /**
   * Lets another have the item, too: who acts first, acts.
   *
   * @param actions what the other may choose; empty: all that the caller may
   */
  record DelegateWorklistItem(
      int item,
      String by,
      @Nullable List<String> subjects,
      String to,
      List<String> actions,
      @Nullable ItemEnd ended)
      implements WorklistCommand {
    public DelegateWorklistItem {
      subjects = copy(subjects);
      actions = List.copyOf(actions);
    }

    @Override
    public WorklistCommand withEnd(ItemEnd end) {
      return new DelegateWorklistItem(item, by, subjects, to, actions, end);
    }
  }

  /**
   * Hides the item from the caller's own worklist. Escalations go on.
   *
   * @param until null: until it is woken
   */
  record SleepWorklistItem(
      int item,
      String by,
      @Nullable List<String> subjects,
      @Nullable Instant until,
      @Nullable ItemEnd ended)
      implements WorklistCommand {
    public SleepWorklistItem {
      subjects = copy(subjects);
      until = until == null ? null : until.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public WorklistCommand withEnd(ItemEnd end) {
      return new SleepWorklistItem(item, by, subjects, until, end);
    }
  }

  /** Shows it again. Without effect for who does not let it sleep. */
  record WakeWorklistItem(
      int item, String by, @Nullable List<String> subjects, @Nullable ItemEnd ended)
      implements WorklistCommand {
    public WakeWorklistItem {
      subjects = copy(subjects);
    }

    @Override
    public WorklistCommand withEnd(ItemEnd end) {
      return new WakeWorklistItem(item, by, subjects, end);
    }
  }

  /**
   * Says something about the instance.
   *
   * @param item about this worklist item, open or not; 0: about the instance
   * @param text 1 to 4,000 characters
   */
  record AddComment(int item, String text, String by) implements Command {}

  /** What is refused while code runs, unless it may wait until that has returned. */
  sealed interface Managed extends Command {
    String by();

    /** To be carried out as soon as no code runs, and before any other starts. */
    boolean waits();

    /**
     * Expires and creates one instance of {@code activity}.
     *
     * @param from only instances of this activity expire; null: all
     * @param unlessActive refuse when an instance of {@code activity} would then be a second one
     */
    record GotoActivity(
        String by, String activity, @Nullable String from, boolean unlessActive, boolean waits)
        implements Managed {}

    /** Expires the instances of an activity; its lines are evaluated then. */
    record ExpireActivity(String by, String activity, boolean waits) implements Managed {}

    record ChangeInstance(String by, Changes changes, boolean waits) implements Managed {}

    /**
     * Goes on with another version of the definition.
     *
     * @param version one that {@link Surroundings#versions} knows
     * @param names new names by old ones, of activities ({@code Approve}) and events ({@code
     *     Approve/Ask}); "" for a removed one, of which what is active expires
     * @param rebuildTimers what is pending is due as the new version says, and what is new is set;
     *     what has fired stays fired. False: timers are kept
     */
    record Migrate(
        String by, int version, Map<String, String> names, boolean rebuildTimers, boolean waits)
        implements Managed {
      public Migrate {
        names = sorted(names);
      }
    }

    /**
     * A retry or skip that waits until the instance is started again.
     *
     * @param skip false: a retry
     */
    record ResolveFailure(String by, int failure, boolean skip) implements Managed {
      @Override
      public boolean waits() {
        return true;
      }
    }
  }

  /** Gives up the attempts that run; their items are in error then. */
  record InterruptProcess(String by) implements Command {}

  /** Moves a timer, or pauses it, or lets it run again. */
  record ChangeTimer(int timer, TimerChange change, String by) implements Command {}

  /** What is done to a timer. */
  sealed interface TimerChange {
    record MoveTo(Instant dueAt) implements TimerChange {}

    record Pause() implements TimerChange {}

    record Resume() implements TimerChange {}
  }

  record StopProcess(String by) implements Command {}

  record ResumeProcess(String by) implements Command {}

  /**
   * Runs just the failed item again.
   *
   * @param failure its number, or {@link #ALL_FAILURES}
   */
  record RetryFailure(int failure, String by) implements Command {}

  /**
   * Completes the failed item by hand.
   *
   * @param failure its number, or {@link #ALL_FAILURES}
   */
  record SkipFailure(int failure, String by) implements Command {}

  record DeleteProcess(String by) implements Command {}

  // ---- between instances

  /**
   * A message has reached its receiver, or never will.
   *
   * @param message its number
   * @param refused why the child that it was to start was not started; null otherwise
   */
  record MessageDelivered(int message, @Nullable String refused) implements Command {}

  /**
   * The parent hears of its child.
   *
   * @param item the event that waits for it
   * @param child without effect when the event does not wait for this one, or no longer
   * @param detail see {@link Message.TellParent}
   * @param data of a child that has completed; null otherwise
   */
  record HearChild(
      int item, long child, Message.ChildNews news, String detail, @Nullable ChildData data)
      implements Command {}

  /** What a completed child leaves behind, for its parent. */
  record ChildData(String folio, String originator, int priority, Map<String, Value> dataFields) {
    public ChildData {
      dataFields = sorted(dataFields);
    }
  }

  /** The parent has given this child up: it is deleted, whatever it does. */
  record DeleteChild(String by) implements Command {}

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
            Collections.emptyMap(), Collections.emptyMap(), null, null, Collections.emptyMap());

    public Changes {
      dataFields = sorted(dataFields);
      activityDataFields = sorted(activityDataFields);
      unchanged = sorted(unchanged);
    }

    public static Changes of(Map<String, Value> dataFields) {
      return new Changes(dataFields, Collections.emptyMap(), null, null, Collections.emptyMap());
    }
  }

  /**
   * How an item ended, read from the journal: the receipt of its finish.
   *
   * @param by who finished or skipped it, or what ended it
   * @param idempotencyKey of the finish, if it had one
   * @param dataHash of the finish
   * @param dropped the last kept finish that lost, if there was one
   * @param action of a client event: what was chosen, "" when it ended otherwise; null: it was a
   *     server event
   * @param completed the job that a worker has done for it, if one has
   * @param lateNoted it is written down that the one who finishes it now has come too late before
   */
  record ItemEnd(
      Fact.Ending ending,
      String by,
      Instant at,
      @Nullable String idempotencyKey,
      @Nullable String dataHash,
      @Nullable DroppedFinish dropped,
      @Nullable String action,
      Fact.@Nullable JobCompleted completed,
      boolean lateNoted) {

    /** The end of a server event. */
    public ItemEnd(
        Fact.Ending ending,
        String by,
        Instant at,
        @Nullable String idempotencyKey,
        @Nullable String dataHash,
        @Nullable DroppedFinish dropped) {
      this(ending, by, at, idempotencyKey, dataHash, dropped, null, null, false);
    }

    /** The end of a client event. */
    public static ItemEnd ofClientEvent(Fact.Ending ending, String action, String by, Instant at) {
      return new ItemEnd(ending, by, at, null, null, null, action, null, false);
    }

    /** The end of a client event for one who has answered it: their own answer. */
    public static ItemEnd ofAnswer(
        String action, String by, @Nullable String dataHash, Instant at) {
      return new ItemEnd(Fact.Ending.FINISHED, by, at, null, dataHash, null, action, null, false);
    }

    public ItemEnd withLateNoted() {
      return new ItemEnd(
          ending, by, at, idempotencyKey, dataHash, dropped, action, completed, true);
    }
  }

  /**
   * A finish that was kept and could not be applied.
   *
   * @param by what dropped it
   */
  record DroppedFinish(Fact.FinishKept finish, String by) {}

  private static @Nullable List<String> copy(@Nullable List<String> subjects) {
    return subjects == null ? null : List.copyOf(subjects);
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
