package org.baltoro.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation did, or would do, to some of the instances that a query finds.
 *
 * @param next the cursor for the next instances; null: these were the last
 */
public record BatchPage(List<OperationReport> reports, @Nullable String next) {
  public BatchPage {
    reports = List.copyOf(reports);
  }
}
