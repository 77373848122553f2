package org.baltoro.engine.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.Workers;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.Spans;
import org.jspecify.annotations.Nullable;

/** Jobs of external workers, from this process. What is asked is checked here. */
final class WorkersView implements Workers {
  private static final int JOBS_MAX = 100;
  private static final int NAME_MAX = 100;
  private static final int LIMIT_MAX = 200;
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

  @Override
  public List<WorkerJob> lease(JobRequest request) {
    return lease(request, () -> true);
  }

  @Override
  public List<WorkerJob> lease(JobRequest request, BooleanSupplier wanted) {
    checkName(request.worker());
    between("jobs", request.jobs(), 1, JOBS_MAX);
    checkLease(request.lease());
    between("wait", request.waitFor(), Duration.ZERO, WAIT_MAX);
    var leasing = new JobLeasing(connection, parts, principal, request);
    return InProcessConnection.reading(() -> leasing.waitForJobs(wanted));
  }

  @Override
  public Instant heartbeat(JobLease lease, @Nullable Duration length) {
    checkLease(length);
    return InProcessConnection.reading(() -> results(lease).heartbeat(length));
  }

  @Override
  public void complete(
      JobLease lease, Map<String, ? extends @Nullable Object> dataFields, boolean asynchronous) {
    InProcessConnection.reading(() -> results(lease).complete(dataFields, asynchronous));
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
    InProcessConnection.reading(() -> results(lease).fail(failure));
  }

  private JobResult results(JobLease lease) {
    return new JobResult(connection, parts, principal, lease);
  }

  @Override
  public Page<JobSummary> jobs(String topic, @Nullable String cursor, int limit) {
    between("limit", limit, 1, LIMIT_MAX);
    return InProcessConnection.reading(
        () -> new JobLists(connection, parts, principal, topic).page(cursor, limit));
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
    return value instanceof Duration span ? Spans.text(span) : value;
  }
}
