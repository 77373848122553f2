package org.baltoro.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.baltoro.kernel.Fact.ActivityPlace;
import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.PendingTimer.Purpose;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Moves an instance to another version of its definition: a pointer, and where each living thing
 * stands in the new one. Nothing is run again that has been run.
 */
final class Migrating {
  private final Draft draft;
  private final ProcessDefinition before;
  private final ProcessDefinition after;
  private final Map<String, String> names;
  private final List<String> reasons = new ArrayList<>();

  private Migrating(Draft draft, ProcessDefinition after, Map<String, String> names) {
    this.draft = draft;
    this.before = draft.definition;
    this.after = after;
    this.names = names;
  }

  /** Why the instance can't go on with that version, or null. */
  static @Nullable Refusal refused(Draft draft, Command.Managed.Migrate migrate) {
    if (migrate.version() == draft.state.version()) {
      return null;
    }
    var target = draft.version(migrate.version());
    if (target == null) {
      return new Refusal.NoSuchVersion(draft.definition.name().text(), migrate.version());
    }
    var migrating = new Migrating(draft, target, migrate.names());
    migrating.check();
    return migrating.reasons.isEmpty()
        ? null
        : new Refusal.CannotMigrate(migrate.version(), migrating.reasons);
  }

  static void carryOut(Draft draft, Command.Managed.Migrate migrate) {
    if (migrate.version() != draft.state.version()) {
      var target = Objects.requireNonNull(draft.version(migrate.version()));
      new Migrating(draft, target, migrate.names()).migrate(migrate);
    }
  }

  // ---- whether it can be done

  private void check() {
    names.forEach(this::checkName);
    for (var instance : draft.state.activities().values()) {
      var name = renamed(instance.activity());
      if (name != null && !after.activities().containsKey(name)) {
        reasons.add(
            "Activity '%s' is active and version %d has no such activity. Say what it is called there, or that its instances are to expire."
                .formatted(name, after.version()));
      }
    }
    for (var event : draft.state.events().values()) {
      if (event.job() instanceof Job.Event(int owner, int place)) {
        checkOpen(draft.state.activity(owner).activity(), place);
      }
    }
    for (var field : after.dataFields()) {
      var value = draft.state.dataFields().get(field.name());
      if (value != null && !value.is(field.type())) {
        reasons.add(
            "Data field '%s' holds %s, and is of type %s in version %d. Empty it first, or give the new field another name."
                .formatted(field.name(), value, field.type().label(), after.version()));
      }
    }
  }

  private void checkName(String from, String to) {
    var owner = activityOf(from);
    if (!before.activities().containsKey(owner)) {
      reasons.add(
          "Version %d has no activity '%s' that could be renamed."
              .formatted(before.version(), owner));
    }
    if (from.equals(owner)) {
      if (!to.isEmpty() && !after.activities().containsKey(to)) {
        reasons.add("Version %d has no activity '%s'.".formatted(after.version(), to));
      }
    } else if (to.contains("/") && !activityOf(to).equals(renamed(owner))) {
      reasons.add(
          "'%s' can't become '%s': its activity is '%s' in version %d."
              .formatted(from, to, renamed(owner), after.version()));
    }
  }

  private void checkOpen(String activity, int place) {
    var name = renamed(activity);
    var target = name == null ? null : after.activities().get(name);
    if (target == null) {
      return;
    }
    var old = before.activity(activity).events().get(place);
    var eventName = renamedEvent(activity, old.name());
    if (eventName.isEmpty()) {
      return;
    }
    int found = place(target, eventName);
    if (found < 0) {
      reasons.add(
          "Event '%s/%s' is open and version %d has no such event. Say what it is called there, or that it is to expire."
              .formatted(activity, eventName, after.version()));
    } else if (!target.events().get(found).getClass().equals(old.getClass())) {
      reasons.add(
          "Event '%s/%s' is open and is of another kind in version %d. Let it expire, or end it first."
              .formatted(activity, eventName, after.version()));
    }
  }

  // ---- doing it

  private void migrate(Command.Managed.Migrate migrate) {
    var by = "the migration to version %d by %s".formatted(after.version(), migrate.by());
    expireRemoved(by);
    var goOn = endRemovedEvents(by);
    changeData(migrate.by());
    draft.emit(
        new Fact.ProcessMigrated(
            after.version(),
            activities(),
            events(),
            joins(),
            places(by),
            migrate.by(),
            draft.now()));
    draft.definition = after;
    moveTimers(migrate.rebuildTimers());
    endLooseCode(by);
    for (int activityInstance : goOn) {
      Flow.proceed(draft, activityInstance);
    }
  }

