package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a command waits for the instance to come to rest, and for how long. */
final class SyncOption {
  @Option(
      names = "--sync",
      description =
          "Answer at the instance's next wait state or its end: when no code of it runs. The"
              + " back-off before another attempt is a wait state, too.")
  private boolean sync;

  @Option(
      names = "--timeout",
      paramLabel = "SPAN",
      description =
          "With --sync: answer after so long at the latest, with the instance as it is then; it"
              + " goes on. As in 0.5s, 90s, 5m; 10m at most. Default: 30s.")
  private @Nullable String timeout;

  boolean wanted() {
    return sync;
  }

  /**
   * The connection with this patience.
   *
   * @throws UsageException for a time-out that is none, or one without --sync
   */
  Connection patient(Connection connection) {
    if (timeout == null) {
      return connection;
    }
    if (!sync) {
      throw new UsageException(
          "--timeout is for a command that waits, and this one does not: add --sync.");
    }
    return connection.withSyncTimeout(Times.parseSpan("--timeout", timeout));
  }
}
