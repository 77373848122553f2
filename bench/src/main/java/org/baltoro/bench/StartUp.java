package org.baltoro.bench;

import java.time.Duration;
import java.util.EnumMap;

/**
 * W5: from the start of a process until its first instance has completed, on an empty database and
 * then on the one that this left behind.
 */
final class StartUp {
  static final String EMPTY = "w5-empty";
  static final String AGAIN = "w5-again";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Session session;

  StartUp(Session session) {
    this.session = session;
  }

  void run() throws Exception {
    var entrants = session.entrants(entrant -> entrant.kind() != Entrant.Kind.LIMIT);
    for (int round = 1; round <= session.options().rounds(); round++) {
      for (var entrant : entrants) {
        int now = round;
        session.attempt(entrant, "w5", () -> measure(entrant, now));
      }
    }
  }

  private void measure(Entrant entrant, int round) throws Exception {
    var place = session.databases().fresh(entrant.store());
    start(EMPTY, entrant, place, round);
    start(AGAIN, entrant, place, round);
    session.databases().drop(place);
  }

  private void start(String key, Entrant entrant, Databases.Place place, int round)
      throws Exception {
    long begun = System.nanoTime();
    try (var child = ChildProcess.start(entrant, session.options())) {
      child.ask(PATIENCE, "open " + place.url());
      child.ask(PATIENCE, "once " + entrant.simplest().key());
      double seconds = (System.nanoTime() - begun) / 1e9;
      var values = new EnumMap<Metric, Double>(Metric.class);
      values.put(Metric.SECONDS, seconds);
      values.put(Metric.ENGINE_CPU_MS, child.cpu().toNanos() / 1e6);
      session.results().add(new Result(key, 0, entrant, round, values));
      child.ask(PATIENCE, "close");
    }
  }
}
