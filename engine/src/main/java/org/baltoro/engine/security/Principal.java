package org.baltoro.engine.security;

import java.util.Set;

/**
 * Who is asking.
 *
 * @param trusted code of this process, which has every right
 */
public record Principal(String name, Set<String> groups, boolean trusted) {
  public Principal {
    groups = Set.copyOf(groups);
  }

  /** True if a grant to {@code subject}, as definitions write it, reaches this principal. */
  boolean isOneOf(String subject) {
    return subject.equals("everyone")
        || (subject.startsWith("group:")
            ? groups.contains(subject.substring(6))
            : subject.equals(name));
  }
}
