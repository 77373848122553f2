package org.baltoro.spring;

import java.util.Set;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;

/**
 * Somebody whom the application has authenticated.
 *
 * @param groups as definitions name them, without {@code group:}
 */
public record BaltoroUser(String name, Set<String> groups) {
  public BaltoroUser {
    groups = Set.copyOf(groups);
  }

  /** A bean that says who is asking. With Spring Security there is one. */
  @FunctionalInterface
  public interface Current {
    /**
     * @throws BaltoroException {@link Problem#NOT_AUTHENTICATED}
     */
    BaltoroUser get();
  }
}
