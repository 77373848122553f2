package org.baltoro.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.baltoro.kernel.EventInstance.Status.Offered;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.Destination;
import org.baltoro.kernel.definition.DestinationRule;
import org.baltoro.kernel.definition.DestinationRule.Plan;
import org.baltoro.kernel.definition.DestinationRule.Remaining;
import org.baltoro.kernel.definition.DestinationRule.Slots;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.rule.RuleOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Who gets the work of an activity: the destination rule when it begins, a destination instance for
 * each of them where its events run for each, and what their answers lead to.
 */
final class Destinations {
  /** More would make the state of the instance too large to be handled. */
  static final int INSTANCES_MAX = 10_000;

  private Destinations() {}

  /** What an expression of the destination rule gives, or why it gives nothing. */
  private sealed interface Resolved<T> {
    record Known<T>(T value) implements Resolved<T> {}

    record Unknown<T>(String code, String why, @Nullable String detail) implements Resolved<T> {}
  }

  /** The destination rule of an activity that begins; then its events. */
  static void plan(Draft draft, int activityInstance) {
    var activity = draft.definition.activity(draft.state.activity(activityInstance).activity());
    var rule = activity.destinationRule();
    if (rule == null) {
      Flow.proceed(draft, activityInstance);
    } else if (rule.plan() == Plan.PER_SLOT) {
      planSlots(draft, activityInstance, activity, rule);
    } else {
      planPeople(draft, activityInstance, activity, rule);
    }
  }

  private static void planPeople(
      Draft draft, int id, ActivityDefinition activity, DestinationRule rule) {
    var asked = new ArrayList<String>();
    for (var set : rule.sets()) {
      switch (set.rule() == null ? yes() : draft.test(set.rule(), instance(draft, id), false)) {
        case RuleOutcome.Failed<Boolean>(var why, var seen) -> {
          failed(draft, id, "rule-failed", why, String.valueOf(seen));
          return;
        }
        case RuleOutcome.Answer<Boolean> answer -> {
          if (answer.value()) {
            asked.addAll(set.to());
          }
        }
      }
    }
    switch (resolved(draft, asked, instance(draft, id), rule.resolve())) {
      case Resolved.Unknown<List<String>>(var code, var why, var detail) ->
          failed(draft, id, code, why, detail);
      case Resolved.Known<List<String>>(var destinations) -> {
        if (destinations.isEmpty()) {
          failed(draft, id, "no-destination", nobody(activity.name(), asked), null);
        } else if (rule.plan() == Plan.ONCE) {
          planOnce(draft, id, rule, destinations);
        } else {
          begin(draft, id, destinations, destinations.size());
          int first = rule.plan() == Plan.IN_TURN ? 1 : destinations.size();
          beginInstances(draft, id, activity, 1, first, List.of());
        }
      }
    }
  }

  private static RuleOutcome<Boolean> yes() {
    return new RuleOutcome.Answer<>(true, Map.of());
  }

  private static void planOnce(
      Draft draft, int id, DestinationRule rule, List<String> destinations) {
    switch (slots(draft, id, rule.slots(), destinations.size())) {
      case Resolved.Unknown<Integer>(var code, var why, var detail) ->
          failed(draft, id, code, why, detail);
      case Resolved.Known<Integer>(var slots) -> {
        begin(draft, id, destinations, slots);
        Flow.proceed(draft, id);
      }
    }
  }

  private static void planSlots(
      Draft draft, int id, ActivityDefinition activity, DestinationRule rule) {
    List<Value> rows = List.of();
    if (rule.rows() != null) {
      switch (draft.list(rule.rows(), instance(draft, id))) {
        case RuleOutcome.Failed<List<Value>>(var why, var seen) -> {
          failed(draft, id, "rule-failed", why, String.valueOf(seen));
          return;
        }
        case RuleOutcome.Answer<List<Value>> answer -> rows = answer.value();
      }
      if (rows.size() > INSTANCES_MAX) {
        failed(draft, id, "rule-failed", tooMany(rows.size()), null);
        return;
      }
      beginSlots(draft, id, activity, rows.size(), rows);
      return;
    }
    switch (slots(draft, id, rule.slots(), 0)) {
      case Resolved.Unknown<Integer>(var code, var why, var detail) ->
          failed(draft, id, code, why, detail);
      case Resolved.Known<Integer>(var slots) -> beginSlots(draft, id, activity, slots, rows);
    }
  }

