package org.baltoro.engine.connection;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.baltoro.kernel.Fact;
import org.baltoro.store.Store.JournalRow;

/** Since when something stands as it does, where the state does not keep it: from the journal. */
final class Since {
  private final Instant start;
  private final Map<Integer, Instant> attemptEnded = new HashMap<>();
  private final Map<Integer, Instant> held = new HashMap<>();
  private final Map<String, Instant> firstArrival = new HashMap<>();
  private Instant stopped;

  /**
   * @param start of the instance: what is answered where the journal knows no better
   */
  Since(Instant start) {
    this.start = start;
    this.stopped = start;
  }

  /** Reads the next commit. */
  void read(JournalRow row) {
    row.facts().forEach(fact -> read(fact, Instant.ofEpochMilli(row.atMillis())));
  }

  private void read(Fact fact, Instant at) {
    switch (fact) {
      case Fact.AttemptFailed failed -> attemptEnded.put(failed.item(), at);
      case Fact.AttemptLost lost -> attemptEnded.put(lost.item(), at);
      case Fact.LeaseLost lost -> attemptEnded.put(lost.item(), at);
      case Fact.AttemptFenced fenced -> attemptEnded.put(fenced.item(), at);
      case Fact.ServerEventHeld event -> held.put(event.item(), at);
      case Fact.ProcessStopped stop -> stopped = at;
      case Fact.JoinCounted join when join.fired() || join.arrived().isEmpty() ->
          firstArrival.remove(join.activity());
      case Fact.JoinCounted join -> firstArrival.putIfAbsent(join.activity(), at);
      default -> {}
    }
  }

  Instant stopped() {
    return stopped;
  }

  /** When the attempt before a back-off ended. */
  Instant backOff(int item) {
    return attemptEnded.getOrDefault(item, start);
  }

  Instant held(int item) {
    return held.getOrDefault(item, start);
  }

  /** When the first line of those that a join has counted arrived. */
  Instant join(String activity) {
    return firstArrival.getOrDefault(activity, start);
  }
}
