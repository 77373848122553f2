package org.baltoro.forms.broker.workflow;

import org.baltoro.api.Connection;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceObject;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;

/** A service object of the workflow. */
interface WorkflowObject {
  ServiceObject description();

  /**
   * Executes a method of it.
   *
   * @throws org.baltoro.api.BaltoroException as the workflow refuses
   */
  ServiceResult execute(ServiceCall call, Connection connection);

  /** A method that the description does not have: a definition is older than the service. */
  static SmartObjectException unknown(ServiceCall call) {
    return new SmartObjectException(
        SmartObjectProblem.INVALID_DEFINITION,
        "'%s' has no method '%s'.".formatted(call.serviceObject(), call.serviceMethod()));
  }
}
