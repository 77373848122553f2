package org.baltoro.client;

import java.util.Locale;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.FinishReceipt;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ServerItem;
import org.baltoro.api.WaitingServerItem;
import org.jspecify.annotations.Nullable;

/** A waiting server event as the server gave it. */
final class HttpServerItem implements ServerItem {
  private final Transport transport;
  private final String path;
  private final JsonObject json;
  private final HttpProcessInstance processInstance;

  HttpServerItem(Transport transport, String path, JsonObject json) {
    this.transport = transport;
    this.path = path;
    this.json = json;
    this.processInstance = new HttpProcessInstance(transport, path, json.object("processInstance"));
  }

  /**
   * The item's path.
   *
   * @throws BaltoroException {@link Problem#NOT_FOUND} if the text is no serial number: no item can
   *     have it, and in a path it could mean something else
   */
  static String path(String serialNumber) {
    return "/serverItems/" + wellFormed(serialNumber);
  }

  /** The text itself, if it is a serial number; refused as not found otherwise. */
  static String wellFormed(String serialNumber) {
    if (!serialNumber.matches("[0-9]{1,16}_[0-9]{1,10}")) {
      throw new BaltoroException(
          Problem.NOT_FOUND,
          "'%s' is no serial number: it is the instance and the item, as in 4711_2."
              .formatted(serialNumber));
    }
    return serialNumber;
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
  public ProcessInstance processInstance() {
    return processInstance;
  }

  @Override
  public FinishReceipt finish(boolean sync, @Nullable String idempotencyKey) {
    return receipt(
        transport.postOnce(path + "/finish", sync, idempotencyKey, processInstance.changes()));
  }

  static FinishReceipt receipt(JsonObject json) {
    return new FinishReceipt(
        json.text("serialNumber"),
        FinishReceipt.Outcome.valueOf(json.text("outcome").toUpperCase(Locale.ROOT)),
        json.text("by"),
        json.time("at"),
        json.textOrNull("droppedBy"));
  }

  static WaitingServerItem waiting(JsonObject json) {
    return new WaitingServerItem(
        json.text("serialNumber"),
        json.number("instance"),
        json.text("process"),
        json.integer("version"),
        json.text("folio"),
        json.text("activity"),
        json.text("event"),
        json.time("since"));
  }
}
