package org.baltoro.engine.connection;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.Workers.JobSummary;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.store.Store.JobFilter;
import org.baltoro.store.Store.JobRow;
import org.baltoro.store.Store.ProcessRow;
import org.jspecify.annotations.Nullable;

/** Jobs of a topic, page by page: those first that workers have, then those that are queued. */
final class JobLists {
  private final InProcessConnection connection;
  private final Parts parts;
  private final Principal principal;
  private final String topic;

  JobLists(InProcessConnection connection, Parts parts, Principal principal, String topic) {
    this.connection = connection;
    this.parts = parts;
    this.principal = principal;
    this.topic = topic;
  }

  Page<JobSummary> page(@Nullable String cursor, int limit) {
    var after = cursor == null ? new Cursor(true, -1, 0, 0) : Cursor.parse(cursor);
    var processes =
        new AllowedJobs(parts, principal).processes().stream().map(ProcessRow::id).toList();
    var rows = new ArrayList<Cursor>();
    if (after.leased()) {
      rows(processes, after, limit).forEach(row -> rows.add(Cursor.of(true, row)));
    }
    if (rows.size() < limit) {
      var from = after.leased() ? new Cursor(false, -1, 0, 0) : after;
      rows(processes, from, limit - rows.size()).forEach(row -> rows.add(Cursor.of(false, row)));
    }
    if (rows.isEmpty() && cursor == null) {
      new AllowedJobs(parts, principal).require(topic);
    }
    var states = parts.store().load(rows.stream().map(Cursor::instance).distinct().toList());
    var jobs = new ArrayList<JobSummary>();
    for (var row : rows) {
      var stored = states.get(row.instance());
      if (stored != null && stored.state().events().containsKey(row.item())) {
        jobs.add(summary(stored.state(), row.item()));
      }
    }
    return new Page<>(jobs, rows.size() < limit ? null : rows.getLast().toString());
  }

  private List<JobRow> rows(List<Long> processes, Cursor after, int limit) {
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

  private JobSummary summary(ProcessState state, int item) {
    var event = connection.event(state, item);
    var leased = event.status() instanceof Status.Leased known ? known : null;
    var since =
        switch (event.status()) {
          case Status.Leased lease -> lease.since();
          case Status.Queued queued -> queued.since();
          default -> state.startedAt();
        };
    return new JobSummary(
        new SerialNumber(state.instance(), item).toString(),
        topic,
        state.instance(),
        state.process(),
        state.activity(event.activityInstance()).activity(),
        connection.serverEvent(state, event).name(),
        state.folio(),
        event.status().attempt(),
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
}
