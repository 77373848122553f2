package org.baltoro.store;

import java.util.LinkedHashSet;
import java.util.Set;
import org.baltoro.kernel.ProcessState;
import org.baltoro.store.codec.PlainText;

/** By what an instance is found: its searchable fields, and who has acted in it. */
public final class SearchEntries {
  private SearchEntries() {}

  /**
   * One row.
   *
   * @param field of the process, or {@link SearchText#PARTICIPANT}
   */
  public record Entry(String field, String value) {}

  /**
   * The entries of a state, each once.
   *
   * @param searchable names of the process fields that lists can ask for
   */
  public static Set<Entry> of(ProcessState state, Set<String> searchable) {
    var entries = new LinkedHashSet<Entry>();
    for (var participant : state.participants()) {
      entries.add(new Entry(SearchText.PARTICIPANT, PlainText.indexed(participant)));
    }
    for (var field : searchable) {
      var text = SearchText.ifSearchable(state.dataFields().get(field));
      if (text != null) {
        entries.add(new Entry(field, text));
      }
    }
    return entries;
  }
}
