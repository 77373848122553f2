package org.baltoro.client;

import java.util.Map;
import org.baltoro.api.InstanceError;
import org.baltoro.api.Management;
import org.baltoro.api.Page;
import org.baltoro.client.Transport.Query;
import org.jspecify.annotations.Nullable;

/** Operations on running instances over HTTP. */
record HttpManagement(Transport transport) implements Management {

  @Override
  public void stop(long instance) {
    operate(instance, "/stop");
  }

  @Override
  public void start(long instance) {
    operate(instance, "/start");
  }

  @Override
  public void retry(long instance, int error) {
    operate(instance, "/errors/" + error + "/retry");
  }

  @Override
  public void skip(long instance, int error) {
    operate(instance, "/errors/" + error + "/skip");
  }

  private void operate(long instance, String operation) {
    transport.post("/instances/" + instance + operation, Query.NONE, Map.of());
  }

  @Override
  public void delete(long instance) {
    transport.delete("/instances/" + instance);
  }

  @Override
  public Page<InstanceError> errors(@Nullable String process, @Nullable String cursor, int limit) {
    var page =
        transport.get(
            "/errors", Query.of("process", process).and("cursor", cursor).and("limit", limit));
    return new Page<>(page.list("items", HttpManagement::error), page.textOrNull("nextCursor"));
  }

  static InstanceError error(JsonObject json) {
    return new InstanceError(
        json.number("instance"),
        json.integer("id"),
        json.text("code"),
        json.text("message"),
        json.textOrNull("activity"),
        json.textOrNull("serialNumber"),
        json.textOrNull("stackTrace"),
        json.time("at"));
  }
}
