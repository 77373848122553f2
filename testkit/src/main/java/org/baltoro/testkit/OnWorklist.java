package org.baltoro.testkit;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Connection;

/** The items of one instance on one user's worklist: what they should be. */
public final class OnWorklist {
  private static final int PAGE = 200;

  private final Story story;
  private final String user;
  private final List<Item> items;

  /** One item. */
  record Item(String event, String serialNumber, List<String> actions) {}

  OnWorklist(Story story, String user, List<Item> items) {
    this.story = story;
    this.user = user;
    this.items = items;
  }

  static List<Item> items(Connection connection, long instance) {
    var items = new ArrayList<Item>();
    String cursor = null;
    do {
      var page = connection.worklist(cursor, PAGE);
      for (var entry : page.items()) {
        if (entry.instance() == instance) {
          items.add(new Item(entry.event(), entry.serialNumber(), entry.actions()));
        }
      }
      cursor = page.nextCursor();
    } while (cursor != null);
    return items;
  }

  /** An item of each of these events is on it. */
  public Story has(String... events) {
    var missing = new ArrayList<>(List.of(events));
    items.forEach(item -> missing.remove(item.event()));
    if (!missing.isEmpty()) {
      throw story.failed(
          "should have %s on the worklist of %s, but has %s".formatted(missing, user, events()));
    }
    return story;
  }

  /** No item of this event is on it. */
  public Story hasNot(String event) {
    if (events().contains(event)) {
      throw story.failed(
          "should not have '%s' on the worklist of %s, but has %s"
              .formatted(event, user, events()));
    }
    return story;
  }

  /** No item of this instance is on it. */
  public Story isEmpty() {
    if (!items.isEmpty()) {
      throw story.failed(
          "should have nothing on the worklist of %s, but has %s".formatted(user, events()));
    }
    return story;
  }

  private List<String> events() {
    return items.stream().map(Item::event).toList();
  }
}
