package org.baltoro.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Comment;
import org.baltoro.api.Connection;
import org.baltoro.api.Definitions.ProcessSummary;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.WorklistAction;
import org.baltoro.api.WorklistEntry;
import org.baltoro.api.WorklistItem;
import org.baltoro.api.WorklistQuery;
import org.baltoro.api.WorklistResult;
import org.baltoro.api.WorklistStatus;
import org.baltoro.server.http.JsonShapes.Items;
import org.baltoro.server.http.ServerEventsResource.XmlField;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tasks with the paths and shapes of K2 Five's Workflow REST API: the caller's worklist items.
 * Reading allocates nothing. Besides, items are delegated, commented on, and acted on many at once.
 */
@RestController
@RequestMapping(Route.WORKFLOW + "/tasks")
final class TasksResource {
  /** So many tasks are told at once: this API has no pages. */
  private static final int TASKS_MAX = 1_000;

  private static final int PAGE = 200;

  private static final List<String> SYSTEM_ACTIONS =
      List.of("assign", "release", "redirect", "sleep", "wake", "delegate");

  /** What may be chosen: those of the process by whether many items may have them at once. */
  record TaskActions(
      List<String> nonBatchableActions,
      List<String> batchableActions,
      List<String> systemActions) {}

  record TaskOriginator(
      @Nullable String email,
      @Nullable String manager,
      String displayName,
      String fqn,
      String username) {
    static TaskOriginator of(String user) {
      return new TaskOriginator(null, null, user, user, user);
    }
  }

  /** A row of the list. */
  record TaskLite(
      String serialNumber,
      String activityName,
      String eventName,
      String eventDescription,
      String instruction,
      @Nullable String formURL,
      int priority,
      String status,
      Instant taskStartDate,
      long workflowInstanceID,
      String workflowInstanceFolio,
      String workflowName,
      String workflowDisplayName,
      String workflowCategory,
      TaskOriginator originator,
      List<String> actions) {

    static TaskLite of(WorklistEntry entry) {
      return new TaskLite(
          entry.serialNumber(),
          entry.activity(),
          entry.event(),
          entry.instruction(),
          entry.instruction(),
          entry.formUrl(),
          entry.priority(),
          entry.status().label(),
          entry.startDate(),
          entry.instance(),
          entry.folio(),
          entry.process(),
          displayName(entry.process()),
          category(entry.process()),
          TaskOriginator.of(entry.originator()),
          entry.actions());
    }
  }

  record Tasks(int itemCount, List<TaskLite> tasks) {}

  /** A task. */
  record Task(
      TaskActions actions,
      Map<String, @Nullable Object> activityDataFields,
      long activityInstanceDestinationID,
      long activityInstanceID,
      String activityName,
      String eventName,
      String eventDescription,
      @Nullable String formURL,
      String instruction,
      Map<String, Object> itemReferences,
      TaskOriginator originator,
      int priority,
      String serialNumber,
      @Nullable Instant sleepUntil,
      String status,
      Instant taskStartDate,
      String viewFlowURL,
      String workflowCategory,
      String workflowDisplayName,
      long workflowID,
      Map<String, @Nullable Object> workflowInstanceDataFields,
      String workflowInstanceFolio,
      long workflowInstanceID,
      List<XmlField> workflowInstanceXmlFields,
      String workflowName) {}

  record RedirectTo(@JsonProperty("RedirectTo") @Nullable String redirectTo) {}

  record DelegateTo(
      @JsonProperty("DelegateTo") @Nullable String delegateTo,
      @JsonProperty("Actions") @Nullable List<@Nullable String> actions) {}

  record SleepFor(
      @JsonProperty("SleepFor") @Nullable BigDecimal sleepFor,
      @JsonProperty("SleepUntil") @Nullable String sleepUntil) {}

  record ActionBody(
      @Nullable Map<String, @Nullable Object> dataFields,
      @Nullable Map<String, @Nullable Object> activityDataFields,
      @Nullable Object xmlFields,
      @Nullable Object itemReferences) {}

