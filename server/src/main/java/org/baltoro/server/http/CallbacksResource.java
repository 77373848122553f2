package org.baltoro.server.http;

import java.time.InstantSource;
import java.util.Map;
import org.baltoro.api.FinishReceipt;
import org.baltoro.api.ServerItem;
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
  /** So often a minute an address may be used: more than those need who have something to say. */
  static final int USES_MAX = 30;

  private final Engine engine;
  private final Throttle<String> uses = new Throttle<>(InstantSource.system(), USES_MAX);

  CallbacksResource(Engine engine) {
    this.engine = engine;
  }

  /** What the address is for: no data, as it needs no login. */
  record Callback(String serialNumber, String process, String activity, String event, String use) {}

  /** The body of a finish. */
  record CallbackBody(@Nullable Map<String, @Nullable Object> dataFields) {}

  @GetMapping
  Callback look(@PathVariable String serialNumber, @RequestParam String signature) {
    var item = open(serialNumber, signature, false);
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
    var item = open(serialNumber, signature, true);
    if (body != null) {
      JsonShapes.set(item.processInstance().dataFields(), body.dataFields());
    }
    return item.finish(false, Route.idempotencyKey(key));
  }

  /** Only who has the signature uses the address up. */
  private ServerItem open(String serialNumber, String signature, boolean evenIfEnded) {
    engine.requireSigned(serialNumber, signature);
    uses.admit(serialNumber, "The address of item %s is used too often".formatted(serialNumber));
    return engine.openSigned(serialNumber, signature, evenIfEnded);
  }
}
