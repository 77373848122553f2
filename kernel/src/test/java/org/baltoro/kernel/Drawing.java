package org.baltoro.kernel;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.ClientAction;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.DestinationRule;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnDelete;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnEnd;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnFailure;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.LineDefinition;
import org.baltoro.kernel.definition.OutcomeRule;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.baltoro.kernel.definition.ProcessDefinition.OnError;
import org.baltoro.kernel.definition.ProcessName;
import org.baltoro.kernel.definition.StartRule;
import org.baltoro.kernel.definition.WorkingHours;
import org.jspecify.annotations.Nullable;

/** Draws definitions for stories, line by line. */
final class Drawing {
  private final Map<String, ActivityDefinition> activities = new LinkedHashMap<>();
  private List<DataFieldDefinition> dataFields =
      List.of(
          field("Count", DataType.INTEGER, new Value.IntegerValue(0)),
          field("Text", DataType.STRING, null));
  private OnDeadEnd onDeadEnd = OnDeadEnd.ERROR;
  private int stepBudget = 100;
  private RetryPolicy retry = RetryPolicy.DEFAULT;
  private OnError onError = OnError.BRANCH;
  private int version = 1;
  private @Nullable StartRule startRule;
  private @Nullable CodeRule finishRule;
  private @Nullable CodeRule exceptionRule;
  private final List<Escalation> escalations = new ArrayList<>();
  private final Map<String, WorkingHours> workingHours = new LinkedHashMap<>();

  static LineDefinition line(String to) {
    return new LineDefinition("", to, null, false);
  }

  static LineDefinition line(String to, String rule) {
    return new LineDefinition("", to, new Expression(rule), false);
  }

  static LineDefinition otherwise(String to) {
    return new LineDefinition("", to, null, true);
  }

  Drawing retry(RetryPolicy policy) {
    retry = policy;
    return this;
  }

  Drawing onDeadEnd(OnDeadEnd policy) {
    onDeadEnd = policy;
    return this;
  }

  Drawing stepBudget(int steps) {
    stepBudget = steps;
    return this;
  }

  static CodeRule code() {
    return CodeRule.of(new EventDefinition.Code.Handler("handler"));
  }

  static Escalation after(Duration time, Escalation.Action action) {
    return new Escalation("after " + time, Due.after(time), null, action);
  }

  static List<ClientAction> actions(String... names) {
    return Stream.of(names).map(ClientAction::new).toList();
  }

  static ClientEvent client(String name, Escalation... escalations) {
    return new ClientEvent(
        name, List.of("bob", "group:managers"), actions("Yes", "No"), List.of(escalations));
  }

  ServerEvent server(String name, Escalation... escalations) {
    return new ServerEvent(
        name,
        new EventDefinition.Code.Handler("handler"),
        Map.of(),
        retry,
        Duration.ofMinutes(1),
        List.of(escalations),
        null);
  }

  /** A sub-process that sends {@code Count} and receives into {@code Text}. */
  static SubProcess child(String name, Escalation... escalations) {
    return child(name, true, OnFailure.WAIT, OnDelete.FAIL, OnEnd.LEAVE, escalations);
  }

  static SubProcess child(
      String name,
      boolean synchronous,
      OnFailure onFailure,
      OnDelete onDelete,
      OnEnd onEnd,
      Escalation... escalations) {
    return new SubProcess(
        name,
        "Test/Child",
        synchronous,
        new Expression("Child's folio"),
        Map.of("Given", new Expression("Count")),
        synchronous ? Map.of("Text", new Expression("Result")) : Map.of(),
        onFailure,
        onDelete,
        onEnd,
        List.of(escalations),
        null);
  }

  Drawing onError(OnError policy) {
    onError = policy;
    return this;
  }

  Drawing version(int number) {
    version = number;
    return this;
  }

  Drawing startRule(StartRule rule) {
    startRule = rule;
    return this;
  }

  Drawing finishRule(CodeRule rule) {
    finishRule = rule;
    return this;
  }

  Drawing exceptionRule(CodeRule rule) {
    exceptionRule = rule;
    return this;
  }

  Drawing escalation(Escalation escalation) {
    escalations.add(escalation);
    return this;
  }

