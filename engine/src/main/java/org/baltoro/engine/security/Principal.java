package org.baltoro.engine.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who is asking.
 *
 * @param trusted code of this process, which has every right
 * @param impersonated another acts in this name
 */
public record Principal(String name, Set<String> groups, boolean trusted, boolean impersonated) {
  public Principal {
    groups = Set.copyOf(groups);
  }

  public Principal(String name, Set<String> groups, boolean trusted) {
    this(name, groups, trusted, false);
  }

  /** The same, when another acts in this name. */
  public Principal actedAs() {
    return new Principal(name, groups, trusted, true);
  }

  /** True if a grant to {@code subject}, as definitions write it, reaches this principal. */
  public boolean isOneOf(String subject) {
    return subject.equals("everyone")
        || (subject.startsWith("group:")
            ? groups.contains(subject.substring(6))
            : subject.equals(name));
  }

  /** All that a grant or a destination may call this principal: its name and its groups. */
  public List<String> subjects() {
    var subjects = new ArrayList<String>();
    subjects.add(name);
    subjects.add("everyone");
    groups.forEach(group -> subjects.add("group:" + group));
    return subjects;
  }
}
