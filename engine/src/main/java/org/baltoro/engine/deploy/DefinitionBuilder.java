package org.baltoro.engine.deploy;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.baltoro.kernel.definition.ProcessDefinition.RightGrant;
import org.baltoro.kernel.definition.ProcessName;
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
  private final Map<String, ServerEventHandler> handlers = new LinkedHashMap<>();
  private final Set<String> repeatable = new TreeSet<>();

  private DefinitionBuilder(ProcessName name) {
    this.name = name;
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
    var builder = new ActivityBuilder(name, activity, handlers, repeatable);
    content.accept(builder);
    activities.put(activity, builder.build());
    return this;
  }

  /** The definition, frozen. What is wrong in it is told when it is deployed. */
  public BuiltDefinition build() {
    var first = activities.isEmpty() ? "" : activities.keySet().iterator().next();
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
            rights);
    return new BuiltDefinition(definition, handlers, repeatable);
  }
}
