package org.baltoro.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.DataFields;
import org.baltoro.api.InstanceError;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.ProcessInstanceSummary;
import org.jspecify.annotations.Nullable;

/** An instance as the server gave it, with this handle's writes. */
final class HttpProcessInstance implements ProcessInstance {
  private final Transport transport;
  private final String updatePath;
  private JsonObject json;
  private final HttpDataFields dataFields;
  private @Nullable String newFolio;
  private @Nullable Integer newPriority;

  /**
   * @param updatePath where its changes are sent: the instance's own path, or that of the server
   *     item through which it was opened
   */
  HttpProcessInstance(Transport transport, String updatePath, JsonObject json) {
    this.transport = transport;
    this.updatePath = updatePath;
    this.json = json;
    this.dataFields = new HttpDataFields(json);
  }

  @Override
  public long id() {
    return json.number("id");
  }

  @Override
  public String process() {
    return json.text("process");
  }

  @Override
  public int version() {
    return json.integer("version");
  }

  @Override
  public ProcessInstanceStatus status() {
    return ProcessInstanceStatus.of(json.text("status"));
  }

  @Override
  public boolean hasError() {
    return json.truth("hasError");
  }

  @Override
  public @Nullable ParentInstance parent() {
    var parent = json.objectOrNull("parent");
    return parent == null
        ? null
        : new ParentInstance(
            parent.number("id"), parent.text("serialNumber"), parent.truth("waits"));
  }

  @Override
  public boolean stopRequested() {
    return json.truth("stopRequested");
  }

  @Override
  public String folio() {
    return newFolio == null ? json.text("folio") : newFolio;
  }

  @Override
  public ProcessInstance setFolio(String folio) {
    newFolio = folio;
    return this;
  }

  @Override
  public int priority() {
    return newPriority == null ? json.integer("priority") : newPriority;
  }

  @Override
  public ProcessInstance setPriority(int priority) {
    newPriority = priority;
    return this;
  }

  @Override
  public String originator() {
    return json.text("originator");
  }

  @Override
  public Instant startDate() {
    return json.time("startDate");
  }

  @Override
  public @Nullable Instant finishDate() {
    return json.timeOrNull("finishDate");
  }

  @Override
  public DataFields dataFields() {
    return dataFields;
  }

  @Override
  public List<ActiveActivity> activities() {
    return json.list("activities", HttpProcessInstance::activity);
  }

  @Override
  public List<InstanceError> errors() {
    return json.list("errors", HttpManagement::error);
  }

  @Override
  public void update() {
    saved(transport.patch(updatePath, changes()));
  }

  /** The writes were carried; this is the instance with them. */
  void saved(JsonObject updated) {
    carried();
    json = updated;
    dataFields.read(updated);
  }

  /** This handle's writes, as the body of a request. */
  Map<String, @Nullable Object> changes() {
    var body = new LinkedHashMap<String, @Nullable Object>();
    if (newFolio != null) {
      body.put("folio", newFolio);
    }
    if (newPriority != null) {
      body.put("priority", newPriority);
    }
    dataFields.carry(body);
    return body;
  }

  /** The writes were carried. */
  void carried() {
    var now = new LinkedHashMap<String, @Nullable Object>(json.members());
    now.put("folio", folio());
    now.put("priority", priority());
    json = new JsonObject(now);
    newFolio = null;
    newPriority = null;
    dataFields.carried();
  }

  private static ActiveActivity activity(JsonObject json) {
    return new ActiveActivity(
        json.integer("id"),
        json.text("name"),
        json.time("startDate"),
        json.list("events", HttpProcessInstance::event));
  }

  private static OpenEvent event(JsonObject json) {
    return new OpenEvent(
        json.text("serialNumber"),
        json.text("name"),
        json.text("status"),
        json.integer("attempt"),
        json.time("since"),
        json.timeOrNull("dueDate"),
        json.numberOrNull("child"));
  }

  static ProcessInstanceSummary summary(JsonObject json) {
    return new ProcessInstanceSummary(
        json.number("id"),
        json.text("process"),
        json.integer("version"),
        ProcessInstanceStatus.of(json.text("status")),
        json.truth("hasError"),
        json.text("folio"),
        json.text("originator"),
        json.integer("priority"),
        json.time("startDate"),
        json.timeOrNull("finishDate"));
  }
}
