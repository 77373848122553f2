package org.baltoro.forms.smartobject.layer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/** The service instances that are registered, by name. May be shared by threads. */
public final class Services {
  private final Map<String, ServiceBroker> byName = new ConcurrentSkipListMap<>();

  /** Registers one; one of that name is replaced. */
  public Services register(String name, ServiceBroker broker) {
    byName.put(name, broker);
    return this;
  }

  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  public @Nullable ServiceBroker find(String name) {
    return byName.get(name);
  }

  /**
   * The one of that name.
   *
   * @throws SmartObjectException {@link SmartObjectProblem#INVALID_DEFINITION} if there is none
   */
  ServiceBroker broker(String name) {
    var broker = byName.get(name);
    if (broker == null) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "There is no service '%s'; registered are %s.".formatted(name, Names.shown(names())));
    }
    return broker;
  }
}
