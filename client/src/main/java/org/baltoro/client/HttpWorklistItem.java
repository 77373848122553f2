package org.baltoro.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.WorklistEntry;
import org.baltoro.api.WorklistItem;
import org.baltoro.client.Transport.Query;

/** An item of a worklist as the server gave it. */
final class HttpWorklistItem implements WorklistItem {
  private final Transport transport;
  private final String path;
  private final JsonObject json;
  private final HttpProcessInstance processInstance;

  HttpWorklistItem(Transport transport, String path, JsonObject json) {
    this.transport = transport;
    this.path = path;
    this.json = json;
    this.processInstance = new HttpProcessInstance(transport, path, json.object("processInstance"));
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
  public String activityName() {
    return json.text("activityName");
  }

  @Override
  public String eventName() {
    return json.text("eventName");
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
  public ProcessInstance processInstance() {
    return processInstance;
  }

  @Override
  public void finish(String action, boolean sync) {
    var body = processInstance.changes();
    body.put("action", action);
    transport.postOnce(path + "/finish", sync, null, body);
    processInstance.carried();
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
        json.time("since"));
  }
}
