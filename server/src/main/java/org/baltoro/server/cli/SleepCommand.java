package org.baltoro.server.cli;

import java.time.Instant;
import org.baltoro.api.Connection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "sleep",
    description = {
      "Hide an item from your worklist; a slot that you hold is given back. Escalations go on.",
      "",
      "Without an option until 'baltoro wake'."
    })
final class SleepCommand extends ItemCommand {
  @Option(names = "--for", paramLabel = "SPAN", description = "For so long: 30m, 4h, 7d.")
  private @Nullable String span;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Until then, for example 2026-01-31T12:00:00Z.")
  private @Nullable String until;

  @Override
  int run(Connection connection) {
    if (span != null && until != null) {
      throw new UsageException("Give --for or --until, not both.");
    }
    var item = item(connection);
    if (span != null) {
      item.sleep(Times.parseSpan("--for", span));
    } else if (until != null) {
      var now = serverTime(connection);
      var time = Times.parseTime("--until", until, now);
      if (!time.isAfter(now)) {
        throw new UsageException(
            "--until is %s, which is past: give a time to come.".formatted(until));
      }
      item.sleep(time);
    } else {
      item.sleep((Instant) null);
    }
    return done("sleeps.");
  }
}
