package org.baltoro.server.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.baltoro.api.Connection;
import org.baltoro.api.Page;
import org.baltoro.api.WorklistEntry;
import org.baltoro.api.WorklistItem;
import org.baltoro.server.http.JsonShapes.InstanceJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's worklist: client events that are theirs or one of their groups'. */
@RestController
@RequestMapping(Route.BALTORO + "/worklist")
final class WorklistResource {

  /** An item that was opened. */
  record WorklistItemJson(
      String serialNumber,
      String activityName,
      String eventName,
      List<String> actions,
      List<String> destinations,
      Instant startDate,
      InstanceJson processInstance) {

    static WorklistItemJson of(WorklistItem item) {
      return new WorklistItemJson(
          item.serialNumber(),
          item.activityName(),
          item.eventName(),
          item.actions(),
          item.destinations(),
          item.startDate(),
          InstanceJson.of(item.processInstance()));
    }
  }

  /** The action that was chosen, and changes for the same commit. */
  record Finish(
      @Nullable String action,
      @Nullable String folio,
      @Nullable Integer priority,
      @Nullable Map<String, @Nullable Object> dataFields,
      @Nullable Map<String, @Nullable Object> ifUnchanged) {

    Changes changes() {
      return new Changes(folio, priority, dataFields, ifUnchanged);
    }
  }

  record Goto(@Nullable String activity, @Nullable Boolean expireAll) {}

  record Redirect(@Nullable String user) {}

  @GetMapping
  Page<WorklistEntry> list(
      Connection connection,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    return InstancesResource.valid(() -> connection.worklist(cursor, limit));
  }

  @GetMapping("/{serialNumber}")
  WorklistItemJson open(Connection connection, @PathVariable String serialNumber) {
    return WorklistItemJson.of(connection.openWorklistItem(serialNumber));
  }

  /** Saves the instance's data without choosing an action. */
  @PatchMapping("/{serialNumber}")
  InstanceJson update(
      Connection connection, @PathVariable String serialNumber, @RequestBody Changes body) {
    var instance = connection.openWorklistItem(serialNumber).processInstance();
    body.writeTo(instance);
    instance.update();
    return InstanceJson.of(instance);
  }

  @PostMapping("/{serialNumber}/finish")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void finish(
      Connection connection,
      @PathVariable String serialNumber,
      @RequestParam(defaultValue = "false") boolean sync,
      @RequestParam(required = false) @Nullable Duration timeout,
      @RequestBody Finish body) {
    var action = Route.required(body.action(), "action");
    var item = Route.waiting(connection, timeout).openWorklistItem(serialNumber);
    body.changes().writeTo(item.processInstance());
    item.finish(action, sync);
  }

  @PostMapping("/{serialNumber}/goto")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void gotoActivity(
      Connection connection,
      @PathVariable String serialNumber,
      @RequestParam(defaultValue = "false") boolean sync,
      @RequestParam(required = false) @Nullable Duration timeout,
      @RequestBody Goto body) {
    var activity = Route.required(body.activity(), "activity");
    Route.waiting(connection, timeout)
        .openWorklistItem(serialNumber)
        .gotoActivity(activity, sync, Objects.requireNonNullElse(body.expireAll(), false));
  }

  @PostMapping("/{serialNumber}/redirect")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void redirect(
      Connection connection, @PathVariable String serialNumber, @RequestBody Redirect body) {
    connection.openWorklistItem(serialNumber).redirect(Route.required(body.user(), "user"));
  }
}
