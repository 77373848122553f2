package org.baltoro.engine.security;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.baltoro.kernel.Directory;
import org.baltoro.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Who there is, by the accounts, roles and absences of the store. What was read is taken for true
 * for two seconds; what this node itself changes is seen at once.
 *
 * <p>Which groups somebody is in who asks is the {@link Principal}'s to say, so that they may come
 * from elsewhere; roles are always looked up here, by the name and the groups.
 */
public final class StoredDirectory implements Directory {
  private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(2);
  private static final String GROUP = "group:";
  private static final String ROLE = "role:";

  /** Managers above each other; more are taken for a circle. */
  private static final int LEVELS_MAX = 100;

  private final Store store;
  private final Remembered<String, Map<String, List<String>>> roles =
      new Remembered<>(ASKED_AGAIN_AFTER, 1);
  private final Remembered<String, Map<String, List<String>>> groups =
      new Remembered<>(ASKED_AGAIN_AFTER, 1);
  private final Remembered<String, Optional<String>> managers =
      new Remembered<>(ASKED_AGAIN_AFTER, 100_000);
  private final Remembered<String, Absences> absences = new Remembered<>(ASKED_AGAIN_AFTER, 1);

  public StoredDirectory(Store store) {
    this.store = store;
  }

  // ---- for destinations

  @Override
  public List<String> members(String subject) {
    var users = new LinkedHashSet<String>();
    var seen = new HashSet<String>();
    var asked = new ArrayDeque<String>();
    asked.add(subject);
    while (!asked.isEmpty()) {
      var next = asked.remove();
      if (!seen.add(next)) {
        continue;
      }
      if (next.startsWith(GROUP)) {
        users.addAll(groups().getOrDefault(next.substring(GROUP.length()), List.of()));
      } else if (next.startsWith(ROLE)) {
        asked.addAll(roles().getOrDefault(next.substring(ROLE.length()), List.of()));
      } else {
        users.add(next);
      }
    }
    return List.copyOf(users);
  }

  @Override
  public @Nullable String managerOf(String user) {
    return managers
        .get(user, name -> Optional.of(Optional.ofNullable(store.people().managerOf(name))))
        .orElseThrow()
        .orElse(null);
  }

  // ---- for those who ask

  /** All that a grant or a destination may call this principal, with its roles. */
  public List<String> subjects(Principal principal) {
    var subjects = new ArrayList<>(principal.subjects());
    rolesOf(principal).forEach(role -> subjects.add(ROLE + role));
    return subjects;
  }

  /** True if a grant to {@code subject}, as definitions write it, reaches this principal. */
  public boolean reaches(Principal principal, String subject) {
    return subject.startsWith(ROLE)
        ? rolesOf(principal).contains(subject.substring(ROLE.length()))
        : principal.isOneOf(subject);
  }

  private Set<String> rolesOf(Principal principal) {
    var all = roles();
    var own = new TreeSet<String>();
    boolean more = !all.isEmpty();
    while (more) {
      more = false;
      for (var role : all.entrySet()) {
        boolean in =
            role.getValue().stream()
                .anyMatch(member ->
                    member.startsWith(ROLE)
                        ? own.contains(member.substring(ROLE.length()))
                        : principal.isOneOf(member));
        more |= in && own.add(role.getKey());
      }
    }
    return own;
  }

  /** True if one manages the other, or manages who does. */
  public boolean manages(String manager, String user) {
    var above = managerOf(user);
    for (int level = 0; above != null && level < LEVELS_MAX; level++) {
      if (above.equals(manager)) {
        return true;
      }
      above = managerOf(above);
    }
    return false;
  }

  public Absences absences() {
    return absences
        .get("", all -> Optional.of(new Absences(store.people().absences())))
        .orElseThrow();
  }

  /** What was known is asked again. */
  public void forget() {
    roles.forget();
    groups.forget();
    managers.forget();
    absences.forget();
  }

  private Map<String, List<String>> roles() {
    return roles.get("", all -> Optional.of(store.people().roles())).orElseThrow();
  }

  /** The enabled users of every group, in the order of their names. */
  private Map<String, List<String>> groups() {
    return groups.get("", all -> Optional.of(readGroups())).orElseThrow();
  }

  private Map<String, List<String>> readGroups() {
    var members = new HashMap<String, List<String>>();
    for (var user : store.accounts().users()) {
      if (!user.disabled()) {
        for (var group : user.groups()) {
          members.computeIfAbsent(group, none -> new ArrayList<>()).add(user.name());
        }
      }
    }
    return members;
  }
}
