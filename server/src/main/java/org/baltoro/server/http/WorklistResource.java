package org.baltoro.server.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Comment;
import org.baltoro.api.Connection;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.WorklistAction;
import org.baltoro.api.WorklistCount;
import org.baltoro.api.WorklistEntry;
import org.baltoro.api.WorklistItem;
import org.baltoro.api.WorklistQuery;
import org.baltoro.api.WorklistResult;
import org.baltoro.api.WorklistStatus;
import org.baltoro.server.http.JsonShapes.InstanceJson;
import org.baltoro.server.http.JsonShapes.Items;
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
import tools.jackson.databind.json.JsonMapper;

/**
 * The caller's worklist, and those of whom they manage. GET allocates nothing; only {@code /open}
 * does.
 */
@RestController
@RequestMapping(Route.BALTORO + "/worklist")
final class WorklistResource {
  private final JsonMapper mapper;

  WorklistResource(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** An item that was opened. */
  record WorklistItemJson(
      String serialNumber,
      String activity,
      String event,
      List<String> actions,
      List<WorklistAction> allowedActions,
      List<String> destinations,
      WorklistStatus status,
      List<String> allocatedTo,
      @Nullable String onBehalfOf,
      Instant startDate,
      @Nullable Instant expectedBy,
      @Nullable Instant sleepsUntil,
      String instruction,
      @Nullable String formUrl,
      Map<String, @Nullable Object> activityDataFields,
      Map<String, String> activityDataFieldTypes,
      InstanceJson processInstance) {

    static WorklistItemJson of(WorklistItem item) {
      return new WorklistItemJson(
          item.serialNumber(),
          item.activity(),
          item.event(),
          item.actions(),
          item.allowedActions(),
          item.destinations(),
          item.status(),
          item.allocatedTo(),
          item.onBehalfOf(),
          item.startDate(),
          item.expectedBy(),
          item.sleepsUntil(),
          item.instruction(),
          item.formUrl(),
          JsonShapes.values(item.activityDataFields()),
          item.activityDataFields().types(),
          InstanceJson.of(item.processInstance()));
    }
  }

  /** The action that was chosen, and changes for the same commit. */
  record Finish(
      @Nullable String action,
      @Nullable String folio,
      @Nullable Integer priority,
      @Nullable Map<String, @Nullable Object> dataFields,
      @Nullable Map<String, @Nullable Object> activityDataFields,
      @Nullable Map<String, @Nullable Object> ifUnchanged) {

    Changes changes() {
      return new Changes(folio, priority, dataFields, ifUnchanged);
    }
  }

  /** Changes without an action. */
  record Saving(
      @Nullable String folio,
      @Nullable Integer priority,
      @Nullable Map<String, @Nullable Object> dataFields,
      @Nullable Map<String, @Nullable Object> activityDataFields,
      @Nullable Map<String, @Nullable Object> ifUnchanged) {

    Changes changes() {
      return new Changes(folio, priority, dataFields, ifUnchanged);
    }
  }

  record Goto(@Nullable String activity, @Nullable Boolean expireAll) {}

  record Redirect(@Nullable String user) {}

  record Delegation(@Nullable String user, @Nullable List<@Nullable String> actions) {}

  /** For how long, or until when; neither: until it is woken. */
  record Sleep(@Nullable String duration, @Nullable Instant until) {}

  record NewComment(@Nullable String text) {}

  record BatchOfItems(
      @Nullable List<@Nullable String> serialNumbers,
      @Nullable String action,
      @Nullable Map<String, @Nullable Object> dataFields,
      @Nullable Map<String, @Nullable Object> activityDataFields) {}

  // ---- lists

  @GetMapping
  Page<WorklistEntry> list(
      Connection connection,
      @RequestParam(required = false) @Nullable String process,
      @RequestParam(required = false) @Nullable String activity,
      @RequestParam(required = false) @Nullable String event,
      @RequestParam(required = false) @Nullable String folio,
      @RequestParam(required = false) @Nullable String originator,
      @RequestParam(required = false) @Nullable List<String> status,
      @RequestParam(required = false) @Nullable Integer priority,
      @RequestParam(required = false) @Nullable Instant startedFrom,
      @RequestParam(required = false) @Nullable Instant startedBefore,
      @RequestParam(required = false) @Nullable String data,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String of,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    return InstancesResource.valid(() -> {
      var query =
          query(
              process,
              activity,
              event,
              folio,
              originator,
              status,
              priority,
              startedFrom,
              startedBefore,
              data,
              of);
      if (sort != null) {
        query = query.sort(Route.constant(WorklistQuery.Sort.class, sort, "sort"));
      }
      return connection.worklist(query.after(cursor).limit(limit));
    });
  }

  @GetMapping("/count")
  WorklistCount count(
      Connection connection,
      @RequestParam(required = false) @Nullable String process,
      @RequestParam(required = false) @Nullable String activity,
      @RequestParam(required = false) @Nullable String event,
      @RequestParam(required = false) @Nullable String folio,
      @RequestParam(required = false) @Nullable String originator,
      @RequestParam(required = false) @Nullable List<String> status,
      @RequestParam(required = false) @Nullable Integer priority,
      @RequestParam(required = false) @Nullable Instant startedFrom,
      @RequestParam(required = false) @Nullable Instant startedBefore,
      @RequestParam(required = false) @Nullable String data,
      @RequestParam(required = false) @Nullable String of) {
    return InstancesResource.valid(() ->
        connection.worklistCount(
            query(
                process,
                activity,
                event,
                folio,
                originator,
                status,
                priority,
                startedFrom,
                startedBefore,
                data,
                of)));
  }

  private WorklistQuery query(
      @Nullable String process,
      @Nullable String activity,
      @Nullable String event,
      @Nullable String folio,
      @Nullable String originator,
      @Nullable List<String> status,
      @Nullable Integer priority,
      @Nullable Instant startedFrom,
      @Nullable Instant startedBefore,
      @Nullable String data,
      @Nullable String of) {
    var query =
        WorklistQuery.all()
            .process(process)
            .activity(activity)
            .event(event)
            .folio(folio)
            .originator(originator)
            .priority(priority)
            .startedFrom(startedFrom)
            .startedBefore(startedBefore)
            .data(InstancesResource.conditions(mapper, data))
            .of(of);
    if (status == null) {
      return query;
    }
    var statuses = new LinkedHashSet<WorklistStatus>();
    status.forEach(label -> statuses.add(WorklistStatus.of(label)));
    return query.statuses(statuses);
  }

  // ---- one item

  @GetMapping("/{serialNumber}")
  WorklistItemJson open(
      Connection connection,
      @PathVariable String serialNumber,
      @RequestParam(defaultValue = "false") boolean evenIfEnded) {
    return WorklistItemJson.of(
        evenIfEnded
            ? connection.openWorklistItemEvenIfEnded(serialNumber)
            : item(connection, serialNumber));
  }

  /** Opens it, and takes a slot. */
  @PostMapping("/{serialNumber}/open")
  WorklistItemJson allocate(Connection connection, @PathVariable String serialNumber) {
    return WorklistItemJson.of(connection.openWorklistItem(serialNumber, true));
  }

  /** Saves data of the instance and of the activity without choosing an action. */
  @PatchMapping("/{serialNumber}")
  InstanceJson update(
      Connection connection, @PathVariable String serialNumber, @RequestBody Saving body) {
    var item = item(connection, serialNumber);
    body.changes().writeTo(item.processInstance());
    JsonShapes.set(item.activityDataFields(), body.activityDataFields());
    item.update();
    return InstanceJson.of(item.processInstance());
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
    var item = Route.waiting(connection, timeout).openWorklistItemEvenIfEnded(serialNumber);
    body.changes().writeTo(item.processInstance());
    JsonShapes.set(item.activityDataFields(), body.activityDataFields());
    item.finish(action, sync);
  }

  @PostMapping("/{serialNumber}/release")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void release(Connection connection, @PathVariable String serialNumber) {
    item(connection, serialNumber).release();
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
    item(Route.waiting(connection, timeout), serialNumber)
        .gotoActivity(activity, sync, Objects.requireNonNullElse(body.expireAll(), false));
  }

  @PostMapping("/{serialNumber}/redirect")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void redirect(
      Connection connection, @PathVariable String serialNumber, @RequestBody Redirect body) {
    item(connection, serialNumber).redirect(Route.required(body.user(), "user"));
  }

  @PostMapping("/{serialNumber}/delegate")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delegate(
      Connection connection, @PathVariable String serialNumber, @RequestBody Delegation body) {
    var actions = texts(body.actions(), "actions");
    item(connection, serialNumber)
        .delegate(Route.required(body.user(), "user"), actions.toArray(String[]::new));
  }

  @PostMapping("/{serialNumber}/sleep")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void sleep(Connection connection, @PathVariable String serialNumber, @RequestBody Sleep body) {
    if (body.duration() != null && body.until() != null) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST, "Give 'duration' or 'until', not both; neither for ever.");
    }
    var duration = Route.duration(body.duration(), "duration");
    var item = item(connection, serialNumber);
    if (duration != null) {
      item.sleep(duration);
    } else {
      item.sleep(body.until());
    }
  }

  @PostMapping("/{serialNumber}/wake")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void wake(Connection connection, @PathVariable String serialNumber) {
    item(connection, serialNumber).wake();
  }

  @GetMapping("/{serialNumber}/comments")
  Items<Comment> comments(Connection connection, @PathVariable String serialNumber) {
    return new Items<>(item(connection, serialNumber).comments());
  }

  @PostMapping("/{serialNumber}/comments")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void comment(
      Connection connection, @PathVariable String serialNumber, @RequestBody NewComment body) {
    item(connection, serialNumber).addComment(Route.required(body.text(), "text"));
  }

  // ---- many items

  @PostMapping("/finish")
  Items<WorklistResult> finishAll(Connection connection, @RequestBody BatchOfItems body) {
    var serialNumbers =
        texts(Route.required(body.serialNumbers(), "serialNumbers"), "serialNumbers");
    return new Items<>(
        connection.finishWorklistItems(
            serialNumbers,
            Route.required(body.action(), "action"),
            fields(body.dataFields(), body.activityDataFields())));
  }

  /** Takes no slot. */
  private static WorklistItem item(Connection connection, String serialNumber) {
    return connection.openWorklistItem(serialNumber, false);
  }

  /** Of the process and of the activity together: no name is that of a field of both. */
  static Map<String, @Nullable Object> fields(
      @Nullable Map<String, @Nullable Object> ofProcess,
      @Nullable Map<String, @Nullable Object> ofActivity) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    if (ofProcess != null) {
      fields.putAll(ofProcess);
    }
    if (ofActivity != null) {
      fields.putAll(ofActivity);
    }
    return fields;
  }

  /** JSON's null may stand in any list. */
  static List<String> texts(@Nullable List<@Nullable String> given, String property) {
    var texts = new ArrayList<String>();
    for (var text : given == null ? List.<@Nullable String>of() : given) {
      if (text == null) {
        throw new BaltoroException(
            Problem.INVALID_REQUEST, "'%s' has a null in it: give text.".formatted(property));
      }
      texts.add(text);
    }
    return texts;
  }
}
