package org.baltoro.forms.smartobject.layer;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/** The service instances that are registered, by name. May be shared by threads. */
public final class Services {
  private final Map<String, ServiceBroker> byName = new ConcurrentSkipListMap<>();
  private volatile @Nullable ServiceSource source;

  /** Registers one; one of that name is replaced. */
  public Services register(String name, ServiceBroker broker) {
    byName.put(name, broker);
    return this;
  }

  /** Those of this source are there, too; one that is registered under its name hides another. */
  public Services with(ServiceSource others) {
    source = others;
    return this;
  }

  public List<String> names() {
    var names = new TreeSet<>(byName.keySet());
    var others = source;
    if (others != null) {
      names.addAll(others.names());
    }
    return List.copyOf(names);
  }

  public @Nullable ServiceBroker find(String name) {
    var registered = byName.get(name);
    var others = source;
    return registered != null || others == null ? registered : others.find(name);
  }

  /**
   * The one of that name.
   *
   * @throws SmartObjectException {@link SmartObjectProblem#INVALID_DEFINITION} if there is none
   */
  ServiceBroker broker(String name) {
    var broker = find(name);
    if (broker == null) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "There is no service '%s'; registered are %s.".formatted(name, Names.shown(names())));
    }
    return broker;
  }
}
