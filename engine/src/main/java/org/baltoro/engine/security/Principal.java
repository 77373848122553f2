package org.baltoro.engine.security;

import java.util.ArrayList;
import java.util.List;
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
