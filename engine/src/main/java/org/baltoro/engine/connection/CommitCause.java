package org.baltoro.engine.connection;

import java.util.List;
import org.baltoro.kernel.Fact;
import org.jspecify.annotations.Nullable;

/**
 * What a commit follows from: one command made all of its facts, and the first fact that is no mere
 * consequence says which.
 *
 * @param by who or what gave it: a user, an event whose code returned, a node, the clock
 * @param what as a sentence
 */
record CommitCause(String by, String what) {
  private static final String CLOCK = "the clock";

  /**
   * @param names what the journal has told so far
   */
  static CommitCause of(List<Fact> facts, JournalText names) {
    for (var fact : facts) {
      var cause = ofCommand(fact, names);
      if (cause != null) {
        return cause;
      }
    }
    for (var fact : facts) {
      var cause = ofChange(fact, names);
      if (cause != null) {
        return cause;
      }
    }
    return new CommitCause("the server", "The server went on with what had been decided");
  }

  private static @Nullable CommitCause ofCommand(Fact fact, JournalText names) {
    return switch (fact) {
      case Fact.ProcessStarted f -> by(f.originator(), "%s started the instance");
      case Fact.ClientEventFinished f when f.ending() == Fact.Ending.FINISHED ->
          by(f.by(), "%s chose '" + plain(f.action()) + "' of " + name(names, f.item()));
      case Fact.ClientEventResponded f ->
          by(
              f.response().by(),
              "%s chose '" + plain(f.response().outcome()) + "' of " + name(names, f.item()));
      case Fact.WorklistItemOpened f -> by(f.by(), "%s opened " + name(names, f.item()));
      case Fact.WorklistItemReleased f -> by(f.by(), "%s released " + name(names, f.item()));
      case Fact.WorklistItemDelegated f -> by(f.by(), "%s shared " + name(names, f.item()));
      case Fact.WorklistItemSlept f -> by(f.user(), "%s let " + name(names, f.item()) + " sleep");
      case Fact.WorklistItemWoken f -> by(f.user(), "%s woke " + name(names, f.item()));
      case Fact.CommentAdded f -> by(f.by(), "%s said something");
      case Fact.WorklistItemRedirected f -> by(f.by(), "%s redirected " + name(names, f.item()));
      case Fact.FinishKept f -> by(f.by(), "%s finished " + name(names, f.item()));
      case Fact.ServerEventFinished f -> ofEnd(f.item(), f.ending(), f.by(), names);
      case Fact.CodeEnded f -> ofEnd(f.item(), f.ending(), f.by(), names);
      case Fact.ServerEventWaiting f -> code(names, f.item(), "has returned");
      case Fact.JobLeased f -> worker(f.by(), f.worker(), "took", names, f.item());
      case Fact.LeaseExtended f ->
          f.by() == null ? null : by(f.by(), "%s's worker still does " + name(names, f.item()));
      case Fact.LeaseLost f ->
          new CommitCause(CLOCK, "Worker '%s' gave no sign of life in time".formatted(f.worker()));
      case Fact.JobCompleted f -> worker(f.by(), f.worker(), "did", names, f.item());
      case Fact.ChildReported f ->
          new CommitCause(
              "process instance " + f.child(), FamilyText.heard(names.event(f.item()), f));
      case Fact.AttemptFailed f ->
          f.by() == null
              ? code(names, f.item(), "has failed")
              : by(f.by(), "%s's worker could not do " + name(names, f.item()));
      case Fact.AttemptLost f ->
          new CommitCause(
              "node " + f.node(), "Node %d was lost with code that ran there".formatted(f.node()));
      case Fact.AttemptResultIgnored f ->
          f.by() == null
              ? code(names, f.item(), "has returned too late")
              : by(f.by(), "%s's worker spoke too late of " + name(names, f.item()));
      case Fact.LateCallback f -> by(f.by(), "%s finished " + name(names, f.item()) + " too late");
      case Fact.FailureResolved f ->
          by(f.by(), "%s " + (f.skipped() ? "skipped" : "retried") + " error " + f.failure());
      case Fact.OperationAwaited f ->
          by(f.operation().by(), "%s asked for " + plain(JournalText.operation(f.operation())));
      case Fact.OperationTaken f ->
          new CommitCause("the server", "An operation that had waited was carried out");
      case Fact.OperationDropped f ->
          new CommitCause("the server", "An operation that had waited had become impossible");
      case Fact.ProcessMigrated f -> by(f.by(), "%s moved the instance to another version");
      case Fact.TimerFired f -> new CommitCause(CLOCK, names.timer(f.timer()) + " was due");
      case Fact.TimerMoved f -> by(f.by(), "%s moved a timer");
      case Fact.TimerPaused f -> by(f.by(), "%s paused a timer");
      case Fact.TimerResumed f -> by(f.by(), "%s let a timer run again");
      case Fact.StopRequested f -> by(f.by(), "%s asked for a stop");
      case Fact.ProcessStopped f -> by(f.by(), "%s stopped the instance");
      case Fact.ProcessResumed f -> by(f.by(), "%s started the instance again");
      case Fact.ProcessDeleted f -> by(f.by(), "%s deleted the instance");
      case Fact.WentToActivity f ->
          by(f.by(), "%s sent the instance to '" + plain(f.activity()) + "'");
      default -> null;
    };
  }

  /** Of what ends with something else, that is the cause. */
  private static @Nullable CommitCause ofEnd(
      int item, Fact.Ending ending, String by, JournalText names) {
    return switch (ending) {
      case RETURNED -> code(names, item, "has returned");
      case FINISHED -> by(by, "%s finished " + name(names, item));
      case SKIPPED, HANDLED, FAILED, DELETED, EXPIRED -> null;
    };
  }

  /** Where nothing stronger is there: a change itself, an expiry, or an attempt that began. */
  private static @Nullable CommitCause ofChange(Fact fact, JournalText names) {
    return switch (fact) {
      case Fact.ActivityExpired f -> by(f.by(), "%s expired an activity");
      case Fact.AttemptFenced f -> by(f.by(), "%s gave up an attempt");
      case Fact.DataFieldsChanged f -> by(f.by(), "%s changed data fields");
      case Fact.FolioChanged f -> by(f.by(), "%s changed the folio");
      case Fact.PriorityChanged f -> by(f.by(), "%s changed the priority");
      case Fact.AttemptStarted f when f.attempt() > 1 ->
          new CommitCause(CLOCK, "The wait before another attempt was over");
      default -> null;
    };
  }

  private static CommitCause by(String who, String sentence) {
    return new CommitCause(who, sentence.formatted(who));
  }

  private static CommitCause worker(
      String user, String worker, String did, JournalText names, int item) {
    return new CommitCause(
        user, "%s %s %s, by worker '%s'".formatted(user, did, lower(names.event(item)), worker));
  }

  private static CommitCause code(JournalText names, int item, String how) {
    var event = names.event(item);
    return new CommitCause(event, "The code of %s %s".formatted(lower(event), how));
  }

  private static String name(JournalText names, int item) {
    return plain(lower(names.event(item)));
  }

  private static String lower(String sentence) {
    return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }

  /** Text that stands in a format. */
  private static String plain(String text) {
    return text.replace("%", "%%");
  }
}
