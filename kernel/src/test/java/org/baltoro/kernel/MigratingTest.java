package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.after;
import static org.baltoro.kernel.Drawing.client;
import static org.baltoro.kernel.Drawing.line;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Command.Managed;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.JoinDefinition;
import org.junit.jupiter.api.Test;

/** Going on with another version: a pointer, and where each living thing stands in the new one. */
class MigratingTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static Drawing one() {
    return new Drawing()
        .version(1)
        .activity(
            "A",
            null,
            null,
            null,
            null,
            List.of(after(HOUR, new Action.Expire())),
            List.of(client("First"), client("Second")),
            line("B"))
        .activity("B", List.of(client("Look")));
  }

  private static Story story(Drawing before, Drawing then) {
    return new Story(before.done(), then.version(2).done()).started();
  }

  private static Story migrates(Story story, Map<String, String> names, boolean rebuildTimers) {
    return story.when(new Managed.Migrate("ann", 2, names, rebuildTimers, false));
  }

  @Test
  void onlyThePointerMovesAndWhatIsOpenStaysOpenUnderItsSerialNumber() {
    var story = story(one(), one());
    int item = story.item("A/First");
    migrates(story, Map.of(), false);
    assertThat(story.state.version()).isEqualTo(2);
    assertThat(story.item("A/First")).isEqualTo(item);
    assertThat(story.state.timers()).hasSize(1);
    story.chooses(item, "Yes");
    assertThat(story.item("A/Second")).isPositive();
  }

  @Test
  void aRenamedActivityAndEventAreFoundAgain() {
    var then =
        new Drawing()
            .activity(
                "Approve", List.of(client("Zero"), client("Uno"), client("Second")), line("B"))
            .activity("B", 1);
    var story = story(one(), then);
    migrates(story, Map.of(), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message()).contains("'A' is active");
    migrates(story, Map.of("A", "Approve"), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message()).contains("A/First");
    migrates(story, Map.of("A", "Approve", "A/First", "B/Uno"), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message())
        .contains("'A/First' can't become 'B/Uno'", "'Approve'");
    migrates(story, Map.of("A", "Approve", "A/First", "Approve/Uno"), false);
    assertThat(story.active()).containsExactly("Approve");
    story.chooses(story.item("Approve/Uno"), "Yes");
    assertThat(story.item("Approve/Second")).as("Zero lies before").isPositive();
    assertThat(story.state.timers()).as("the escalation is not there any more").isEmpty();
  }

  @Test
  void aRemovedEventExpiresAndTheNextBegins() {
    var then = new Drawing().activity("A", List.of(client("Second")), line("B")).activity("B", 1);
    var story = story(one(), then);
    migrates(story, Map.of("A/First", ""), false);
    assertThat(story.item("A/Second")).isPositive();
    assertThat(story.latest(Fact.ClientEventFinished.class))
        .extracting(Fact.ClientEventFinished::ending)
        .containsExactly(Fact.Ending.EXPIRED);
  }

  @Test
  void instancesOfARemovedActivityExpire() {
    var then = new Drawing().activity("B", List.of(client("Look")));
    var story = story(one(), then);
    migrates(story, Map.of("A", ""), false);
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void timersAreRebuiltFromWhenEachThingBegan() {
    var then =
        new Drawing()
            .activity(
                "A",
                null,
                null,
                null,
                null,
                List.of(after(HOUR.multipliedBy(3), new Action.Expire())),
                List.of(
                    client("First", after(HOUR.multipliedBy(2), new Action.Expire())),
                    client("Second")),
                line("B"))
            .activity("B", 1);
    var story = story(one(), then).later(Duration.ofMinutes(30));
    migrates(story, Map.of(), true);
    assertThat(story.state.timers().values())
        .containsExactlyInAnyOrder(
            Story.START.plus(HOUR.multipliedBy(3)), Story.START.plus(HOUR.multipliedBy(2)));
  }

  @Test
  void whatHasArrivedAtAJoinIsFoundAgainByItsLines() {
    var before =
        new Drawing()
            .version(1)
            .activity("A", 0, line("B"), line("C"))
            .activity("B", List.of(client("Look")), line("J"))
            .activity("C", List.of(client("Look")), line("J"))
            .activity("J", null, JoinDefinition.all(), 0);
    var then =
        new Drawing()
            .activity("A", 0, line("C"), line("B"))
            .activity("C", List.of(client("Look")), line("Join"))
            .activity("B", List.of(client("Look")), line("Join"))
            .activity("Join", null, JoinDefinition.all(), 0);
    var story = story(before, then);
    story.chooses(story.item("B/Look"), "Yes");
    migrates(story, Map.of("J", "Join"), false);
    assertThat(story.state.joins().get("Join"))
        .as("B's line is the second one now")
        .isEqualTo(new JoinState(Map.of(1, 1), false));
    story.chooses(story.item("C/Look"), "Yes");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void anUnknownVersionIsRefusedAndTheOwnOneChangesNothing() {
    var story = story(one(), one());
    story.when(new Managed.Migrate("ann", 9, Map.of(), false, false));
    story.refusal(Refusal.NoSuchVersion.class);
    story.when(new Managed.Migrate("ann", 1, Map.of(), false, false));
    assertThat(story.latest).isEmpty();
  }

  @Test
  void anErrorIsMendedByANewVersionAndARetry() {
    var before = new Drawing().version(1).activity("A", 1, line("B", "fail")).activity("B", 1);
    var then = new Drawing().activity("A", 1, line("B")).activity("B", 1);
    var story = story(before, then);
    story.returns(story.item("A/E1"));
    assertThat(story.failure().code()).isEqualTo("rule-failed");
    migrates(story, Map.of(), false);
    story.when(new Command.RetryFailure(Command.ALL_FAILURES, "ann"));
    assertThat(story.active()).containsExactly("B");
  }
}
