package org.baltoro.engine.code;

import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.baltoro.api.code.RegisteredHandler;
import org.baltoro.api.code.ServerEventHandler;
import org.jspecify.annotations.Nullable;

/**
 * Registered handlers by name: from {@link ServiceLoader}, by plain registration, from the builder.
 */
public final class Handlers {
  private final ConcurrentHashMap<String, Registered> byName = new ConcurrentHashMap<>();

  /** A handler and whether running it twice does no harm. */
  record Registered(ServerEventHandler handler, boolean repeatable) {}

  /** Registers what {@link ServiceLoader} finds. */
  public void loadServices() {
    for (var handler : ServiceLoader.load(RegisteredHandler.class)) {
      register(handler.name(), handler, handler.repeatable());
    }
  }

  /** Registers a handler; a second one of the same name takes the place of the first. */
  public void register(String name, ServerEventHandler handler, boolean repeatable) {
    byName.put(name, new Registered(handler, repeatable));
  }

  @Nullable Registered find(String name) {
    return byName.get(name);
  }

  public Set<String> names() {
    return new java.util.TreeSet<>(byName.keySet());
  }
}
