package org.baltoro.kernel;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.baltoro.kernel.Command.Changes;
import org.baltoro.kernel.Command.ChildData;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.Job.Level;
import org.baltoro.kernel.Message.ChildNews;
import org.baltoro.kernel.ProcessState.Phase;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnDelete;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnEnd;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnFailure;
import org.baltoro.kernel.rule.RuleOutcome;
import org.baltoro.kernel.rule.RuleScope;
import org.jspecify.annotations.Nullable;

/**
 * Sub-process events: the child is asked for, waited for, heard of, given up; and the child's side
 * of it. Each attempt of an event has a child of its own, whose number is drawn here: so it is
 * started once, however often its start is delivered. What is heard of any other child than the one
 * that is waited for has no effect.
 */
final class SubProcesses {
  /** A process that starts itself for ever comes to an end here. */
  private static final int DEPTH_MAX = 100;

  private SubProcesses() {}

  /** The definition of an open item that is a sub-process; null if it is something else. */
  static @Nullable SubProcess definition(Draft draft, int item) {
    var event = draft.state.events().get(item);
    return event != null
            && event.job() instanceof Job.Event job
            && Attempts.eventDefinition(draft, job) instanceof SubProcess child
        ? child
        : null;
  }

  /** True if an event waits to hear of this child. */
  static boolean awaits(ProcessState state, int item, long child) {
    var event = state.events().get(item);
    return event != null
        && event.status() instanceof Status.AwaitingChild waiting
        && waiting.child() == child;
  }

  // ---- the parent asks

  /** Asks for a child, unless what it is to be given can't be said. */
  static void start(Draft draft, int item, SubProcess definition, int attempt) {
    var above = draft.state.parent();
    int depth = above == null ? 1 : above.depth() + 1;
    if (depth > DEPTH_MAX) {
      fail(
          draft,
          item,
          attempt,
          "child-depth",
          "%d instances stand above each other here, and '%s' would be one more. A process that starts itself, perhaps by others, needs a way to stop."
              .formatted(DEPTH_MAX, definition.process()));
      return;
    }
    var scope = scope(draft, item);
    String folio = null;
    if (definition.folio() != null) {
      switch (draft.text(definition.folio(), scope)) {
        case RuleOutcome.Answer<String> answer -> folio = ComputedFolio.of(answer.value());
        case RuleOutcome.Failed<String> failed -> {
          fail(draft, item, attempt, "rule-failed", "The child's folio: " + failed.why());
          return;
        }
      }
    }
    var data = new TreeMap<String, Value>();
    for (var sent : definition.send().entrySet()) {
      switch (draft.fieldValue(sent.getValue(), scope)) {
        case RuleOutcome.Answer<Value> answer -> data.put(sent.getKey(), answer.value());
        case RuleOutcome.Failed<Value> failed -> {
          fail(
              draft,
              item,
              attempt,
              "rule-failed",
              "What the child's data field '%s' is to be: %s"
                  .formatted(sent.getKey(), failed.why()));
          return;
        }
      }
    }
    boolean waits = definition.synchronous();
    Messages.send(
        draft,
        new Message.StartChild(
            item,
            attempt,
            draft.newInstance(),
            definition.process(),
            draft.state.originator(),
            folio,
            draft.state.priority(),
            data,
            new ParentLink(
                draft.state.instance(),
                item,
                depth,
                waits,
                waits && definition.onFailure() == OnFailure.FAIL)));
  }

  private static RuleScope scope(Draft draft, int item) {
    int owner = event(draft, item).activityInstance();
    return draft.scope(draft.state.activity(owner), false);
  }

  /** The values that a child is given, each of the type of its field where it can be. */
  static Map<String, Value> fitting(List<DataFieldDefinition> fields, Map<String, Value> given) {
    var fitting = new TreeMap<String, Value>();
    given.forEach((name, value) -> {
      var field = DataFieldDefinition.named(fields, name);
      var fits = field == null ? null : Coercion.to(field.type(), value);
      fitting.put(name, fits == null ? value : fits);
    });
    return fitting;
  }

  // ---- the parent hears

  /** The start of a child was delivered. The caller settles. */
  static void started(Draft draft, Message.StartChild start, @Nullable String refused) {
    if (!awaits(draft.state, start.item(), start.child())) {
      return;
    }
    if (refused != null) {
      report(draft, start.item(), start.child(), ChildNews.REFUSED, refused, null);
    } else if (!start.parent().awaitsEnd()) {
      report(draft, start.item(), start.child(), ChildNews.STARTED, "", null);
    }
  }

