package org.baltoro.server.http;

import java.time.Duration;
import java.time.Instant;
import org.baltoro.api.Connection;
import org.baltoro.api.FinishReceipt;
import org.baltoro.api.Page;
import org.baltoro.api.WaitingServerItem;
import org.baltoro.api.WaitingServerItemQuery;
import org.baltoro.server.http.JsonShapes.InstanceJson;
import org.baltoro.server.http.JsonShapes.ServerItemJson;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Server events that wait for an outside system, by serial number. */
@RestController
@RequestMapping(Route.BALTORO + "/serverItems")
final class ServerItemsResource {
  private final JsonMapper mapper;

  ServerItemsResource(JsonMapper mapper) {
    this.mapper = mapper;
  }

  @GetMapping
  Page<WaitingServerItem> list(
      Connection connection,
      @RequestParam(required = false) @Nullable String process,
      @RequestParam(required = false) @Nullable String activity,
      @RequestParam(required = false) @Nullable Instant waitingSinceBefore,
      @RequestParam(required = false) @Nullable String data,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    return connection.waitingServerItems(
        InstancesResource.valid(() ->
            new WaitingServerItemQuery(
                process,
                activity,
                waitingSinceBefore,
                InstancesResource.conditions(mapper, data),
                cursor,
                limit)));
  }

  @GetMapping("/{serialNumber}")
  ServerItemJson open(
      Connection connection,
      @PathVariable String serialNumber,
      @RequestParam(defaultValue = "false") boolean evenIfEnded) {
    return ServerItemJson.of(
        evenIfEnded
            ? connection.openServerItemEvenIfEnded(serialNumber)
            : connection.openServerItem(serialNumber));
  }

  /** Saves the item's data without finishing it. */
  @PatchMapping("/{serialNumber}")
  InstanceJson update(
      Connection connection, @PathVariable String serialNumber, @RequestBody Changes body) {
    var instance = connection.openServerItem(serialNumber).processInstance();
    body.writeTo(instance);
    instance.update();
    return InstanceJson.of(instance);
  }

  @PostMapping("/{serialNumber}/finish")
  FinishReceipt finish(
      Connection connection,
      @PathVariable String serialNumber,
      @RequestParam(defaultValue = "false") boolean sync,
      @RequestParam(required = false) @Nullable Duration timeout,
      @RequestHeader(name = Route.IDEMPOTENCY_KEY, required = false) @Nullable String key,
      @RequestBody(required = false) @Nullable Changes body) {
    var item = Route.waiting(connection, timeout).openServerItemEvenIfEnded(serialNumber);
    (body == null ? Changes.NONE : body).writeTo(item.processInstance());
    return item.finish(sync, Route.idempotencyKey(key));
  }

  @GetMapping("/{serialNumber}/receipt")
  FinishReceipt receipt(Connection connection, @PathVariable String serialNumber) {
    return connection.finishReceipt(serialNumber);
  }
}
