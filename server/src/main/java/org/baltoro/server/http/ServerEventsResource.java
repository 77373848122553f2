package org.baltoro.server.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.baltoro.api.Connection;
import org.baltoro.api.FinishReceipt;
import org.baltoro.api.ServerItem;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Finishing server events with the paths and shapes of K2 Five's Workflow REST API. */
@RestController
@RequestMapping(Route.WORKFLOW + "/serverEvents/{serialNumber}")
final class ServerEventsResource {

  /** A person, with the names that K2 gives them; this server knows one. */
  record Originator(String username, String fqn, String displayName) {}

  record XmlField(String name, String value) {}

  /** The event and its workflow, named as in K2's tasks. */
  record ServerEvent(
      String serialNumber,
      String eventName,
      String activityName,
      long workflowInstanceID,
      String workflowInstanceFolio,
      String workflowName,
      String workflowDisplayName,
      String workflowCategory,
      int priority,
      Originator originator,
      Map<String, @Nullable Object> workflowInstanceDataFields,
      List<XmlField> workflowInstanceXmlFields,
      Map<String, Object> itemReferences) {

    static ServerEvent of(ServerItem item) {
      var instance = item.processInstance();
      var process = instance.process();
      int slash = process.lastIndexOf('/');
      var originator = instance.originator();
      return new ServerEvent(
          item.serialNumber(),
          item.event(),
          item.activity(),
          instance.id(),
          instance.folio(),
          process,
          process.substring(slash + 1),
          slash < 0 ? "" : process.substring(0, slash),
          instance.priority(),
          new Originator(originator, originator, originator),
          JsonShapes.values(instance.dataFields()),
          List.of(),
          Map.of());
    }
  }

  /** The body of a finish. */
  record FinishBody(
      @Nullable Map<String, @Nullable Object> dataFields,
      @Nullable Object xmlFields,
      @Nullable Object itemReferences) {}

  @GetMapping
  ServerEvent open(Connection connection, @PathVariable String serialNumber) {
    return ServerEvent.of(connection.openServerItem(serialNumber));
  }

  @PostMapping("/finish")
  FinishReceipt finish(
      Connection connection,
      @PathVariable String serialNumber,
      @RequestParam(defaultValue = "false") boolean sync,
      @RequestParam(required = false) @Nullable Duration timeout,
      @RequestHeader(name = Route.IDEMPOTENCY_KEY, required = false) @Nullable String key,
      @RequestBody(required = false) @Nullable FinishBody body) {
    if (body != null) {
      WorkflowsResource.refuseUnsupported(body.xmlFields(), body.itemReferences());
    }
    var item = Route.waiting(connection, timeout).openServerItemEvenIfEnded(serialNumber);
    if (body != null) {
      JsonShapes.set(item.processInstance().dataFields(), body.dataFields());
    }
    return item.finish(sync, Route.idempotencyKey(key));
  }
}
