package org.baltoro.bench.contender;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Users and groups of the human task: 40 users, each in 50 of 1,000 groups, each group with two of
 * them.
 */
public final class People {
  public static final int GROUPS = 1_000;
  public static final int PAGE = 20;
  private static final int GROUPS_OF_A_USER = 50;
  private static final int GROUPS_BETWEEN_USERS = 25;

  private static final List<User> USERS = users();

  private People() {}

  /**
   * @param groups neighbours of each other
   */
  public record User(int number, String name, List<String> groups) {
    public User {
      groups = List.copyOf(groups);
    }

    public String anyGroup() {
      return groups.get(ThreadLocalRandom.current().nextInt(groups.size()));
    }
  }

  /** All, by number. */
  public static List<User> all() {
    return USERS;
  }

  public static User any() {
    return USERS.get(ThreadLocalRandom.current().nextInt(USERS.size()));
  }

  private static List<User> users() {
    var users = new ArrayList<User>();
    for (int number = 0; number < GROUPS / GROUPS_BETWEEN_USERS; number++) {
      int first = number * GROUPS_BETWEEN_USERS;
      var groups = new ArrayList<String>();
      for (int next = 0; next < GROUPS_OF_A_USER; next++) {
        groups.add("g" + (first + next) % GROUPS);
      }
      users.add(new User(number, "user" + number, groups));
    }
    return Collections.unmodifiableList(users);
  }
}
