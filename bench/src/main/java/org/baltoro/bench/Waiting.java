package org.baltoro.bench;

import java.util.EnumMap;

/** W6: what instances cost that wait for the outside, in memory and on disk. */
final class Waiting {
  static final String KEY = "w6";

  private final Session session;

  Waiting(Session session) {
    this.session = session;
  }

  /** Once: bytes hardly differ. */
  void run() throws Exception {
    for (var entrant : session.entrants(Entrant::keepsWaiting)) {
      session.attempt(entrant, KEY, () -> measure(entrant));
    }
    session.endProcesses();
  }

  private void measure(Entrant entrant) throws Exception {
    int count = session.options().waiting();
    var place = session.databases().fresh(entrant.store());
    try (var running = session.open(entrant, place)) {
      running.fill("waiting", 100); // caches and pools that are there anyway
      long heapBefore = running.heapBytes();
      long databaseBefore = session.databases().bytes(place);
      running.fill("waiting", count);
      var values = new EnumMap<Metric, Double>(Metric.class);
      values.put(Metric.HEAP_BYTES, (running.heapBytes() - heapBefore) / (double) count);
      values.put(
          Metric.DATABASE_BYTES,
          (session.databases().bytes(place) - databaseBefore) / (double) count);
      session.results().add(new Result(KEY, 0, entrant, 1, values));
    }
    session.databases().drop(place);
  }
}
