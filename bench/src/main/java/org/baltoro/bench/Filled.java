package org.baltoro.bench;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.bench.contender.Workload;

/**
 * W7: W1, W2 and W3 beside many instances that wait, half of them for people, and many that have
 * finished; interleaved with the same on a database without them.
 */
final class Filled {
  static final String FILLED = "w7-filled-";
  static final String EMPTY = "w7-empty-";

  /** So many are started by a peer itself; the others are copies of their rows. */
  private static final int PATTERNS = 200;

  private static final List<Workload> WORKLOADS =
      List.of(Workload.STEPS, Workload.STRAIGHT, Workload.EXTERNAL, Workload.TASK);

  private final Session session;

  Filled(Session session) {
    this.session = session;
  }

  /** An entrant with its two databases. */
  private record Pair(Entrant entrant, Databases.Place filled, Databases.Place empty) {}

  void run() throws Exception {
    var pairs = new ArrayList<Pair>();
    for (var entrant : session.entrants(Filled::takesPart)) {
      session.attempt(entrant, "w7: filling", () -> pairs.add(prepare(entrant)));
    }
    session.endProcesses();
    for (var workload : WORKLOADS) {
      for (var pair : pairs) {
        session.attempt(pair.entrant(), "w7", () -> session.warmUp(pair.entrant(), workload));
      }
      for (int round = 1; round <= session.options().rounds(); round++) {
        for (int clients : session.options().clients()) {
          for (var pair : pairs) {
            int now = round;
            session.attempt(pair.entrant(), "w7", () -> measure(pair, workload, clients, now));
          }
        }
      }
      session.endProcesses();
    }
    for (var pair : pairs) {
      session.databases().drop(pair.filled());
      session.databases().drop(pair.empty());
    }
  }

  /** Peers with their best settings: nothing else would be told by the others. */
  private static boolean takesPart(Entrant entrant) {
    return entrant == Entrant.BALTORO
        || entrant == Entrant.BALTORO_SQLITE
        || entrant == Entrant.OPERATON_BEST
        || entrant == Entrant.FLOWABLE_BEST;
  }

  private Pair prepare(Entrant entrant) throws Exception {
    long begun = System.nanoTime();
    var filled = session.databases().fresh(entrant.store());
    int idle = session.options().idle();
    int finished = session.options().finished();
    try (var running = session.open(entrant, filled)) {
      if (entrant.isPeer()) {
        copy(running, filled, idle / 2, idle - idle / 2, finished);
      } else {
        fill(running, idle / 2, idle - idle / 2, finished);
      }
    }
    if (filled.kind() == Databases.Kind.POSTGRES) {
      session.databases().postgres().vacuum(filled.name());
    }
    System.out.printf(
        "%s has a database with %,d idle and %,d finished instances, of %,d MB, after %.0f s%n",
        entrant.key(),
        idle,
        finished,
        session.databases().bytes(filled) >> 20,
        (System.nanoTime() - begun) / 1e9);
    return new Pair(entrant, filled, session.databases().fresh(entrant.store()));
  }

  private void fill(Session.Running running, int waiting, int waitingTasks, int finished) {
    running.fill("waiting", waiting);
    running.fill("waiting-task", waitingTasks);
    running.fill(Workload.EXTERNAL.key(), finished);
  }

  /** A peer would take hours: it makes some, and their rows are copied. */
  private void copy(
      Session.Running running, Databases.Place place, int waiting, int waitingTasks, int finished)
      throws Exception {
    fill(running, 0, 0, 0); // definitions, which are not copied
    try (var connection = session.databases().postgres().connect(place.name())) {
      var copying = new Copying(connection);
      running.fill("waiting", Math.min(PATTERNS, waiting));
      copying.remember(waiting / PATTERNS - 1);
      running.fill("waiting-task", Math.min(PATTERNS, waitingTasks));
      copying.remember(waitingTasks / PATTERNS - 1);
      running.fill(Workload.EXTERNAL.key(), Math.min(PATTERNS, finished));
      copying.remember(finished / PATTERNS - 1);
      copying.carryOut();
    }
  }

  /** The process gets faster as it works: each of the two is the first by turns. */
  private void measure(Pair pair, Workload workload, int clients, int round) throws Exception {
    if (round % 2 == 1) {
      measure(FILLED, pair.entrant(), pair.filled(), workload, clients, round);
      measure(EMPTY, pair.entrant(), pair.empty(), workload, clients, round);
    } else {
      measure(EMPTY, pair.entrant(), pair.empty(), workload, clients, round);
      measure(FILLED, pair.entrant(), pair.filled(), workload, clients, round);
    }
  }

  private void measure(
      String prefix,
      Entrant entrant,
      Databases.Place place,
      Workload workload,
      int clients,
      int round)
      throws Exception {
    try (var running = session.open(entrant, place)) {
      running.settle();
      running.warmUp(workload, clients, session.options().warmUp());
      var values = running.measure(workload, clients);
      session.results().add(new Result(prefix + workload.key(), clients, entrant, round, values));
    }
  }
}