  /** An empty list is no error: there is nothing to be done for it. */
  private static void beginSlots(
      Draft draft, int id, ActivityDefinition activity, int slots, List<Value> rows) {
    begin(draft, id, List.of(), slots);
    if (slots == 0) {
      Flow.leave(draft, id, false, "");
    } else {
      beginInstances(draft, id, activity, 1, slots, rows);
    }
  }

  private static void begin(Draft draft, int id, List<String> destinations, int slots) {
    draft.emit(new Fact.DestinationsPlanned(id, destinations, slots, draft.now()));
  }

  /**
   * Begins destination instances, then their events: an answer of code can end them all.
   *
   * @param rows by slot; empty where there are none
   */
  private static void beginInstances(
      Draft draft, int owner, ActivityDefinition activity, int from, int to, List<Value> rows) {
    var begun = new ArrayList<Integer>();
    for (int slot = from; slot <= to; slot++) {
      var row = rows.isEmpty() ? null : rows.get(slot - 1);
      begun.add(beginInstance(draft, owner, activity, slot, row));
    }
    for (int id : begun) {
      if (draft.state.activities().containsKey(id)) {
        Flow.proceed(draft, id);
      }
    }
  }

  private static int beginInstance(
      Draft draft, int owner, ActivityDefinition activity, int slot, @Nullable Value row) {
    var destinations = planned(draft, owner).destinations();
    var destination = slot <= destinations.size() ? destinations.get(slot - 1) : "";
    var own = activity.dataFields().stream().filter(field -> !field.shared()).toList();
    int id = draft.nextId();
    draft.emit(
        new Fact.DestinationBegun(
            id,
            new DestinationPlace(owner, destination, slot, row),
            DataFieldDefinition.initial(own),
            draft.now()));
    return id;
  }

  private static Resolved<Integer> slots(Draft draft, int id, Slots slots, int destinations) {
    return switch (slots) {
      case Slots.Count(int number) -> new Resolved.Known<>(number);
      case Slots.EachDestination each -> new Resolved.Known<>(destinations);
      case Slots.Evaluated(var expression) ->
          switch (draft.list(expression, instance(draft, id))) {
            case RuleOutcome.Failed<List<Value>>(var why, var seen) ->
                new Resolved.Unknown<>("rule-failed", why, String.valueOf(seen));
            case RuleOutcome.Answer<List<Value>>(var value, var seen) -> {
              var number = value.size() == 1 ? whole(value.getFirst()) : null;
              yield number == null || number < 1 || number > INSTANCES_MAX
                  ? new Resolved.Unknown<>(
                      "rule-failed",
                      "The slots '%s' gave %s where a whole number from 1 to %d is needed."
                          .formatted(expression.text(), value, INSTANCES_MAX),
                      String.valueOf(seen))
                  : new Resolved.Known<>(number);
            }
          };
    };
  }

  private static @Nullable Integer whole(Value value) {
    return switch (value) {
      case Value.IntegerValue(int number) -> number;
      case Value.LongValue(long number) ->
          number == (int) number ? Integer.valueOf((int) number) : null;
      case Value.DecimalValue(var number) ->
          number.stripTrailingZeros().scale() <= 0 && number.abs().longValue() <= INSTANCES_MAX
              ? Integer.valueOf(number.intValue())
              : null;
      default -> null;
    };
  }

  // ---- whom

  /** Offers a client event to whom it is for. */
  static void offer(Draft draft, int activityInstance, int place, ClientEvent client) {
    var instance = draft.state.activity(activityInstance);
    var at = instance.place();
    if (!client.destinations().isEmpty()) {
      switch (resolved(draft, client.destinations(), instance, false)) {
        case Resolved.Unknown<List<String>>(var code, var why, var detail) ->
            failed(draft, activityInstance, code, why, detail);
        case Resolved.Known<List<String>>(var destinations) -> {
          if (destinations.isEmpty()) {
            var nobody = nobody(instance.activity(), client.destinations());
            failed(draft, activityInstance, "no-destination", nobody, null);
          } else {
            offer(draft, activityInstance, place, client, destinations, 1);
          }
        }
      }
    } else if (at != null) {
      offer(draft, activityInstance, place, client, List.of(at.destination()), 1);
    } else if (instance.planned() != null) {
      var planned = instance.planned();
      offer(draft, activityInstance, place, client, planned.destinations(), planned.slots());
    } else {
      offerUnplanned(draft, instance);
    }
  }

