package org.baltoro.server.http;

import java.util.Map;
import org.baltoro.api.FinishReceipt;
import org.baltoro.engine.Engine;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Finishing one server event by its signed address, without a login. Looking at it changes nothing,
 * as programs that read mail and messages follow every address in them.
 */
@RestController
@RequestMapping(Route.WORKFLOW + "/callbacks/{serialNumber}")
final class CallbacksResource {
  private final Engine engine;

  CallbacksResource(Engine engine) {
    this.engine = engine;
  }

  /** What the address is for: no data, as it needs no login. */
  record Callback(String serialNumber, String process, String activity, String event, String use) {}

  /** The body of a finish. */
  record CallbackBody(@Nullable Map<String, @Nullable Object> dataFields) {}

  @GetMapping
  Callback look(@PathVariable String serialNumber, @RequestParam String signature) {
    var item = engine.openSigned(serialNumber, signature, false);
    return new Callback(
        item.serialNumber(),
        item.processInstance().process(),
        item.activity(),
        item.event(),
        "POST {\"dataFields\": {...}} to this address finishes the event.");
  }

  @PostMapping
  FinishReceipt finish(
      @PathVariable String serialNumber,
      @RequestParam String signature,
      @RequestHeader(name = Route.IDEMPOTENCY_KEY, required = false) @Nullable String key,
      @RequestBody(required = false) @Nullable CallbackBody body) {
    var item = engine.openSigned(serialNumber, signature, true);
    if (body != null) {
      JsonShapes.set(item.processInstance().dataFields(), body.dataFields());
    }
    return item.finish(false, Route.idempotencyKey(key));
  }
}
