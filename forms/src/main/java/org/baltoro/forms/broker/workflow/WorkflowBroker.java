package org.baltoro.forms.broker.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceContext;
import org.baltoro.forms.broker.ServiceDescription;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/**
 * Three kinds of service objects: {@code Worklist Item}; {@code Process Instance}, of any process;
 * and one for each process that is named, with its data fields as properties. It has no
 * transactions: what is committed in the workflow stays.
 */
public final class WorkflowBroker implements ServiceBroker {
  private final Supplier<Connection> describing;
  private final List<String> processes;
  private volatile @Nullable Known known;

  /**
   * A broker of these processes.
   *
   * @param describing gives a connection that may start the processes: it is asked for their data
   *     fields, and closed
   * @param processes full names
   */
  public WorkflowBroker(Supplier<Connection> describing, List<String> processes) {
    this.describing = describing;
    this.processes = List.copyOf(processes);
  }

  private record Known(ServiceDescription description, Map<String, WorkflowObject> objects) {}

  @Override
  public ServiceDescription describe() {
    return known().description();
  }

  @Override
  public synchronized void refresh() {
    var objects = new ArrayList<WorkflowObject>();
    objects.add(new WorklistItemObject());
    objects.add(new ProcessInstanceObject());
    if (!processes.isEmpty()) {
      try (var connection = describing.get()) {
        processes.forEach(process -> objects.add(ProcessObject.of(connection, process)));
      } catch (BaltoroException failure) {
        throw WorkflowErrors.of(failure);
      }
    }
    var byName = new LinkedHashMap<String, WorkflowObject>();
    objects.forEach(object -> byName.put(object.description().name(), object));
    var descriptions = objects.stream().map(WorkflowObject::description).toList();
    known = new Known(new ServiceDescription(descriptions), byName);
  }

  private Known known() {
    var now = known;
    if (now == null) {
      refresh();
      now = known;
    }
    if (now == null) {
      throw new IllegalStateException("A refresh leaves what it read.");
    }
    return now;
  }

  @Override
  public ServiceResult execute(ServiceCall call, ServiceContext context) {
    var object = known().objects().get(call.serviceObject());
    if (object == null) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "The workflow service has no '%s'; name the process when the service is registered."
              .formatted(call.serviceObject()));
    }
    var connection = context.caller().connection();
    if (connection == null) {
      throw new SmartObjectException(
          SmartObjectProblem.ACCESS_DENIED,
          "%s has no connection to the workflow server; log in to it."
              .formatted(context.caller().user()));
    }
    try {
      return object.execute(call, connection);
    } catch (BaltoroException failure) {
      throw WorkflowErrors.of(failure);
    }
  }
}
