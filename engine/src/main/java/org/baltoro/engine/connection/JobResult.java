package org.baltoro.engine.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Workers.JobFailure;
import org.baltoro.api.Workers.JobLease;
import org.baltoro.engine.data.Fields;
import org.baltoro.engine.data.Writes;
import org.baltoro.engine.mailbox.ItemHistory;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Refusal;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of the job that it has: a sign of life, that it is done, or that it is not.
 */
final class JobResult {
  private static final int MESSAGE_MAX = 10_000;
  private static final int STACK_TRACE_MAX = 100_000;

  private final InProcessConnection connection;
  private final Parts parts;
  private final Principal principal;
  private final JobLease lease;
  private final SerialNumber serial;

  JobResult(InProcessConnection connection, Parts parts, Principal principal, JobLease lease) {
    this.connection = connection;
    this.parts = parts;
    this.principal = principal;
    this.lease = lease;
    serial = InProcessConnection.parsed(lease.serialNumber());
  }

  /** Gives when the lease ends. */
  Instant heartbeat(@Nullable Duration length) {
    require();
    var state =
        carry(
            new Command.ExtendLease(
                serial.item(), lease.attempt(), lease.worker(), principal.name(), length),
            Map.of());
    return state.events().get(serial.item()) instanceof EventInstance event
            && event.status() instanceof Status.Leased leased
        ? leased.until()
        : parts.clock().instant();
  }

  ProcessState complete(Map<String, ? extends @Nullable Object> dataFields, boolean asynchronous) {
    var state = require();
    var event = state.events().get(serial.item());
    boolean over = event == null || !event.isEvent();
    var writes = over ? writesOfEnded(state, dataFields) : writes(state, dataFields);
    return carry(
        new Command.CompleteJob(
            serial.item(),
            lease.attempt(),
            lease.worker(),
            principal.name(),
            asynchronous,
            over ? Command.Changes.NONE : writes.changes(),
            InProcessConnection.hashOfAll(writes.changes())),
        over ? Map.of() : writes.largeValues());
  }

  /** Of the activity's fields and of the process's. */
  private Writes writes(ProcessState state, Map<String, ? extends @Nullable Object> values) {
    var event = connection.event(state, serial.item());
    var definition = connection.versions(state.process()).apply(state.version());
    return writes(
        Fields.ofProcess(definition, state, value -> value),
        Fields.ofActivity(
            definition, state, state.activity(event.activityInstance()), value -> value),
        values);
  }

  /** Those of a job that is over say only whether it is the same once more: nothing is written. */
  private Writes writesOfEnded(ProcessState state, Map<String, ? extends @Nullable Object> values) {
    var place = ItemHistory.place(parts.store(), serial.instance(), serial.item());
    if (place == null) {
      return Writes.NONE;
    }
    var definition = connection.versions(state.process()).apply(place.version());
    var fields = definition.activity(place.activity()).dataFields();
    try {
      return writes(
          Fields.ofProcess(definition, state, value -> value),
          new Fields("Activity '%s'".formatted(place.activity()), fields, Map.of(), value -> value),
          values);
    } catch (BaltoroException unfit) {
      return unlikeAny(unfit);
    }
  }

  /** What no completion can have carried. */
  private static Writes unlikeAny(BaltoroException unfit) {
    var told = new Value.StringValue(String.valueOf(unfit.getMessage()));
    return new Writes(Command.Changes.of(Map.of("", told)), Map.of());
  }

  private static Writes writes(
      Fields process, Fields activity, Map<String, ? extends @Nullable Object> values) {
    for (Map.Entry<String, ? extends @Nullable Object> value : values.entrySet()) {
      var fields = activity.names().contains(value.getKey()) ? activity : process;
      fields.set(value.getKey(), value.getValue());
    }
    return Writes.of(process, activity, null, null, Map.of());
  }

  ProcessState fail(JobFailure failure) {
    require();
    return carry(
        new Command.FailJob(
            serial.item(),
            lease.attempt(),
            lease.worker(),
            principal.name(),
            cut(failure.message(), MESSAGE_MAX),
            failure.stackTrace() == null ? null : cut(failure.stackTrace(), STACK_TRACE_MAX),
            failure.retry(),
            failure.retryAfter()),
        Map.of());
  }

  private ProcessState carry(Command command, Map<String, String> largeValues) {
    return connection.carry(serial.instance(), command, largeValues).decision().state();
  }

  /** The instance of the job, if this user may do its jobs. */
  private ProcessState require() {
    var stored = parts.mailboxes().read(serial.instance());
    if (stored == null) {
      throw Refusals.exception(new Refusal.NoSuchServerItem(serial));
    }
    parts.rights().require(principal, stored.state().process(), ProcessRight.SERVER_EVENT);
    return stored.state();
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
