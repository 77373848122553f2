package org.baltoro.server.forms;

import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceContext;
import org.baltoro.forms.broker.ServiceDescription;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;

/**
 * A service that this server does not use, and says why not.
 *
 * @param reason a sentence
 */
record UnusableService(String name, String reason) implements ServiceBroker {
  @Override
  public ServiceDescription describe() {
    throw refusal();
  }

  @Override
  public void refresh() {
    throw refusal();
  }

  @Override
  public ServiceResult execute(ServiceCall call, ServiceContext context) {
    throw refusal();
  }

  private SmartObjectException refusal() {
    return new SmartObjectException(SmartObjectProblem.UNAVAILABLE, reason);
  }
}
