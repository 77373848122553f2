package org.baltoro.forms.smartobject;

import java.util.List;

/** Who may execute a method. */
public sealed interface Rights {
  Rights EVERYONE = new Everyone();

  record Everyone() implements Rights {}

  /** These users, and the members of these groups. */
  record Only(List<String> users, List<String> groups) implements Rights {
    public Only {
      users = List.copyOf(users);
      groups = List.copyOf(groups);
    }
  }

  static Rights users(String... users) {
    return new Only(List.of(users), List.of());
  }

  static Rights groups(String... groups) {
    return new Only(List.of(), List.of(groups));
  }

  default boolean allow(Caller caller) {
    return switch (this) {
      case Everyone everyone -> true;
      case Only only ->
          only.users().contains(caller.user())
              || only.groups().stream().anyMatch(caller.groups()::contains);
    };
  }
}
