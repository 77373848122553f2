package org.baltoro.engine.deploy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.baltoro.api.code.ExceptionRuleContext;
import org.baltoro.api.code.ProcessFinishRuleContext;
import org.baltoro.engine.code.CodePlace;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.baltoro.kernel.definition.ProcessDefinition.OnError;
import org.baltoro.kernel.definition.ProcessDefinition.RightGrant;
import org.baltoro.kernel.definition.ProcessName;
import org.baltoro.kernel.definition.Retention;
import org.baltoro.kernel.definition.StartRule;
import org.baltoro.kernel.definition.WorkingHours;
import org.jspecify.annotations.Nullable;

/**
 * Builds a definition in Java, with lambdas as code. Deployment checks it like a file.
 *
 * <pre>{@code
 * DefinitionBuilder.process("Finance/Order")
 *     .data("Amount", DataType.DECIMAL, field -> field.required().searchable())
 *     .activity("Receive", activity -> activity
 *         .server("Register", k2 -> register(k2.processInstance()))
 *         .line("Approve", "Amount > 1000")
 *         .otherwise("Book"))
 *     .activity("Approve", activity -> activity.server("Approve", "finance.approve").line("Book"))
 *     .activity("Book", activity -> {})
 *     .build();
 * }</pre>
 */
public final class DefinitionBuilder {
  private final ProcessName name;
  private String description = "";
  private @Nullable Expression folio;
  private ZoneId timeZone = DefinitionReader.DEFAULT_TIME_ZONE;
  private Durability durability = Durability.EVENT;
  private OnDeadEnd onDeadEnd = OnDeadEnd.ERROR;
  private int stepBudget = ProcessDefinition.DEFAULT_STEP_BUDGET;
  private @Nullable String start;
  private final List<DataFieldDefinition> fields = new ArrayList<>();
  private final List<RightGrant> rights = new ArrayList<>();
  private final Map<String, ActivityDefinition> activities = new LinkedHashMap<>();
  private OnError onError = OnError.BRANCH;
  private @Nullable StartRule startRule;
  private @Nullable CodeRule finishRule;
  private @Nullable CodeRule exceptionRule;
  private final List<Escalation> escalations = new ArrayList<>();
  private final Map<String, WorkingHoursBuilder> workingHours = new LinkedHashMap<>();
  private @Nullable Retention retention;
  private final Lambdas lambdas;
  private final Set<String> repeatable = new TreeSet<>();

  private DefinitionBuilder(ProcessName name) {
    this.name = name;
    this.lambdas = new Lambdas(name);
  }

  /**
   * Begins a definition.
   *
   * @param name folder/name, 1 to 200 characters
   * @throws IllegalArgumentException if that is no process name
   */
  public static DefinitionBuilder process(String name) {
    return new DefinitionBuilder(new ProcessName(name));
  }

  public DefinitionBuilder description(String text) {
    description = text;
    return this;
  }

  /** The folio of instances that are started without one, in FEEL. */
  public DefinitionBuilder folio(String expression) {
    folio = new Expression(expression);
    return this;
  }

  /** What {@code now()} and {@code today()} mean in rules; default UTC. */
  public DefinitionBuilder timeZone(ZoneId zone) {
    timeZone = zone;
    return this;
  }

  public DefinitionBuilder durability(Durability when) {
    durability = when;
    return this;
  }

  public DefinitionBuilder onDeadEnd(OnDeadEnd what) {
    onDeadEnd = what;
    return this;
  }

  /** What an error halts; default its branch. */
  public DefinitionBuilder onError(OnError what) {
    onError = what;
    return this;
  }

  /** Hours that escalations and start rules may count in. */
  public DefinitionBuilder workingHours(String calendar, Consumer<WorkingHoursBuilder> content) {
    var builder = new WorkingHoursBuilder();
    content.accept(builder);
    workingHours.put(calendar, builder);
    return this;
  }

  /** What comes before the first activity: a wait, code, or both. */
  public DefinitionBuilder startRule(Consumer<StartRuleBuilder> content) {
    var builder = new StartRuleBuilder(lambdas);
    content.accept(builder);
    startRule = builder.build();
    return this;
  }

