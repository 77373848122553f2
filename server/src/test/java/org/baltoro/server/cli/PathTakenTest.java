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

  @Test
  void codeThatBelongsToNoActivityIsNotedOfTheProcess() {
    var path =
        PathTaken.of(
            List.of(
                entry("CodeScheduled", null, Map.of("item", 3, "job", Map.of("kind", "StartRule"))),
                entry("AttemptFailed", null, Map.of("item", 3, "attempt", 1, "message", "No.")),
                entry("AttemptLost", null, Map.of("item", 99, "attempt", 1)),
                entry("LineFollowed", null, Map.of("activityInstance", 7, "to", "Pay")),
                entry("ActivityCompleted", null, Map.of("activityInstance", 7))));
    assertThat(path.steps()).isEmpty();
    assertThat(path.processNotes())
        .extracting(PathTaken.Note::text)
        .containsExactly("AttemptFailed", "AttemptLost");
  }

  @Test
  void anExpiredActivityHasEndedAndAnErrorHoldsUntilItIsMended() {
    var journal = new java.util.ArrayList<JournalEntry>();
    journal.add(entry("ActivityEntered", "Ask", Map.of("activityInstance", 1)));
    journal.add(
        entry(
            "BranchFailed",
            "Ask",
            Map.of(
                "failure",
                4,
                "code",
                "dead-end",
                "place",
                Map.of("kind", "Lines", "activityInstance", 1))));
    assertThat(PathTaken.of(journal).steps().getFirst().errors()).containsEntry(4, "dead-end");
    journal.add(entry("FailureResolved", null, Map.of("failure", 4, "skipped", false)));
    journal.add(entry("ActivityExpired", "Ask", Map.of("activityInstance", 1)));
    var step = PathTaken.of(journal).steps().getFirst();
    assertThat(step.errors()).isEmpty();
    assertThat(step.ended()).isEqualTo(NOON);
    assertThat(step.expiredBy()).isEqualTo("ann");
    assertThat(step.notes()).containsExactly("dead-end retried by ann");
  }

  @Test
  void whatHappensForADestinationStandsAtItsActivity() {
    var journal = new java.util.ArrayList<JournalEntry>();
    journal.add(entry("ActivityEntered", "Read", Map.of("activityInstance", 1)));
    for (int number = 2; number <= 3; number++) {
      journal.add(
          entry(
              "DestinationBegun",
              "Read",
              Map.of("destinationInstance", number, "place", Map.of("owner", 1, "slot", number))));
      journal.add(
          entry(
              "ClientEventOffered",
              "Read",
              Map.of(
                  "item", number + 2, "activityInstance", number, "destinations", List.of("bob"))));
    }
    journal.add(
        entry(
            "WorklistItemRedirected",
            "Read",
            Map.of("item", 5, "from", List.of("bob"), "to", List.of("ann", "cy"))));
    journal.add(
        entry(
            "ClientEventFinished",
            "Read",
            Map.of("item", 4, "ending", "FINISHED", "action", "Ok")));
    journal.add(entry("ActivityCompleted", "Read", Map.of("activityInstance", 2)));
    var path = PathTaken.of(journal);
    assertThat(path.processNotes()).isEmpty();
    var step = path.steps().getFirst();
    assertThat(step.notes()).containsExactly("redirected by ann to ann, cy", "ann chose 'Ok'");
    assertThat(step.ended()).isNull();
    assertThat(path.enteredAs(3)).isEqualTo(1);
    assertThat(path.enteredAs(1)).isEqualTo(1);
    assertThat(path.destinationsOf(5)).containsExactly("ann", "cy");
  }

  @Test
  void theLastOfSeveralAnswersIsNotedOnce() {
    var journal = new java.util.ArrayList<JournalEntry>();
    journal.add(entry("ActivityEntered", "Vote", Map.of("activityInstance", 1)));
    journal.add(entry("ClientEventOffered", "Vote", Map.of("item", 2, "activityInstance", 1)));
    for (int answers = 0; answers < 2; answers++) {
      journal.add(
          entry(
              "ClientEventResponded",
              "Vote",
              Map.of("item", 2, "response", Map.of("outcome", "Yes", "onBehalfOf", "bob"))));
    }
    journal.add(
        entry(
            "ClientEventFinished",
            "Vote",
            Map.of("item", 2, "ending", "FINISHED", "action", "Yes")));
    assertThat(PathTaken.of(journal).steps().getFirst().notes())
        .containsExactly("ann chose 'Yes' for bob", "ann chose 'Yes' for bob");
  }

  private static JournalEntry entry(
      String kind,
      @org.jspecify.annotations.Nullable String activity,
      Map<String, Object> details) {
    return new JournalEntry(1, NOON, kind, activity, null, "ann", kind, details);
  }
}
