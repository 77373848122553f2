package org.baltoro.bench;

/** W4: many timers that are due at once, each followed by code and the end of its instance. */
final class Timers {
  static final String KEY = "w4";

  private final Session session;

  Timers(Session session) {
    this.session = session;
  }

  void run() throws Exception {
    var entrants = session.entrants(Entrant::keepsWaiting);
    for (int round = 1; round <= session.options().rounds(); round++) {
      for (var entrant : entrants) {
        int now = round;
        session.attempt(entrant, KEY, () -> measure(entrant, now));
      }
    }
    session.endProcesses();
  }

  private void measure(Entrant entrant, int round) throws Exception {
    var place = session.databases().fresh(entrant.store());
    try (var running = session.open(entrant, place)) {
      var values = running.timers(session.options().timers());
      session.results().add(new Result(KEY, 0, entrant, round, values));
    }
    session.databases().drop(place);
  }
}
