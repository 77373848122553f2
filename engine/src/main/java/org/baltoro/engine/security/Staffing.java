package org.baltoro.engine.security;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.OutOfOffice;
import org.baltoro.api.OutOfOffice.Forwarding;
import org.baltoro.api.Problem;
import org.baltoro.store.People.Absence;
import org.baltoro.store.People.Forward;
import org.baltoro.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Changes of managers, roles and absences. The caller has checked the rights. Names of users are
 * stored with the users' own letters.
 */
public final class Staffing {
  private static final int LEVELS_MAX = 100;

  private final Store store;
  private final StoredDirectory directory;

  public Staffing(Store store, StoredDirectory directory) {
    this.store = store;
    this.directory = directory;
  }

  // ---- managers

  public void setManager(String user, @Nullable String manager) {
    var name = named(user);
    var above = manager == null ? null : named(manager);
    for (var level = above; level != null; level = store.people().managerOf(level)) {
      if (level.equals(name)) {
        throw refused(
            "manager",
            "'%s' can't be the manager of '%s': '%s' would manage themselves, through others or directly."
                .formatted(above, name, name));
      }
    }
    changing(() -> store.people().setManager(name, above));
  }

  // ---- roles

  public void createRole(String role, List<Subject> members) {
    if (!role.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@-]{0,99}")) {
      throw refused(
          "name",
          "'%s' is no role name: give 1 to 100 letters, digits, spaces and . _ @ -."
              .formatted(role));
    }
    var stored = stored(role, members);
    changing(() -> {
      if (!store.people().insertRole(role, stored)) {
        throw refused("name", "There is a role '%s' already.".formatted(role));
      }
    });
  }

  public void setRoleMembers(String role, List<Subject> members) {
    var stored = stored(role, members);
    changing(() -> {
      if (!store.people().setMembers(role, stored)) {
        throw noSuchRole(role);
      }
    });
  }

  public void deleteRole(String role) {
    changing(() -> {
      if (!store.people().deleteRole(role)) {
        throw noSuchRole(role);
      }
    });
  }

  private List<String> stored(String role, List<Subject> members) {
    var roles = store.people().roles();
    var stored = new LinkedHashSet<String>();
    for (var member : members) {
      switch (member.kind()) {
        case USER -> stored.add(named(member.name()));
        case GROUP -> stored.add(member.toString());
        case ROLE -> {
          if (!roles.containsKey(member.name())) {
            throw noSuchRole(member.name());
          }
          if (contains(roles, member.name(), role, 0)) {
            throw refused(
                "members",
                "'%s' can't be in role '%s', which is in it: the role would contain itself."
                    .formatted(member, role));
          }
          stored.add(member.toString());
        }
        case EVERYONE ->
            throw refused(
                "members",
                "'everyone' can't be in a role: grant rights and give work to everyone directly.");
      }
    }
    return List.copyOf(stored);
  }

  private static boolean contains(
      Map<String, List<String>> roles, String role, String wanted, int level) {
    return role.equals(wanted)
        || (level < LEVELS_MAX
            && roles.getOrDefault(role, List.of()).stream()
                .filter(member -> member.startsWith("role:"))
                .anyMatch(member -> contains(roles, member.substring(5), wanted, level + 1)));
  }

  // ---- absences

  public OutOfOffice outOfOffice(String user) {
    var name = named(user);
    var absence =
        Objects.requireNonNullElse(
            store.people().absence(name), new Absence(name, false, List.of()));
    var byRule = new LinkedHashMap<Forward, List<String>>();
    for (var forward : absence.forwards()) {
      var rule = new Forward(forward.process(), forward.activity(), forward.event(), "");
      byRule.computeIfAbsent(rule, none -> new ArrayList<>()).add(forward.to());
    }
    var others = byRule.remove(new Forward("", "", "", ""));
    var exceptions = new ArrayList<Forwarding>();
    byRule.forEach((rule, to) ->
        exceptions.add(
            new Forwarding(rule.process(), orNull(rule.activity()), orNull(rule.event()), to)));
    return new OutOfOffice(
        name,
        absence.away(),
        others == null ? List.of() : others,
        exceptions,
        List.copyOf(directory.absences().standIns(name, Absences.Work.OTHER)));
  }

  public OutOfOffice setOutOfOffice(OutOfOffice settings) {
    var name = named(settings.user());
    var forwards = new LinkedHashSet<Forward>();
    for (var to : settings.forwardTo()) {
      forwards.add(new Forward("", "", "", other(name, to)));
    }
    for (var exception : settings.exceptions()) {
      if (exception.process().isBlank() || exception.forwardTo().isEmpty()) {
        throw refused(
            "exceptions",
            "An exception names a process and at least one user to whom its work goes.");
      }
      for (var to : exception.forwardTo()) {
        forwards.add(
            new Forward(
                exception.process(),
                orEmpty(exception.activity()),
                orEmpty(exception.event()),
                other(name, to)));
      }
    }
    changing(
        () -> store.people().setAbsence(new Absence(name, settings.out(), List.copyOf(forwards))));
    return outOfOffice(name);
  }

  private String other(String user, String to) {
    var name = named(to);
    if (name.equals(user)) {
      throw refused(
          "forwardTo", "'%s' can't stand in for themselves: name another user.".formatted(name));
    }
    return name;
  }

  // ---- what the changes share

  private void changing(Runnable change) {
    try {
      change.run();
    } finally {
      directory.forget();
    }
  }

  private String named(String user) {
    var row = store.accounts().user(user);
    if (row == null || row.disabled()) {
      throw new BaltoroException(
          Problem.NOT_FOUND, "There is no active user '%s'.".formatted(user));
    }
    return row.name();
  }

  private static BaltoroException noSuchRole(String role) {
    return new BaltoroException(Problem.NOT_FOUND, "There is no role '%s'.".formatted(role));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static BaltoroException refused(String field, String message) {
    return new BaltoroException(Problem.INVALID_REQUEST, message, Map.of("field", field));
  }
}
