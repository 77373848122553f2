package org.baltoro.engine.code;

import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.baltoro.api.code.CodeContext;
import org.baltoro.api.code.CodeHandler;
import org.baltoro.api.code.RegisteredHandler;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.api.code.ServerEventHandler;
import org.jspecify.annotations.Nullable;

/**
 * Registered handlers by name: from {@link ServiceLoader}, by plain registration, from the builder.
 */
public final class Handlers {
  private final ConcurrentHashMap<String, Registered> byName = new ConcurrentHashMap<>();

  /**
   * A handler.
   *
   * @param context what it is written for
   * @param repeatable running it twice does no harm
   */
  public record Registered(
      CodeHandler<?> handler, Class<? extends CodeContext> context, boolean repeatable) {
    public Registered(ServerEventHandler handler, boolean repeatable) {
      this(handler, ServerEventContext.class, repeatable);
    }
  }

  /** Registers what {@link ServiceLoader} finds. */
  public void loadServices() {
    for (var handler : ServiceLoader.load(RegisteredHandler.class)) {
      register(handler.name(), new Registered(handler, handler.repeatable()));
    }
  }

  /** Registers a handler; a second one of the same name takes the place of the first. */
  public void register(String name, Registered handler) {
    byName.put(name, handler);
  }

  /** The handler with this name, or null if there is none. */
  public @Nullable Registered find(String name) {
    return byName.get(name);
  }

  public Set<String> names() {
    return new java.util.TreeSet<>(byName.keySet());
  }
}
