package org.baltoro.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run does, from system properties that begin with {@code bench.}.
 *
 * @param output {@code bench.output}: where results go; the PostgreSQL server's data, too, as
 *     {@code /tmp} may be memory
 * @param peers {@code bench.peers}: the folder with the peers' modules, whose builds have written
 *     their class paths
 * @param workloads {@code bench.workloads}: see {@link Bench}; default all
 * @param contenders {@code bench.contenders}: names of {@link Entrant}; default those on PostgreSQL
 * @param clients {@code bench.clients}: numbers of clients; default 1, 8, 32, 128
 * @param time {@code bench.seconds}: of each measurement; default 5
 * @param warmUp {@code bench.warmup}: seconds before each measurement; default 3
 * @param firstWarmUp {@code bench.first}: seconds of work when a process is new, for its compiler;
 *     default 30
 * @param rounds {@code bench.rounds}: default 3
 * @param timers {@code bench.timers}: due at once; default 20,000
 * @param waiting {@code bench.waiting}: instances that wait; default 100,000
 * @param idle {@code bench.idle}: that wait in the filled store; default 1,000,000
 * @param finished {@code bench.finished}: in the filled store; default 1,000,000
 * @param operations {@code bench.operations}: tasks of {@link WearBench}; default 180,000, an hour
 *     of 50 a second
 * @param stores {@code bench.stores}: {@code sqlite}, {@code postgres}; for what is measured of
 *     Baltoro alone; default both
 */
record Options(
    Path output,
    Path peers,
    List<String> workloads,
    List<Entrant> contenders,
    List<Integer> clients,
    Duration time,
    Duration warmUp,
    Duration firstWarmUp,
    int rounds,
    int timers,
    int waiting,
    int idle,
    int finished,
    int operations,
    List<Databases.Kind> stores) {

  static Options fromProperties() {
    return new Options(
        Path.of(text("output", "target/bench")).toAbsolutePath(),
        Path.of(text("peers", ".")).toAbsolutePath(),
        list("workloads", String.join(",", Bench.WORKLOADS)),
        list("contenders", String.join(",", Entrant.onPostgres())).stream()
            .map(Entrant::of)
            .toList(),
        list("clients", "1,8,32,128").stream().map(Integer::valueOf).toList(),
        Duration.ofSeconds(number("seconds", 5)),
        Duration.ofSeconds(number("warmup", 3)),
        Duration.ofSeconds(number("first", 30)),
        number("rounds", 3),
        number("timers", 20_000),
        number("waiting", 100_000),
        number("idle", 1_000_000),
        number("finished", 1_000_000),
        number("operations", 180_000),
        list("stores", "sqlite,postgres").stream().map(Databases.Kind::of).toList());
  }

  private static List<String> list(String key, String otherwise) {
    return Arrays.stream(text(key, otherwise).split(",", -1)).map(String::strip).toList();
  }

  private static int number(String key, int otherwise) {
    return Integer.parseInt(text(key, Integer.toString(otherwise)));
  }

  /** An empty property is as good as none: the build passes all of them on. */
  private static String text(String key, String otherwise) {
    @Nullable String given = System.getProperty("bench." + key);
    return given == null || given.isBlank() ? otherwise : given;
  }
}
