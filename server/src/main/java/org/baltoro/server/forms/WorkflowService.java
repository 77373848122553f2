package org.baltoro.server.forms;

import java.util.List;
import java.util.function.Supplier;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Definitions.ProcessSummary;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceContext;
import org.baltoro.forms.broker.ServiceDescription;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.broker.workflow.WorkflowBroker;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/**
 * All processes of the engine as service objects, as they are: which there are, and in which
 * version, is looked at with every use. The engine has that in memory, and sees what other nodes
 * deploy within a second.
 */
final class WorkflowService implements ServiceBroker {
  private final Supplier<Connection> trusted;
  private volatile @Nullable Known known;

  WorkflowService(Supplier<Connection> trusted) {
    this.trusted = trusted;
  }

  private record Known(List<ProcessSummary> processes, WorkflowBroker broker) {}

  @Override
  public ServiceDescription describe() {
    return current().describe();
  }

  @Override
  public void refresh() {
    current().refresh();
  }

  @Override
  public ServiceResult execute(ServiceCall call, ServiceContext context) {
    return current().execute(call, context);
  }

  private WorkflowBroker current() {
    List<ProcessSummary> processes;
    try (var connection = trusted.get()) {
      processes = connection.definitions().processes();
    } catch (BaltoroException unreachable) {
      throw new SmartObjectException(
          SmartObjectProblem.UNAVAILABLE,
          "The workflow can't say which processes there are: " + unreachable.getMessage(),
          List.of(),
          unreachable);
    }
    var now = known;
    if (now == null || !now.processes.equals(processes)) {
      var names = processes.stream().map(ProcessSummary::process).toList();
      now = new Known(processes, new WorkflowBroker(trusted, names));
      known = now;
    }
    return now.broker;
  }
}
