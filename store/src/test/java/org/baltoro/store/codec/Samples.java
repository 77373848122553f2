package org.baltoro.store.codec;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.baltoro.kernel.ActivityInstance;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Command.Changes;
import org.baltoro.kernel.Command.Managed;
import org.baltoro.kernel.DestinationPlace;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.EventInstance.Allocation;
import org.baltoro.kernel.EventInstance.Share;
import org.baltoro.kernel.EventInstance.Sleep;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Failure;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.JoinState;
import org.baltoro.kernel.Message;
import org.baltoro.kernel.Message.ChildNews;
import org.baltoro.kernel.ParentLink;
import org.baltoro.kernel.PendingTimer;
import org.baltoro.kernel.PendingTimer.Purpose;
import org.baltoro.kernel.PlannedDestinations;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Response;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataType;
import org.jspecify.annotations.Nullable;

/** One of each fact, and states with everything in them: what the golden files hold. */
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
    activities.put(1, activity(""));
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
        false,
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
        Collections.emptySortedMap(),
        null,
        Collections.emptySortedMap(),
        List.of(),
        Collections.emptySortedSet(),
        10,
        3);
  }

  /** The facts that came with worklists, escalations and management. */
  static List<Fact> laterFacts() {
    var escalation = new Job.EscalationAction(1, 2, "Remind", 3);
    return List.of(
        new Fact.CodeScheduled(11, escalation, AT),
        new Fact.CodeScheduled(12, new Job.EscalationAction(0, 0, "Late", 1), AT),
        new Fact.CodeScheduled(13, new Job.StartRule(), AT),
        new Fact.CodeScheduled(14, new Job.FinishRule(), AT),
        new Fact.CodeScheduled(15, exceptionRule(Job.Level.EVENT, "trace"), AT),
        new Fact.CodeScheduled(16, exceptionRule(Job.Level.ACTIVITY, null), AT),
        new Fact.CodeScheduled(17, exceptionRule(Job.Level.PROCESS, null), AT),
        new Fact.CodeScheduled(18, new Job.Event(1, 2), AT),
        new Fact.CodeEnded(11, Fact.Ending.RETURNED, "Remind", AT),
        new Fact.CodeEnded(12, Fact.Ending.EXPIRED, "bob", AT),
        new Fact.ServerEventFinished(2, Fact.Ending.HANDLED, "rule", null, null, AT),
        new Fact.AttemptFenced(2, 1, 77, "bob", AT),
        new Fact.ClientEventOffered(19, 1, 2, List.of("ann", "group:clerks"), 1, AT),
        new Fact.ClientEventOffered(20, 1, 0, List.of(), 1, AT),
        new Fact.WorklistItemRedirected(19, List.of("ann"), List.of("bob", "cy"), "dan", AT),
        new Fact.ClientEventFinished(19, Fact.Ending.FINISHED, "Approve", "ann", AT),
        new Fact.ClientEventFinished(20, Fact.Ending.EXPIRED, "", "bob", AT),
        new Fact.ActivityExpired(1, true, "bob", AT),
        new Fact.WentToActivity("Booking", Fact.Origin.SERVER_EVENT, "code", AT),
        new Fact.WentToActivity("Booking", Fact.Origin.ESCALATION, "Remind", AT),
        new Fact.WentToActivity("Booking", Fact.Origin.FINISH_RULE, "rule", AT),
        new Fact.WentToActivity("Booking", Fact.Origin.EXCEPTION_RULE, "rule", AT),
        new Fact.WentToActivity("Booking", Fact.Origin.WORKLIST_ITEM, "ann", AT),
        new Fact.WentToActivity("Booking", Fact.Origin.MANAGEMENT, "bob", AT),
        new Fact.BranchFailed(21, new Place.Lines(1, true), "dead-end", "x", null, AT),
        new Fact.BranchFailed(
            22, new Place.Arrival("", Place.Arrival.GOTO, "Booking"), "loop-budget", "x", null, AT),
        new Fact.BranchFailed(23, new Place.Start(0), "due-failed", "x", null, AT),
        new Fact.BranchFailed(24, new Place.Start(1), "due-failed", "x", null, AT),
        new Fact.FailureExpired(21, "bob", AT),
        new Fact.BranchesHalted(AT),
        new Fact.BranchesReleased(AT),
        new Fact.TimerSet(25, new Purpose.StartProcess(), AT, AT),
        new Fact.TimerSet(26, new Purpose.StartActivity(1), FINE, AT),
        new Fact.TimerSet(27, new Purpose.Escalate(1, 2, "Remind"), AT, AT),
        new Fact.TimerSet(28, new Purpose.Escalate(0, 0, "Late"), AT, AT),
        new Fact.TimerFired(27, FINE, 2, AT),
        new Fact.TimerFired(27, null, 0, AT),
        new Fact.EscalationNotSet(1, 2, "Remind", "no due time"),
        new Fact.TimerMoved(27, FINE, "bob", AT),
        new Fact.TimerPaused(27, "bob", AT),
        new Fact.TimerResumed(27, FINE, "bob", AT),
        new Fact.TimerCancelled(27, AT),
        new Fact.OperationAwaited(operations().get(0), AT),
        new Fact.OperationAwaited(operations().get(1), AT),
        new Fact.OperationAwaited(operations().get(2), AT),
        new Fact.OperationAwaited(operations().get(3), AT),
        new Fact.OperationAwaited(operations().get(4), AT),
        new Fact.OperationTaken(AT),
        new Fact.OperationDropped("not active", AT),
        new Fact.ProcessMigrated(
            3,
            Map.of(1, new Fact.ActivityPlace("Assent", 2), 4, new Fact.ActivityPlace("Post", 0)),
            Map.of(2, 1, 3, 0),
            Map.of("Post", new JoinState(Map.of(0, 2), true)),
            Map.of(9, new Place.Join("Post"), 10, new Place.Lines(1, true)),
            "bob",
            AT),
        new Fact.ProcessMigrated(3, Map.of(), Map.of(), Map.of(), Map.of(), "bob", AT),
        new Fact.OperationAwaited(new Managed.ResolveFailure("bob", 9, true), AT),
        new Fact.CodeEnded(15, Fact.Ending.FAILED, "rule", AT));
  }

  private static Job exceptionRule(Job.Level level, @Nullable String detail) {
    var place = level == Job.Level.EVENT ? new Place.Event(2) : new Place.Lines(1);
    return new Job.ExceptionRule(level, 1, place, "code-failed", "boom", detail);
  }

  private static List<Command.Managed> operations() {
    return List.of(
        new Managed.GotoActivity("bob", "Booking", null, false, true),
        new Managed.GotoActivity("bob", "Booking", "Approval", true, false),
        new Managed.ExpireActivity("bob", "Approval", true),
        new Managed.ChangeInstance("bob", kept().changes(), true),
        new Managed.Migrate("bob", 3, Map.of("Approval", "Assent", "Booking", ""), true, true));
  }

  /** A state with everything that came with worklists, escalations and management. */
  static ProcessState laterState() {
    var events = new TreeMap<Integer, EventInstance>();
    var offered = new Status.Offered(List.of("ann", "group:clerks"), 1, AT);
    events.put(2, new EventInstance(2, 1, 1, offered, 0, 0, null));
    var escalation = new Job.EscalationAction(1, 2, "Remind", 3);
    events.put(3, new EventInstance(3, escalation, new Status.Running(1, 77, AT), 1, 0, null));
    var rule = exceptionRule(Job.Level.PROCESS, "trace");
    events.put(4, new EventInstance(4, rule, new Status.Scheduled(0, AT), 0, 0, null));
    var activity = activity("Approve");
    var failure = new Failure(9, new Place.Start(1), "due-failed", "no due time", null, AT);
    var timers = new TreeMap<Integer, PendingTimer>();
    timers.put(5, new PendingTimer(5, new Purpose.StartProcess(), AT, FINE, null, 1));
    timers.put(6, new PendingTimer(6, new Purpose.StartActivity(1), AT, AT, FINE, 1));
    timers.put(7, new PendingTimer(7, new Purpose.Escalate(1, 2, "Remind"), AT, AT, null, 4));
    return new ProcessState(
        1024,
        "HR/Leave",
        2,
        ProcessState.Phase.LIVE,
        false,
        true,
        "ann",
        "Leave 1",
        0,
        AT,
        null,
        new TreeMap<>(Map.of("Note", note())),
        new TreeMap<>(Map.of(1, activity)),
        events,
        Collections.emptySortedMap(),
        new TreeMap<>(Map.of(9, failure)),
        timers,
        null,
        Collections.emptySortedMap(),
        operations(),
        Collections.emptySortedSet(),
        9,
        0);
  }

  /** Facts that came with destinations, slots and answers. */
  static List<Fact> peopleFacts() {
    return List.of(
        new Fact.DestinationsPlanned(1, List.of("ann", "group:clerks"), 2, AT),
        new Fact.DestinationsPlanned(1, List.of(), 0, AT),
        new Fact.DestinationBegun(2, place(new Value.JsonValue("{\"Id\":1}")), values(), AT),
        new Fact.DestinationBegun(3, new DestinationPlace(1, "", 2, null), Map.of(), FINE),
        new Fact.DestinationsLeft(1, AT),
        new Fact.OutcomeDecided(1, "Approved", AT),
        new Fact.OutcomeDecided(1, "", AT),
        new Fact.ClientEventOffered(4, 2, 0, List.of("role:Auditors"), 3, AT),
        new Fact.WorklistItemOpened(4, "ann", AT),
        new Fact.WorklistItemReleased(4, "ann", "bob", AT),
        new Fact.WorklistItemDelegated(4, new Share("bob", "ann", List.of("Yes")), "ann", AT),
        new Fact.WorklistItemDelegated(4, new Share("bob", "ann", List.of()), "dan", AT),
        new Fact.WorklistItemSlept(4, "ann", FINE, AT),
        new Fact.WorklistItemSlept(4, "ann", null, AT),
        new Fact.WorklistItemWoken(4, "ann", AT),
        new Fact.ClientEventResponded(4, response("ann")),
        new Fact.ClientEventResponded(4, response(null)),
        new Fact.ClientEventResponded(
            4, new Response("ann", "ann", null, "Yes", new TreeMap<>(), "4f", AT)),
        new Fact.ClientEventFinished(4, Fact.Ending.FINISHED, "Yes", "bob", "ann", AT),
        new Fact.ClientEventFinished(4, Fact.Ending.FINISHED, "Yes", "bob", null, "4f", AT),
        new Fact.CommentAdded(0, "A word.", "ann", AT),
        new Fact.CommentAdded(4, "Another.", "bob", AT),
        new Fact.BranchFailed(5, new Place.Destinations(1), "no-destination", "x", null, AT),
        new Fact.BranchFailed(6, new Place.Succeeding(1), "rule-failed", "x", "y", AT));
  }

  private static DestinationPlace place(Value row) {
    return new DestinationPlace(1, "ann", 1, row);
  }

  private static Response response(@Nullable String onBehalfOf) {
    return new Response("ann", "bob", onBehalfOf, "Yes", new TreeMap<>(Map.of("Note", note())), AT);
  }

  /** A state with destinations, slots and answers. */
  static ProcessState peopleState() {
    var owner =
        new ActivityInstance(
            1,
            "Approval",
            0,
            "",
            new TreeMap<>(),
            AT,
            List.of(response("ann"), response(null)),
            new PlannedDestinations(List.of("ann", "bob"), 2, 1, true),
            null);
    var destination =
        new ActivityInstance(
            2,
            "Approval",
            1,
            "",
            new TreeMap<>(Map.of("Note", note())),
            FINE,
            List.of(),
            null,
            place(new Value.NoValue()));
    var offered =
        new Status.Offered(
            List.of("ann", "group:clerks"),
            3,
            List.of(new Allocation("ann", AT), new Allocation("bob", FINE)),
            List.of(new Share("cy", "ann", List.of("Yes")), new Share("dan", "ann", List.of())),
            List.of(new Sleep("cy", FINE), new Sleep("dan", null)),
            List.of(response(null)),
            AT);
    var failure = new Failure(9, new Place.Succeeding(1), "rule-failed", "x", null, AT);
    return new ProcessState(
        1024,
        "HR/Leave",
        2,
        ProcessState.Phase.LIVE,
        false,
        false,
        "ann",
        "Leave 1",
        0,
        AT,
        null,
        new TreeMap<>(),
        new TreeMap<>(Map.of(1, owner, 2, destination)),
        new TreeMap<>(Map.of(3, new EventInstance(3, 2, 0, offered, 0, 0, null))),
        Collections.emptySortedMap(),
        new TreeMap<>(Map.of(9, failure)),
        Collections.emptySortedMap(),
        null,
        Collections.emptySortedMap(),
        List.of(),
        new TreeSet<>(List.of("ann", "bob")),
        9,
        0);
  }

  private static ActivityInstance activity(String outcome) {
    return new ActivityInstance(
        1,
        "Approval",
        2,
        outcome,
        new TreeMap<>(Map.of("Note", note())),
        AT,
        List.of(),
        null,
        null);
  }

  /** The facts that came with sub-processes. */
  static List<Fact> familyFacts() {
    var report = new Fact.ChildReported(2, 1030, ChildNews.COMPLETED, "", childData(), AT);
    return List.of(
        new Fact.ProcessStarted(
            1030,
            "HR/Leave",
            2,
            "ann",
            "",
            5,
            Map.of(),
            null,
            new ParentLink(1024, 2, 3, true, true),
            AT),
        new Fact.SubProcessScheduled(2, 1, 0, AT),
        new Fact.MessageSent(3, startChild(), 77, AT),
        new Fact.MessageSent(4, new Message.DeleteChild(1030, "process instance 1024"), 77, AT),
        new Fact.MessageSent(5, tellParent(ChildNews.DELETED), 77, AT),
        new Fact.MessageTakenOver(3, 78, AT),
        new Fact.MessageDelivered(3, null, AT),
        new Fact.MessageDelivered(3, "There is no such process.", AT),
        report,
        new Fact.ChildReported(2, 1030, ChildNews.STARTED, "", null, AT),
        new Fact.ChildReported(2, 1030, ChildNews.REFUSED, "no", null, AT),
        new Fact.ChildReported(2, 1030, ChildNews.DELETED, "bob", null, AT),
        new Fact.ChildReported(2, 1030, ChildNews.FAILED, "boom", null, AT));
  }

  private static Message startChild() {
    return new Message.StartChild(
        2,
        1,
        1030,
        "HR/Leave",
        "ann",
        "Leave 2",
        5,
        values(),
        new ParentLink(1024, 2, 1, true, false));
  }

  private static Message tellParent(ChildNews news) {
    return new Message.TellParent(1024, 2, news, "bob");
  }

  private static Command.ChildData childData() {
    return new Command.ChildData("Leave 2", "ann", 5, values());
  }

  /** A state with everything that came with sub-processes. */
  static ProcessState familyState() {
    var events = new TreeMap<Integer, EventInstance>();
    events.put(2, new EventInstance(2, 1, 0, new Status.AwaitingChild(1, 1030, AT), 0, 0, null));
    var report = new Fact.ChildReported(3, 1031, ChildNews.COMPLETED, "", childData(), AT);
    events.put(3, new EventInstance(3, 1, 1, new Status.ChildHeard(2, report), 0, 0, null));
    var outgoing = new TreeMap<Integer, Message.Outgoing>();
    outgoing.put(4, new Message.Outgoing(4, startChild(), 77));
    outgoing.put(5, new Message.Outgoing(5, new Message.DeleteChild(1030, "ann"), 77));
    outgoing.put(6, new Message.Outgoing(6, tellParent(ChildNews.FAILED), 78));
    var activity = activity("");
    return new ProcessState(
        1024,
        "HR/Leave",
        2,
        ProcessState.Phase.LIVE,
        false,
        false,
        "ann",
        "Leave 1",
        0,
        AT,
        null,
        Collections.emptySortedMap(),
        new TreeMap<>(Map.of(1, activity)),
        events,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        new ParentLink(1020, 9, 2, true, false),
        outgoing,
        List.of(),
        Collections.emptySortedSet(),
        6,
        1);
  }

  private static Value note() {
    return new Value.StringValue("n");
  }
}