  /** The destinations have come with a migration to another version, or have gone with it. */
  private static void offerUnplanned(Draft draft, ActivityInstance instance) {
    var rule = draft.definition.activity(instance.activity()).destinationRule();
    if (rule != null && rule.plan() == Plan.ONCE) {
      plan(draft, instance.id());
    } else {
      var nobody = nobody(instance.activity(), List.of());
      failed(draft, instance.id(), "no-destination", nobody, null);
    }
  }

  private static void offer(
      Draft draft,
      int activityInstance,
      int place,
      ClientEvent client,
      List<String> destinations,
      int slots) {
    int item = draft.nextId();
    draft.emit(
        new Fact.ClientEventOffered(
            item, activityInstance, place, destinations, slots, draft.now()));
    Escalating.armEvent(draft, activityInstance, item, client.escalations());
  }

  /** Those of {@code to} that there are, each once; those that can't be found are left out. */
  static List<String> named(Draft draft, List<String> to, @Nullable ActivityInstance activity) {
    return resolved(draft, to, activity, false) instanceof Resolved.Known<List<String>>(var known)
        ? known
        : List.of();
  }

  private static Resolved<List<String>> resolved(
      Draft draft, List<String> to, @Nullable ActivityInstance activity, boolean members) {
    var subjects = new ArrayList<String>();
    for (var text : to) {
      switch (Destination.of(text)) {
        case Destination.Evaluated(var expression) -> {
          switch (draft.list(expression, activity)) {
            case RuleOutcome.Failed<List<Value>>(var why, var seen) -> {
              return new Resolved.Unknown<>("rule-failed", why, String.valueOf(seen));
            }
            case RuleOutcome.Answer<List<Value>>(var values, var seen) -> {
              for (var value : values) {
                if (!(value instanceof Value.StringValue(var name))) {
                  return new Resolved.Unknown<>(
                      "rule-failed",
                      "The destination '%s' gave %s where names are needed."
                          .formatted(expression.text(), value),
                      String.valueOf(seen));
                }
                add(draft, subjects, Destination.named(name.strip()), members);
              }
            }
          }
        }
        case Destination known -> add(draft, subjects, known, members);
      }
    }
    return subjects.size() > INSTANCES_MAX
        ? new Resolved.Unknown<>("rule-failed", tooMany(subjects.size()), null)
        : new Resolved.Known<>(subjects);
  }

  private static void add(
      Draft draft, List<String> subjects, Destination destination, boolean members) {
    var name = user(draft, destination);
    if (name == null || name.isEmpty()) {
      return;
    }
    boolean several = new Destination.Subject(name).isOfSeveral();
    for (var subject : several && members ? draft.directory().members(name) : List.of(name)) {
      if (!subjects.contains(subject)) {
        subjects.add(subject);
      }
    }
  }

  private static @Nullable String user(Draft draft, Destination destination) {
    return switch (destination) {
      case Destination.Subject(var name) -> name;
      case Destination.Originator originator -> draft.state.originator();
      case Destination.ManagerOf(var whose) -> {
        var user = user(draft, whose);
        yield user == null ? null : draft.directory().managerOf(user);
      }
      case Destination.Evaluated evaluated -> null;
    };
  }

  private static String nobody(String activity, List<String> asked) {
    return "Nobody is there for the work of '%s': %s gives no user, group or role. Correct the data or the directory and retry, or go to another activity."
        .formatted(activity, asked.isEmpty() ? "no destination set" : String.join(", ", asked));
  }

  private static String tooMany(int number) {
    return "%d are more than the %d that an activity may have.".formatted(number, INSTANCES_MAX);
  }

  // ---- answers

