package org.baltoro.forms.smartobject;

import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param size rows at most, 1 to 10,000
 * @param offset rows left out before it, 0 to 1,000,000; 0 with {@code after}
 * @param after the last row of the page before, with its key and what is sorted by: the next page
 *     costs no more than the first, and rows that come or go meanwhile shift nothing. Null: by
 *     offset
 */
public record Page(int size, long offset, @Nullable Row after) {
  public static final int SIZE_MAX = 10_000;
  public static final long OFFSET_MAX = 1_000_000;

  public static Page first(int size) {
    return new Page(size, 0, null);
  }

  public static Page of(int size, long offset) {
    return new Page(size, offset, null);
  }

  public static Page after(Row last, int size) {
    return new Page(size, 0, last);
  }
}
