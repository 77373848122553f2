package org.baltoro.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToIntFunction;
import org.baltoro.api.Connection;
import org.baltoro.api.WorklistQuery;
import org.baltoro.bench.baltoro.Config;
import org.baltoro.bench.contender.Clients;
import org.baltoro.bench.contender.Filling;
import org.baltoro.bench.contender.People;
import org.baltoro.engine.Engine;

/**
 * Pages of worklists with many open items ({@code bench.idle}), for users in 50 groups, on each of
 * {@code bench.stores}. Whole tasks are W3 and W7 of {@link Bench}.
 */
public final class WorklistBench {
  private static final String TASK =
      """
      process: Bench/Task
      durability: wait
      data:
        Group: { type: string, required: true }
        Customer: { type: string, searchable: true }
      activities:
        Decide:
          destinations: ['= "group:" + Group']
          events:
            - client: Decide
              actions: [Approve, Reject]
      """;

  private final Options options;
  private final Databases.Kind store;
  private final List<String> lines;

  private WorklistBench(Options options, Databases.Kind store, List<String> lines) {
    this.options = options;
    this.store = store;
    this.lines = lines;
  }

  public static void main(String[] arguments) throws Exception {
    var options = Options.fromProperties();
    var lines = new ArrayList<String>();
    try (var databases = new Databases(options.output().resolve("data"))) {
      for (var store : options.stores()) {
        new WorklistBench(options, store, lines).run(databases);
      }
    }
    Files.write(options.output().resolve("worklist.md"), lines);
  }

  private void run(Databases databases) throws Exception {
    var place = databases.fresh(store);
    int items = options.idle();
    try (var engine = Engine.open(Config.on(place.url()))) {
      var filler = engine.connectTrusted("bench");
      filler.definitions().deploy(TASK, "task.yaml");
      Filling.times(items, number -> start(filler, number));
      var page = WorklistQuery.all().limit(People.PAGE);
      measure(
          engine,
          "first page of 20, oldest first",
          connection -> connection.worklist(page).items().size());
      measure(
          engine,
          "first page of 20, newest first",
          connection -> connection.worklist(page.sort(WorklistQuery.Sort.NEWEST)).items().size());
      measure(
          engine,
          "first page of 20, by priority",
          connection -> connection.worklist(page.sort(WorklistQuery.Sort.PRIORITY)).items().size());
      measure(
          engine,
          "the items of one customer",
          connection ->
              1
                  + connection
                      .worklist(
                          page.data(
                              "Customer", customer(ThreadLocalRandom.current().nextInt(items))))
                      .items()
                      .size());
      measure(
          engine,
          "count, up to 10,000",
          connection -> connection.worklistCount(WorklistQuery.all()).count());
    }
    databases.drop(place);
  }

  private static void start(Connection connection, int number) {
    var instance = connection.createProcessInstance("Bench/Task").folio("Order " + number);
    instance
        .dataFields()
        .set("Group", "g" + number % People.GROUPS)
        .set("Customer", customer(number));
    connection.startProcessInstance(instance, true);
  }

  private static String customer(int number) {
    return "C" + number / 10;
  }

  private void measure(Engine engine, String what, ToIntFunction<Connection> query)
      throws InterruptedException, IOException {
    for (int clients : List.of(1, 8)) {
      var measured =
          Clients.run(
              clients,
              options.time(),
              () -> {
                var user = People.any();
                var connection = engine.connectAs(user.name(), new LinkedHashSet<>(user.groups()));
                if (query.applyAsInt(connection) == 0) {
                  throw new IllegalStateException("Nothing was found");
                }
              });
      var line =
          "| %s | %s; user in 50 groups, %,d open items | %d | %,.0f | %.2f | %.2f |"
              .formatted(
                  store.key(),
                  what,
                  options.idle(),
                  clients,
                  measured.perSecond(),
                  measured.p50Millis(),
                  measured.p99Millis());
      System.out.println(line);
      lines.add(line);
    }
  }
}