  /** A destination instance has done its events: that is an answer. */
  static void answered(Draft draft, int destinationInstance) {
    int owner = draft.state.activity(destinationInstance).owner();
    Flow.ended(draft, destinationInstance, false, "");
    judge(draft, owner);
  }

  /** Whether the answers of destination instances are enough; then the lines, else the next. */
  private static void judge(Draft draft, int owner) {
    var instance = instance(draft, owner);
    var planned = planned(draft, owner);
    boolean noneActive = draft.state.destinationsOf(owner).isEmpty();
    boolean allIn = noneActive && planned.begun() >= planned.slots();
    var judgement =
        planned.left() ? new Judgement.Open() : judgement(draft, instance, planned, allIn);
    switch (judgement) {
      case Judgement.Open open -> {
        forget(draft, owner);
        if (allIn) {
          endLeft(draft, owner);
        } else if (noneActive) {
          int next = planned.begun() + 1;
          var activity = draft.definition.activity(instance.activity());
          beginInstances(draft, owner, activity, next, next, List.of());
        }
      }
      case Judgement.Failed failed -> halt(draft, owner, failed);
      case Judgement.Enough(var outcome) -> {
        forget(draft, owner);
        decide(draft, owner, outcome);
        end(draft, owner);
      }
    }
  }

  private static Judgement judgement(
      Draft draft, ActivityInstance instance, PlannedDestinations planned, boolean allIn) {
    int destinations =
        planned.destinations().isEmpty() ? planned.slots() : planned.destinations().size();
    return Judgement.of(draft, instance, destinations, planned.slots(), allIn);
  }

  /** The answers are enough: what remains expires or leads nowhere, and the lines are followed. */
  private static void end(Draft draft, int owner) {
    var rule = draft.definition.activity(instance(draft, owner).activity()).destinationRule();
    var others = draft.state.destinationsOf(owner);
    if (rule != null && rule.remaining() == Remaining.CONTINUE && !others.isEmpty()) {
      draft.emit(new Fact.DestinationsLeft(owner, draft.now()));
    } else {
      for (var other : others) {
        expire(draft, other.id(), "the answers of the others");
      }
    }
    Flow.leave(draft, owner, false, "");
  }

  /** The last of those that went on has answered, too; its lines may still be in error. */
  private static void endLeft(Draft draft, int owner) {
    boolean halted =
        draft.state.failures().values().stream()
                .anyMatch(failure -> failure.place().equals(new Place.Lines(owner)))
            || draft.state.events().values().stream()
                .anyMatch(event ->
                    event.job() instanceof Job.ExceptionRule rule
                        && rule.place().equals(new Place.Lines(owner)));
    if (!halted) {
      Flow.ended(draft, owner, false, "");
    }
  }

  static void expire(Draft draft, int destinationInstance, String by) {
    Expiry.expireContent(draft, destinationInstance, by);
    draft.emit(new Fact.ActivityExpired(destinationInstance, false, by, draft.now()));
  }

  /** Somebody has answered a client event that several may answer. */
  static void judgeItem(Draft draft, int item) {
    var event = Objects.requireNonNull(draft.state.events().get(item));
    var offered = (Offered) event.status();
    var instance =
        draft.state.activity(event.activityInstance()).withResponses(offered.responses());
    int answers = offered.responses().size();
    switch (Judgement.of(
        draft,
        instance,
        offered.destinations().size(),
        offered.slots(),
        answers >= offered.slots())) {
      case Judgement.Open open -> forget(draft, instance.id());
      case Judgement.Failed failed -> halt(draft, instance.id(), failed);
      case Judgement.Enough(var outcome) -> finishItem(draft, event, outcome);
    }
  }

  private static void finishItem(Draft draft, EventInstance event, @Nullable String outcome) {
    var last = ((Offered) event.status()).responses().getLast();
    int activityInstance = event.activityInstance();
    forget(draft, activityInstance);
    Expiry.release(draft, event.item(), last.by());
    draft.emit(
        new Fact.ClientEventFinished(
            event.item(),
            Fact.Ending.FINISHED,
            last.outcome(),
            last.by(),
            last.onBehalfOf(),
            draft.now()));
    decide(draft, activityInstance, outcome);
    Flow.proceed(draft, activityInstance);
  }

