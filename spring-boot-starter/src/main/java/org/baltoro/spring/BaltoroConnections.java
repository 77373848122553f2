package org.baltoro.spring;

import java.util.Set;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the engine in this application, one for whoever acts. They are light: make one
 * where it is needed. Rights are those that definitions and the administration give.
 */
public final class BaltoroConnections {
  private final BaltoroEngine engine;
  private final BaltoroUser.@Nullable Current current;

  BaltoroConnections(BaltoroEngine engine, BaltoroUser.@Nullable Current current) {
    this.engine = engine;
    this.current = current;
  }

  /** As a user whom the engine's own administration knows, with the groups that it knows. */
  public Connection asKnown(String user) {
    return engine.get().connectAs(user);
  }

  /** As a user whom the application has authenticated, in these groups. */
  public Connection as(String user, String... groups) {
    return engine.get().connectAs(user, Set.of(groups));
  }

  /** As a user whom the application has authenticated. */
  public Connection as(BaltoroUser user) {
    return engine.get().connectAs(user.name(), user.groups());
  }

  /**
   * As whoever is asking.
   *
   * @throws BaltoroException {@link Problem#NOT_AUTHENTICATED} if nobody is logged in
   * @throws IllegalStateException if there is neither Spring Security nor a bean that says so
   */
  public Connection current() {
    if (current == null) {
      throw new IllegalStateException(
          "Who is asking is not known here: add Spring Security, or a bean of type"
              + " BaltoroUser.Current.");
    }
    return as(current.get());
  }

  /** As the application itself, which may everything; the journal names {@code user}. */
  public Connection trusted(String user) {
    return engine.get().connectTrusted(user);
  }
}