  static Verdict hear(Draft draft, Command.HearChild heard) {
    if (!awaits(draft.state, heard.item(), heard.child())) {
      return draft.done();
    }
    for (var outgoing : List.copyOf(draft.state.outgoing().values())) {
      if (outgoing.message() instanceof Message.StartChild start
          && start.child() == heard.child()) {
        draft.emit(new Fact.MessageDelivered(outgoing.id(), null, draft.now()));
      }
    }
    report(draft, heard.item(), heard.child(), heard.news(), heard.detail(), heard.data());
    Flow.settle(draft);
    return draft.done();
  }

  /** Records what was heard, and goes on with it unless something holds this instance. */
  private static void report(
      Draft draft, int item, long child, ChildNews news, String detail, @Nullable ChildData data) {
    if (draft.state.holdsCode()) {
      draft.emit(new Fact.ChildReported(item, child, news, detail, data, draft.now()));
      return;
    }
    var received = received(draft, item, child, data);
    draft.emit(
        new Fact.ChildReported(
            item,
            child,
            news,
            detail,
            received instanceof Received.Unfit ? data : null,
            draft.now()));
    goOn(draft, item, child, news, detail, received);
  }

  /** Goes on with what was heard and held, if nothing holds it any more. The caller settles. */
  static void releaseHeld(Draft draft, EventInstance event, Fact.ChildReported report) {
    if (!draft.state.holdsCode() && !isInError(draft, event.item())) {
      var received = received(draft, event.item(), report.child(), report.data());
      goOn(draft, event.item(), report.child(), report.news(), report.detail(), received);
    }
  }

  private static boolean isInError(Draft draft, int item) {
    var place = new Place.Event(item);
    return draft.state.failures().values().stream().anyMatch(f -> f.place().equals(place))
        || draft.state.events().values().stream()
            .anyMatch(other ->
                other.job() instanceof Job.ExceptionRule rule && rule.place().equals(place));
  }

  private static void goOn(
      Draft draft, int item, long child, ChildNews news, String detail, Received received) {
    var event = event(draft, item);
    var definition = definition(draft, item);
    int attempt = event.status().attempt();
    switch (news) {
      case STARTED -> end(draft, event, Ending.RETURNED, child);
      case REFUSED ->
          fail(
              draft,
              item,
              attempt,
              "child-refused",
              "'%s' was not started: %s A retry asks again."
                  .formatted(
                      definition == null ? "?" : definition.process(), Refusal.sentence(detail)));
      case COMPLETED -> {
        switch (received) {
          case Received.Unfit(var why) -> unfit(draft, event, why);
          case Received.Data(var changes) -> {
            Changing.carry(draft, event.activityInstance(), changes, instance(child));
            end(draft, event, Ending.FINISHED, child);
          }
        }
      }
      case DELETED -> {
        if (definition != null && definition.onDelete() == OnDelete.EXPIRE) {
          Expiry.expireItem(draft, item, detail + ", who deleted " + instance(child));
        } else {
          fail(
              draft,
              item,
              attempt,
              "child-deleted",
              "%s, which it waited for, was deleted by %s. A retry starts another."
                  .formatted(capitalised(instance(child)), detail));
        }
      }
      case FAILED -> {
        abandon(draft, definition, child);
        fail(
            draft,
            item,
            attempt,
            "child-failed",
            "%s, which it waited for, is in error: %s A retry starts another."
                .formatted(capitalised(instance(child)), Refusal.sentence(detail)));
      }
    }
  }

  private static void end(Draft draft, EventInstance event, Ending ending, long child) {
    Attempts.end(
        draft,
        event,
        new Fact.ServerEventFinished(
            event.item(), ending, instance(child), null, null, draft.now()));
  }

  private static void fail(Draft draft, int item, int attempt, String code, String message) {
    draft.emit(new Fact.AttemptFailed(item, attempt, code, message, null, draft.now()));
    raise(draft, event(draft, item), code, message);
  }

  /** The child is done, and stays so: a retry receives its data again. */
  private static void unfit(Draft draft, EventInstance event, String why) {
    raise(
        draft,
        event,
        "receive-failed",
        why + " The child is complete: correct the definition and migrate, then retry, or skip.");
  }

  private static void raise(Draft draft, EventInstance event, String code, String message) {
    Exceptions.raise(
        draft,
        Level.EVENT,
        event.activityInstance(),
        new Place.Event(event.item()),
        code,
        message,
        null);
  }