  /**
   * @param outcome null: the succeeding rule has none; what was chosen last
   */
  private static void decide(Draft draft, int id, @Nullable String outcome) {
    var instance = instance(draft, id);
    var responses = instance.responses();
    var last = responses.isEmpty() ? "" : responses.getLast().outcome();
    var decided = outcome == null ? last : outcome;
    if (!decided.equals(instance.outcome())) {
      draft.emit(new Fact.OutcomeDecided(id, decided, draft.now()));
    }
  }

  // ---- errors

  private static void failed(
      Draft draft, int id, String code, String why, @Nullable String detail) {
    draft.fail(new Place.Destinations(id), code, why, detail);
  }

  private static void halt(Draft draft, int id, Judgement.Failed failed) {
    forget(draft, id);
    draft.fail(
        new Place.Succeeding(id),
        "rule-failed",
        "The succeeding rule of '%s' failed: %s"
            .formatted(instance(draft, id).activity(), failed.why()),
        failed.detail());
  }

  /** A further answer has been looked at: that the one before could not be is no error any more. */
  private static void forget(Draft draft, int id) {
    for (var failure : List.copyOf(draft.state.failures().values())) {
      if (failure.place().equals(new Place.Succeeding(id))) {
        draft.emit(new Fact.FailureExpired(failure.id(), "a further answer", draft.now()));
      }
    }
  }

  /** Asks again who is there. */
  static void again(Draft draft, int activityInstance) {
    var instance = instance(draft, activityInstance);
    if (isUnplanned(draft, instance)) {
      plan(draft, activityInstance);
    } else {
      Flow.proceed(draft, activityInstance);
    }
  }

  /** Goes on as if the work that nobody is there for were done. */
  static void skip(Draft draft, int activityInstance, Fact.Ending ending, String by) {
    var instance = instance(draft, activityInstance);
    if (isUnplanned(draft, instance)) {
      Flow.leave(draft, activityInstance, false, "");
      return;
    }
    var events = draft.definition.activity(instance.activity()).events();
    int next = instance.nextEvent();
    if (next < events.size() && events.get(next) instanceof ClientEvent) {
      int item = draft.nextId();
      draft.emit(
          new Fact.ClientEventOffered(item, activityInstance, next, List.of(), 1, draft.now()));
      draft.emit(new Fact.ClientEventFinished(item, ending, "", by, draft.now()));
    }
    Flow.proceed(draft, activityInstance);
  }

  /** True if its destination rule has not given anybody yet. */
  private static boolean isUnplanned(Draft draft, ActivityInstance instance) {
    return instance.planned() == null
        && !instance.isDestination()
        && instance.nextEvent() == 0
        && draft.definition.activity(instance.activity()).destinationRule() != null;
  }

  /** Asks the succeeding rule again. */
  static void judgeAgain(Draft draft, int activityInstance) {
    var item = answeredItem(draft, activityInstance);
    if (item != null) {
      judgeItem(draft, item.item());
    } else {
      judge(draft, activityInstance);
    }
  }

  /** Goes on as if the answers were enough, without an outcome of the succeeding rule. */
  static void endAnyway(Draft draft, int activityInstance) {
    var item = answeredItem(draft, activityInstance);
    if (item != null) {
      finishItem(draft, item, null);
    } else {
      decide(draft, activityInstance, null);
      end(draft, activityInstance);
    }
  }

  private static @Nullable EventInstance answeredItem(Draft draft, int activityInstance) {
    for (var event : draft.state.events().values()) {
      if (event.activityInstance() == activityInstance
          && event.status() instanceof Offered offered
          && !offered.responses().isEmpty()) {
        return event;
      }
    }
    return null;
  }

  private static ActivityInstance instance(Draft draft, int id) {
    return draft.state.activity(id);
  }

  private static PlannedDestinations planned(Draft draft, int id) {
    return Objects.requireNonNull(
        instance(draft, id).planned(), "The destination rule has not been evaluated.");
  }

  /** What the activity fields are of this answer, for the rules that look at it. */
  static TreeMap<String, Value> answeredFields(Command.Changes changes) {
    var fields = new TreeMap<>(changes.activityDataFields());
    fields.values().removeIf(Value.NoValue.class::isInstance);
    return fields;
  }
}
