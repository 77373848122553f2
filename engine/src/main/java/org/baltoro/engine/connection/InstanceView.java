package org.baltoro.engine.connection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.InstanceError;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.data.Fields;
import org.baltoro.engine.data.Folio;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.engine.data.Writes;
import org.baltoro.engine.deploy.Deployed;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Failure;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/** An instance as a caller sees it, with the caller's own unsaved writes. */
final class InstanceView implements ProcessInstance {
  private final InProcessConnection connection;
  private final Deployed deployed;
  private ProcessState state;
  private final Fields dataFields;
  private @Nullable String newFolio;
  private @Nullable Integer newPriority;

  InstanceView(
      InProcessConnection connection,
      org.baltoro.store.Store store,
      Deployed deployed,
      ProcessState state) {
    this.connection = connection;
    this.deployed = deployed;
    this.state = state;
    dataFields =
        Fields.ofProcess(
            deployed.definition(),
            state,
            value -> LargeContent.whole(store, state.instance(), value));
  }

  @Override
  public long id() {
    return state.instance();
  }

  @Override
  public String process() {
    return state.process();
  }

  @Override
  public int version() {
    return state.version();
  }

  @Override
  public ProcessInstanceStatus status() {
    return ProcessInstanceStatus.valueOf(state.status().name());
  }

  @Override
  public boolean hasError() {
    return state.hasError();
  }

  @Override
  public boolean stopRequested() {
    return state.stopRequested();
  }

  @Override
  public String folio() {
    return newFolio == null ? state.folio() : newFolio;
  }

  @Override
  public ProcessInstance setFolio(String folio) {
    newFolio = Folio.checked(folio);
    return this;
  }

  @Override
  public int priority() {
    return newPriority == null ? state.priority() : newPriority;
  }

  @Override
  public ProcessInstance setPriority(int priority) {
    newPriority = Folio.checkedPriority(priority);
    return this;
  }

  @Override
  public String originator() {
    return state.originator();
  }

  @Override
  public Instant startDate() {
    return state.startedAt();
  }

  @Override
  public @Nullable Instant finishDate() {
    return state.finishedAt();
  }

  @Override
  public Fields dataFields() {
    return dataFields;
  }

  @Override
  public @Nullable ParentInstance parent() {
    var parent = state.parent();
    return parent == null
        ? null
        : new ParentInstance(
            parent.instance(),
            new SerialNumber(parent.instance(), parent.item()).toString(),
            parent.awaitsEnd());
  }

  @Override
  public List<ActiveActivity> activities() {
    var active = new ArrayList<ActiveActivity>();
    for (var activity : state.activities().values()) {
      var events = new ArrayList<OpenEvent>();
      for (var event : state.events().values()) {
        if (event.isEvent() && event.activityInstance() == activity.id()) {
          events.add(open(activity.activity(), event));
        }
      }
      active.add(new ActiveActivity(activity.id(), activity.activity(), activity.since(), events));
    }
    return active;
  }

  @Override
  public List<InstanceError> errors() {
    return state.failures().values().stream().map(failure -> error(state, failure)).toList();
  }

  @Override
  public void update() {
    saved(connection.update(state, writes(null)));
  }

  /** What was set is in this state. */
  void saved(ProcessState now) {
    state = now;
    dataFields.carried(state.dataFields());
    newFolio = null;
    newPriority = null;
  }

  /**
   * What was set.
   *
   * @param activity those of an activity that were set with it; null: none
   */
  Writes writes(@Nullable Fields activity) {
    return Writes.of(dataFields, activity, newFolio, newPriority, dataFields.unchanged());
  }

  private OpenEvent open(String activity, EventInstance event) {
    var since = state.startedAt();
    return switch (event.status()) {
      case Status.Scheduled s -> open(activity, event, "Scheduled", s.since(), null, null);
      case Status.Running r -> open(activity, event, "Running", r.since(), null, null);
      case Status.BackOff b -> open(activity, event, "Retrying", since, b.dueAt(), null);
      case Status.Held h -> open(activity, event, "Held", since, null, null);
      case Status.Queued q -> open(activity, event, "Queued", q.since(), null, null);
      case Status.Leased l -> open(activity, event, "Leased", l.since(), l.until(), null);
      case Status.Waiting w -> open(activity, event, "Waiting", w.since(), null, null);
      case Status.Failed f -> open(activity, event, "Error", f.since(), null, null);
      case Status.Offered o -> open(activity, event, "Offered", o.since(), null, null);
      case Status.AwaitingChild c ->
          open(activity, event, "SubProcess", c.since(), null, c.child());
      case Status.ChildHeard h ->
          open(
              activity,
              event,
              failed(event.item()) ? "Error" : "Held",
              h.report().at(),
              null,
              h.report().child());
    };
  }

  private OpenEvent open(
      String activity,
      EventInstance event,
      String status,
      Instant since,
      @Nullable Instant dueDate,
      @Nullable Long child) {
    return new OpenEvent(
        new SerialNumber(state.instance(), event.item()).toString(),
        eventName(deployed.definition(), activity, event),
        status,
        event.status().attempt(),
        since,
        dueDate,
        child);
  }

  private boolean failed(int item) {
    return state.failures().values().stream()
        .anyMatch(failure -> failure.place().equals(new Place.Event(item)));
  }

  /** The name of an open event of an activity. */
  static String eventName(ProcessDefinition definition, String activity, EventInstance event) {
    return event.job() instanceof Job.Event(int owner, int number)
        ? definition.activity(activity).events().get(number).name()
        : "";
  }

  static InstanceError error(ProcessState state, Failure failure) {
    String activity;
    String serialNumber = null;
    switch (failure.place()) {
      case Place.Event(int item) -> {
        var event = state.events().get(item);
        activity =
            event == null || event.activityInstance() == 0
                ? null
                : state.activity(event.activityInstance()).activity();
        serialNumber = new SerialNumber(state.instance(), item).toString();
      }
      case Place.Lines lines -> activity = state.activity(lines.activityInstance()).activity();
      case Place.Arrival arrival -> activity = arrival.to();
      case Place.Join(String joining) -> activity = joining;
      case Place.Destinations(int owner) -> activity = state.activity(owner).activity();
      case Place.Succeeding(int owner) -> activity = state.activity(owner).activity();
      case Place.Start(int waiting) ->
          activity = waiting == 0 ? null : state.activity(waiting).activity();
    }
    return new InstanceError(
        state.instance(),
        failure.id(),
        failure.code(),
        failure.message(),
        activity,
        serialNumber,
        failure.detail(),
        failure.at());
  }
}
