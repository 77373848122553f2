package org.baltoro.server.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.stream.Stream;
import org.baltoro.api.Connection;
import org.baltoro.api.Statistics;
import org.baltoro.api.Statistics.Durations;
import org.baltoro.api.StatisticsQuery;
import org.baltoro.api.StatisticsQuery.Period;
import org.baltoro.server.HistoryCsv;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "statistics",
    description = {
      "Count what has finished, and how long it took.",
      "",
      "Median and 90 %% are within an eighth; all else is exact. The server counts an instance"
          + " within seconds of its end."
    })
final class StatisticsCommand extends ServerCommand {
  /** What is counted. */
  enum Of {
    PROCESS,
    ACTIVITIES,
    USERS
  }

  @Parameters(paramLabel = "WHAT", description = "process, activities or users.")
  @SuppressWarnings("NullAway.Init")
  private String what;

  @Option(names = "--process", paramLabel = "NAME", description = "Only of this process.")
  private @Nullable String process;

  @Option(names = "--from", paramLabel = "DAY", description = "The first day, as in 2026-03-01.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "DAY", description = "The last day.")
  private @Nullable String to;

  @Option(
      names = "--per",
      paramLabel = "SPAN",
      description = "A row for each day, week or month. A day is one in the process's time zone.")
  private @Nullable String per;

  @Option(names = "--versions", description = "A row for each version.")
  private boolean versions;

  @Option(names = "--live", description = "With the instances that have not ended.")
  private boolean live;

  @Option(names = "--now", description = "Have the server count what it has not counted yet.")
  private boolean now;

  @Option(names = "--csv", description = "Write CSV, durations in seconds.")
  private boolean csv;

  @Override
  int run(Connection connection) {
    var of = chosen(Of.class, what, "WHAT", "process, activities or users");
    if (now) {
      connection.history().rollUp();
    }
    var query = query();
    switch (of) {
      case PROCESS -> processes(connection.history().processStatistics(query));
      case ACTIVITIES -> activities(connection.history().activityStatistics(query));
      case USERS -> users(connection.history().userStatistics(query));
    }
    return ExitCode.OK;
  }

  private StatisticsQuery query() {
    var first = day("--from", from);
    var last = day("--to", to);
    if (first != null && last != null && last.isBefore(first)) {
      throw new UsageException(
          "--to is %s and --from is %s: give a later day.".formatted(to, from));
    }
    var period =
        per == null ? Period.ALL : chosen(Period.class, per, "--per", "day, week or month");
    return new StatisticsQuery(process, first, last, period, versions, live);
  }

  private static @Nullable LocalDate day(String option, @Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException noDay) {
      throw new UsageException("%s is '%s': give a day as in 2026-03-01.".formatted(option, text));
    }
  }

  private static <E extends Enum<E>> E chosen(
      Class<E> type, String text, String name, String expected) {
    return Stream.of(type.getEnumConstants())
        .filter(one -> one.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("%s is '%s': give %s.".formatted(name, text, expected)));
  }

  private void processes(Statistics<Statistics.OfProcess> statistics) {
    if (json()) {
      printJson(HistoryJson.of(statistics, HistoryJson::of));
      return;
    }
    if (csv) {
      terminal().out().print(HistoryCsv.processes(statistics));
      return;
    }
    var table =
        new Table(
            "PROCESS",
            "SINCE",
            "STARTED",
            "COMPLETED",
            "DELETED",
            "ERRORS",
            "LIVE",
            "IN ERROR",
            "AVERAGE",
            "MEDIAN",
            "90 %",
            "MOST");
    for (var row : statistics.rows()) {
      var took = row.durations();
      table.row(
          named(row.process(), row.version()),
          day(row.period()),
          String.valueOf(row.started()),
          String.valueOf(row.completed()),
          String.valueOf(row.deleted()),
          String.valueOf(row.withErrors()),
          counted(row.live()),
          counted(row.inError()),
          took == null ? "" : Times.span(took.average()),
          took == null ? "" : Times.span(took.median()),
          took == null ? "" : Times.span(took.p90()),
          took == null ? "" : Times.span(took.max()));
    }
    finish(statistics, table);
  }

  private void activities(Statistics<Statistics.OfActivity> statistics) {
    if (json()) {
      printJson(HistoryJson.of(statistics, HistoryJson::of));
      return;
    }
    if (csv) {
      terminal().out().print(HistoryCsv.activities(statistics));
      return;
    }
    var table =
        new Table(
            "PROCESS",
            "ACTIVITY",
            "SINCE",
            "COUNT",
            "EXPIRED",
            "AVERAGE",
            "MEDIAN",
            "90 %",
            "MOST");
    for (var row : statistics.rows()) {
      Durations took = row.durations();
      table.row(
          named(row.process(), row.version()),
          row.activity(),
          day(row.period()),
          String.valueOf(row.count()),
          String.valueOf(row.expired()),
          Times.span(took.average()),
          Times.span(took.median()),
          Times.span(took.p90()),
          Times.span(took.max()));
    }
    finish(statistics, table);
  }

  private void users(Statistics<Statistics.OfUser> statistics) {
    if (json()) {
      printJson(HistoryJson.of(statistics, HistoryJson::of));
      return;
    }
    if (csv) {
      terminal().out().print(HistoryCsv.users(statistics));
      return;
    }
    var table =
        new Table(
            "USER", "PROCESS", "ACTIVITY", "ACTION", "SINCE", "COUNT", "AVERAGE", "MEDIAN", "90 %");
    for (var row : statistics.rows()) {
      table.row(
          row.user(),
          named(row.process(), row.version()),
          row.activity(),
          row.action(),
          day(row.period()),
          String.valueOf(row.count()),
          Times.span(row.durations().average()),
          Times.span(row.durations().median()),
          Times.span(row.durations().p90()));
    }
    finish(statistics, table);
  }

  private void finish(Statistics<?> statistics, Table table) {
    if (statistics.rows().isEmpty()) {
      print("Nothing that you may view has been counted.");
    } else {
      table.print(terminal());
    }
    if (statistics.uncounted() > 0) {
      print(
          "As of %s; %d or more are still to be counted.",
          Times.dateAndTime(statistics.asOf()), statistics.uncounted());
    }
  }

  /** Nothing where it was not asked for. */
  private static String counted(@Nullable Long number) {
    return number == null ? "" : number.toString();
  }

  private static String named(String process, @Nullable Integer version) {
    return version == null ? process : process + " v" + version;
  }

  private static String day(@Nullable LocalDate period) {
    return period == null ? "" : period.toString();
  }
}