  private void expireRemoved(String by) {
    for (var instance : List.copyOf(draft.state.activities().values())) {
      if (renamed(instance.activity()) == null) {
        Expiry.expireContent(draft, instance.id(), by);
        draft.emit(new Fact.ActivityExpired(instance.id(), false, by, draft.now()));
      }
    }
  }

  /** The activity instances that go on with the event after the removed one. */
  private List<Integer> endRemovedEvents(String by) {
    var goOn = new ArrayList<Integer>();
    for (var event : List.copyOf(draft.state.events().values())) {
      if (event.job() instanceof Job.Event(int owner, int place)) {
        var activity = draft.state.activity(owner).activity();
        var old = before.activity(activity).events().get(place);
        if (renamedEvent(activity, old.name()).isEmpty()) {
          Expiry.endItem(draft, event, Ending.EXPIRED, by);
          goOn.add(owner);
        }
      }
    }
    return goOn;
  }

  private void changeData(String by) {
    var changes = new TreeMap<String, Value>();
    for (var name : draft.state.dataFields().keySet()) {
      if (after.dataField(name) == null) {
        changes.put(name, new Value.NoValue());
      }
    }
    for (var field : after.dataFields()) {
      if (field.initial() != null && before.dataField(field.name()) == null) {
        changes.put(field.name(), field.initial());
      }
    }
    if (!changes.isEmpty()) {
      draft.emit(new Fact.DataFieldsChanged(0, changes, by));
    }
    for (var instance : List.copyOf(draft.state.activities().values())) {
      var target = after.activity(Objects.requireNonNull(renamed(instance.activity())));
      var gone = new TreeMap<String, Value>();
      for (var name : instance.dataFields().keySet()) {
        if (DataFieldDefinition.named(target.dataFields(), name) == null) {
          gone.put(name, new Value.NoValue());
        }
      }
      if (!gone.isEmpty()) {
        draft.emit(new Fact.DataFieldsChanged(instance.id(), gone, by));
      }
    }
  }

  private Map<Integer, ActivityPlace> activities() {
    var places = new TreeMap<Integer, ActivityPlace>();
    for (var instance : draft.state.activities().values()) {
      var name = Objects.requireNonNull(renamed(instance.activity()));
      places.put(instance.id(), new ActivityPlace(name, next(instance, after.activity(name))));
    }
    return places;
  }

  /** The event that comes next: after the last one that has begun and still is there. */
  private int next(ActivityInstance instance, ActivityDefinition target) {
    var old = before.activity(instance.activity()).events();
    if (instance.nextEvent() == old.size() && noEventOpen(instance.id())) {
      return target.events().size();
    }
    for (int begun = instance.nextEvent() - 1; begun >= 0; begun--) {
      var name = old.get(begun).name();
      int found = place(target, renamedEvent(instance.activity(), name));
      if (found >= 0) {
        return found + 1;
      }
    }
    return 0;
  }

  private boolean noEventOpen(int activityInstance) {
    return draft.state.events().values().stream()
        .noneMatch(event -> event.isEvent() && event.activityInstance() == activityInstance);
  }

  private Map<Integer, Integer> events() {
    var places = new TreeMap<Integer, Integer>();
    for (var event : draft.state.events().values()) {
      if (event.job() instanceof Job.Event(int owner, int place)) {
        var activity = draft.state.activity(owner).activity();
        var name = before.activity(activity).events().get(place).name();
        var target = after.activity(Objects.requireNonNull(renamed(activity)));
        places.put(event.item(), place(target, renamedEvent(activity, name)));
      }
    }
    return places;
  }

  /** What has arrived, by the same lines where the new version still has them. */
  private Map<String, JoinState> joins() {
    var joins = new TreeMap<String, JoinState>();
    draft
        .state
        .joins()
        .forEach((activity, join) -> {
          var name = renamed(activity);
          if (name == null || !after.activities().containsKey(name)) {
            return;
          }
          var lines = after.incoming(name);
          var arrived = new TreeMap<Integer, Integer>();
          join.arrived()
              .forEach((place, count) -> {
                var line = before.incoming(activity).get(place);
                int found = lines.indexOf(moved(line));
                if (found >= 0) {
                  arrived.put(found, count);
                }
              });
          if (!arrived.isEmpty() && after.activity(name).join() != null) {
            joins.put(name, new JoinState(arrived, join.fired()));
          }
        });
    return joins;
  }

