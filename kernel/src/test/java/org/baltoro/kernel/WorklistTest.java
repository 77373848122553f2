package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose worklist item it is, is decided with the command: not when somebody looked. */
class WorklistTest {
  private static final List<String> DAVE = List.of("dave", "everyone", "group:clerks");

  private static Story redirectedToCarol() {
    var story = Story.of(new Drawing().activity("A", List.of(client("Look"))).activity("E", 1));
    return story.when(
        new Command.RedirectWorklistItem(
            story.item("A/Look"), "ann", null, null, List.of("carol"), null));
  }

  private static Command finish(int item, @Nullable List<String> subjects) {
    return new Command.FinishWorklistItem(
        item, "dave", subjects, "Yes", Command.Changes.NONE, null);
  }

  @Test
  void whoIsNoDestinationAnyMoreIsRefusedAndChangesNothing() {
    var story = redirectedToCarol();
    int item = story.item("A/Look");
    for (var command :
        List.of(
            finish(item, DAVE),
            new Command.GotoFromWorklistItem(item, "dave", DAVE, "E", false, null),
            new Command.RedirectWorklistItem(item, "dave", DAVE, null, List.of("dave"), null))) {
      var before = story.state;
      story.when(command);
      assertThat(story.refusal(Refusal.NotYourWorklistItem.class).message()).contains("carol");
      assertThat(story.state).isEqualTo(before);
    }
    story.when(finish(item, List.of("carol")));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void whoManagesTheProcessActsOnAnyItem() {
    var story = redirectedToCarol();
    story.when(finish(story.item("A/Look"), null));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void onlyWhoHasAnOpenItemSavesADraft() {
    var story = redirectedToCarol();
    var draft = Command.Changes.of(Map.of("Text", new Value.StringValue("draft")));
    story.when(new Command.UpdateProcessInstance("dave", draft, DAVE));
    story.refusal(Refusal.NoWorklistItemOfYours.class);
    story.when(new Command.UpdateProcessInstance("carol", draft, List.of("carol")));
    assertThat(story.state.dataFields()).containsEntry("Text", new Value.StringValue("draft"));
  }
}
