package org.baltoro.bench;

import org.baltoro.bench.contender.Workload;

/** W1, W2, W3, W8: clients do the same over and over, on an empty database each time. */
final class Throughput {
  private final Session session;
  private final Workload workload;

  Throughput(Session session, Workload workload) {
    this.session = session;
    this.workload = workload;
  }

  void run() throws Exception {
    var options = session.options();
    var entrants = session.entrants(entrant -> entrant.offers(workload));
    for (var entrant : entrants) {
      session.attempt(entrant, workload.key(), () -> session.warmUp(entrant, workload));
    }
    for (int round = 1; round <= options.rounds(); round++) {
      for (int clients : options.clients()) {
        for (var entrant : entrants) {
          int now = round;
          session.attempt(entrant, workload.key(), () -> measure(entrant, clients, now));
        }
      }
    }
    session.endProcesses();
  }

  private void measure(Entrant entrant, int clients, int round) throws Exception {
    var place = session.databases().fresh(entrant.store());
    try (var running = session.open(entrant, place)) {
      running.settle();
      running.warmUp(workload, clients, session.options().warmUp());
      session
          .results()
          .add(
              new Result(
                  workload.key(), clients, entrant, round, running.measure(workload, clients)));
    }
    session.databases().drop(place);
  }
}
