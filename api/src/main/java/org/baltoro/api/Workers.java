package org.baltoro.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Jobs for programs outside, in any language: server events with {@code worker: <topic>}. A worker
 * leases a job, does it, and says so; without a sign of life before its lease ends the job is given
 * to another. Needs the right Server Event on the processes.
 */
public interface Workers {
  /**
   * Takes jobs that are queued, those first that have waited longest; waits for one where there are
   * none. Each lease is durable before this returns.
   *
   * @return no more than asked for; none if the time has passed
   * @throws BaltoroException {@link Problem#INVALID_REQUEST}; {@link Problem#ACCESS_DENIED} if the
   *     user has the right on no process, or on none with this topic while others have it
   */
  List<WorkerJob> lease(JobRequest request);

  /**
   * As {@link #lease(JobRequest)}, for a caller that hands the jobs on to somebody who may have
   * gone while it waited.
   *
   * @param wanted asked before jobs are looked for; false: nobody is there to have them, and none
   *     are leased. Asked on the caller's thread. A connection over HTTP does not ask
   */
  default List<WorkerJob> lease(JobRequest request, BooleanSupplier wanted) {
    return lease(request);
  }

  /**
   * A sign of life: the lease counts from now on.
   *
   * @param length null: the event's time limit
   * @return when it ends
   * @throws BaltoroException {@link Problem#LEASE_LOST}
   */
  Instant heartbeat(JobLease lease, @Nullable Duration length);

  /**
   * The job is done. Repeating it with the same data does no harm.
   *
   * @param dataFields what to set, of the activity or the process
   * @param asynchronous true: the event now waits for {@code finish} from outside
   * @throws BaltoroException {@link Problem#LEASE_LOST}; {@link Problem#ALREADY_FINISHED} if this
   *     worker has completed it with other data; {@link Problem#INVALID_DATA}, and the lease is
   *     kept
   */
  void complete(
      JobLease lease, Map<String, ? extends @Nullable Object> dataFields, boolean asynchronous);

  /**
   * The job could not be done: it is tried again as the event's policy says.
   *
   * @throws BaltoroException {@link Problem#LEASE_LOST}
   */
  void fail(JobLease lease, JobFailure failure);

  /**
   * Jobs of a topic, those first that workers have, then those that are queued; for those with the
   * right Server Event.
   *
   * @param cursor {@code nextCursor} of the page before; null for the first
   * @param limit 1 to 200
   */
  Page<JobSummary> jobs(String topic, @Nullable String cursor, int limit);

  /**
   * Which jobs a worker asks for.
   *
   * @param worker what it calls itself, for people: 1 to 100 characters
   * @param jobs at most; 1 to 100
   * @param lease how long it may be silent: 1 second to 24 hours; null: the event's time limit
   * @param waitFor a job where there is none: 0 to 60 seconds
   * @param dataFields the names of those that it is to be told; null: all
   */
  record JobRequest(
      String topic,
      String worker,
      int jobs,
      @Nullable Duration lease,
      Duration waitFor,
      @Nullable List<String> dataFields) {
    public JobRequest {
      dataFields = dataFields == null ? null : List.copyOf(dataFields);
    }

    /** One job, with all data fields, without waiting. */
    public JobRequest(String topic, String worker) {
      this(topic, worker, 1, null, Duration.ZERO, null);
    }
  }

  /**
   * Whose attempt it is.
   *
   * @param attempt a later one has a higher number: whoever speaks of an earlier one is refused
   */
  record JobLease(String serialNumber, int attempt, String worker) {}

  /**
   * A job that was leased.
   *
   * @param idempotencyKey the same for all attempts: for systems that honour such keys
   * @param destination whom it is for, where the activity's events run for each; "" elsewhere
   * @param slot its number among those, from 1; 0 elsewhere
   * @param row the element of the list that it is for, where the plan has one; null elsewhere
   * @param dataFields of the process and of the activity
   * @param dataFieldTypes the types of the fields that are told, as definitions write them
   * @param configuration as it stands in the definition
   */
  record WorkerJob(
      String serialNumber,
      int attempt,
      String worker,
      Instant leasedUntil,
      String idempotencyKey,
      String topic,
      long instance,
      String process,
      int version,
      String activity,
      String event,
      String folio,
      String originator,
      int priority,
      String destination,
      int slot,
      @Nullable Object row,
      Map<String, @Nullable Object> dataFields,
      Map<String, String> dataFieldTypes,
      Map<String, Object> configuration) {

    /** What to name when speaking of it. */
    public JobLease lease() {
      return new JobLease(serialNumber, attempt, worker);
    }
  }

  /**
   * Why a job could not be done.
   *
   * @param retry false: not to be tried again, whatever the policy says
   * @param retryAfter how long to wait before, up to 30 days; null: as the policy says
   */
  record JobFailure(
      String message, @Nullable String stackTrace, boolean retry, @Nullable Duration retryAfter) {
    public JobFailure(String message) {
      this(message, null, true, null);
    }
  }

  /**
   * A job, for lists.
   *
   * @param since when it was queued or leased
   * @param worker who has it; null: it is queued
   * @param leasedUntil null: it is queued
   */
  record JobSummary(
      String serialNumber,
      String topic,
      long instance,
      String process,
      String activity,
      String event,
      String folio,
      int attempt,
      Instant since,
      @Nullable String worker,
      @Nullable Instant leasedUntil) {}
}
