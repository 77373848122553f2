package org.baltoro.engine.connection;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.baltoro.engine.security.Absences.Work;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.EventInstance.Status.Offered;
import org.baltoro.kernel.ItemRights;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.definition.Destination;
import org.jspecify.annotations.Nullable;

/**
 * By what somebody has a worklist item: as their own, in the place of one who is out of office, or
 * as the manager of whose it is.
 *
 * @param subjects all that a destination may call them; where the item is not their own, with those
 *     in whose place they have it
 * @param onBehalfOf whose it is; null: their own
 */
record Having(List<String> subjects, @Nullable String onBehalfOf) {
  private static final String EVERYONE = "everyone";

  /** Null if they do not have it. */
  static @Nullable Having of(Parts parts, Principal principal, Work work, Offered offered) {
    var own = parts.directory().subjects(principal);
    return offered.isFor(own)
        ? having(offered, principal, own)
        : represented(parts, principal, work, offered, own, true);
  }

  /** As on their own worklist: without the items of those whom they manage. */
  static @Nullable Having listed(
      Parts parts, Principal principal, Work work, Offered offered, List<String> own) {
    return offered.isFor(own)
        ? having(offered, principal, own)
        : represented(parts, principal, work, offered, own, false);
  }

  /**
   * All that a destination may call them in an instance, with those in whose place they have open
   * items of it; null if none is theirs.
   */
  static @Nullable List<String> anyOf(Parts parts, Principal principal, ProcessState state) {
    var subjects = new LinkedHashSet<String>();
    for (var event : state.events().values()) {
      if (event.status() instanceof Offered offered) {
        var having = of(parts, principal, WorklistPages.work(parts, state, event), offered);
        subjects.addAll(having == null ? List.of() : having.subjects());
      }
    }
    return subjects.isEmpty() ? null : List.copyOf(subjects);
  }

  private static @Nullable Having represented(
      Parts parts,
      Principal principal,
      Work work,
      Offered offered,
      List<String> own,
      boolean managed) {
    var name = principal.name();
    var others = new ArrayList<String>();
    for (var user : users(offered)) {
      if (parts.directory().absences().standIns(user, work).contains(name)
          || (managed && parts.directory().manages(name, user))) {
        others.add(user);
      }
    }
    if (others.isEmpty()) {
      return null;
    }
    var subjects = new ArrayList<>(own);
    subjects.addAll(others);
    return having(offered, principal, subjects);
  }

  private static Having having(Offered offered, Principal principal, List<String> subjects) {
    return new Having(subjects, ItemRights.onBehalfOf(offered, principal.name(), subjects));
  }

  /** Those who have it by their own names. */
  private static List<String> users(Offered offered) {
    var users = new LinkedHashSet<>(offered.destinations());
    offered.shares().forEach(share -> users.add(share.to()));
    users.removeIf(name -> name.equals(EVERYONE) || new Destination.Subject(name).isOfSeveral());
    return List.copyOf(users);
  }
}