  record BatchOfTasks(
      @Nullable List<@Nullable String> serialNumbers,
      @Nullable String action,
      @Nullable Map<String, @Nullable Object> dataFields,
      @Nullable Map<String, @Nullable Object> activityDataFields) {}

  record NewComment(@Nullable String text) {}

  // ---- reading

  /**
   * The caller's tasks.
   *
   * @param state Available, Open, Allocated, Sleep or Completed; without it what can be done now
   */
  @GetMapping
  Tasks list(Connection connection, @RequestParam(required = false) @Nullable List<String> state) {
    return InstancesResource.valid(() -> {
      var query = WorklistQuery.all().limit(PAGE);
      if (state != null) {
        query = query.status(state.stream().map(WorklistStatus::of).toArray(WorklistStatus[]::new));
      }
      var tasks = new ArrayList<TaskLite>();
      Page<WorklistEntry> page;
      String cursor = null;
      do {
        page = connection.worklist(query.after(cursor));
        page.items().forEach(entry -> tasks.add(TaskLite.of(entry)));
        cursor = page.nextCursor();
        // A page that is not full has looked at as many items as may be looked at.
      } while (cursor != null && page.items().size() == PAGE && tasks.size() < TASKS_MAX);
      return new Tasks(tasks.size(), tasks);
    });
  }

  @GetMapping("/{serialNumber}")
  Task open(Connection connection, @PathVariable String serialNumber) {
    return task(connection, item(connection, serialNumber));
  }

  @GetMapping("/{serialNumber}/actions")
  TaskActions actions(Connection connection, @PathVariable String serialNumber) {
    return actions(item(connection, serialNumber));
  }

  private static TaskActions actions(WorklistItem item) {
    var allowed = item.allowedActions();
    return new TaskActions(
        allowed.stream().filter(action -> !action.batchable()).map(WorklistAction::name).toList(),
        allowed.stream().filter(WorklistAction::batchable).map(WorklistAction::name).toList(),
        SYSTEM_ACTIONS);
  }

  private static Task task(Connection connection, WorklistItem item) {
    var instance = item.processInstance();
    var serial = item.serialNumber();
    long number = Long.parseLong(serial.substring(serial.indexOf('_') + 1));
    long activityInstance =
        instance.activities().stream()
            .filter(active ->
                active.events().stream().anyMatch(open -> open.serialNumber().equals(serial)))
            .mapToLong(active -> active.id())
            .findFirst()
            .orElse(0);
    return new Task(
        actions(item),
        JsonShapes.values(item.activityDataFields()),
        number,
        activityInstance,
        item.activity(),
        item.event(),
        item.instruction(),
        item.formUrl(),
        item.instruction(),
        Map.of(),
        TaskOriginator.of(instance.originator()),
        instance.priority(),
        serial,
        item.sleepsUntil(),
        item.status().label(),
        item.startDate(),
        Route.BALTORO + "/instances/" + instance.id(),
        category(instance.process()),
        displayName(instance.process()),
        workflow(connection, instance.process()),
        JsonShapes.values(instance.dataFields()),
        instance.folio(),
        instance.id(),
        List.of(),
        instance.process());
  }

  /** The workflow's number, if the caller may see the workflow; else 0. */
  private static long workflow(Connection connection, String process) {
    return connection.definitions().processes().stream()
        .filter(known -> known.process().equals(process))
        .mapToLong(ProcessSummary::id)
        .findFirst()
        .orElse(0);
  }

  private static String displayName(String process) {
    return process.substring(process.lastIndexOf('/') + 1);
  }

  private static String category(String process) {
    int slash = process.lastIndexOf('/');
    return slash < 0 ? "" : process.substring(0, slash);
  }

  // ---- what K2 can do with every task

  /** Takes a slot: what opening does in K2's own client. */
  @PostMapping("/{serialNumber}/actions/assign")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void assign(Connection connection, @PathVariable String serialNumber) {
    connection.openWorklistItem(serialNumber, true);
  }

  @PostMapping("/{serialNumber}/actions/release")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void release(Connection connection, @PathVariable String serialNumber) {
    item(connection, serialNumber).release();
  }

