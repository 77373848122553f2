package org.baltoro.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.baltoro.api.Connection;
import org.baltoro.api.WorklistEntry;
import org.baltoro.api.WorklistQuery;
import org.baltoro.api.WorklistQuery.Sort;
import org.baltoro.api.WorklistStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "worklist",
    description = {
      "List your work, oldest first. 'baltoro open' opens an item, 'baltoro act' chooses an"
          + " action.",
      "",
      "Your own, your groups' and roles', and that of those who are out of office and forward it."
    })
final class WorklistCommand extends ServerCommand {
  @Option(names = "--process", paramLabel = "NAME", description = "Only of this process.")
  private @Nullable String process;

  @Option(names = "--activity", paramLabel = "NAME", description = "Only of this activity.")
  private @Nullable String activity;

  @Option(names = "--event", paramLabel = "NAME", description = "Only of this event.")
  private @Nullable String event;

  @Option(
      names = "--folio",
      paramLabel = "TEXT",
      description = "Only with this folio; a prefix when it ends with *.")
  private @Nullable String folio;

  @Option(
      names = "--originator",
      paramLabel = "USER",
      description = "Only of instances that this user started.")
  private @Nullable String originator;

  @Option(
      names = "--status",
      split = ",",
      paramLabel = "STATUS",
      description =
          "Only in these: Available, Open, Allocated (others hold all slots), Sleep, Completed (by"
              + " you). Default: Available,Open.")
  private List<String> statuses = new ArrayList<>();

  @Option(
      names = "--priority",
      paramLabel = "NUMBER",
      description = "Only of instances with this priority, 0 to 2.")
  private @Nullable Integer priority;

  @Option(
      names = "--longer-than",
      paramLabel = "SPAN",
      description = "Only what has waited longer than this, for example 30m or 7d.")
  private @Nullable String longerThan;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "NAME=VALUE",
      description = "Only with this value in a searchable data field. Repeat for more.")
  private List<String> data = new ArrayList<>();

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      description = "oldest (default), newest, priority, folio or process.")
  private @Nullable String sort;

  @Option(
      names = "--of",
      paramLabel = "USER",
      description = "The items of somebody whom you manage.")
  private @Nullable String of;

  @Option(names = "--count", description = "Only say how many there are.")
  private boolean count;

  @Mixin private Paging paging = new Paging();

  @Override
  int run(Connection connection) {
    var now = serverTime(connection);
    var query = query(now);
    if (count) {
      return count(connection, query);
    }
    var page = connection.worklist(query);
    if (json()) {
      printJson(Json.page(page, page.items().stream().map(Json::of).toList()));
      return ExitCode.OK;
    }
    if (page.items().isEmpty()) {
      print(
          page.nextCursor() == null
              ? "Your worklist is empty."
              : "Nothing fits so far; there is more to be looked at.");
    } else {
      print(page.items(), now);
    }
    paging.tellOfMore(page, terminal());
    return ExitCode.OK;
  }

  private WorklistQuery query(Instant now) {
    var query =
        WorklistQuery.all()
            .process(process)
            .activity(activity)
            .event(event)
            .folio(folio)
            .originator(originator)
            .priority(priority)
            .startedBefore(
                longerThan == null ? null : now.minus(Times.parseSpan("--longer-than", longerThan)))
            .data(FieldText.conditions(data))
            .of(of)
            .after(paging.cursor())
            .limit(Math.min(200, paging.limit()));
    if (sort != null) {
      query = query.sort(order(sort));
    }
    if (statuses.isEmpty()) {
      return query;
    }
    var only = EnumSet.noneOf(WorklistStatus.class);
    statuses.forEach(label -> only.add(status(label)));
    return query.statuses(only);
  }

  private static WorklistStatus status(String label) {
    try {
      return WorklistStatus.of(label);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(String.valueOf(unknown.getMessage()));
    }
  }

  private static Sort order(String word) {
    for (var order : Sort.values()) {
      if (order.name().equalsIgnoreCase(word)) {
        return order;
      }
    }
    throw new UsageException(
        "There is no order '%s': give oldest, newest, priority, folio or process."
            .formatted(word.toLowerCase(Locale.ROOT)));
  }

  private int count(Connection connection, WorklistQuery query) {
    var counted = connection.worklistCount(query);
    if (json()) {
      printJson(Json.object("count", counted.count(), "more", counted.more()));
    } else {
      print("%s", counted);
    }
    return ExitCode.OK;
  }

  private void print(List<WorklistEntry> items, Instant now) {
    var table =
        new Table("SERIAL NUMBER", "WORK", "FOLIO", "PROCESS", "ACTIONS", "WITH", "WAITS FOR", "");
    for (var item : items) {
      table.row(
          item.serialNumber(),
          item.activity().equals(item.event())
              ? item.activity()
              : item.activity() + ": " + item.event(),
          item.folio(),
          item.process(),
          String.join(", ", item.actions()),
          String.join(", ", item.destinations()),
          Times.span(Duration.between(item.startDate(), now)),
          remark(item, now));
    }
    table.print(terminal());
  }

  /** What is not as it mostly is. */
  private static String remark(WorklistEntry item, Instant now) {
    var remarks = new ArrayList<String>();
    if (item.status() != WorklistStatus.AVAILABLE) {
      remarks.add(item.status().label());
    }
    if (item.onBehalfOf() != null) {
      remarks.add("for " + item.onBehalfOf());
    }
    if (item.expectedBy() != null && now.isAfter(item.expectedBy())) {
      remarks.add("late");
    }
    return String.join(", ", remarks);
  }
}
