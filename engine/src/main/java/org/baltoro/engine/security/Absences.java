package org.baltoro.engine.security;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.store.People.Absence;
import org.baltoro.store.People.Forward;
import org.jspecify.annotations.Nullable;

/** Who is out of office now, and who has their work in the end. */
public final class Absences {
  private final Map<String, Absence> away = new HashMap<>();

  /**
   * @param absences of those who are away; others are left out
   */
  public Absences(List<Absence> absences) {
    for (var absence : absences) {
      if (absence.away()) {
        away.put(absence.user(), absence);
      }
    }
  }

  /** A piece of work, to find the exception that is for it. */
  public record Work(String process, String activity, String event) {
    /** What no exception is for. */
    static final Work OTHER = new Work("", "", "");
  }

  /**
   * Who has a user's work in the end: one who is away forwards it further. Empty if the user is
   * there, and if nobody is left: then it stays with the user alone.
   */
  public Set<String> standIns(String user, Work work) {
    var found = new LinkedHashSet<String>();
    var seen = new HashSet<>(Set.of(user));
    var asked = new ArrayDeque<String>();
    asked.add(user);
    while (!asked.isEmpty()) {
      for (var other : forwards(away.get(asked.remove()), work)) {
        if (seen.add(other)) {
          if (away.containsKey(other)) {
            asked.add(other);
          } else {
            found.add(other);
          }
        }
      }
    }
    return found;
  }

  /** Those whose work may be this user's, or some of it. */
  public Set<String> mayBeRepresentedBy(String user) {
    if (away.isEmpty() || away.containsKey(user)) {
      return Set.of();
    }
    var represented = new LinkedHashSet<String>();
    var asked = new ArrayDeque<String>();
    asked.add(user);
    while (!asked.isEmpty()) {
      var to = asked.remove();
      for (var absence : away.values()) {
        boolean forwards = absence.forwards().stream().anyMatch(one -> one.to().equals(to));
        if (forwards && represented.add(absence.user())) {
          asked.add(absence.user());
        }
      }
    }
    return represented;
  }

  /** Of the rules that fit, those that say most. */
  private static List<String> forwards(@Nullable Absence absence, Work work) {
    if (absence == null) {
      return List.of();
    }
    int most =
        absence.forwards().stream()
            .filter(forward -> fits(forward, work))
            .mapToInt(Absences::says)
            .max()
            .orElse(0);
    return absence.forwards().stream()
        .filter(forward -> fits(forward, work) && says(forward) == most)
        .map(Forward::to)
        .toList();
  }

  private static boolean fits(Forward forward, Work work) {
    return fits(forward.process(), work.process)
        && fits(forward.activity(), work.activity)
        && fits(forward.event(), work.event);
  }

  private static boolean fits(String wanted, String found) {
    return wanted.isEmpty() || wanted.equals(found);
  }

  /** An event says more than an activity, and that more than the process alone. */
  private static int says(Forward forward) {
    return (forward.process().isEmpty() ? 0 : 1)
        + (forward.activity().isEmpty() ? 0 : 2)
        + (forward.event().isEmpty() ? 0 : 4);
  }
}
