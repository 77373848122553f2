package org.baltoro.store.codec;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.baltoro.kernel.ActivityInstance;
import org.baltoro.kernel.Command.Changes;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Failure;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.JoinState;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataType;

/** One of each fact, and a state with everything in it: what the golden files hold. */
final class Samples {
  private static final Instant AT = Instant.parse("2026-03-01T09:30:00.125Z");
  private static final Instant FINE = Instant.parse("2026-03-01T09:30:00.125000001Z");

  private Samples() {}

  static Map<String, Value> values() {
    var values = new TreeMap<String, Value>();
    values.put("Approved", new Value.BooleanValue(true));
    values.put("Refused", new Value.BooleanValue(false));
    values.put("Count", new Value.IntegerValue(-7));
    values.put("Big", new Value.LongValue(9_007_199_254_740_993L));
    values.put("Amount", new Value.DecimalValue(new BigDecimal("100.10")));
    values.put("Exponent", new Value.DecimalValue(new BigDecimal("1E+3")));
    values.put("Rate", new Value.DoubleValue(0.1));
    values.put("Name", new Value.StringValue("Zoë \"Q\" \\ \n 😀"));
    values.put("Due", new Value.DateValue(LocalDate.of(2026, 2, 28)));
    values.put("Seen", new Value.DateTimeValue(AT));
    values.put("Scan", new Value.BinaryValue("AQID"));
    values.put("Json", new Value.JsonValue("{\"a\":[1,2]}"));
    values.put("Large", new Value.LargeValue(DataType.STRING, "ab12", 20_000));
    values.put("Gone", new Value.NoValue());
    return values;
  }

  static Fact.FinishKept kept() {
    return new Fact.FinishKept(
        3,
        "callback",
        "key-1",
        "5f",
        new Changes(values(), Map.of("Note", new Value.StringValue("n")), "F-1", 0, values()),
        AT);
  }

  static List<Fact> facts() {
    return List.of(
        new Fact.ProcessStarted(1024, "HR/Leave", 2, "ann", "Leave 1", 5, values(), "k-1", AT),
        new Fact.ProcessStarted(1025, "HR/Leave", 1, "", "", 0, Map.of(), null, FINE),
        new Fact.ActivityEntered(1, "Approval", values(), AT),
        new Fact.ServerEventScheduled(2, 1, 0, AT),
        new Fact.AttemptStarted(2, 1, 77, AT),
        new Fact.AttemptFailed(2, 1, "code-failed", "boom", "at line 1\n\tat line 2", AT),
        new Fact.AttemptFailed(2, 2, "time-limit", "", null, AT),
        new Fact.AttemptLost(2, 3, 77, AT),
        new Fact.RetryScheduled(2, 4, FINE),
        new Fact.AttemptResultIgnored(2, 1, "fenced", AT),
        new Fact.ServerEventHeld(2, 4),
        new Fact.ServerEventWaiting(2, AT),
        kept(),
        new Fact.FinishKept(3, "ann", null, "5f", Changes.NONE, AT),
        new Fact.FinishDropped(3, "ann", "delete by bob", AT),
        new Fact.ServerEventFinished(3, Fact.Ending.FINISHED, "ann", "key-1", "5f", AT),
        new Fact.ServerEventFinished(4, Fact.Ending.RETURNED, "77", null, null, AT),
        new Fact.ServerEventFinished(5, Fact.Ending.SKIPPED, "bob", null, null, AT),
        new Fact.ServerEventFinished(6, Fact.Ending.DELETED, "bob", null, null, AT),
        new Fact.LateCallback(3, "ann", AT),
        new Fact.DataFieldsChanged(0, values(), "ann"),
        new Fact.FolioChanged("Leave 2", "ann"),
        new Fact.PriorityChanged(9, "ann"),
        new Fact.ActivityCompleted(1, AT),
        new Fact.LineFollowed(1, "Approval", 0, "Booking"),
        new Fact.ArrivalDropped("Approval", 1, "Booking"),
        new Fact.JoinCounted("Booking", Map.of(0, 2, 1, 1), true),
        new Fact.BranchFailed(7, new Place.Event(2), "code-failed", "boom", "trace", AT),
        new Fact.BranchFailed(8, new Place.Lines(1), "dead-end", "no line", null, AT),
        new Fact.BranchFailed(9, new Place.Arrival("", 0, "Start"), "rule-failed", "x", null, AT),
        new Fact.BranchFailed(10, new Place.Join("Booking"), "join-starved", "x", null, AT),
        new Fact.FailureResolved(7, true, "bob", AT),
        new Fact.StopRequested("bob", AT),
        new Fact.ProcessStopped("bob", AT),
        new Fact.ProcessResumed("bob", AT),
        new Fact.ProcessCompleted(AT),
        new Fact.ProcessDeleted("bob", AT));
  }

  static ProcessState state() {
    var activities = new TreeMap<Integer, ActivityInstance>();
    activities.put(
        1, new ActivityInstance(1, "Approval", 2, new TreeMap<>(Map.of("Note", note())), AT));
    var events = new TreeMap<Integer, EventInstance>();
    var statuses =
        List.of(
            new Status.Scheduled(0, AT),
            new Status.Running(1, 77, FINE),
            new Status.BackOff(2, AT),
            new Status.Held(3),
            new Status.Waiting(1, AT),
            new Status.Failed(4, AT));
    for (var status : statuses) {
      int item = 2 + events.size();
      events.put(
          item, new EventInstance(item, 1, item - 2, status, item, 1, item == 3 ? kept() : null));
    }
    var joins = new TreeMap<String, JoinState>();
    joins.put("Booking", new JoinState(Map.of(0, 2, 1, 1), true));
    joins.put("Empty", JoinState.EMPTY);
    var failures = new TreeMap<Integer, Failure>();
    failures.put(9, new Failure(9, new Place.Event(7), "code-failed", "boom", "trace", AT));
    failures.put(10, new Failure(10, new Place.Join("Booking"), "join-starved", "x", null, FINE));
    var dataFields = new TreeMap<>(values());
    return new ProcessState(
        1024,
        "HR/Leave",
        2,
        ProcessState.Phase.LIVE,
        true,
        "ann",
        "Leave 1",
        5,
        AT,
        FINE,
        dataFields,
        activities,
        events,
        joins,
        failures,
        10,
        3);
  }

  private static Value note() {
    return new Value.StringValue("n");
  }
}