  @PostMapping("/{serialNumber}/actions/wake")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void wake(Connection connection, @PathVariable String serialNumber) {
    item(connection, serialNumber).wake();
  }

  @PostMapping("/{serialNumber}/actions/redirect")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void redirect(
      Connection connection, @PathVariable String serialNumber, @RequestBody RedirectTo body) {
    item(connection, serialNumber).redirect(user(Route.required(body.redirectTo(), "RedirectTo")));
  }

  @PostMapping("/{serialNumber}/actions/delegate")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delegate(
      Connection connection, @PathVariable String serialNumber, @RequestBody DelegateTo body) {
    var actions = WorklistResource.texts(body.actions(), "Actions");
    item(connection, serialNumber)
        .delegate(
            user(Route.required(body.delegateTo(), "DelegateTo")), actions.toArray(String[]::new));
  }

  @PostMapping("/{serialNumber}/actions/sleep")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void sleep(Connection connection, @PathVariable String serialNumber, @RequestBody SleepFor body) {
    if ((body.sleepFor() == null) == (body.sleepUntil() == null)) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "Give 'SleepFor' in seconds, 0 for ever, or 'SleepUntil' as in 2026-01-31T12:00:00Z.");
    }
    var item = item(connection, serialNumber);
    if (body.sleepUntil() != null) {
      item.sleep(moment(body.sleepUntil()));
    } else if (Objects.requireNonNull(body.sleepFor()).signum() == 0) {
      item.sleep((Instant) null);
    } else {
      item.sleep(seconds(body.sleepFor()));
    }
  }

  private static Duration seconds(BigDecimal seconds) {
    try {
      return Duration.ofMillis(seconds.movePointRight(3).longValueExact());
    } catch (ArithmeticException unfit) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST, "'SleepFor' is %s: give seconds.".formatted(seconds));
    }
  }

  /** K2's own clients leave the offset away: then it is UTC. */
  private static Instant moment(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException withoutOffset) {
      try {
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException malformed) {
        throw new BaltoroException(
            Problem.INVALID_REQUEST,
            "'SleepUntil' is '%s': give a time as in 2026-01-31T12:00:00Z.".formatted(text));
      }
    }
  }

  /** Without the label and the domain that K2 puts before a name: this server has neither. */
  private static String user(String name) {
    var bare = name.substring(name.indexOf(':') + 1);
    return bare.substring(bare.lastIndexOf('\\') + 1);
  }

  /** An action of the process: completes the task, or saves the data where it is an update. */
  @PostMapping("/{serialNumber}/actions/{action}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void act(
      Connection connection,
      @PathVariable String serialNumber,
      @PathVariable String action,
      @RequestParam(defaultValue = "false") boolean sync,
      @RequestParam(required = false) @Nullable Duration timeout,
      @RequestBody(required = false) @Nullable ActionBody body) {
    var item = Route.waiting(connection, timeout).openWorklistItemEvenIfEnded(serialNumber);
    if (body != null) {
      WorkflowsResource.refuseUnsupported(body.xmlFields(), body.itemReferences());
      JsonShapes.set(item.processInstance().dataFields(), body.dataFields());
      JsonShapes.set(item.activityDataFields(), body.activityDataFields());
    }
    item.finish(named(item, action), sync);
  }

  /** K2 does not tell actions apart by case. */
  private static String named(WorklistItem item, String action) {
    return item.actions().stream()
        .filter(known -> known.equalsIgnoreCase(action))
        .findFirst()
        .orElse(action);
  }

  // ---- besides

  @PostMapping("/actions")
  Items<WorklistResult> actOnAll(Connection connection, @RequestBody BatchOfTasks body) {
    return new Items<>(
        connection.finishWorklistItems(
            WorklistResource.texts(
                Route.required(body.serialNumbers(), "serialNumbers"), "serialNumbers"),
            Route.required(body.action(), "action"),
            WorklistResource.fields(body.dataFields(), body.activityDataFields())));
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

  /** Takes no slot. */
  private static WorklistItem item(Connection connection, String serialNumber) {
    return connection.openWorklistItem(serialNumber, false);
  }
}
