package org.baltoro.engine.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.Workers;
import org.baltoro.engine.data.Fields;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.engine.mailbox.Answer;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Refusal;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.SerialNumber.MalformedSerialNumber;
import org.baltoro.kernel.Value;
import org.baltoro.store.Store.JobFilter;
import org.baltoro.store.Store.JobRow;
import org.jspecify.annotations.Nullable;

/** Jobs of external workers, from this process. */
final class WorkersView implements Workers {
  private static final int JOBS_MAX = 100;
  private static final int NAME_MAX = 100;
  private static final int LIMIT_MAX = 200;

  /** How often a call looks for jobs that no other worker takes before it. */
  private static final int LOOKS_MAX = 10;

  private static final int MESSAGE_MAX = 10_000;
  private static final int STACK_TRACE_MAX = 100_000;
  private static final Duration LEASE_MIN = Duration.ofSeconds(1);
  private static final Duration LEASE_MAX = Duration.ofHours(24);
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);
  private static final Duration RETRY_AFTER_MAX = Duration.ofDays(30);

  private final InProcessConnection connection;
  private final Parts parts;
  private final Principal principal;

  WorkersView(InProcessConnection connection, Parts parts, Principal principal) {
    this.connection = connection;
    this.parts = parts;
    this.principal = principal;
  }

  // ---- leasing

  @Override
  public List<WorkerJob> lease(JobRequest request) {
    checkName(request.worker());
    between("jobs", request.jobs(), 1, JOBS_MAX);
    checkLease(request.lease());
    between("wait", request.waitFor(), Duration.ZERO, WAIT_MAX);
    return InProcessConnection.reading(() -> waitForJobs(request));
  }

  private List<WorkerJob> waitForJobs(JobRequest request) {
    long end = System.nanoTime() + request.waitFor().toNanos();
    var signals = parts.jobSignals();
    while (true) {
      try (var ear = signals.listen(request.topic())) {
        var jobs = take(request, allowed());
        long left = end - System.nanoTime();
        if (!jobs.isEmpty()) {
          signals.wake(request.topic());
          return jobs;
        }
        if (left <= 0 || signals.isClosed() || Thread.currentThread().isInterrupted()) {
          return jobs;
        }
        ear.await(left);
      }
    }
  }

  /** The processes whose jobs this user may have. */
  private List<Long> allowed() {
    var ids = new ArrayList<Long>();
    for (var process : parts.store().processes()) {
      if (parts.rights().has(principal, process.name(), ProcessRight.SERVER_EVENT)) {
        ids.add(process.id());
      }
    }
    if (ids.isEmpty()) {
      throw new BaltoroException(
          Problem.ACCESS_DENIED,
          "User '%s' has the right 'serverEvent' on no process, so there are no jobs for them."
              .formatted(principal.name()));
    }
    return ids;
  }

  /** Leases what is queued; other workers may be faster, so it looks again. */
  private List<WorkerJob> take(JobRequest request, List<Long> processes) {
    var taken = new ArrayList<WorkerJob>();
    for (int look = 0; look < LOOKS_MAX && taken.size() < request.jobs(); look++) {
      int wanted = request.jobs() - taken.size();
      int limit = wanted + Math.min(parts.jobSignals().claimed(), LIMIT_MAX);
      var page =
          parts.store().jobs(new JobFilter(request.topic(), processes, false, -1, 0, 0, limit));
      var claimed =
          page.stream()
              .filter(row -> parts.jobSignals().claim(row.instance(), row.item()))
              .limit(wanted)
              .toList();
      try {
        taken.addAll(leased(claimed, request));
      } finally {
        claimed.forEach(row -> parts.jobSignals().unclaim(row.instance(), row.item()));
      }
      if (page.size() < limit) {
        return taken;
      }
    }
    return taken;
  }

  /** All at once, so that they share a commit. */
  private List<WorkerJob> leased(List<JobRow> rows, JobRequest request) {
    var answers = new ArrayList<CompletableFuture<Answer>>();
    BaltoroException trouble = null;
    for (var row : rows) {
      var command =
          new Command.LeaseJob(row.item(), request.worker(), principal.name(), request.lease());
      try {
        answers.add(parts.mailboxes().ask(row.instance(), command));
      } catch (BaltoroException busy) {
        trouble = busy;
        break;
      }
    }
    var jobs = new ArrayList<WorkerJob>();
    for (int place = 0; place < answers.size(); place++) {
      try {
        if (parts.mailboxes().await(answers.get(place)) instanceof Answer.Accepted accepted
            && accepted.decision().facts().stream().anyMatch(Fact.JobLeased.class::isInstance)) {
          jobs.add(job(accepted.decision().state(), rows.get(place).item(), request));
        }
      } catch (BaltoroException unknown) {
        trouble = unknown;
      }
    }
    if (jobs.isEmpty() && trouble != null) {
      throw trouble;
    }
    return jobs; // what is leased must reach its worker, whatever became of the others
  }

  private WorkerJob job(ProcessState state, int item, JobRequest request) {
    var place = place(state, item);
    if (!(place.status() instanceof Status.Leased leased)) {
      throw new IllegalStateException(
          "Item %d was leased and is not. A bug of ours.".formatted(item));
    }
    var serialNumber = new SerialNumber(state.instance(), item);
    var values = new LinkedHashMap<String, @Nullable Object>();
    var types = new LinkedHashMap<String, String>();
    var asked = request.dataFields();
    for (var fields : List.of(processFields(state), activityFields(state, item))) {
      fields
          .types()
          .forEach((name, type) -> {
            if (asked == null || asked.contains(name)) {
              types.put(name, type);
              values.put(name, fields.get(name));
            }
          });
    }
    return new WorkerJob(
        serialNumber.toString(),
        leased.attempt(),
        leased.worker(),
        leased.until(),
        "baltoro-" + serialNumber,
        leased.topic(),
        state.instance(),
        state.process(),
        state.version(),
        place.activity(),
        place.event().name(),
        state.folio(),
        state.originator(),
        state.priority(),
        values,
        types,
        place.event().configuration());
  }

  // ---- signs of life, and results

  @Override
  public Instant heartbeat(JobLease lease, @Nullable Duration length) {
    checkLease(length);
    var serial = parsed(lease.serialNumber());
    return InProcessConnection.reading(() -> {
      require(serial);
      var state =
          carry(
              serial,
              new Command.ExtendLease(serial.item(), lease.attempt(), lease.worker(), length),
              Map.of());
      return state.events().get(serial.item()) instanceof org.baltoro.kernel.EventInstance event
              && event.status() instanceof Status.Leased leased
          ? leased.until()
          : parts.clock().instant();
    });
  }

  @Override
  public void complete(
      JobLease lease, Map<String, ? extends @Nullable Object> dataFields, boolean asynchronous) {
    var serial = parsed(lease.serialNumber());
    InProcessConnection.reading(() -> {
      var state = require(serial);
      var changes = changes(state, serial, dataFields);
      return carry(
          serial,
          new Command.CompleteJob(
              serial.item(),
              lease.attempt(),
              lease.worker(),
              asynchronous,
              changes.changes(),
              null),
          changes.largeValues());
    });
  }

  /** Writes of the activity's fields and of the process's; those of a lost job are left to it. */
  private InstanceView.Writes changes(
      ProcessState state, SerialNumber serial, Map<String, ? extends @Nullable Object> values) {
    if (values.isEmpty() || !state.events().containsKey(serial.item())) {
      return new InstanceView.Writes(Command.Changes.NONE, Map.of());
    }
    var process = processFields(state);
    var activity = activityFields(state, serial.item());
    for (Map.Entry<String, ? extends @Nullable Object> value : values.entrySet()) {
      var fields = activity.names().contains(value.getKey()) ? activity : process;
      fields.set(value.getKey(), value.getValue());
    }
    var ofProcess = LargeContent.split(process.writes());
    var ofActivity = LargeContent.split(activity.writes());
    var contents = new TreeMap<>(ofProcess.contents());
    contents.putAll(ofActivity.contents());
    return new InstanceView.Writes(
        new Command.Changes(
            ofProcess.values(), ofActivity.values(), null, null, new TreeMap<String, Value>()),
        contents);
  }

  @Override
  public void fail(JobLease lease, JobFailure failure) {
    if (failure.message().isBlank()) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST, "The message of a failure is empty: say what went wrong.");
    }
    if (failure.retryAfter() != null) {
      between("retryAfter", failure.retryAfter(), Duration.ZERO, RETRY_AFTER_MAX);
    }
    var serial = parsed(lease.serialNumber());
    InProcessConnection.reading(() -> {
      require(serial);
      return carry(
          serial,
          new Command.FailJob(
              serial.item(),
              lease.attempt(),
              lease.worker(),
              cut(failure.message(), MESSAGE_MAX),
              failure.stackTrace() == null ? null : cut(failure.stackTrace(), STACK_TRACE_MAX),
              failure.retry(),
              failure.retryAfter()),
          Map.of());
    });
  }

  private ProcessState carry(
      SerialNumber serial, Command command, Map<String, String> largeValues) {
    return connection.carry(serial.instance(), command, largeValues).decision().state();
  }

  /** The instance of an item, if this user may do its jobs. */
  private ProcessState require(SerialNumber serial) {
    var stored = parts.mailboxes().read(serial.instance());
    if (stored == null) {
      throw Refusals.exception(new Refusal.NoSuchServerItem(serial));
    }
    parts.rights().require(principal, stored.state().process(), ProcessRight.SERVER_EVENT);
    return stored.state();
  }

  // ---- lists

  @Override
  public Page<JobSummary> jobs(String topic, @Nullable String cursor, int limit) {
    between("limit", limit, 1, LIMIT_MAX);
    var after = cursor == null ? new Cursor(true, -1, 0, 0) : Cursor.parse(cursor);
    return InProcessConnection.reading(() -> {
      var processes = allowed();
      var rows = new ArrayList<Cursor>();
      if (after.leased()) {
        page(topic, processes, after, limit).forEach(row -> rows.add(Cursor.of(true, row)));
      }
      if (rows.size() < limit) {
        var from = after.leased() ? new Cursor(false, -1, 0, 0) : after;
        page(topic, processes, from, limit - rows.size())
            .forEach(row -> rows.add(Cursor.of(false, row)));
      }
      var states = parts.store().load(rows.stream().map(Cursor::instance).distinct().toList());
      var jobs = new ArrayList<JobSummary>();
      for (var row : rows) {
        var stored = states.get(row.instance());
        if (stored != null && stored.state().events().containsKey(row.item())) {
          jobs.add(summary(stored.state(), row.item(), topic));
        }
      }
      return new Page<>(jobs, rows.size() < limit ? null : rows.getLast().toString());
    });
  }

  private List<JobRow> page(String topic, List<Long> processes, Cursor after, int limit) {
    return parts
        .store()
        .jobs(
            new JobFilter(
                topic,
                processes,
                after.leased(),
                after.sinceMillis(),
                after.instance(),
                after.item(),
                limit));
  }

  private JobSummary summary(ProcessState state, int item, String topic) {
    var place = place(state, item);
    var leased = place.status() instanceof Status.Leased known ? known : null;
    var since =
        switch (place.status()) {
          case Status.Leased lease -> lease.since();
          case Status.Queued queued -> queued.since();
          default -> state.startedAt();
        };
    return new JobSummary(
        new SerialNumber(state.instance(), item).toString(),
        topic,
        state.instance(),
        state.process(),
        place.activity(),
        place.event().name(),
        state.folio(),
        place.status().attempt(),
        since,
        leased == null ? null : leased.worker(),
        leased == null ? null : leased.until());
  }

  /** Where a page ended. */
  private record Cursor(boolean leased, long sinceMillis, long instance, int item) {
    static Cursor of(boolean leased, JobRow row) {
      return new Cursor(leased, row.sinceMillis(), row.instance(), row.item());
    }

    static Cursor parse(String text) {
      var parts = text.split("_", 4);
      try {
        return new Cursor(
            parts[0].equals("leased"),
            Long.parseLong(parts[1]),
            Long.parseLong(parts[2]),
            Integer.parseInt(parts[3]));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException malformed) {
        throw new BaltoroException(
            Problem.INVALID_REQUEST,
            "The cursor '%s' is none: give nextCursor of the page before.".formatted(text));
      }
    }

    @Override
    public String toString() {
      return "%s_%d_%d_%d".formatted(leased ? "leased" : "queued", sinceMillis, instance, item);
    }
  }

  // ---- small parts

  /** Where a job stands. */
  private record JobPlace(
      String activity,
      org.baltoro.kernel.definition.EventDefinition.ServerEvent event,
      Status status) {}

  private JobPlace place(ProcessState state, int item) {
    var event = java.util.Objects.requireNonNull(state.events().get(item));
    var definition = parts.definitions().get(state.process(), state.version()).definition();
    var activity = state.activity(event.activityInstance()).activity();
    if (event.job() instanceof org.baltoro.kernel.Job.Event(int owner, int number)
        && definition.activity(activity).events().get(number)
            instanceof org.baltoro.kernel.definition.EventDefinition.ServerEvent server) {
      return new JobPlace(activity, server, event.status());
    }
    throw new IllegalStateException("Item %d is no server event. A bug of ours.".formatted(item));
  }

  private Fields processFields(ProcessState state) {
    var definition = parts.definitions().get(state.process(), state.version()).definition();
    return new Fields(
        "Process '%s'".formatted(state.process()),
        definition.dataFields(),
        state.dataFields(),
        value -> LargeContent.whole(parts.store(), state.instance(), value));
  }

  private Fields activityFields(ProcessState state, int item) {
    var event = java.util.Objects.requireNonNull(state.events().get(item));
    var activity = state.activity(event.activityInstance());
    var definition = parts.definitions().get(state.process(), state.version()).definition();
    return new Fields(
        "Activity '%s'".formatted(activity.activity()),
        definition.activity(activity.activity()).dataFields(),
        activity.dataFields(),
        value -> LargeContent.whole(parts.store(), state.instance(), value));
  }

  private static SerialNumber parsed(String serialNumber) {
    try {
      return SerialNumber.parse(serialNumber);
    } catch (MalformedSerialNumber malformed) {
      throw new BaltoroException(Problem.NOT_FOUND, String.valueOf(malformed.getMessage()));
    }
  }

  private static void checkName(String worker) {
    if (worker.isBlank()
        || worker.length() > NAME_MAX
        || worker.chars().anyMatch(Character::isISOControl)) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "'worker' is the name that the worker gives itself: 1 to 100 characters on one line.");
    }
  }

  private static void checkLease(@Nullable Duration lease) {
    if (lease != null) {
      between("lease", lease, LEASE_MIN, LEASE_MAX);
    }
  }

  private static <T extends Comparable<T>> void between(String name, T value, T least, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "%s is %s: give %s to %s.".formatted(name, shown(value), shown(least), shown(most)));
    }
  }

  private static Object shown(Object value) {
    return value instanceof Duration span ? org.baltoro.kernel.Spans.text(span) : value;
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
