package org.baltoro.server.cli;

import org.baltoro.api.Page;
import org.baltoro.server.cli.Terminal.Style;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of lists that come in pages. */
final class Paging {
  @Option(
      names = "--limit",
      paramLabel = "ROWS",
      description = "Rows at most, 1 to 1000. Default: 100.")
  private int limit = 100;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "The next page: the cursor that the page before ended with.")
  private @Nullable String cursor;

  int limit() {
    if (limit < 1 || limit > 1000) {
      throw new UsageException("--limit is %d: give 1 to 1000.".formatted(limit));
    }
    return limit;
  }

  @Nullable String cursor() {
    return cursor;
  }

  void tellOfMore(Page<?> page, Terminal terminal) {
    if (page.nextCursor() != null) {
      terminal.out().println(terminal.styled(Style.QUIET, "More: --cursor " + page.nextCursor()));
    }
  }
}
