package org.baltoro.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.baltoro.kernel.Fact.ActivityPlace;
import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.PendingTimer.Purpose;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.IncomingLine;
import org.jspecify.annotations.Nullable;

/**
 * Moves an instance to another version of its definition: a pointer, and where each living thing
 * stands in the new one. Nothing is run again that has been run.
 */
final class Migrating {
  private final Draft draft;
  private final ProcessDefinition before;
  private final ProcessDefinition after;
  private final VersionMapping mapping;

  private Migrating(Draft draft, VersionMapping mapping) {
    this.draft = draft;
    this.before = mapping.before();
    this.after = mapping.after();
    this.mapping = mapping;
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
    var mapping = new VersionMapping(draft.definition, target, migrate.names());
    var reasons = MigrationCheck.reasons(draft.state, mapping);
    return reasons.isEmpty() ? null : new Refusal.CannotMigrate(migrate.version(), reasons);
  }

  static void carryOut(Draft draft, Command.Managed.Migrate migrate) {
    if (migrate.version() != draft.state.version()) {
      var target = Objects.requireNonNull(draft.version(migrate.version()));
      var mapping = new VersionMapping(draft.definition, target, migrate.names());
      new Migrating(draft, mapping).migrate(migrate);
    }
  }

  private void migrate(Command.Managed.Migrate migrate) {
    var by = "the migration to version %d by %s".formatted(after.version(), migrate.by());
    Workers.fenceAll(draft, by);
    expireRemoved(by);
    var goOn = endRemovedEvents(by);
    changeData(migrate.by());
    var was = draft.state;
    var joins = JoinMigration.of(was, mapping);
    draft.emit(
        new Fact.ProcessMigrated(
            after.version(),
            activities(),
            events(),
            joins.joins(),
            places(joins, by),
            migrate.by(),
            draft.now()));
    draft.definition = after;
    Workers.queueAgain(draft);
    if (migrate.rebuildTimers()) {
      TimerRebuild.carryOut(draft, was, before, by);
    } else {
      cancelRemovedEscalations();
    }
    endLooseCode(by);
    for (int activityInstance : goOn) {
      // One destination's end may have been enough for all.
      if (draft.state.activities().containsKey(activityInstance)) {
        Flow.proceed(draft, activityInstance);
      }
    }
    // The preceding rules were asked when they arrived.
    joins.passing().forEach(activity -> draft.arrivals.add(Place.Arrival.byGoto(activity)));
  }

  private void expireRemoved(String by) {
    for (var instance : List.copyOf(draft.state.activities().values())) {
      if (!instance.isDestination() && mapping.renamed(instance.activity()) == null) {
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
        if (mapping.renamedEvent(activity, old.name()).isEmpty()) {
          Expiry.endItem(draft, event, Ending.EXPIRED, by);
          goOn.add(owner);
        }
      }
    }
    return goOn;
  }

  private void changeData(String by) {
    changeData(0, draft.state.dataFields(), before.dataFields(), after.dataFields(), by);
    for (var instance : List.copyOf(draft.state.activities().values())) {
      var old = before.activity(instance.activity());
      var target = Objects.requireNonNull(mapping.moved(instance.activity()));
      var fields = target.dataFields().stream();
      changeData(
          instance.id(),
          instance.dataFields(),
          old.dataFields(),
          instance.isDestination()
              ? fields.filter(field -> !field.shared()).toList()
              : fields.toList(),
          by);
    }
  }

  /** Empties fields that are gone, fills new ones that have an initial value. */
  private void changeData(
      int activityInstance,
      Map<String, Value> values,
      List<DataFieldDefinition> old,
      List<DataFieldDefinition> now,
      String by) {
    var changes = new TreeMap<String, Value>();
    for (var name : values.keySet()) {
      if (DataFieldDefinition.named(now, name) == null) {
        changes.put(name, new Value.NoValue());
      }
    }
    for (var field : now) {
      if (field.initial() != null && DataFieldDefinition.named(old, field.name()) == null) {
        changes.put(field.name(), field.initial());
      }
    }
    if (!changes.isEmpty()) {
      draft.emit(new Fact.DataFieldsChanged(activityInstance, changes, by));
    }
  }

  private Map<Integer, ActivityPlace> activities() {
    var places = new TreeMap<Integer, ActivityPlace>();
    for (var instance : draft.state.activities().values()) {
      var name = Objects.requireNonNull(mapping.renamed(instance.activity()));
      places.put(instance.id(), new ActivityPlace(name, next(instance, after.activity(name))));
    }
    return places;
  }

  /** The event that comes next: after the last one that has begun and still is there. */
  private int next(ActivityInstance instance, ActivityDefinition target) {
    var old = before.activity(instance.activity()).events();
    if (isLeaving(instance.id())) {
      return target.events().size();
    }
    for (int begun = instance.nextEvent() - 1; begun >= 0; begun--) {
      var name = old.get(begun).name();
      int found = VersionMapping.place(target, mapping.renamedEvent(instance.activity(), name));
      if (found >= 0) {
        return found + 1;
      }
    }
    return 0;
  }

  /** True if its events are done: what stands still is the way out. */
  private boolean isLeaving(int activityInstance) {
    return draft.state.failures().values().stream()
            .anyMatch(failure -> isWayOut(failure.place(), activityInstance))
        || draft.state.events().values().stream()
            .anyMatch(event ->
                event.job() instanceof Job.ExceptionRule rule
                    && isWayOut(rule.place(), activityInstance));
  }

  private static boolean isWayOut(Place place, int activityInstance) {
    return place instanceof Place.Lines lines && lines.activityInstance() == activityInstance;
  }

  private Map<Integer, Integer> events() {
    var places = new TreeMap<Integer, Integer>();
    for (var event : draft.state.events().values()) {
      if (event.job() instanceof Job.Event(int owner, int place)) {
        var activity = draft.state.activity(owner).activity();
        var name = before.activity(activity).events().get(place).name();
        var target = after.activity(Objects.requireNonNull(mapping.renamed(activity)));
        places.put(
            event.item(), VersionMapping.place(target, mapping.renamedEvent(activity, name)));
      }
    }
    return places;
  }

  /** Where arrivals and joins in error stand now; those that have no place any more expire. */
  private Map<Integer, Place> places(JoinMigration joins, String by) {
    var places = new TreeMap<Integer, Place>();
    var starved = new TreeSet<String>();
    for (var failure : List.copyOf(draft.state.failures().values())) {
      var place =
          switch (failure.place()) {
            case Place.Arrival arrival -> moved(arrival);
            case Place.Join(String activity) -> {
              var name = mapping.renamed(activity);
              yield name != null && joins.joins().containsKey(name) && starved.add(name)
                  ? new Place.Join(name)
                  : null;
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

  /** Null when the activity, or the one that the line came from, was removed. */
  private @Nullable Place moved(Place.Arrival arrival) {
    var to = mapping.renamed(arrival.to());
    if (to == null) {
      return null;
    }
    if (arrival.from().isEmpty()) {
      return new Place.Arrival("", arrival.line(), to);
    }
    var line = mapping.moved(new IncomingLine(arrival.from(), arrival.line()));
    return line == null ? null : new Place.Arrival(line.from(), line.line(), to);
  }

  private void cancelRemovedEscalations() {
    Timing.cancel(
        draft,
        purpose ->
            purpose instanceof Purpose.Escalate(int owner, int item, String name)
                && Escalating.definition(draft, owner, item, name) == null);
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
}