  Drawing workingHours(String name, WorkingHours hours) {
    workingHours.put(name, hours);
    return this;
  }

  /** An activity with everything said. */
  Drawing activity(
      String name,
      @Nullable String precedingRule,
      @Nullable JoinDefinition join,
      @Nullable StartRule start,
      @Nullable CodeRule exception,
      List<Escalation> own,
      List<? extends EventDefinition> events,
      LineDefinition... lines) {
    activities.put(
        name,
        new ActivityDefinition(
            name,
            "",
            precedingRule == null ? null : new Expression(precedingRule),
            join,
            List.of(),
            List.copyOf(events),
            List.of(lines),
            start,
            own,
            exception));
    return this;
  }

  /** An activity of given events. */
  Drawing activity(String name, List<? extends EventDefinition> events, LineDefinition... lines) {
    return activity(name, null, null, null, null, List.of(), events, lines);
  }

  Drawing activity(String name, int events, LineDefinition... lines) {
    return activity(name, null, null, events, lines);
  }

  Drawing activity(
      String name,
      @Nullable String precedingRule,
      @Nullable JoinDefinition join,
      int events,
      LineDefinition... lines) {
    var made = new ArrayList<EventDefinition>();
    for (int number = 1; number <= events; number++) {
      made.add(
          new ServerEvent(
              "E" + number,
              new EventDefinition.Code.Handler("handler"),
              Map.of(),
              retry,
              Duration.ofMinutes(1)));
    }
    activities.put(
        name,
        new ActivityDefinition(
            name,
            "",
            precedingRule == null ? null : new Expression(precedingRule),
            join,
            List.of(),
            made,
            List.of(lines)));
    return this;
  }

  /** Gives the process these data fields instead of Count and Text. */
  Drawing dataFields(DataFieldDefinition... fields) {
    dataFields = List.of(fields);
    return this;
  }

  static DataFieldDefinition field(String name, DataType type, @Nullable Value initial) {
    return new DataFieldDefinition(name, type, initial, false, false, false, false, "");
  }

  /** Gives an activity that is drawn already data fields of its own. */
  Drawing dataFieldsOf(String activity, DataFieldDefinition... fields) {
    activities.computeIfPresent(
        activity,
        (name, drawn) ->
            new ActivityDefinition(
                name,
                drawn.description(),
                drawn.precedingRule(),
                drawn.join(),
                List.of(fields),
                drawn.events(),
                drawn.lines(),
                drawn.startRule(),
                drawn.escalations(),
                drawn.exceptionRule()));
    return this;
  }

  /** Gives an activity that is drawn already destinations, and outcomes. */
  Drawing destinationsOf(String activity, DestinationRule rule, OutcomeRule... outcomes) {
    activities.computeIfPresent(
        activity,
        (name, drawn) ->
            new ActivityDefinition(
                name,
                drawn.description(),
                drawn.precedingRule(),
                drawn.join(),
                drawn.dataFields(),
                drawn.events(),
                drawn.lines(),
                drawn.startRule(),
                drawn.escalations(),
                drawn.exceptionRule(),
                rule,
                List.of(outcomes),
                drawn.exclusive(),
                null));
    return this;
  }

  /** Puts an activity that is drawn already into a section. */
  Drawing exclusive(String activity, String section) {
    activities.computeIfPresent(
        activity,
        (name, drawn) ->
            new ActivityDefinition(
                name,
                drawn.description(),
                drawn.precedingRule(),
                drawn.join(),
                drawn.dataFields(),
                drawn.events(),
                drawn.lines(),
                drawn.startRule(),
                drawn.escalations(),
                drawn.exceptionRule(),
                drawn.destinationRule(),
                drawn.succeedingRule(),
                section,
                null));
    return this;
  }

  ProcessDefinition done() {
    return new ProcessDefinition(
        new ProcessName("Test/Story"),
        version,
        "",
        dataFields,
        null,
        ZoneOffset.UTC,
        Durability.EVENT,
        onDeadEnd,
        stepBudget,
        activities.keySet().iterator().next(),
        activities,
        List.of(),
        onError,
        startRule,
        finishRule,
        exceptionRule,
        escalations,
        workingHours);
  }
}
