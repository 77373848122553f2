package org.baltoro.engine.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DataFields;
import org.baltoro.api.Problem;
import org.baltoro.api.code.CodeContext;
import org.baltoro.engine.data.Fields;
import org.baltoro.engine.data.Folio;
import org.baltoro.engine.data.Values;
import org.baltoro.engine.data.Writes;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Command.Jump;
import org.baltoro.kernel.Nearest;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/** One attempt's view of its instance, and what its code has asked for. */
abstract sealed class BaseContext implements CodeContext permits AttemptContext, RuleContext {
  final ProcessState state;
  final ProcessDefinition definition;
  final int item;
  private final int attempt;
  private final Map<String, Object> configuration;
  private final Fields dataFields;
  private final @Nullable Fields activityDataFields;
  private final org.baltoro.kernel.@Nullable ActivityInstance activityInstance;
  private final List<Jump> jumps = new ArrayList<>();
  private @Nullable String newFolio;

  BaseContext(
      ProcessState state,
      ProcessDefinition definition,
      Map<String, Object> configuration,
      int item,
      int attempt,
      UnaryOperator<Value> whole) {
    this.state = state;
    this.definition = definition;
    this.configuration = configuration;
    this.item = item;
    this.attempt = attempt;
    dataFields = Fields.ofProcess(definition, state, whole);
    int owner = java.util.Objects.requireNonNull(state.events().get(item)).activityInstance();
    activityInstance = owner == 0 ? null : state.activity(owner);
    activityDataFields =
        activityInstance == null
            ? null
            : Fields.ofActivity(definition, state, activityInstance, whole);
  }

  @Override
  public Instance processInstance() {
    return new InstanceView();
  }

  public ActivityInstance activityInstance() {
    if (activityInstance == null || activityDataFields == null) {
      throw new IllegalStateException("This code belongs to the process, not to an activity.");
    }
    return new ActivityInstanceView(activityInstance, activityDataFields);
  }

  public ActivityInstanceDestination activityInstanceDestination() {
    var place = activityInstance == null ? null : activityInstance.place();
    return place == null
        ? new DestinationView("", 0, null)
        : new DestinationView(place.destination(), place.slot(), Values.toJava(place.row()));
  }

  private record DestinationView(String name, int slot, @Nullable Object row)
      implements ActivityInstanceDestination {}

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public String idempotencyKey() {
    return "baltoro-" + new SerialNumber(state.instance(), item);
  }

  @Override
  public Map<String, Object> configuration() {
    return configuration;
  }

  public void expireActivity(String name) {
    ask(new Jump.Expire(known(name)));
  }

  void ask(Jump jump) {
    jumps.add(jump);
  }

  /** The name, if the process has such an activity. */
  String known(String activity) {
    var names = definition.activities().keySet();
    if (!names.contains(activity)) {
      var nearest = Nearest.to(activity, names);
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "Process '%s' has no activity '%s'.%s It has: %s."
              .formatted(
                  state.process(),
                  activity,
                  nearest == null ? "" : " Did you mean '" + nearest + "'?",
                  String.join(", ", names)));
    }
    return activity;
  }

  boolean returnsSynchronously() {
    return true;
  }

  Command.Handling handling() {
    return Command.Handling.HANDLED;
  }

  /** The command that carries what the code did. */
  AttemptResult result() {
    var writes = Writes.of(dataFields, activityDataFields, newFolio, null, Map.of());
    return new AttemptResult(
        new Command.ReturnAttempt(
            item, attempt, returnsSynchronously(), writes.changes(), jumps, handling()),
        writes.largeValues());
  }

  private final class InstanceView implements Instance {
    @Override
    public long id() {
      return state.instance();
    }

    @Override
    public String process() {
      return state.process();
    }

    @Override
    public int version() {
      return definition.version();
    }

    @Override
    public String folio() {
      return newFolio == null ? state.folio() : newFolio;
    }

    @Override
    public void setFolio(String folio) {
      newFolio = Folio.checked(folio);
    }

    @Override
    public String originator() {
      return state.originator();
    }

    @Override
    public int priority() {
      return state.priority();
    }

    @Override
    public DataFields dataFields() {
      return dataFields;
    }
  }

  private record ActivityInstanceView(
      org.baltoro.kernel.ActivityInstance instance, Fields dataFields) implements ActivityInstance {
    @Override
    public int id() {
      return instance.id();
    }

    @Override
    public String name() {
      return instance.activity();
    }
  }
}
