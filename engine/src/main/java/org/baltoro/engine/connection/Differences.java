package org.baltoro.engine.connection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.baltoro.api.OperationReport.Difference;
import org.baltoro.engine.data.Values;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.Message;
import org.baltoro.kernel.PendingTimer.Purpose;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/** What facts take from an instance, bring to it and change in it, told with names. */
final class Differences {
  private final IntFunction<ProcessDefinition> versions;
  private final boolean somethingExpires;
  private final List<Difference> told = new ArrayList<>();
  private final Set<Long> deleted = new TreeSet<>();
  private ProcessState state;

  private Differences(
      ProcessState before, List<Fact> facts, IntFunction<ProcessDefinition> versions) {
    this.state = before;
    this.versions = versions;
    somethingExpires = facts.stream().anyMatch(Fact.ActivityExpired.class::isInstance);
  }

  static List<Difference> of(
      ProcessState before, List<Fact> facts, IntFunction<ProcessDefinition> versions) {
    var differences = new Differences(before, facts, versions);
    for (var fact : facts) {
      differences.tell(fact);
      differences.state = differences.state.apply(fact);
    }
    return differences.told;
  }

  private void tell(Fact fact) {
    switch (fact) {
      case Fact.ActivityEntered f -> {
        var other =
            state.activities().values().stream()
                .filter(active -> !active.isDestination())
                .filter(active -> active.activity().equals(f.activity()))
                .findFirst();
        comes(
            "activity",
            f.activity(),
            other.isEmpty()
                ? ""
                : "a second instance: one has been active since " + other.get().since());
      }
      case Fact.WentToActivity f -> {
        if (!somethingExpires) {
          changes("instance", "goto", "nothing was active that could expire");
        }
      }
      case Fact.ActivityExpired f -> goes("activity", activity(f.activityInstance()), "expired");
      case Fact.ActivityCompleted f ->
          goes("activity", activity(f.activityInstance()), "completed");
      case Fact.ServerEventScheduled f ->
          comes("server event", event(f.activityInstance(), f.event()), serialNumber(f.item()));
      case Fact.ServerEventFinished f ->
          goes(
              child(f.item()) == 0 ? "server event" : "sub-process",
              item(f.item()),
              serialNumber(f.item()) + " " + word(f.ending()) + childLeft(f));
      case Fact.SubProcessScheduled f ->
          comes("sub-process", event(f.activityInstance(), f.event()), serialNumber(f.item()));
      case Fact.MessageSent f -> tellMessage(f.message());
      case Fact.ClientEventOffered f ->
          comes(
              "worklist item",
              event(f.activityInstance(), f.event()),
              "%s for %s".formatted(serialNumber(f.item()), String.join(", ", f.destinations())));
      case Fact.DestinationBegun f ->
          comes(
              "destination",
              activity(f.place().owner()),
              f.place().destination().isEmpty()
                  ? "slot " + f.place().slot()
                  : f.place().destination());
      case Fact.OutcomeDecided f ->
          changes("activity", activity(f.activityInstance()), "outcome '" + f.outcome() + "'");
      case Fact.WorklistItemReleased f ->
          changes(
              "worklist item", item(f.item()), serialNumber(f.item()) + " released by " + f.user());
      case Fact.ClientEventFinished f ->
          goes(
              "worklist item",
              item(f.item()),
              "%s of %s, %s".formatted(serialNumber(f.item()), owners(f.item()), word(f.ending())));
      case Fact.WorklistItemRedirected f ->
          changes(
              "worklist item",
              item(f.item()),
              "%s: %s -> %s"
                  .formatted(
                      serialNumber(f.item()),
                      String.join(", ", f.from()),
                      String.join(", ", f.to())));
      case Fact.AttemptStarted f -> comes("code", item(f.item()), "attempt " + f.attempt());
      case Fact.JobQueued f ->
          comes("job", item(f.item()), "topic '%s', attempt %d".formatted(f.topic(), f.attempt()));
      case Fact.AttemptFenced f ->
          goes(
              "code",
              item(f.item()),
              "attempt %d is given up; outside effects may have happened".formatted(f.attempt()));
      case Fact.TimerSet f -> comes("timer", timer(f.purpose()), "due at " + f.dueAt());
      case Fact.TimerCancelled f ->
          goes("timer", timer(f.timer()), "was due at " + dueAt(f.timer()));
      case Fact.TimerMoved f ->
          changes("timer", timer(f.timer()), dueAt(f.timer()) + " -> " + f.dueAt());
      case Fact.TimerPaused f -> changes("timer", timer(f.timer()), "paused");
      case Fact.TimerResumed f -> changes("timer", timer(f.timer()), "due at " + f.dueAt());
      case Fact.RetryScheduled f ->
          changes("timer", item(f.item()), "attempt %d at %s".formatted(f.attempt(), f.dueAt()));
      case Fact.BranchFailed f -> comes("error", f.code(), f.message());
      case Fact.FailureResolved f ->
          goes("error", error(f.failure()), f.skipped() ? "skipped" : "tried again");
      case Fact.FailureExpired f -> goes("error", error(f.failure()), "gone with its branch");
      case Fact.DataFieldsChanged f -> tellData(f);
      case Fact.FolioChanged f ->
          changes("instance", "folio", "'%s' -> '%s'".formatted(state.folio(), f.folio()));
      case Fact.PriorityChanged f ->
          changes("instance", "priority", state.priority() + " -> " + f.priority());
      case Fact.ProcessMigrated f ->
          changes("instance", "version", state.version() + " -> " + f.version());
      case Fact.ProcessStopped f -> changes("instance", "status", "stopped");
      case Fact.StopRequested f ->
          changes("instance", "status", "stopped as soon as its code has returned");
      case Fact.ProcessResumed f -> changes("instance", "status", "started");
      case Fact.ProcessCompleted f -> changes("instance", "status", "completed");
      case Fact.ProcessDeleted f -> goes("instance", String.valueOf(state.instance()), "deleted");
      case Fact.OperationAwaited f ->
          changes(
              "instance",
              "operation",
              f.operation() instanceof Command.Managed.ResolveFailure
                  ? "waits until the instance is started"
                  : "waits until the running code has returned");
      default -> {}
    }
  }

