package org.baltoro.engine.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Workers.JobRequest;
import org.baltoro.api.Workers.WorkerJob;
import org.baltoro.engine.data.Fields;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.engine.data.Values;
import org.baltoro.engine.mailbox.Answer;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.Value;
import org.baltoro.store.Store.JobFilter;
import org.baltoro.store.Store.JobRow;
import org.baltoro.store.Store.ProcessRow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leases jobs to a worker. What has been leased reaches it, whatever becomes of the rest. */
final class JobLeasing {
  private static final Logger LOG = LoggerFactory.getLogger(JobLeasing.class);

  /** How often a call looks for jobs that no other worker takes before it. */
  private static final int LOOKS_MAX = 10;

  /** How many jobs that others are about to take a page may show at most. */
  private static final int CLAIMED_MAX = 200;

  private final InProcessConnection connection;
  private final Parts parts;
  private final Principal principal;
  private final JobRequest request;

  JobLeasing(InProcessConnection connection, Parts parts, Principal principal, JobRequest request) {
    this.connection = connection;
    this.parts = parts;
    this.principal = principal;
    this.request = request;
  }

  /**
   * @param wanted false: the worker has gone. A job that it was woken for wakes the next
   */
  List<WorkerJob> waitForJobs(BooleanSupplier wanted) {
    long end = System.nanoTime() + request.waitFor().toNanos();
    var signals = parts.jobSignals();
    boolean first = true;
    while (true) {
      var processes = new AllowedJobs(parts, principal).processes();
      var names = processes.stream().map(ProcessRow::name).collect(Collectors.toUnmodifiableSet());
      try (var ear = signals.listen(request.topic(), names)) {
        if (!wanted.getAsBoolean()) {
          break;
        }
        var jobs = take(processes.stream().map(ProcessRow::id).toList());
        if (jobs.isEmpty() && first) {
          new AllowedJobs(parts, principal).require(request.topic());
        }
        first = false;
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
    signals.wake(request.topic());
    return List.of();
  }

  /** Leases what is queued; other workers may be faster, so it looks again. */
  private List<WorkerJob> take(List<Long> processes) {
    var taken = new ArrayList<WorkerJob>();
    try {
      boolean more = true;
      for (int look = 0; more && look < LOOKS_MAX && taken.size() < request.jobs(); look++) {
        more = look(processes, taken);
      }
    } catch (RuntimeException trouble) {
      if (taken.isEmpty()) {
        throw trouble;
      }
      LOG.atWarn()
          .addKeyValue("topic", request.topic())
          .addKeyValue("jobs", taken.size())
          .setCause(trouble)
          .log("A worker gets fewer jobs than there are");
    }
    return taken;
  }

  /** False if there is no more. */
  private boolean look(List<Long> processes, List<WorkerJob> taken) {
    var signals = parts.jobSignals();
    int wanted = request.jobs() - taken.size();
    int limit = wanted + Math.min(signals.claimed(), CLAIMED_MAX);
    var page =
        parts.store().jobs(new JobFilter(request.topic(), processes, false, -1, 0, 0, limit));
    var claimed =
        page.stream()
            .filter(row -> signals.claim(row.instance(), row.item()))
            .limit(wanted)
            .toList();
    try {
      lease(claimed, taken);
    } finally {
      claimed.forEach(row -> signals.unclaim(row.instance(), row.item()));
    }
    return page.size() == limit;
  }

  /** All at once, so that they share a commit. */
  private void lease(List<JobRow> rows, List<WorkerJob> taken) {
    var answers = new LinkedHashMap<JobRow, CompletableFuture<Answer>>();
    BaltoroException trouble = null;
    for (var row : rows) {
      var command =
          new Command.LeaseJob(
              row.item(), request.topic(), request.worker(), principal.name(), request.lease());
      try {
        answers.put(row, parts.mailboxes().ask(row.instance(), command));
      } catch (BaltoroException busy) {
        trouble = busy;
        break;
      }
    }
    for (var asked : answers.entrySet()) {
      try {
        if (parts.mailboxes().await(asked.getValue()) instanceof Answer.Accepted accepted
            && accepted.decision().facts().stream().anyMatch(Fact.JobLeased.class::isInstance)) {
          handOver(accepted.decision().state(), asked.getKey().item(), taken);
        }
      } catch (BaltoroException unknown) {
        trouble = unknown;
      }
    }
    if (trouble != null) {
      throw trouble;
    }
  }

  /** What can't be read has failed, as code that can't read it would have. */
  private void handOver(ProcessState state, int item, List<WorkerJob> taken) {
    if (!(connection.event(state, item).status() instanceof Status.Leased leased)) {
      throw new IllegalStateException(
          "Item %d was leased and is not. A bug of ours.".formatted(item));
    }
    try {
      taken.add(job(state, item, leased));
    } catch (RuntimeException unreadable) {
      LOG.atWarn()
          .addKeyValue("serialNumber", new SerialNumber(state.instance(), item))
          .setCause(unreadable)
          .log("The data of a job can't be read; its attempt has failed");
      var failed =
          new Command.FailJob(
              item,
              leased.attempt(),
              leased.worker(),
              leased.by(),
              "The data of the job can't be read: " + unreadable.getMessage(),
              null,
              true,
              null);
      parts.mailboxes().post(state.instance(), failed, Map.of());
    }
  }

  private WorkerJob job(ProcessState state, int item, Status.Leased leased) {
    var definition = connection.versions(state.process()).apply(state.version());
    var event = connection.event(state, item);
    var server = connection.serverEvent(state, event);
    var activity = state.activity(event.activityInstance());
    var values = new LinkedHashMap<String, @Nullable Object>();
    var types = new LinkedHashMap<String, String>();
    tell(Fields.ofProcess(definition, state, value -> whole(state, value)), types, values);
    tell(
        Fields.ofActivity(definition, state, activity, value -> whole(state, value)),
        types,
        values);
    var serialNumber = new SerialNumber(state.instance(), item);
    var place = activity.place();
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
        activity.activity(),
        server.name(),
        state.folio(),
        state.originator(),
        state.priority(),
        place == null ? "" : place.destination(),
        place == null ? 0 : place.slot(),
        place == null ? null : Values.toJava(place.row()),
        values,
        types,
        server.configuration());
  }

  private Value whole(ProcessState state, Value value) {
    return LargeContent.whole(parts.store(), state.instance(), value);
  }

  /** The fields that were asked for. */
  private void tell(
      Fields fields, Map<String, String> types, Map<String, @Nullable Object> values) {
    var asked = request.dataFields();
    fields
        .types()
        .forEach((name, type) -> {
          if (asked == null || asked.contains(name)) {
            types.put(name, type);
            values.put(name, fields.get(name));
          }
        });
  }
}