  // ---- the child's data

  /** What the parent takes from a child's data. */
  private sealed interface Received {
    record Data(Changes changes) implements Received {}

    record Unfit(String why) implements Received {}
  }

  private static Received received(Draft draft, int item, long child, @Nullable ChildData data) {
    var definition = definition(draft, item);
    if (data == null || definition == null || definition.receive().isEmpty()) {
      return new Received.Data(Changes.NONE);
    }
    var scope =
        new RuleScope(
            child,
            data.folio(),
            data.originator(),
            data.priority(),
            data.dataFields(),
            draft.now(),
            draft.definition.timeZone());
    var activity = draft.state.activity(event(draft, item).activityInstance()).activity();
    var ofActivity = draft.definition.activity(activity).dataFields();
    var process = new TreeMap<String, Value>();
    var own = new TreeMap<String, Value>();
    for (var taken : definition.receive().entrySet()) {
      var name = taken.getKey();
      var processField = draft.definition.dataField(name);
      var field = processField == null ? DataFieldDefinition.named(ofActivity, name) : processField;
      switch (draft.fieldValue(taken.getValue(), scope)) {
        case RuleOutcome.Failed<Value> failed -> {
          return new Received.Unfit("Data field '%s': %s".formatted(name, failed.why()));
        }
        case RuleOutcome.Answer<Value> answer -> {
          var fits = field == null ? null : Coercion.to(field.type(), answer.value());
          if (fits == null) {
            return new Received.Unfit(
                "Data field '%s': '%s' gave %s, which is no %s."
                    .formatted(
                        name,
                        taken.getValue(),
                        answer.value(),
                        field == null ? "field of this process" : field.type().label()));
          }
          (processField == null ? own : process).put(name, fits);
        }
      }
    }
    return new Received.Data(new Changes(process, own, null, null, Collections.emptyMap()));
  }

  // ---- the parent gives up

  /** An event ends without its child: that goes on alone, or is deleted. */
  static void giveUp(Draft draft, EventInstance event) {
    if (event.status() instanceof Status.AwaitingChild waiting) {
      abandon(draft, definition(draft, event.item()), waiting.child());
    } else if (event.status() instanceof Status.ChildHeard heard
        && heard.report().news() == ChildNews.FAILED) {
      abandon(draft, definition(draft, event.item()), heard.report().child());
    }
  }

  private static void abandon(Draft draft, @Nullable SubProcess definition, long child) {
    if (definition != null && definition.onEnd() == OnEnd.DELETE) {
      Messages.send(draft, new Message.DeleteChild(child, instance(draft.state.instance())));
    }
  }

  // ---- the child's side

  /** Tells the parent that waits for it that it is complete, or in error. */
  static void tellParent(Draft draft) {
    var parent = draft.state.parent();
    if (parent == null || !parent.awaitsEnd()) {
      return;
    }
    if (draft.state.phase() == Phase.COMPLETED) {
      tell(draft, parent, ChildNews.COMPLETED, "");
    } else if (parent.awaitsErrors() && draft.state.hasError()) {
      var first = draft.state.failures().values().iterator().next();
      tell(draft, parent, ChildNews.FAILED, first.message());
    }
  }

  /** Tells the parent that waits for it that somebody deletes it. */
  static void tellOfDelete(Draft draft, String by) {
    var parent = draft.state.parent();
    if (parent != null && parent.awaitsEnd()) {
      tell(draft, parent, ChildNews.DELETED, by);
    }
  }

  private static void tell(Draft draft, ParentLink parent, ChildNews news, String detail) {
    Messages.send(draft, new Message.TellParent(parent.instance(), parent.item(), news, detail));
  }

  /** Deletes a child, and fences the code that it runs: nobody waits for that any more. */
  static Verdict deleteChild(Draft draft, Command.DeleteChild delete) {
    if (draft.state.phase() == Phase.COMPLETED || draft.state.phase() == Phase.DELETED) {
      return draft.done();
    }
    Managing.deleteNow(draft, delete.by());
    return draft.done();
  }

  // ---- names

  private static EventInstance event(Draft draft, int item) {
    var found = draft.state.events().get(item);
    if (found == null) {
      throw new IllegalStateException(
          "Instance %d has no open event %d. The kernel lost track: a bug of ours."
              .formatted(draft.state.instance(), item));
    }
    return found;
  }

  private static String instance(long instance) {
    return "process instance " + instance;
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
