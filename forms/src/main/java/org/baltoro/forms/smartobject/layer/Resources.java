package org.baltoro.forms.smartobject.layer;

import org.baltoro.forms.broker.TransactionalResource;
import org.baltoro.forms.smartobject.Method;
import org.jspecify.annotations.Nullable;

/** Finds which transactions can hold a method. */
final class Resources {
  private Resources() {}

  /** The resource of all the method's services; null if one has none, or they differ. */
  static @Nullable TransactionalResource common(Services services, Method method) {
    TransactionalResource common = null;
    for (var binding : method.bindings().bindings()) {
      var broker = services.broker(binding.service());
      // Read before a transaction takes a connection that reading may need.
      broker.describe();
      var resource = broker.transactionalResource();
      if (resource == null || (common != null && differ(common, resource))) {
        return null;
      }
      common = resource;
    }
    return common;
  }

  /** The same resource is the same object. */
  @SuppressWarnings("ReferenceEquality")
  static boolean differ(TransactionalResource one, TransactionalResource other) {
    return one != other;
  }

  /** Why {@link #common} is null, for messages. */
  static String why(Services services, Method method) {
    for (var binding : method.bindings().bindings()) {
      if (services.broker(binding.service()).transactionalResource() == null) {
        return "have no transactions: '%s' has none".formatted(binding.service());
      }
    }
    return "have no transaction in common";
  }
}