  /** Runs when nothing is active any more, and may go to an activity. */
  public DefinitionBuilder finishRule(Consumer<RuleBuilder<ProcessFinishRuleContext>> content) {
    var builder =
        new RuleBuilder<>(lambdas, CodePlace.finishRule(), ProcessFinishRuleContext.class);
    content.accept(builder);
    finishRule = builder.build();
    return this;
  }

  /** Runs when something has failed and neither the event nor the activity handled it. */
  public DefinitionBuilder exceptionRule(Consumer<RuleBuilder<ExceptionRuleContext>> content) {
    var builder =
        new RuleBuilder<>(lambdas, CodePlace.exceptionRule("", ""), ExceptionRuleContext.class);
    content.accept(builder);
    exceptionRule = builder.build();
    return this;
  }

  /** What happens by itself when an instance takes too long. */
  public DefinitionBuilder escalation(
      String escalation, Consumer<ProcessEscalationBuilder> content) {
    var builder = new ProcessEscalationBuilder(lambdas, escalation);
    content.accept(builder);
    escalations.add(builder.build());
    return this;
  }

  /** How long finished instances are kept; without it as the server says. */
  public DefinitionBuilder retention(Duration after) {
    retention = new Retention(after, null);
    return this;
  }

  /**
   * How long finished instances are kept, and whether they are archived before they are deleted.
   */
  public DefinitionBuilder retention(Duration after, boolean archive) {
    retention = new Retention(after, archive);
    return this;
  }

  /** Activities entered since the last wait state at most; 1 to 1,000,000, default 1,000. */
  public DefinitionBuilder stepBudget(int activitiesEntered) {
    stepBudget = activitiesEntered;
    return this;
  }

  /** The activity that an instance starts with; default the first one. */
  public DefinitionBuilder start(String activity) {
    start = activity;
    return this;
  }

  /** A data field of the process. */
  public DefinitionBuilder data(String field, DataType type) {
    return data(field, type, options -> {});
  }

  /** A data field of the process, with a default or other options. */
  public DefinitionBuilder data(String field, DataType type, Consumer<FieldBuilder> options) {
    fields.add(FieldBuilder.field(field, type, options));
    return this;
  }

  /**
   * Grants a right at deployment.
   *
   * @param right {@code admin}, {@code start}, {@code view}, {@code viewParticipate} or {@code
   *     serverEvent}
   * @param subjects users, {@code group:<name>} or {@code everyone}
   */
  public DefinitionBuilder right(String right, String... subjects) {
    for (var subject : subjects) {
      rights.add(new RightGrant(right, subject));
    }
    return this;
  }

  /**
   * An activity: events in the order in which they run, then lines.
   *
   * @throws IllegalArgumentException if there is one of this name already
   */
  public DefinitionBuilder activity(String activity, Consumer<ActivityBuilder> content) {
    if (activities.containsKey(activity)) {
      throw new IllegalArgumentException(
          "Process '%s' has an activity '%s' already: give each a name of its own."
              .formatted(name, activity));
    }
    var builder = new ActivityBuilder(activity, lambdas, repeatable);
    content.accept(builder);
    activities.put(activity, builder.build());
    return this;
  }

  /** The definition, frozen. What is wrong in it is told when it is deployed. */
  public BuiltDefinition build() {
    var first = activities.isEmpty() ? "" : activities.keySet().iterator().next();
    var hours = new LinkedHashMap<String, WorkingHours>();
    workingHours.forEach((calendar, builder) -> hours.put(calendar, builder.build(timeZone)));
    var definition =
        new ProcessDefinition(
            name,
            0,
            description,
            fields,
            folio,
            timeZone,
            durability,
            onDeadEnd,
            stepBudget,
            start == null ? first : start,
            activities,
            rights,
            onError,
            startRule,
            finishRule,
            exceptionRule,
            escalations,
            hours,
            retention);
    return new BuiltDefinition(definition, lambdas.handlers(), repeatable);
  }
}
