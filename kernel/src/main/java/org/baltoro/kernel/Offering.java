package org.baltoro.kernel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.baltoro.kernel.EventInstance.Allocation;
import org.baltoro.kernel.EventInstance.Share;
import org.baltoro.kernel.EventInstance.Sleep;
import org.baltoro.kernel.EventInstance.Status.Offered;
import org.jspecify.annotations.Nullable;

/** What people's doings make of an offered item. */
final class Offering {
  private Offering() {}

  static Offered opened(Offered item, String user, Instant at) {
    return with(
        item,
        added(item.allocations(), new Allocation(user, at)),
        item.shares(),
        sleepsWithout(item, user));
  }

  static Offered released(Offered item, String user) {
    return with(item, allocationsWithout(item, user), item.shares(), item.sleeps());
  }

  /** Who loses it loses the slot, and those have lost it to whom it was given by them. */
  static Offered redirected(Offered item, List<String> from, List<String> to) {
    return item.destinations().isEmpty() || item.destinations().stream().anyMatch(from::contains)
        ? destinationsRedirected(item, from, to)
        : sharesRedirected(item, from, to);
  }

  /** Who has it by a share gives the share away, with its actions, and not the item. */
  private static Offered sharesRedirected(Offered item, List<String> from, List<String> to) {
    var kept = without(item.shares(), share -> from.contains(share.to()));
    var moved =
        with(
            item,
            without(item.allocations(), held -> from.contains(held.user())),
            kept,
            item.sleeps());
    for (var share : item.shares()) {
      for (var user : from.contains(share.to()) ? to : List.<String>of()) {
        if (!item.destinations().contains(user)) {
          moved = shared(moved, new Share(user, share.from(), share.actions()));
        }
      }
    }
    return moved;
  }

  private static Offered destinationsRedirected(Offered item, List<String> from, List<String> to) {
    var destinations = new ArrayList<String>();
    for (var destination : item.destinations()) {
      if (!from.contains(destination)) {
        destinations.add(destination);
      }
    }
    for (var destination : to) {
      if (!destinations.contains(destination)) {
        destinations.add(destination);
      }
    }
    var shares =
        without(item.shares(), share -> from.contains(share.from()) || from.contains(share.to()));
    boolean all = item.destinations().stream().allMatch(from::contains);
    var allocations =
        all
            ? List.<Allocation>of()
            : without(holding(item, shares), held -> from.contains(held.user()));
    return new Offered(
        destinations,
        item.slots(),
        allocations,
        shares,
        all ? List.of() : item.sleeps(),
        item.responses(),
        item.since());
  }

  static Offered shared(Offered item, Share share) {
    var shares = without(item.shares(), old -> old.to().equals(share.to()));
    return with(item, item.allocations(), added(shares, share), item.sleeps());
  }

  /** Who sleeps holds no slot. */
  static Offered slept(Offered item, String user, @Nullable Instant until) {
    return with(
        item,
        allocationsWithout(item, user),
        item.shares(),
        added(sleepsWithout(item, user), new Sleep(user, until)));
  }

  static Offered woken(Offered item, String user) {
    return with(item, item.allocations(), item.shares(), sleepsWithout(item, user));
  }

  /** Others have lost it to whom it was given by the one whose answer this is. */
  static Offered responded(Offered item, Response response) {
    var shares =
        without(
            item.shares(),
            share ->
                share.from().equals(response.destination()) && !share.to().equals(response.by()));
    return new Offered(
        item.destinations(),
        item.slots(),
        without(holding(item, shares), held -> held.user().equals(response.by())),
        shares,
        sleepsWithout(item, response.by()),
        added(item.responses(), response),
        item.since());
  }

  private static Offered with(
      Offered item, List<Allocation> allocations, List<Share> shares, List<Sleep> sleeps) {
    return new Offered(
        item.destinations(),
        item.slots(),
        allocations,
        shares,
        sleeps,
        item.responses(),
        item.since());
  }

  /** The slots that are left when of the shares only {@code kept} are. */
  private static List<Allocation> holding(Offered item, List<Share> kept) {
    var lost = without(item.shares(), kept::contains);
    return without(
        item.allocations(),
        held ->
            !item.destinations().contains(held.user())
                && lost.stream().anyMatch(share -> share.to().equals(held.user())));
  }

  private static List<Allocation> allocationsWithout(Offered item, String user) {
    return without(item.allocations(), held -> held.user().equals(user));
  }

  private static List<Sleep> sleepsWithout(Offered item, String user) {
    return without(item.sleeps(), sleep -> sleep.user().equals(user));
  }

  private static <T> List<T> added(List<T> list, T one) {
    var more = new ArrayList<>(list);
    more.add(one);
    return more;
  }

  private static <T> List<T> without(List<T> list, Predicate<T> removed) {
    return list.stream().filter(removed.negate()).toList();
  }
}
