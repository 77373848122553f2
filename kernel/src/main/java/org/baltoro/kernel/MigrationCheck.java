package org.baltoro.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.IncomingLine;

/** Why an instance can't go on with another version, each reason with its mend. */
final class MigrationCheck {
  private final ProcessState state;
  private final VersionMapping mapping;
  private final ProcessDefinition before;
  private final ProcessDefinition after;
  private final List<String> reasons = new ArrayList<>();

  private MigrationCheck(ProcessState state, VersionMapping mapping) {
    this.state = state;
    this.mapping = mapping;
    before = mapping.before();
    after = mapping.after();
  }

  /** Empty if it can. */
  static List<String> reasons(ProcessState state, VersionMapping mapping) {
    var check = new MigrationCheck(state, mapping);
    mapping.names().forEach(check::checkName);
    check.checkActivities();
    check.checkEvents();
    check.checkArrivals();
    state.joins().forEach(check::checkJoin);
    check.checkData();
    check.checkKept();
    return check.reasons;
  }

  private void checkName(String from, String to) {
    var owner = activityOf(from);
    if (!before.activities().containsKey(owner)) {
      reasons.add(none(before, "activity '" + owner + "'", owner, before.activities().keySet()));
    } else if (!from.equals(owner)) {
      checkEventName(owner, from, to);
    } else if (!to.isEmpty() && !after.activities().containsKey(to)) {
      reasons.add(none(after, "activity '" + to + "'", to, after.activities().keySet()));
    }
  }

  private void checkEventName(String owner, String from, String to) {
    var old = from.substring(owner.length() + 1);
    var names = eventNames(before.activity(owner));
    if (!names.contains(old)) {
      reasons.add(none(before, "event '" + from + "'", old, names));
    }
    var target = mapping.moved(owner);
    if (to.contains("/") && !activityOf(to).equals(mapping.renamed(owner))) {
      reasons.add(
          "'%s' can't become '%s': its activity is '%s' in version %d."
              .formatted(from, to, mapping.renamed(owner), after.version()));
    } else if (!to.isEmpty() && target != null) {
      var now = mapping.renamedEvent(owner, old);
      if (VersionMapping.place(target, now) < 0) {
        reasons.add(
            none(after, "event '" + target.name() + "/" + now + "'", now, eventNames(target)));
      }
    }
  }

  private static List<String> eventNames(ActivityDefinition activity) {
    return activity.events().stream().map(EventDefinition::name).toList();
  }

  private static String none(
      ProcessDefinition version, String what, String name, Collection<String> names) {
    var nearest = Nearest.to(name, names);
    return "Version %d has no %s.%s"
        .formatted(
            version.version(), what, nearest == null ? "" : " Did you mean '" + nearest + "'?");
  }

  private void checkActivities() {
    for (var instance : state.activities().values()) {
      var name = mapping.renamed(instance.activity());
      if (name != null && !after.activities().containsKey(name)) {
        reasons.add(
            "Activity '%s' is active and version %d has no such activity. Say what it is called there, or that its instances are to expire."
                .formatted(name, after.version()));
      }
    }
  }

  private void checkEvents() {
    for (var event : state.events().values()) {
      if (event.job() instanceof Job.Event(int owner, int place)) {
        checkOpen(state.activity(owner).activity(), place);
      }
    }
  }

  private void checkOpen(String activity, int place) {
    var target = mapping.moved(activity);
    if (target == null) {
      return;
    }
    var old = before.activity(activity).events().get(place);
    var eventName = mapping.renamedEvent(activity, old.name());
    if (eventName.isEmpty()) {
      return;
    }
    int found = VersionMapping.place(target, eventName);
    if (found < 0 && mapping.names().containsKey(activity + "/" + old.name())) {
      return; // The name that was given has been refused already.
    }
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

  /** Arrivals in error: a retry needs the line that they came by. */
  private void checkArrivals() {
    for (var failure : state.failures().values()) {
      if (failure.place() instanceof Place.Arrival arrival
          && mapping.renamed(arrival.to()) != null) {
        checkArrival(arrival);
      }
    }
  }

  private void checkArrival(Place.Arrival arrival) {
    if (mapping.moved(arrival.to()) == null) {
      reasons.add(
          "An arrival at activity '%s' is in error and version %d has no such activity. Say what it is called there, or that it was removed."
              .formatted(mapping.renamed(arrival.to()), after.version()));
    } else if (!arrival.from().isEmpty()
        && mapping.renamed(arrival.from()) != null
        && mapping.moved(new IncomingLine(arrival.from(), arrival.line())) == null) {
      reasons.add(
          "The arrival by the line from '%s' to '%s' is in error and version %d has no such line. Retry or skip the error first, or say what the two are called there."
              .formatted(arrival.from(), arrival.to(), after.version()));
    }
  }

  private void checkJoin(String activity, JoinState join) {
    if (mapping.renamed(activity) != null && mapping.moved(activity) == null) {
      reasons.add(
          "Something waits at the join of activity '%s' and version %d has no such activity. Say what it is called there, or that it was removed."
              .formatted(mapping.renamed(activity), after.version()));
    } else if (JoinMigration.losesAll(activity, join, mapping)) {
      reasons.add(
          "What waits at the join of '%s' came by lines that version %d does not have. Say what their activities are called there, or which were removed."
              .formatted(activity, after.version()));
    }
  }

  private void checkData() {
    checkData("", after.dataFields(), state.dataFields());
    for (var instance : state.activities().values()) {
      var target = mapping.moved(instance.activity());
      if (target != null) {
        var of = " of activity '" + instance.activity() + "'";
        checkData(of, target.dataFields(), instance.dataFields());
      }
    }
  }

  private void checkData(String of, List<DataFieldDefinition> fields, Map<String, Value> values) {
    for (var field : fields) {
      var value = values.get(field.name());
      if (value != null && !value.is(field.type())) {
        reasons.add(
            "Data field '%s'%s holds %s, and is of type %s in version %d. Empty it first, or give the new field another name."
                .formatted(field.name(), of, value, field.type().label(), after.version()));
      }
    }
  }

  /** Finishes that came early: what they carry is written when the event waits. */
  private void checkKept() {
    for (var event : state.events().values()) {
      if (event.kept() == null || !(event.job() instanceof Job.Event(int owner, int place))) {
        continue;
      }
      var activity = state.activity(owner).activity();
      var target = mapping.moved(activity);
      var name = before.activity(activity).events().get(place).name();
      if (target != null && !mapping.renamedEvent(activity, name).isEmpty()) {
        var of = activity + "/" + name;
        checkKept(of, after.dataFields(), event.kept().changes().dataFields());
        checkKept(of, target.dataFields(), event.kept().changes().activityDataFields());
      }
    }
  }

  private void checkKept(
      String event, List<DataFieldDefinition> fields, Map<String, Value> values) {
    values.forEach((name, value) -> {
      var field = DataFieldDefinition.named(fields, name);
      if (field == null || !value.is(field.type())) {
        reasons.add(
            "A finish is kept for event '%s' and sets data field '%s', which %s in version %d. Let the event end first, or keep the field as it is."
                .formatted(
                    event,
                    name,
                    field == null ? "is not there" : "is of type " + field.type().label(),
                    after.version()));
      }
    });
  }

  private static String activityOf(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }
}
