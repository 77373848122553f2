package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.JournalEntry;

/** Reads journals page by page. */
final class Journal {
  private static final int PAGE = 1000;

  private Journal() {}

  static List<JournalEntry> whole(Connection connection, long instance) {
    var whole = new ArrayList<JournalEntry>();
    var page = connection.journal(instance, 0, PAGE);
    while (!page.isEmpty()) {
      whole.addAll(page);
      page = connection.journal(instance, page.getLast().version(), PAGE);
    }
    return whole;
  }
}
