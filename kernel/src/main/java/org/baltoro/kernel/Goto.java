package org.baltoro.kernel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.kernel.Command.Jump;
import org.baltoro.kernel.Failure.Place.Arrival;
import org.jspecify.annotations.Nullable;

/** Gotos and expiries that were asked for: expire first, then follow lines, then create. */
final class Goto {
  private Goto() {}

  /** A refusal if one of {@code jumps} names an activity that there is not. */
  static @Nullable Refusal unknown(Draft draft, List<Jump> jumps) {
    for (var jump : jumps) {
      var refused = unknown(draft, jump.activity());
      if (refused == null
          && jump instanceof Jump.Goto(String to, boolean all, String expired)
          && expired != null) {
        refused = unknown(draft, expired);
      }
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  static @Nullable Refusal unknown(Draft draft, String activity) {
    var names = List.copyOf(draft.definition.activities().keySet());
    return names.contains(activity)
        ? null
        : new Refusal.NoSuchActivity(activity, names, Nearest.to(activity, names));
  }

  /**
   * Carries jumps out, all in one decision. The caller settles.
   *
   * @param own the activity of whoever asks; "" for the process
   * @param follow the activity instance whose lines are followed besides: that of a server event; 0
   *     for none
   */
  static void carryOut(
      Draft draft, List<Jump> jumps, String own, int follow, Fact.Origin origin, String by) {
    Set<Integer> expiring = new LinkedHashSet<>();
    Set<Integer> following = new LinkedHashSet<>();
    boolean everything = false;
    for (var jump : jumps) {
      switch (jump) {
        case Jump.Goto(String to, boolean all, String activity) -> {
          everything |= all;
          expiring.addAll(
              all ? instances(draft, null) : instances(draft, activity == null ? own : activity));
        }
        case Jump.Expire(String activity) -> {
          var expired = instances(draft, activity);
          expiring.addAll(expired);
          following.addAll(expired);
        }
      }
    }
    if (expiring.contains(follow)) {
      following.add(follow);
    }
    for (int id : expiring) {
      Expiry.expireContent(draft, id, by);
      if (!following.contains(id)) {
        draft.emit(new Fact.ActivityExpired(id, false, by, draft.now()));
      }
    }
    if (everything) {
      Expiry.expireArrivals(draft, by);
      if (Expiry.expireStart(draft, by)) {
        Escalating.armProcess(draft);
      }
    }
    for (int id : following) {
      Flow.leave(draft, id, true, by);
    }
    for (var jump : jumps) {
      if (jump instanceof Jump.Goto(String to, boolean all, String expired)) {
        draft.emit(new Fact.WentToActivity(to, origin, by, draft.now()));
        draft.arrivals.add(Arrival.byGoto(to));
      }
    }
  }

  /** True if carrying out {@code jumps} expires this activity instance. */
  static boolean expires(Draft draft, List<Jump> jumps, int activityInstance) {
    var own = draft.state.activity(activityInstance).activity();
    for (var jump : jumps) {
      boolean hit =
          switch (jump) {
            case Jump.Goto(String to, boolean all, String activity) ->
                all || activity == null || activity.equals(own);
            case Jump.Expire(String activity) -> activity.equals(own);
          };
      if (hit) {
        return true;
      }
    }
    return false;
  }

  /** The active instances of an activity; of all for null. */
  private static List<Integer> instances(Draft draft, @Nullable String activity) {
    return draft.state.activities().values().stream()
        .filter(instance -> !instance.isDestination())
        .filter(instance -> activity == null || instance.activity().equals(activity))
        .map(ActivityInstance::id)
        .toList();
  }
}
