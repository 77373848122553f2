package org.baltoro.engine.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ProcessState;
import org.junit.jupiter.api.Test;

class JobSignalsTest {
  private static final Instant AT = Instant.parse("2026-03-01T09:30:00Z");

  private static ProcessState scheduled(String process) {
    return ProcessState.NEW
        .apply(new Fact.ProcessStarted(1, process, 1, "ann", "", 0, Map.of(), null, AT))
        .apply(new Fact.ActivityEntered(1, "A", Map.of(), AT))
        .apply(new Fact.ServerEventScheduled(2, 1, 0, AT));
  }

  @Test
  void aJobWakesTheFirstWhoMayHaveIt() {
    var signals = new JobSignals(true);
    try (var other = signals.listen("t", Set.of("P"));
        var first = signals.listen("t", Set.of("P", "Q"));
        var second = signals.listen("t", Set.of("Q"))) {
      var before = scheduled("Q");
      signals.committed(before, before.apply(new Fact.JobQueued(2, 1, "t", AT)));
      assertThat(first.await(0)).isTrue();
      assertThat(other.await(0)).as("no right on this process").isFalse();
      assertThat(second.await(0)).as("one is enough").isFalse();
      signals.close();
      assertThat(other.await(0)).isTrue();
    }
  }
}