  private void tellMessage(Message message) {
    switch (message) {
      case Message.StartChild start ->
          comes("process instance", start.process(), "started for " + item(start.item()));
      case Message.DeleteChild delete -> {
        deleted.add(delete.child());
        goes("process instance", String.valueOf(delete.child()), "deleted with what waits for it");
      }
      case Message.TellParent told ->
          changes(
              "process instance",
              String.valueOf(told.parent()),
              "its event %s waits for this instance, and hears that it %s"
                  .formatted(
                      new SerialNumber(told.parent(), told.item()), FamilyText.word(told.news())));
    }
  }

  /** The child that an open item waits for; 0 without one. */
  private long child(int item) {
    var open = state.events().get(item);
    return open != null && open.status() instanceof Status.AwaitingChild waiting
        ? waiting.child()
        : 0;
  }

  /** What becomes of a child whose event ends before it. */
  private String childLeft(Fact.ServerEventFinished fact) {
    long child = child(fact.item());
    return child == 0 || deleted.contains(child)
        ? ""
        : "; process instance %d goes on alone".formatted(child);
  }

  private void tellData(Fact.DataFieldsChanged fact) {
    Map<String, Value> before =
        fact.activityInstance() == 0
            ? state.dataFields()
            : state.activity(fact.activityInstance()).dataFields();
    fact.values()
        .forEach((name, value) ->
            changes(
                "data field", name, "%s -> %s".formatted(shown(before.get(name)), shown(value))));
  }

  private void comes(String kind, String name, String detail) {
    told.add(new Difference("+", kind, name, detail));
  }

  private void goes(String kind, String name, String detail) {
    told.add(new Difference("-", kind, name, detail));
  }

  private void changes(String kind, String name, String detail) {
    told.add(new Difference("~", kind, name, detail));
  }

  // ---- names

  private String activity(int activityInstance) {
    return activityInstance == 0 ? "" : state.activity(activityInstance).activity();
  }

  private String event(int activityInstance, int event) {
    var activity = activity(activityInstance);
    var defined = versions.apply(state.version()).activity(activity).events().get(event);
    return activity + "/" + defined.name();
  }

  private String item(int item) {
    var open = state.events().get(item);
    return open == null ? "item " + item : item(open);
  }

  private String item(EventInstance open) {
    return switch (open.job()) {
      case Job.Event(int owner, int number) -> event(owner, number);
      case Job.EscalationAction action -> "escalation '" + action.escalation() + "'";
      case Job.StartRule rule -> "start rule";
      case Job.FinishRule rule -> "finish rule";
      case Job.ExceptionRule rule -> "exception rule";
    };
  }

  private String serialNumber(int item) {
    return new SerialNumber(state.instance(), item).toString();
  }

  private String owners(int item) {
    return Objects.requireNonNull(state.events().get(item)).status()
            instanceof Status.Offered offered
        ? String.join(", ", offered.destinations())
        : "nobody";
  }

  private String timer(int timer) {
    return timer(Objects.requireNonNull(state.pendingTimers().get(timer)).purpose());
  }

  private String timer(Purpose purpose) {
    var owner = activity(purpose.activityInstance());
    return switch (purpose) {
      case Purpose.StartProcess p -> "start rule of the process";
      case Purpose.StartActivity p -> "start rule of '" + owner + "'";
      case Purpose.Escalate p ->
          "escalation '%s'%s"
              .formatted(
                  p.escalation(),
                  owner.isEmpty() ? "" : " of '" + (p.item() == 0 ? owner : item(p.item())) + "'");
    };
  }

  private Instant dueAt(int timer) {
    return Objects.requireNonNull(state.pendingTimers().get(timer)).dueAt();
  }

  private String error(int failure) {
    var known = state.failures().get(failure);
    return known == null ? String.valueOf(failure) : failure + " (" + known.code() + ")";
  }

  private static String word(Fact.Ending ending) {
    return switch (ending) {
      case RETURNED -> "complete";
      case FINISHED -> "finished";
      case SKIPPED -> "skipped";
      case DELETED -> "deleted";
      case EXPIRED -> "expired";
      case HANDLED -> "done with";
      case FAILED -> "failed";
    };
  }

  private static String shown(@Nullable Value value) {
    if (value == null || value instanceof Value.NoValue) {
      return "empty";
    }
    var text =
        value instanceof Value.LargeValue large
            ? large.length() + " characters"
            : String.valueOf(Values.toJava(value));
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
