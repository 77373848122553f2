package org.baltoro.store.codec;

import java.time.Instant;
import java.util.List;
import org.baltoro.kernel.Fact;

/** One of each fact of jobs that external workers do. */
final class OutsideSamples {
  private static final Instant AT = Instant.parse("2026-03-01T09:30:00.125Z");
  private static final Instant FINE = Instant.parse("2026-03-01T09:30:00.125000001Z");

  private OutsideSamples() {}

  static List<Fact> facts() {
    return List.of(
        new Fact.JobQueued(2, 4, "payments", AT),
        new Fact.JobLeased(2, 4, "worker 1", "ann", FINE, AT),
        new Fact.LeaseExtended(2, 4, FINE, null, AT),
        new Fact.LeaseLost(2, 4, "worker 1", AT),
        new Fact.JobLeased(2, 5, "worker 1", "ann", FINE, AT),
        new Fact.LeaseExtended(2, 5, FINE, "ann", AT),
        new Fact.AttemptResultIgnored(2, 4, "too late", "ann", AT),
        new Fact.JobCompleted(2, 5, "worker 1", "ann", null, AT),
        new Fact.JobCompleted(2, 5, "worker 1", "ann", "4f", AT),
        new Fact.AttemptFailed(2, 5, "worker-failed", "No.", null, "ann", AT));
  }
}
