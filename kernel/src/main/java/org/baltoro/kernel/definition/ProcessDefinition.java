package org.baltoro.kernel.definition;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.baltoro.kernel.Value;
import org.jspecify.annotations.Nullable;

/**
 * One version of a process, frozen.
 *
 * @param version 1 or more; 0 before deployment
 * @param folio evaluated at the start when the caller gives no folio; null: the folio is empty
 * @param timeZone what {@code now()} and {@code today()} mean in rules
 * @param stepBudget activities entered and exception rules begun since the last wait state at most;
 *     1 to 1,000,000, default 1,000
 * @param start the activity that an instance starts with
 * @param activities by name, in design order
 * @param rights granted at deployment
 * @param startRule what comes before the first activity; null: nothing
 * @param finishRule runs when nothing is active any more and may go to an activity; null: none
 * @param exceptionRule runs when an event's last attempt or a rule has failed, and neither event
 *     nor activity handled it; null: none
 * @param workingHours by name, for escalations and start rules
 * @param retention of finished instances; null: as the server says
 */
public record ProcessDefinition(
    ProcessName name,
    int version,
    String description,
    List<DataFieldDefinition> dataFields,
    @Nullable Expression folio,
    ZoneId timeZone,
    Durability durability,
    OnDeadEnd onDeadEnd,
    int stepBudget,
    String start,
    Map<String, ActivityDefinition> activities,
    List<RightGrant> rights,
    OnError onError,
    @Nullable StartRule startRule,
    @Nullable CodeRule finishRule,
    @Nullable CodeRule exceptionRule,
    List<Escalation> escalations,
    Map<String, WorkingHours> workingHours,
    @Nullable Retention retention) {

  public static final int DEFAULT_STEP_BUDGET = 1_000;

  public ProcessDefinition {
    dataFields = List.copyOf(dataFields);
    activities = Collections.unmodifiableMap(new LinkedHashMap<>(activities));
    rights = List.copyOf(rights);
    escalations = List.copyOf(escalations);
    workingHours = Collections.unmodifiableMap(new LinkedHashMap<>(workingHours));
  }

  public ProcessDefinition(
      ProcessName name,
      int version,
      String description,
      List<DataFieldDefinition> dataFields,
      @Nullable Expression folio,
      ZoneId timeZone,
      Durability durability,
      OnDeadEnd onDeadEnd,
      int stepBudget,
      String start,
      Map<String, ActivityDefinition> activities,
      List<RightGrant> rights) {
    this(
        name,
        version,
        description,
        dataFields,
        folio,
        timeZone,
        durability,
        onDeadEnd,
        stepBudget,
        start,
        activities,
        rights,
        OnError.BRANCH,
        null,
        null,
        null,
        Collections.emptyList(),
        Collections.emptyMap());
  }

  /** Its finished instances are kept as long as the server says. */
  public ProcessDefinition(
      ProcessName name,
      int version,
      String description,
      List<DataFieldDefinition> dataFields,
      @Nullable Expression folio,
      ZoneId timeZone,
      Durability durability,
      OnDeadEnd onDeadEnd,
      int stepBudget,
      String start,
      Map<String, ActivityDefinition> activities,
      List<RightGrant> rights,
      OnError onError,
      @Nullable StartRule startRule,
      @Nullable CodeRule finishRule,
      @Nullable CodeRule exceptionRule,
      List<Escalation> escalations,
      Map<String, WorkingHours> workingHours) {
    this(
        name,
        version,
        description,
        dataFields,
        folio,
        timeZone,
        durability,
        onDeadEnd,
        stepBudget,
        start,
        activities,
        rights,
        onError,
        startRule,
        finishRule,
        exceptionRule,
        escalations,
        workingHours,
        null);
  }

  /**
   * The activity with this name.
   *
   * @throws IllegalStateException if there is none: the check at deployment let it by
   */
  public ActivityDefinition activity(String activityName) {
    var found = activities.get(activityName);
    if (found == null) {
      throw new IllegalStateException(
          "Definition %s v%d has no activity '%s', which is asked for. The publisher's check let it by."
              .formatted(name, version, activityName));
    }
    return found;
  }

  public @Nullable DataFieldDefinition dataField(String fieldName) {
    return DataFieldDefinition.named(dataFields, fieldName);
  }

  /** The data fields of a new instance: what is given, and the initial values of the others. */
  public SortedMap<String, Value> begunWith(Map<String, Value> given) {
    var data = DataFieldDefinition.initial(dataFields);
    data.putAll(given);
    data.values().removeIf(Value.NoValue.class::isInstance);
    return data;
  }

  /**
   * The lines into an activity, in design order; a line's place in this list is its join number.
   */
  public List<IncomingLine> incoming(String activityName) {
    var lines = new ArrayList<IncomingLine>();
    for (var from : activities.values()) {
      for (int line = 0; line < from.lines().size(); line++) {
        if (from.lines().get(line).to().equals(activityName)) {
          lines.add(new IncomingLine(from.name(), line));
        }
      }
    }
    return lines;
  }

  public ProcessDefinition withVersion(int deployed) {
    return new ProcessDefinition(
        name,
        deployed,
        description,
        dataFields,
        folio,
        timeZone,
        durability,
        onDeadEnd,
        stepBudget,
        start,
        activities,
        rights,
        onError,
        startRule,
        finishRule,
        exceptionRule,
        escalations,
        workingHours,
        retention);
  }

  /** A line by the activity it leaves and its place there. */
  public record IncomingLine(String from, int line) {}

  /** When a commit is made. */
  public enum Durability {
    /** After every event. */
    EVENT,
    /** Once per wait state, where all code that runs is repeatable. */
    WAIT
  }

  /** What an error halts. */
  public enum OnError {
    BRANCH,
    /** Every branch of the instance, as in K2. */
    STOP_ALL
  }

  /** What happens when an activity completes and none of its lines is true. */
  public enum OnDeadEnd {
    ERROR,
    /** The branch ends silently, as in K2. */
    COMPLETE
  }

  /**
   * A right granted by the definition.
   *
   * @param right {@code admin}, {@code start}, {@code view}, {@code viewParticipate} or {@code
   *     serverEvent}
   * @param subject a user, {@code group:<name>} or {@code everyone}
   */
  public record RightGrant(String right, String subject) {}
}
