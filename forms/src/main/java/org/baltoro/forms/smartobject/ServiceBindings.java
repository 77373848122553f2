package org.baltoro.forms.smartobject;

import java.util.List;

/**
 * The service methods that a method calls, in order.
 *
 * @param bindings at least one; more make the method composite
 */
public record ServiceBindings(List<ServiceBinding> bindings, OnFailure onFailure) {
  public ServiceBindings {
    bindings = List.copyOf(bindings);
  }

  public static ServiceBindings of(ServiceBinding... bindings) {
    return new ServiceBindings(List.of(bindings), OnFailure.CONTINUE);
  }

  /** These, all undone when one fails. */
  public ServiceBindings withRollback() {
    return new ServiceBindings(bindings, OnFailure.ROLLBACK);
  }
}
