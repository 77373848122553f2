package org.baltoro.engine.code;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.baltoro.api.DataFields;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.engine.data.Fields;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/** The object called {@code k2}: one attempt's view of its event and instance. */
final class AttemptContext implements ServerEventContext {
  private final ProcessState state;
  private final ProcessDefinition definition;
  private final ServerEvent event;
  private final int item;
  private final int attempt;
  private final Runnable beforeSerialNumber;
  private final Fields dataFields;
  private final Fields activityDataFields;
  private final org.baltoro.kernel.ActivityInstance activityInstance;
  private boolean synchronous = true;
  private @Nullable String newFolio;

  AttemptContext(
      ProcessState state,
      ProcessDefinition definition,
      ServerEvent event,
      int item,
      int attempt,
      UnaryOperator<Value> whole,
      Runnable beforeSerialNumber) {
    this.state = state;
    this.definition = definition;
    this.event = event;
    this.item = item;
    this.attempt = attempt;
    this.beforeSerialNumber = beforeSerialNumber;
    activityInstance =
        state.activity(
            java.util.Objects.requireNonNull(state.events().get(item)).activityInstance());
    dataFields =
        new Fields(
            "Process '%s'".formatted(state.process()),
            definition.dataFields(),
            state.dataFields(),
            whole);
    activityDataFields =
        new Fields(
            "Activity '%s'".formatted(activityInstance.activity()),
            definition.activity(activityInstance.activity()).dataFields(),
            activityInstance.dataFields(),
            whole);
  }

  @Override
  public boolean synchronous() {
    return synchronous;
  }

  @Override
  public void setSynchronous(boolean now) {
    synchronous = now;
  }

  @Override
  public String serialNumber() {
    beforeSerialNumber.run();
    return new SerialNumber(state.instance(), item).toString();
  }

  @Override
  public Instance processInstance() {
    return new InstanceView();
  }

  @Override
  public ActivityInstance activityInstance() {
    return new ActivityInstanceView();
  }

  @Override
  public String eventName() {
    return event.name();
  }

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
    return event.configuration();
  }

  /** The command that carries what the code did. */
  AttemptResult result() {
    var process = LargeContent.split(dataFields.writes());
    var activity = LargeContent.split(activityDataFields.writes());
    var contents = new HashMap<>(process.contents());
    contents.putAll(activity.contents());
    var changes =
        new Command.Changes(process.values(), activity.values(), newFolio, null, new TreeMap<>());
    return new AttemptResult(
        new Command.ReturnAttempt(item, attempt, synchronous, changes), contents);
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
      newFolio = org.baltoro.engine.data.Folio.checked(folio);
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

  private final class ActivityInstanceView implements ActivityInstance {
    @Override
    public int id() {
      return activityInstance.id();
    }

    @Override
    public String name() {
      return activityInstance.activity();
    }

    @Override
    public DataFields dataFields() {
      return activityDataFields;
    }
  }
}
