package org.baltoro.forms.smartobject;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a packet gave.
 *
 * @param results of the entries that were done, in list order; of a failed atomic packet what was
 *     undone: none
 * @param failedEntry from 0; -1 if none failed, or an atomic packet was not to be begun or
 *     committed
 * @param failure null if all was done
 */
public record PacketResult(
    List<Result> results, int failedEntry, @Nullable SmartObjectException failure) {
  public PacketResult {
    results = List.copyOf(results);
  }

  public boolean succeeded() {
    return failure == null;
  }
}
