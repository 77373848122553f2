package org.baltoro.engine.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.baltoro.api.Comment;
import org.baltoro.api.DataFields;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.WorklistAction;
import org.baltoro.api.WorklistItem;
import org.baltoro.api.WorklistStatus;
import org.baltoro.engine.data.Fields;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.ActivityInstance;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.EventInstance.Allocation;
import org.baltoro.kernel.EventInstance.Sleep;
import org.baltoro.kernel.EventInstance.Status.Offered;
import org.baltoro.kernel.ItemRights;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.definition.ClientAction;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/** A worklist item that was opened by its serial number. */
final class WorklistItemView implements WorklistItem {
  private final WorklistDesk desk;
  private final Parts parts;
  private final Principal principal;
  private final ProcessState state;
  private final ProcessDefinition definition;
  private final ActivityInstance activity;
  private final ClientEvent event;
  private final Offered offered;
  private final @Nullable Having having;
  private final SerialNumber serialNumber;
  private final InstanceView instance;
  private final Fields activityDataFields;

  /**
   * @param having null: who manages the process has opened it
   */
  WorklistItemView(
      WorklistDesk desk,
      InProcessConnection connection,
      Parts parts,
      Principal principal,
      ProcessState state,
      EventInstance item,
      Offered offered,
      @Nullable Having having) {
    this.desk = desk;
    this.parts = parts;
    this.principal = principal;
    this.state = state;
    this.offered = offered;
    this.having = having;
    definition = parts.definitions().get(state.process(), state.version()).definition();
    activity = state.activity(item.activityInstance());
    event = Lists.clientEvent(definition, state, item);
    serialNumber = new SerialNumber(state.instance(), item.item());
    instance = connection.view(state);
    activityDataFields = fields(parts, definition, state, activity);
  }

  /** One that has been answered. */
  WorklistItemView(
      WorklistDesk desk,
      InProcessConnection connection,
      Parts parts,
      Principal principal,
      ProcessState state,
      AnsweredItem item,
      SerialNumber serialNumber) {
    this.desk = desk;
    this.parts = parts;
    this.principal = principal;
    this.state = state;
    this.serialNumber = serialNumber;
    offered = item.offered();
    having = null;
    definition = item.definition();
    activity = item.activity();
    event = item.event();
    instance = connection.view(state);
    activityDataFields = fields(parts, definition, state, activity);
  }

  private static Fields fields(
      Parts parts, ProcessDefinition definition, ProcessState state, ActivityInstance activity) {
    return Fields.ofActivity(
        definition,
        state,
        activity,
        value -> LargeContent.whole(parts.store(), state.instance(), value));
  }

  // ---- what it is

  @Override
  public String serialNumber() {
    return serialNumber.toString();
  }

  @Override
  public String activity() {
    return activity.activity();
  }

  @Override
  public String event() {
    return event.name();
  }

  @Override
  public List<String> actions() {
    return ItemRights.allowed(event, offered, having == null ? null : having.subjects());
  }

  @Override
  public List<WorklistAction> allowedActions() {
    var allowed = actions();
    return event.actions().stream()
        .filter(action -> allowed.contains(action.name()))
        .map(action ->
            new WorklistAction(
                action.name(), action.kind() == ClientAction.Kind.UPDATE, action.batch()))
        .toList();
  }

  @Override
  public List<String> destinations() {
    return offered.destinations();
  }

  @Override
  public WorklistStatus status() {
    return WorklistPages.status(offered, principal.name(), parts.clock().instant());
  }

  @Override
  public List<String> allocatedTo() {
    return offered.allocations().stream().map(Allocation::user).toList();
  }

  @Override
  public @Nullable String onBehalfOf() {
    return having == null ? null : having.onBehalfOf();
  }

  @Override
  public Instant startDate() {
    return offered.since();
  }

  @Override
  public @Nullable Instant expectedBy() {
    return WorklistPages.expectedBy(definition, activity);
  }

  @Override
  public @Nullable Instant sleepsUntil() {
    for (Sleep sleep : offered.sleeps()) {
      if (sleep.user().equals(principal.name())) {
        return sleep.until();
      }
    }
    return null;
  }

  @Override
  public String instruction() {
    return event.instruction();
  }

  @Override
  public @Nullable String formUrl() {
    return WorklistPages.formUrl(parts, definition, state, activity, event);
  }

  @Override
  public ProcessInstance processInstance() {
    return instance;
  }

  @Override
  public DataFields activityDataFields() {
    return activityDataFields;
  }

  @Override
  public List<Comment> comments() {
    return InProcessConnection.reading(() -> desk.comments(state.instance()));
  }

  // ---- what is done with it

  @Override
  public void finish(String action, boolean sync) {
    doing(() -> desk.finish(serialNumber, action, instance.writes(activityDataFields), sync));
  }

  @Override
  public void update() {
    InProcessConnection.reading(() -> {
      var saved = desk.save(serialNumber, instance.writes(activityDataFields));
      instance.saved(saved);
      if (saved.activities().get(activity.id()) instanceof ActivityInstance now) {
        activityDataFields.carried(saved.activityFields(now));
      }
      return true;
    });
  }

  @Override
  public void release() {
    doing(() -> desk.release(serialNumber));
  }

  @Override
  public void gotoActivity(String name, boolean sync, boolean expireAll) {
    doing(() -> desk.gotoActivity(serialNumber, name, sync, expireAll));
  }

  @Override
  public void redirect(String user) {
    doing(() -> desk.redirect(serialNumber, user));
  }

  @Override
  public void delegate(String user, String... actions) {
    doing(() -> desk.delegate(serialNumber, user, List.of(actions)));
  }

  @Override
  public void sleep(@Nullable Instant until) {
    doing(() -> desk.sleep(serialNumber, until));
  }

  @Override
  public void sleep(Duration duration) {
    doing(() -> desk.sleep(serialNumber, duration));
  }

  @Override
  public void wake() {
    doing(() -> desk.wake(serialNumber));
  }

  @Override
  public void addComment(String text) {
    doing(() -> desk.comment(serialNumber, text));
  }

  private static void doing(Runnable work) {
    InProcessConnection.reading(() -> {
      work.run();
      return true;
    });
  }
}