  /** The line of the new version that leads between the same activities, the n-th of them. */
  private ProcessDefinition.IncomingLine moved(ProcessDefinition.IncomingLine line) {
    var lines = before.activity(line.from()).lines();
    var to = lines.get(line.line()).to();
    int number = 0;
    for (int place = 0; place < line.line(); place++) {
      number += lines.get(place).to().equals(to) ? 1 : 0;
    }
    var from = renamed(line.from());
    var target = from == null ? null : after.activities().get(from);
    var toName = renamed(to);
    if (target != null && toName != null) {
      for (int place = 0; place < target.lines().size(); place++) {
        if (target.lines().get(place).to().equals(toName) && number-- == 0) {
          return new ProcessDefinition.IncomingLine(target.name(), place);
        }
      }
    }
    return new ProcessDefinition.IncomingLine("", -1);
  }

  /** Where arrivals and joins in error stand now; those that have no place any more expire. */
  private Map<Integer, Place> places(String by) {
    var places = new TreeMap<Integer, Place>();
    for (var failure : List.copyOf(draft.state.failures().values())) {
      var place =
          switch (failure.place()) {
            case Place.Arrival(String from, int line, String to) -> {
              var name = renamed(to);
              yield name != null && after.activities().containsKey(name)
                  ? Place.Arrival.byGoto(name)
                  : null;
            }
            case Place.Join(String activity) -> {
              var name = renamed(activity);
              yield name != null && joins().containsKey(name) ? new Place.Join(name) : null;
            }
            default -> failure.place();
          };
      if (place == null) {
        draft.emit(new Fact.FailureExpired(failure.id(), by, draft.now()));
      } else if (!place.equals(failure.place())) {
        places.put(failure.id(), place);
      }
    }
    return places;
  }

  private void moveTimers(boolean rebuild) {
    Timing.cancel(
        draft,
        purpose ->
            purpose instanceof Purpose.Escalate(int owner, int item, String name)
                && (rebuild || Escalating.definition(draft, owner, item, name) == null));
    if (rebuild) {
      Escalating.armAgain(draft);
    }
  }

  /** Ends code of escalations and rules that the new version does not have. */
  private void endLooseCode(String by) {
    for (var event : List.copyOf(draft.state.events().values())) {
      switch (event.job()) {
        case Job.Event e -> {}
        case Job.EscalationAction(int owner, int item, String name, int round) -> {
          var escalation = Escalating.definition(draft, owner, item, name);
          if (escalation == null || !runsCode(escalation)) {
            Expiry.endItem(draft, event, Ending.EXPIRED, by);
          }
        }
        case Job.ExceptionRule rule -> {
          if (Exceptions.rule(draft, rule.level(), rule.activityInstance(), rule.place()) == null) {
            Expiry.endItem(draft, event, Ending.EXPIRED, by);
            draft.fail(rule.place(), rule.code(), rule.message(), rule.detail());
          }
        }
        case Job.StartRule rule -> {
          if (after.startRule() == null || after.startRule().code() == null) {
            Expiry.endItem(draft, event, Ending.EXPIRED, by);
            Flow.startFirst(draft);
          }
        }
        case Job.FinishRule rule -> {
          if (after.finishRule() == null) {
            Expiry.endItem(draft, event, Ending.EXPIRED, by);
          }
        }
      }
    }
  }

  private static boolean runsCode(Escalation escalation) {
    return escalation.action() instanceof Escalation.Action.RunCode
        || escalation.action() instanceof Escalation.Action.Mail;
  }

  // ---- names

  /** The activity's name in the new version; null when it was removed. */
  private @Nullable String renamed(String activity) {
    var name = names.getOrDefault(activity, activity);
    return name.isEmpty() ? null : name;
  }

  /**
   * The event's name in the new version, with or without its activity's; "" when it was removed.
   */
  private String renamedEvent(String activity, String event) {
    var name = names.getOrDefault(activity + "/" + event, event);
    return name.substring(name.indexOf('/') + 1);
  }

  private static String activityOf(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }

  private static int place(ActivityDefinition activity, String event) {
    List<EventDefinition> events = activity.events();
    for (int place = 0; place < events.size(); place++) {
      if (events.get(place).name().equals(event)) {
        return place;
      }
    }
    return -1;
  }
}
