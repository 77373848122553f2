package org.baltoro.server;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.Problem;

/** What happened to one serial number: all entries of the journal that name it. */
public final class ItemStory {
  private static final int PAGE = 1000;

  private ItemStory() {}

  /**
   * The entries, oldest first. Needs View.
   *
   * @throws BaltoroException {@link Problem#NOT_FOUND} if the text is no serial number, or nothing
   *     was ever called so
   */
  public static List<JournalEntry> of(Connection connection, String serialNumber) {
    var story = new ArrayList<JournalEntry>();
    long instance = instance(serialNumber);
    var page = connection.journal(instance, 0, PAGE);
    while (!page.isEmpty()) {
      page.stream().filter(entry -> serialNumber.equals(entry.serialNumber())).forEach(story::add);
      page = connection.journal(instance, page.getLast().version(), PAGE);
    }
    if (story.isEmpty()) {
      throw new BaltoroException(
          Problem.NOT_FOUND,
          "Nothing of instance %d was ever called %s: its journal does not name it."
              .formatted(instance, serialNumber));
    }
    return story;
  }

  private static long instance(String serialNumber) {
    if (!serialNumber.matches("[0-9]{1,16}_[0-9]{1,10}")) {
      throw new BaltoroException(
          Problem.NOT_FOUND,
          "'%s' is no serial number: it is the instance and the item, as in 4711_2."
              .formatted(serialNumber));
    }
    return Long.parseLong(serialNumber.substring(0, serialNumber.indexOf('_')));
  }
}
