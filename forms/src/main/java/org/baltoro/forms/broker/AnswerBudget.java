package org.baltoro.forms.broker;

import java.util.Collection;
import java.util.List;
import org.baltoro.forms.smartobject.FileValue;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/**
 * How much the answer to a call, or to all of a packet, may hold in memory. Brokers that read row
 * by row check it while they read. For one thread at a time.
 */
public final class AnswerBudget {
  /** What a value takes besides its characters or bytes. */
  private static final int VALUE_BYTES = 16;

  private final long bytesMax;
  private long taken;

  /**
   * @param bytesMax of all values, where a character is one byte
   */
  public AnswerBudget(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** About what a row takes. */
  public static long bytes(Row row) {
    return bytes(row.values().values());
  }

  private static long bytes(Collection<? extends @Nullable Object> values) {
    long sum = 0;
    for (var value : values) {
      sum += VALUE_BYTES + bytes(value);
    }
    return sum;
  }

  private static long bytes(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case String text -> text.length();
      case FileValue file -> file.content().length;
      case byte[] content -> content.length;
      case List<?> list -> bytes(list);
      case Object plain -> VALUE_BYTES;
    };
  }

  /**
   * Whether so much more may be read.
   *
   * @throws SmartObjectException {@link SmartObjectProblem#TOO_MANY_ROWS} if not
   */
  public void check(long more) {
    if (taken + more > bytesMax) {
      throw new SmartObjectException(
          SmartObjectProblem.TOO_MANY_ROWS,
          "its rows have more than the %,d bytes that an answer may have: ask for fewer with a filter or a page, or call them one by one."
              .formatted(bytesMax));
    }
  }

  /** So much is in the answer: it is read, or was done. */
  public void take(long more) {
    taken += more;
  }
}
