package org.baltoro.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.baltoro.api.WorklistQuery;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;

/**
 * Work for people: pages of worklists with many open items, for users in 50 groups, and whole tasks
 * (start, query of 20, action, end), in an empty store and beside those items.
 *
 * <p>Arguments: output folder, seconds for each measurement, rounds, stores, open items.
 */
public final class WorklistBench {
  private static final int GROUPS = 1_000;
  private static final int GROUPS_OF_A_USER = 50;
  private static final int PAGE = 20;
  private static final List<Integer> CLIENTS = List.of(1, 8, 32);

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

  private final String store;
  private final Duration time;
  private final List<String> lines;

  private WorklistBench(String store, Duration time, List<String> lines) {
    this.store = store;
    this.time = time;
    this.lines = lines;
  }

  public static void main(String[] arguments) throws Exception {
    var output = Path.of(arguments[0]);
    var time = Duration.ofSeconds(Long.parseLong(arguments[1]));
    int rounds = Integer.parseInt(arguments[2]);
    int items = Integer.parseInt(arguments[4]);
    Files.createDirectories(output);
    var lines = new ArrayList<String>();
    for (var store : List.of(arguments[3].split(","))) {
      try (var database = Database.open(store)) {
        new WorklistBench(store, time, lines).run(database, rounds, items);
      }
    }
    Files.write(output.resolve("worklist.md"), lines);
    lines.forEach(System.out::println);
  }

  private void run(Database database, int rounds, int items) throws Exception {
    try (var fresh = open(database.fresh());
        var filled = open(database.fresh())) {
      var filler = filled.connectTrusted("bench");
      Filling.times(items, number -> start(filler, group(number), number));
      pages(filled, items, "first page of 20, oldest first", connection ->
          connection.worklist(WorklistQuery.all().limit(PAGE)).items().size());
      pages(filled, items, "first page of 20, by priority", connection ->
          connection
              .worklist(WorklistQuery.all().sort(WorklistQuery.Sort.PRIORITY).limit(PAGE))
              .items()
              .size());
      pages(filled, items, "the items of one customer", connection ->
          1
              + connection
                  .worklist(
                      WorklistQuery.all().data("Customer", customer(random(items))).limit(PAGE))
                  .items()
                  .size());
      pages(filled, items, "count, up to 10,000", connection ->
          connection.worklistCount(WorklistQuery.all()).count());
      for (int clients : CLIENTS) {
        besides(fresh, filled, clients, rounds, items);
      }
    }
  }

  private static Engine open(EngineConfig config) {
    var engine = Engine.open(config);
    engine.connectTrusted("bench").definitions().deploy(TASK, "task.yaml");
    return engine;
  }

  private static String group(int number) {
    return "g" + number % GROUPS;
  }

  private static String customer(int number) {
    return "C" + number / 10;
  }

  private static int random(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }

  private static long start(Connection connection, String group, int number) {
    var instance = connection.createProcessInstance("Bench/Task").folio("Order " + number);
    instance.dataFields().set("Group", group).set("Customer", customer(number));
    return connection.startProcessInstance(instance, true).id();
  }

  /** Anybody, in neighbouring groups. */
  private static Set<String> groups() {
    int first = random(GROUPS);
    var groups = new TreeSet<String>();
    for (int next = 0; next < GROUPS_OF_A_USER; next++) {
      groups.add(group(first + next));
    }
    return groups;
  }

  private void pages(Engine engine, int items, String what, Function<Connection, Integer> query)
      throws Exception {
    for (int clients : List.of(1, 8)) {
      var measured =
          Clients.run(
              clients,
              time,
              runner(() -> {
                int found = query.apply(engine.connectAs("user" + random(10_000), groups()));
                if (found == 0) {
                  throw new IllegalStateException("nothing was found");
                }
              }));
      line(
          "%s; user in %d groups, %,d open items".formatted(what, GROUPS_OF_A_USER, items),
          clients,
          measured,
          "");
    }
  }

  /** The same tasks in a store that is empty and in one that is full of others, interleaved. */
  private void besides(Engine fresh, Engine filled, int clients, int rounds, int items)
      throws Exception {
    var empty = new ArrayList<Measured>();
    var full = new ArrayList<Measured>();
    for (int round = 0; round <= rounds; round++) {
      var inFresh = tasks(fresh, clients);
      var inFilled = tasks(filled, clients);
      if (round > 0) { // the first warms up
        empty.add(inFresh);
        full.add(inFilled);
      }
    }
    var alone = median(empty);
    var beside = median(full);
    line("task: start, query of 20, action, end", clients, alone, "");
    line(
        "the same beside %,d open items".formatted(items),
        clients,
        beside,
        "%.0f %%".formatted(100 * beside.perSecond() / alone.perSecond()));
  }

  private Measured tasks(Engine engine, int clients) throws Exception {
    var starter = engine.connectTrusted("bench");
    return Clients.run(
        clients,
        time,
        runner(() -> {
          var groups = groups();
          start(starter, groups.iterator().next(), 1_000_000_007);
          var user = engine.connectAs("user" + random(10_000), groups);
          for (var item : user.worklist(WorklistQuery.all().limit(PAGE)).items()) {
            if (answered(user, item.serialNumber())) {
              return;
            }
          }
        }));
  }

  /** False: somebody else was faster. */
  private static boolean answered(Connection user, String serialNumber) {
    try {
      user.openWorklistItem(serialNumber, false).finish("Approve");
      return true;
    } catch (BaltoroException refused) {
      if (refused.problem() == Problem.ALREADY_FINISHED) {
        return false;
      }
      throw refused;
    }
  }

  private interface Once {
    void run() throws Exception;
  }

  private static Workload.Runner runner(Once once) {
    return new Workload.Runner() {
      @Override
      public void once() throws Exception {
        once.run();
      }

      @Override
      public void close() {}
    };
  }

  private void line(String what, int clients, Measured measured, String share) {
    var line =
        "| %s | %s | %d | %,.0f | %.2f | %.2f | %s |"
            .formatted(
                store,
                what,
                clients,
                measured.perSecond(),
                measured.p50Millis(),
                measured.p99Millis(),
                share);
    System.out.println(line);
    lines.add(line);
  }

  private static Measured median(List<Measured> measured) {
    var sorted = new ArrayList<>(measured);
    sorted.sort(Comparator.comparingDouble(Measured::perSecond));
    return sorted.get(sorted.size() / 2);
  }
}
