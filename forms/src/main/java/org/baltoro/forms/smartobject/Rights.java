package org.baltoro.forms.smartobject;

import java.util.List;

/** Who may execute a method. */
public sealed interface Rights {
  Rights EVERYONE = new Everyone();

  boolean allow(Caller caller);

  record Everyone() implements Rights {
    @Override
    public boolean allow(Caller caller) {
      return true;
    }
  }

  /** These users, and the members of these groups. */
  record Only(List<String> users, List<String> groups) implements Rights {
    public Only {
      users = List.copyOf(users);
      groups = List.copyOf(groups);
    }

    @Override
    public boolean allow(Caller caller) {
      return users.contains(caller.user()) || groups.stream().anyMatch(caller.groups()::contains);
    }
  }

  static Rights users(String... users) {
    return new Only(List.of(users), List.of());
  }

  static Rights groups(String... groups) {
    return new Only(List.of(), List.of(groups));
  }
}
