package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.baltoro.api.JournalEntry;
import org.junit.jupiter.api.Test;

class PathTakenTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void activitiesLinesAndWhatHappenedOnTheWayAreReadFromTheJournal() {
    var path =
        PathTaken.of(
            List.of(
                entry("ProcessStarted", null, Map.of()),
                entry("ActivityEntered", "Receive", Map.of("activityInstance", 1)),
                entry("ActivityCompleted", "Receive", Map.of("activityInstance", 1)),
                entry("LineFollowed", "Receive", Map.of("activityInstance", 1, "to", "Pay")),
                entry("ActivityEntered", "Pay", Map.of("activityInstance", 2)),
                entry("ServerEventScheduled", "Pay", Map.of("item", 7, "activityInstance", 2)),
                entry(
                    "AttemptFailed",
                    "Pay",
                    Map.of("item", 7, "attempt", 1, "message", "no answer\nat line 3")),
                entry("LateCallback", "Pay", Map.of("item", 7))));
    assertThat(path.steps()).extracting(PathTaken.Step::activity).containsExactly("Receive", "Pay");
    assertThat(path.steps().getFirst().followed()).containsExactly("Pay");
    assertThat(path.steps().getFirst().ended()).isEqualTo(NOON);
    assertThat(path.steps().getLast().ended()).isNull();
    assertThat(path.steps().getLast().notes())
        .containsExactly("attempt 1 failed: no answer", "late callback by ann refused");
  }

  private static JournalEntry entry(
      String kind,
      @org.jspecify.annotations.Nullable String activity,
      Map<String, Object> details) {
    return new JournalEntry(1, NOON, kind, activity, null, "ann", kind, details);
  }
}
