package org.baltoro.kernel;

import java.util.List;
import org.baltoro.kernel.EventInstance.Share;
import org.baltoro.kernel.EventInstance.Status.Offered;
import org.baltoro.kernel.definition.ClientAction;
import org.baltoro.kernel.definition.Destination;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.jspecify.annotations.Nullable;

/** By what somebody has a worklist item, and what they may choose. */
public final class ItemRights {
  private static final String EVERYONE = "everyone";

  private ItemRights() {}

  /**
   * The actions that somebody may choose.
   *
   * @param subjects all that a destination may call them; null for one who may do anything
   */
  public static List<String> allowed(
      ClientEvent definition, Offered offered, @Nullable List<String> subjects) {
    if (subjects == null) {
      return definition.actionNames();
    }
    var share = onlyShare(offered, subjects);
    return definition.actions().stream()
        .filter(action -> action.isAllowedTo(subjects))
        .map(ClientAction::name)
        .filter(
            name -> share == null || share.actions().isEmpty() || share.actions().contains(name))
        .toList();
  }

  /**
   * The share by which somebody has the item who has it by nothing else; null if there is none, and
   * for one who may do anything.
   */
  static @Nullable Share onlyShare(Offered offered, @Nullable List<String> subjects) {
    return subjects == null || offered.destinations().stream().anyMatch(subjects::contains)
        ? null
        : share(offered, subjects);
  }

  /** The share by which one of these has the item; null if there is none. */
  static @Nullable Share share(Offered offered, List<String> subjects) {
    for (var share : offered.shares()) {
      if (subjects.contains(share.to())) {
        return share;
      }
    }
    return null;
  }

  /**
   * Whose item it is, when somebody has it in the place of another; null otherwise.
   *
   * @param by their name
   */
  public static @Nullable String onBehalfOf(
      Offered offered, String by, @Nullable List<String> subjects) {
    if (subjects == null) {
      return null;
    }
    String other = null;
    for (var destination : offered.destinations()) {
      if (subjects.contains(destination)) {
        if (isOwn(destination, by)) {
          return null;
        }
        other = other == null ? destination : other;
      }
    }
    var share = other == null ? share(offered, subjects) : null;
    return share == null ? other : share.from();
  }

  private static boolean isOwn(String subject, String by) {
    return subject.equals(by)
        || subject.equals(EVERYONE)
        || new Destination.Subject(subject).isOfSeveral();
  }
}
