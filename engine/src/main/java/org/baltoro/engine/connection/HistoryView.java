package org.baltoro.engine.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.FieldChange;
import org.baltoro.api.History;
import org.baltoro.api.InstanceOverview;
import org.baltoro.api.InstanceOverview.ActivityRun;
import org.baltoro.api.InstanceOverview.EventRun;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.RetentionReport;
import org.baltoro.api.RetentionRun;
import org.baltoro.api.Statistics;
import org.baltoro.api.StatisticsQuery;
import org.baltoro.engine.history.Reports;
import org.baltoro.engine.history.Timeline;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.store.Store.JournalRow;
import org.baltoro.store.Store.ProcessRow;
import org.jspecify.annotations.Nullable;

/** What has been, for those who may view it. */
final class HistoryView implements History {
  private static final int PAGE = 500;
  private static final int DELETED_MOST = 100_000;

  private final InProcessConnection connection;
  private final Parts parts;
  private final Principal principal;

  HistoryView(InProcessConnection connection, Parts parts, Principal principal) {
    this.connection = connection;
    this.parts = parts;
    this.principal = principal;
  }

  // ---- one instance

  @Override
  public List<FieldChange> fieldAudit(long instance, @Nullable String field) {
    return InProcessConnection.reading(() -> {
      var state = connection.viewed(instance);
      var versions = connection.versions(state.process());
      if (field != null) {
        requireAudited(state, field);
      }
      var audit = new FieldAudit(instance, versions, field);
      readJournal(instance, audit::read);
      return audit.changes();
    });
  }

  private void requireAudited(ProcessState state, String field) {
    var definition = connection.versions(state.process()).apply(state.version());
    var audited = FieldAudit.audited(definition);
    if (!audited.contains(field)) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "Version %d of '%s' has no audited data field '%s': %s. Declare it with 'audit: true'."
              .formatted(
                  state.version(),
                  state.process(),
                  field,
                  audited.isEmpty() ? "it has none" : "it has " + String.join(", ", audited)),
          Map.of("field", field));
    }
  }

  @Override
  public InstanceOverview overview(long instance) {
    return InProcessConnection.reading(() -> {
      var state = connection.viewed(instance);
      var timeline = new Timeline(connection.versions(state.process()));
      readJournal(instance, timeline::read);
      return overview(state, timeline, parts.clock().instant());
    });
  }

  private void readJournal(long instance, java.util.function.Consumer<JournalRow> reader) {
    long after = 0;
    while (true) {
      var rows = parts.store().journal(instance, after, PAGE);
      rows.forEach(reader);
      if (rows.size() < PAGE) {
        return;
      }
      after = rows.getLast().version();
    }
  }

  private static InstanceOverview overview(ProcessState state, Timeline timeline, Instant now) {
    return new InstanceOverview(
        state.instance(),
        state.process(),
        state.version(),
        ProcessInstanceStatus.valueOf(state.status().name()),
        state.folio(),
        state.originator(),
        state.startedAt(),
        state.finishedAt(),
        between(state.startedAt(), state.finishedAt(), now),
        timeline.errors(),
        timeline.activities().stream().map(run -> run(state, run, now)).toList(),
        timeline.ofProcess().stream().map(run -> run(state, run, now)).toList());
  }

  private static ActivityRun run(ProcessState state, Timeline.Activity run, Instant now) {
    return new ActivityRun(
        run.id,
        run.name,
        run.status,
        run.start,
        run.end,
        between(run.start, run.end, now),
        run.by,
        run.events.stream().map(event -> run(state, event, now)).toList());
  }

  private static EventRun run(ProcessState state, Timeline.Event run, Instant now) {
    return new EventRun(
        new SerialNumber(state.instance(), run.item).toString(),
        run.name,
        run.kind,
        run.status,
        run.start,
        run.end,
        between(run.start, run.end, now),
        run.attempts,
        run.by,
        run.action);
  }

  private static Duration between(Instant start, @Nullable Instant end, Instant now) {
    var span = Duration.between(start, end == null ? now : end);
    return span.isNegative() ? Duration.ZERO : span;
  }

  // ---- statistics

  @Override
  public Statistics<Statistics.OfProcess> processStatistics(StatisticsQuery query) {
    return InProcessConnection.reading(() -> reports().processes(viewable(query), query));
  }

  @Override
  public Statistics<Statistics.OfActivity> activityStatistics(StatisticsQuery query) {
    return InProcessConnection.reading(() -> reports().activities(viewable(ended(query)), query));
  }

  @Override
  public Statistics<Statistics.OfUser> userStatistics(StatisticsQuery query) {
    return InProcessConnection.reading(() -> reports().users(viewable(ended(query)), query));
  }

  /** What activities and users did is counted when their instance has ended. */
  private static StatisticsQuery ended(StatisticsQuery query) {
    if (query.live()) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "Activities and users are counted when their instance has ended: leave 'live' out.");
    }
    return query;
  }

  private Reports reports() {
    return new Reports(parts.store(), parts.definitions(), parts.clock());
  }

  /** The process asked for, whose View right is required; else all that have it. */
  private List<ProcessRow> viewable(StatisticsQuery query) {
    if (query.process() != null) {
      var row = new VisibleProcesses(parts, principal).named(query.process());
      parts.rights().require(principal, row.name(), ProcessRight.VIEW);
      return List.of(row);
    }
    return parts.definitions().all().stream()
        .filter(row -> parts.rights().has(principal, row.name(), ProcessRight.VIEW))
        .toList();
  }

  @Override
  public Instant rollUp() {
    return InProcessConnection.reading(() -> {
      parts.rights().require(principal, ServerRight.ADMIN);
      return parts.rollUp().catchUp();
    });
  }

  // ---- retention

  @Override
  public RetentionReport retention() {
    return InProcessConnection.reading(() -> {
      parts.rights().require(principal, ServerRight.ADMIN);
      return parts.retention().report();
    });
  }

  @Override
  public RetentionRun runRetention(int most) {
    if (most < 1 || most > DELETED_MOST) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST, "most is %d: give 1 to 100000.".formatted(most));
    }
    return InProcessConnection.reading(() -> {
      parts.rights().require(principal, ServerRight.ADMIN);
      parts.rollUp().catchUp(); // what was not counted could not go
      return parts.retention().run(most);
    });
  }
}
