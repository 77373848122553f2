package org.baltoro.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Comment;
import org.baltoro.api.DataFields;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.WorklistAction;
import org.baltoro.api.WorklistEntry;
import org.baltoro.api.WorklistItem;
import org.baltoro.api.WorklistResult;
import org.baltoro.api.WorklistStatus;
import org.baltoro.client.Transport.Query;
import org.jspecify.annotations.Nullable;

/** An item of a worklist as the server gave it. */
final class HttpWorklistItem implements WorklistItem {
  private final Transport transport;
  private final String path;
  private final JsonObject json;
  private final HttpProcessInstance processInstance;
  private final HttpDataFields activityDataFields;

  HttpWorklistItem(Transport transport, String path, JsonObject json) {
    this.transport = transport;
    this.path = path;
    this.json = json;
    this.processInstance = new HttpProcessInstance(transport, path, json.object("processInstance"));
    this.activityDataFields = HttpDataFields.ofActivity(json);
  }

  /**
   * The item's path.
   *
   * @throws BaltoroException {@link Problem#NOT_FOUND} if the text is no serial number
   */
  static String path(String serialNumber) {
    return "/worklist/" + HttpServerItem.wellFormed(serialNumber);
  }

  @Override
  public String serialNumber() {
    return json.text("serialNumber");
  }

  @Override
  public String activity() {
    return json.text("activity");
  }

  @Override
  public String event() {
    return json.text("event");
  }

  @Override
  public List<String> actions() {
    return json.texts("actions");
  }

  @Override
  public List<String> destinations() {
    return json.texts("destinations");
  }

  @Override
  public Instant startDate() {
    return json.time("startDate");
  }

  @Override
  public List<WorklistAction> allowedActions() {
    return json.list(
        "allowedActions",
        action ->
            new WorklistAction(
                action.text("name"), action.truth("update"), action.truth("batchable")));
  }

  @Override
  public WorklistStatus status() {
    return WorklistStatus.of(json.text("status"));
  }

  @Override
  public List<String> allocatedTo() {
    return json.texts("allocatedTo");
  }

  @Override
  public @Nullable String onBehalfOf() {
    return json.textOrNull("onBehalfOf");
  }

  @Override
  public @Nullable Instant expectedBy() {
    return json.timeOrNull("expectedBy");
  }

  @Override
  public @Nullable Instant sleepsUntil() {
    return json.timeOrNull("sleepsUntil");
  }

  @Override
  public String instruction() {
    return json.text("instruction");
  }

  @Override
  public @Nullable String formUrl() {
    return json.textOrNull("formUrl");
  }

  @Override
  public DataFields activityDataFields() {
    return activityDataFields;
  }

  @Override
  public ProcessInstance processInstance() {
    return processInstance;
  }

  @Override
  public void update() {
    processInstance.saved(transport.patch(path, changes()));
    activityDataFields.carried();
  }

  private Map<String, @Nullable Object> changes() {
    var body = processInstance.changes();
    var ofActivity = activityDataFields.writes();
    if (!ofActivity.isEmpty()) {
      body.put("activityDataFields", ofActivity);
    }
    return body;
  }

  @Override
  public void finish(String action, boolean sync) {
    var body = changes();
    body.put("action", action);
    transport.postOnce(path + "/finish", sync, null, body);
    processInstance.carried();
    activityDataFields.carried();
  }

  @Override
  public void gotoActivity(String name, boolean sync, boolean expireAll) {
    transport.postOnce(
        path + "/goto", sync, null, Map.of("activity", name, "expireAll", expireAll));
  }

  @Override
  public void redirect(String user) {
    transport.post(path + "/redirect", Query.NONE, Map.of("user", user));
  }

  @Override
  public void release() {
    transport.post(path + "/release", Query.NONE, Map.of());
  }

  @Override
  public void delegate(String user, String... actions) {
    transport.post(
        path + "/delegate", Query.NONE, Map.of("user", user, "actions", List.of(actions)));
  }

  @Override
  public void sleep(@Nullable Instant until) {
    transport.post(
        path + "/sleep", Query.NONE, until == null ? Map.of() : Map.of("until", until.toString()));
  }

  @Override
  public void sleep(Duration duration) {
    transport.post(path + "/sleep", Query.NONE, Map.of("duration", duration.toString()));
  }

  @Override
  public void wake() {
    transport.post(path + "/wake", Query.NONE, Map.of());
  }

  @Override
  public void addComment(String text) {
    transport.post(path + "/comments", Query.NONE, Map.of("text", text));
  }

  @Override
  public List<Comment> comments() {
    return transport.get(path + "/comments", Query.NONE).list("items", HttpWorklistItem::comment);
  }

  static Comment comment(JsonObject json) {
    return new Comment(
        json.textOrNull("serialNumber"), json.text("text"), json.text("by"), json.time("at"));
  }

  static WorklistResult result(JsonObject json) {
    var problem = json.textOrNull("problem");
    return new WorklistResult(
        json.text("serialNumber"),
        problem == null ? null : Problem.of(problem),
        json.textOrNull("refused"));
  }

  static WorklistEntry entry(JsonObject json) {
    return new WorklistEntry(
        json.text("serialNumber"),
        json.number("instance"),
        json.text("process"),
        json.text("folio"),
        json.integer("priority"),
        json.text("activity"),
        json.text("event"),
        json.texts("actions"),
        json.texts("destinations"),
        json.time("startDate"),
        WorklistStatus.of(json.text("status")),
        json.text("originator"),
        json.textOrNull("onBehalfOf"),
        json.texts("allocatedTo"),
        json.text("instruction"),
        json.textOrNull("formUrl"),
        json.timeOrNull("expectedBy"));
  }
}
