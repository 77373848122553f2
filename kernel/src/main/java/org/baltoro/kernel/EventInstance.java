package org.baltoro.kernel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open item: an event of an activity instance, or code that belongs to none. The item of a
 * server event is the second part of its serial number.
 *
 * @param failures failed attempts so far, since the last retry by hand
 * @param lost attempts lost with their node so far, since the last retry by hand
 * @param kept a finish that came early
 */
public record EventInstance(
    int item, Job job, Status status, int failures, int lost, Fact.@Nullable FinishKept kept) {

  /** An event of an activity. */
  public EventInstance(
      int item,
      int activityInstance,
      int event,
      Status status,
      int failures,
      int lost,
      Fact.@Nullable FinishKept kept) {
    this(item, new Job.Event(activityInstance, event), status, failures, lost, kept);
  }

  /** The activity instance that it belongs to; 0 for the process. */
  public int activityInstance() {
    return job.activityInstance();
  }

  /** True for an event of an activity, false for code that belongs to none. */
  public boolean isEvent() {
    return job instanceof Job.Event;
  }

  /** Where the event stands. */
  public sealed interface Status {
    /** The attempt that runs, ran last, or will run next; 0 before the first. */
    int attempt();

    /** Scheduled in this very decision, and not yet more. */
    record Scheduled(int attempt, Instant since) implements Status {}

    /** Its code runs on a node. */
    record Running(int attempt, long node, Instant since) implements Status {}

    /** A back-off before {@code attempt}. */
    record BackOff(int attempt, Instant dueAt) implements Status {}

    /** Ready to run {@code attempt}, as soon as nothing keeps code from starting. */
    record Held(int attempt) implements Status {}

    /** For an external worker to take it. */
    record Queued(int attempt, String topic, Instant since) implements Status {}

    /**
     * An external worker does it.
     *
     * @param worker what it calls itself
     * @param by the user as whom it is logged in; "" in states that did not tell
     * @param until without a sign of life it is queued again then
     */
    record Leased(int attempt, String topic, String worker, String by, Instant since, Instant until)
        implements Status {
      /** True if it is this worker of this user that has it. */
      public boolean isBy(String user, String name) {
        return worker.equals(name) && (by.isEmpty() || by.equals(user));
      }

      Leased until(Instant end) {
        return new Leased(attempt, topic, worker, by, since, end);
      }
    }

    /** For finish from outside. */
    record Waiting(int attempt, Instant since) implements Status {}

    /** In error, or in the hands of an exception rule. */
    record Failed(int attempt, Instant since) implements Status {}

    /** For a child: its start, or its end. */
    record AwaitingChild(int attempt, long child, Instant since) implements Status {}

    /**
     * What the child has said can't be used now: the event is held, or the data does not fit.
     *
     * @param report with all that the child has left behind
     */
    record ChildHeard(int attempt, Fact.ChildReported report) implements Status {}

    /**
     * On the worklists of people.
     *
     * @param destinations users, {@code group:<name>} or {@code role:<name>}
     * @param slots how many may answer
     * @param allocations who has it open, each holding a slot
     * @param shares to whom else somebody has given it
     * @param sleeps who does not want to see it for a while
     * @param responses what has been answered
     */
    record Offered(
        List<String> destinations,
        int slots,
        List<Allocation> allocations,
        List<Share> shares,
        List<Sleep> sleeps,
        List<Response> responses,
        Instant since)
        implements Status {
      public Offered {
        destinations = List.copyOf(destinations);
        allocations = List.copyOf(allocations);
        shares = List.copyOf(shares);
        sleeps = List.copyOf(sleeps);
        responses = List.copyOf(responses);
      }

      /** Nobody has done anything with it. */
      public Offered(List<String> destinations, int slots, Instant since) {
        this(destinations, slots, List.of(), List.of(), List.of(), List.of(), since);
      }

      /** True if one of these, which may all mean the same user, has it. */
      public boolean isFor(List<String> subjects) {
        return destinations.stream().anyMatch(subjects::contains)
            || shares.stream().anyMatch(share -> subjects.contains(share.to()));
      }

      /** Slots that nobody holds or has used. */
      public int freeSlots() {
        return slots - allocations.size() - responses.size();
      }

      /** True if this user holds a slot. */
      public boolean isOpenFor(String user) {
        return allocations.stream().anyMatch(allocation -> allocation.user().equals(user));
      }

      /** The answer that this user has given, or that another has given for them; or null. */
      public @Nullable Response responseOf(String user) {
        for (var response : responses) {
          if (response.by().equals(user) || response.destination().equals(user)) {
            return response;
          }
        }
        return null;
      }

      /** True if this user does not want to see it at that time. */
      public boolean isAsleepFor(String user, Instant now) {
        return sleeps.stream()
            .anyMatch(sleep ->
                sleep.user().equals(user)
                    && (sleep.until() == null || now.isBefore(sleep.until())));
      }

      @Override
      public int attempt() {
        return 0;
      }
    }
  }

  /** A slot that is held. */
  public record Allocation(String user, Instant since) {}

  /**
   * An item that somebody has given to another, too.
   *
   * @param actions what the other may choose; empty: all
   */
  public record Share(String to, String from, List<String> actions) {
    public Share {
      actions = List.copyOf(actions);
    }
  }

  /**
   * @param until null: until it is woken
   */
  public record Sleep(String user, @Nullable Instant until) {}

  EventInstance with(Status now) {
    return new EventInstance(item, job, now, failures, lost, kept);
  }
}
