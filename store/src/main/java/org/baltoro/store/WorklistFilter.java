package org.baltoro.store;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.ProcessState;
import org.baltoro.store.Store.WorklistRow;
import org.baltoro.store.codec.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Which items of which worklists, and in which order. Null is no condition.
 *
 * <p>A folio, a folio's beginning and data fields are looked up; the other conditions are put to
 * the items in their order, so many of them may be looked at for one that fits. The orders by folio
 * and process, and whatever is looked up, are made of all that fit: of at most {@link
 * #CANDIDATES_MAX}.
 *
 * @param destinations users, {@code group:<name>} and {@code role:<name>}, written as in the
 *     states; told apart by their first 400 characters
 * @param taken also items of which others hold all slots
 * @param processes ids
 * @param folio exact, or a prefix when it ends with {@code *}
 * @param data searchable fields by name, in the text form of {@link SearchText}
 * @param after only items behind this one
 * @param limit items to look at
 */
public record WorklistFilter(
    List<String> destinations,
    boolean taken,
    @Nullable List<Long> processes,
    @Nullable String folio,
    @Nullable String originator,
    @Nullable Integer priority,
    Map<String, String> data,
    Order order,
    @Nullable Key after,
    int limit) {
  /** So many items are put in an order that has no index, and no more. */
  public static final int CANDIDATES_MAX = 10_000;

  /** Everything on the worklists of these, oldest first. */
  public WorklistFilter(List<String> destinations, @Nullable Key after, int limit) {
    this(destinations, true, null, null, null, null, Map.of(), Order.OLDEST, after, limit);
  }

  /** The same, from another place on. */
  public WorklistFilter from(@Nullable Key place, int items) {
    return new WorklistFilter(
        destinations, taken, processes, folio, originator, priority, data, order, place, items);
  }

  /** The order of items; in all of them those of one instance stay together, oldest first. */
  public enum Order {
    /** As their instances were started, and then as they came. */
    OLDEST,
    /** The other way round. */
    NEWEST,
    /** By the number of the instance's priority, lowest first, then oldest first. */
    PRIORITY,
    FOLIO,
    PROCESS;

    /** True if it is read from an index. */
    public boolean isIndexed() {
      return this == OLDEST || this == NEWEST || this == PRIORITY;
    }

    /** Where an item stands in this order. */
    public Key keyOf(WorklistRow row) {
      return keyOf(row.instance().state(), row.item());
    }

    private Key keyOf(ProcessState state, int item) {
      return switch (this) {
        case OLDEST, NEWEST -> new Key("", 0, state.instance(), item);
        case PRIORITY -> new Key("", state.priority(), state.instance(), item);
        case FOLIO -> new Key(PlainText.indexed(state.folio()), 0, state.instance(), item);
        case PROCESS -> new Key(state.process(), 0, state.instance(), item);
      };
    }

    Comparator<Key> comparator() {
      var ascending =
          Comparator.comparing(Key::text)
              .thenComparingInt(Key::priority)
              .thenComparingLong(Key::instance)
              .thenComparingInt(Key::item);
      return this == NEWEST ? ascending.reversed() : ascending;
    }

    /** Puts keys in this order. */
    public int compare(Key one, Key other) {
      return comparator().compare(one, other);
    }
  }

  /**
   * The place of an item in an order.
   *
   * @param text folio or process, in the orders by these; "" in others
   * @param priority 0 but in the order by it
   */
  public record Key(String text, int priority, long instance, int item) {}
}
