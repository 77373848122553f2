package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.line;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.EventInstance.Share;
import org.baltoro.kernel.EventInstance.Status.Offered;
import org.baltoro.kernel.definition.ClientAction;
import org.baltoro.kernel.definition.ClientAction.Kind;
import org.baltoro.kernel.definition.DestinationRule;
import org.baltoro.kernel.definition.DestinationRule.Completion;
import org.baltoro.kernel.definition.DestinationRule.DestinationSet;
import org.baltoro.kernel.definition.DestinationRule.Plan;
import org.baltoro.kernel.definition.DestinationRule.Remaining;
import org.baltoro.kernel.definition.DestinationRule.Slots;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Items that people open, hold, give away, share, and let sleep. */
class SlotTest {
  private static final ClientAction SAVE =
      new ClientAction("Save", Kind.UPDATE, false, List.of(), List.of());
  private static final ClientAction SIGN =
      new ClientAction("Sign", Kind.FINISH, false, List.of("group:board"), List.of("eve"));

  private final Story story = approval(2);

  private static Story approval(int slots) {
    var actions = List.of(new ClientAction("Yes"), new ClientAction("No"), SAVE, SIGN);
    return Story.of(
        new Drawing()
            .activity(
                "Approve",
                List.of(new ClientEvent("Ask", List.of(), actions, List.of())),
                line("Done"))
            .activity("Done", List.of(Drawing.client("Wait")))
            .destinationsOf(
                "Approve",
                new DestinationRule(
                    List.of(
                        new DestinationSet(
                            null, List.of("bob", "carol", "dave", "eve", "group:board"))),
                    Plan.ONCE,
                    false,
                    new Slots.Count(slots),
                    null,
                    new Completion.All(),
                    Remaining.EXPIRE)));
  }

  private Offered item() {
    return (Offered) story.event(2).status();
  }

  private static List<String> subjects(String user) {
    return user.equals("zoe") ? List.of("zoe", "group:board") : List.of(user, "group:clerks");
  }

  private Story opens(String user) {
    return story.when(new Command.OpenWorklistItem(2, user, subjects(user), null));
  }

  private Story chooses(String user, String action) {
    return chooses(user, subjects(user), action);
  }

  private Story chooses(String user, @Nullable List<String> subjects, String action) {
    return story.when(
        new Command.FinishWorklistItem(2, user, subjects, action, Command.Changes.NONE, null));
  }

  private Story delegates(String user, String to, String... actions) {
    return story.when(
        new Command.DelegateWorklistItem(2, user, subjects(user), to, List.of(actions), null));
  }

  @Test
  void anOpenItemHoldsASlotUntilItIsReleased() {
    opens("bob");
    opens("bob");
    opens("carol");
    assertThat(item().freeSlots()).isZero();
    opens("dave");
    assertThat(story.refusal(Refusal.HeldByOthers.class).message())
        .contains("bob since", "carol since");
    story.when(new Command.ReleaseWorklistItem(2, "bob", subjects("bob"), "bob", null));
    opens("dave");
    assertThat(item().isOpenFor("dave")).isTrue();
  }

  @Test
  void whoManagesTheProcessReleasesTheSlotOfAnother() {
    opens("bob");
    story.when(new Command.ReleaseWorklistItem(2, "ann", null, "bob", null));
    assertThat(item().allocations()).isEmpty();
    assertThat(story.latest).contains(new Fact.WorklistItemReleased(2, "bob", "ann", story.now));
  }

  @Test
  void whoHasNoSlotCanNotAnswer() {
    opens("bob");
    opens("carol");
    chooses("dave", "Yes");
    story.refusal(Refusal.HeldByOthers.class);
    chooses("bob", "Yes");
    chooses("dave", "Yes");
    story.refusal(Refusal.HeldByOthers.class);
    chooses("carol", "No");
    assertThat(story.active()).containsExactly("Done");
  }

  @Test
  void eachAnswersOnce() {
    chooses("bob", "Yes");
    chooses("bob", "No");
    assertThat(story.refusal(Refusal.AlreadyActedOn.class).message()).contains("bob chose 'Yes'");
    opens("bob");
    story.refusal(Refusal.AlreadyActedOn.class);
  }

  @Test
  void anUpdateSavesAndKeepsTheItemOpen() {
    var changes = Command.Changes.of(Map.of("Text", new Value.StringValue("draft")));
    story.when(new Command.FinishWorklistItem(2, "bob", subjects("bob"), "Save", changes, null));
    assertThat(story.state.dataFields()).containsKey("Text");
    assertThat(item().isOpenFor("bob")).isTrue();
    assertThat(item().responses()).isEmpty();
  }

  @Test
  void anActionMayBeForSomeOnly() {
    chooses("bob", "Sign");
    assertThat(story.refusal(Refusal.ActionNotAllowed.class).message())
        .contains("Yes or No or Save");
    chooses("eve", List.of("eve", "group:board"), "Sign");
    story.refusal(Refusal.ActionNotAllowed.class);
    chooses("zoe", "Sign");
    assertThat(item().responses()).hasSize(1);
  }

  @Test
  void whoManagesTheProcessAnswersInThePlaceOfWhoHoldsASlot() {
    opens("bob");
    opens("carol");
    chooses("ann", null, "Yes");
    assertThat(item().isOpenFor("bob")).isFalse();
    assertThat(item().responses()).extracting(Response::by).containsExactly("ann");
  }

  // ---- to others

  @Test
  void aRedirectTakesTheItemFromWhomItIsAskedByOnly() {
    opens("bob");
    story.when(
        new Command.RedirectWorklistItem(2, "bob", subjects("bob"), null, List.of("fred"), null));
    assertThat(item().destinations())
        .containsExactly("carol", "dave", "eve", "group:board", "fred");
    assertThat(item().allocations()).isEmpty();
    chooses("bob", "Yes");
    story.refusal(Refusal.NotYourWorklistItem.class);
  }

  @Test
  void whoManagesTheProcessRedirectsTheWholeItem() {
    story.when(new Command.RedirectWorklistItem(2, "ann", null, null, List.of("fred"), null));
    assertThat(item().destinations()).containsExactly("fred");
    story.when(
        new Command.RedirectWorklistItem(2, "ann", null, null, List.of("manager:ann"), null));
    assertThat(story.refusal(Refusal.NobodyToRedirectTo.class).message()).contains("nobody");
  }

  @Test
  void aDelegateMayDoWhatWasSaidOnBehalfOfWhoSharedIt() {
    delegates("bob", "fred", "No");
    chooses("fred", "Yes");
    assertThat(story.refusal(Refusal.ActionNotAllowed.class).message()).contains("but No");
    chooses("fred", "No");
    assertThat(item().responses().getFirst())
        .extracting(Response::by, Response::onBehalfOf, Response::destination)
        .containsExactly("fred", "bob", "bob");
    opens("bob");
    assertThat(story.refusal(Refusal.AlreadyActedOn.class).message()).contains("fred chose 'No'");
  }

  @Test
  void whoHasAShareOfSomeActionsRedirectsThatShareOnly() {
    delegates("bob", "fred", "No");
    opens("fred");
    redirects("fred", "gina");
    assertThat(item().destinations()).doesNotContain("gina");
    assertThat(item().shares()).containsExactly(new Share("gina", "bob", List.of("No")));
    assertThat(item().allocations()).isEmpty();
    chooses("gina", "Yes");
    assertThat(story.refusal(Refusal.ActionNotAllowed.class).message()).contains("but No");
    chooses("fred", "No");
    story.refusal(Refusal.NotYourWorklistItem.class);
    chooses("gina", "No");
    assertThat(item().responses().getFirst().onBehalfOf()).isEqualTo("bob");
  }

  @Test
  void whoStandsInForADelegateRedirectsTheirShareOnly() {
    delegates("bob", "fred", "No");
    story.when(
        new Command.RedirectWorklistItem(
            2, "dan", List.of("dan", "fred"), null, List.of("gina"), null));
    assertThat(item().destinations()).doesNotContain("gina");
    assertThat(item().shares()).containsExactly(new Share("gina", "bob", List.of("No")));
  }

  @Test
  void aShareOfAllActionsIsRedirectedAsAShareToo() {
    story.when(new Command.DelegateWorklistItem(2, "ann", null, "fred", List.of(), null));
    redirects("fred", "gina");
    assertThat(item().destinations()).doesNotContain("gina");
    assertThat(item().shares()).containsExactly(new Share("gina", "ann", List.of()));
    redirects("gina", "carol");
    assertThat(item().shares()).as("she has all of it already").isEmpty();
  }

  @Test
  void whoHasAShareOfSomeActionsDelegatesThoseAtMost() {
    delegates("bob", "fred", "No");
    delegates("fred", "gina", "Yes");
    story.refusal(Refusal.ActionNotAllowed.class);
    delegates("fred", "gina");
    assertThat(item().shares()).contains(new Share("gina", "bob", List.of("No")));
  }

  @Test
  void aGotoIsNotForWhoHasAShareOfSomeActions() {
    delegates("bob", "fred", "No");
    delegates("bob", "gina", "Yes", "No", "Save");
    story.when(new Command.DelegateWorklistItem(2, "ann", null, "hugh", List.of(), null));
    for (var user : List.of("fred", "gina")) {
      goesTo(user, "Done");
      assertThat(story.refusal(Refusal.GotoNotShared.class).message())
          .contains("bob gave you", "No");
    }
    goesTo("hugh", "Done");
    assertThat(story.active()).containsExactly("Done");
  }

  @Test
  void nobodyIsGivenAnItemWhoHasAnsweredIt() {
    chooses("carol", "Yes");
    redirects("dave", "carol");
    assertThat(story.refusal(Refusal.HasAnswered.class).message())
        .contains("carol has answered", "'Yes'");
    delegates("dave", "carol");
    story.refusal(Refusal.HasAnswered.class);
    story.when(new Command.RedirectWorklistItem(2, "ann", null, null, List.of("carol"), null));
    story.refusal(Refusal.HasAnswered.class);
    assertThat(item().destinations()).contains("dave");
    assertThat(item().shares()).isEmpty();
  }

  @Test
  void nobodyIsGivenAnItemForWhomAnotherHasAnsweredIt() {
    chooses("fred", List.of("fred", "bob"), "Yes");
    redirects("dave", "bob");
    assertThat(story.refusal(Refusal.HasAnswered.class).message()).contains("fred has answered");
  }

  @Test
  void whoHasAnsweredHasNothingToGiveAway() {
    chooses("bob", "Yes");
    redirects("bob", "fred");
    story.refusal(Refusal.AlreadyActedOn.class);
    delegates("bob", "fred");
    story.refusal(Refusal.AlreadyActedOn.class);
  }

  @Test
  void aShareGoesWithTheAnswerOfWhoGaveIt() {
    delegates("bob", "fred");
    delegates("bob", "gina");
    delegates("dave", "hugh");
    opens("gina");
    chooses("fred", "Yes");
    assertThat(item().shares())
        .as("fred has answered by his; hugh's is of another")
        .extracting(Share::to)
        .containsExactly("fred", "hugh");
    assertThat(item().allocations()).as("gina's slot is free again").isEmpty();
    chooses("dave", "Yes");
    assertThat(story.active()).containsExactly("Done");
  }

  @Test
  void aSlotGoesWithTheShareThatARedirectTakes() {
    delegates("bob", "fred");
    opens("fred");
    redirects("bob", "gina");
    assertThat(item().shares()).isEmpty();
    assertThat(item().allocations()).isEmpty();
  }

  @Test
  void nobodyDelegatesToThemselves() {
    delegates("bob", "bob");
    assertThat(story.refusal(Refusal.DelegatedToSelf.class).message()).contains("yours already");
    story.when(
        new Command.DelegateWorklistItem(2, "zoe", subjects("zoe"), "zoe", List.of("Sign"), null));
    story.refusal(Refusal.DelegatedToSelf.class);
    assertThat(item().shares()).isEmpty();
  }

  @Test
  void whoGivesAnItemOnOrGoesFromItHasTakenPart() {
    opens("dave");
    assertThat(story.state.participants()).isEmpty();
    redirects("bob", "fred");
    delegates("carol", "gina");
    goesTo("eve", "Done");
    assertThat(story.state.participants()).containsExactly("bob", "carol", "eve");
  }

  private Story redirects(String user, String to) {
    return story.when(
        new Command.RedirectWorklistItem(2, user, subjects(user), null, List.of(to), null));
  }

  private Story goesTo(String user, String activity) {
    return story.when(
        new Command.GotoFromWorklistItem(2, user, subjects(user), activity, false, null));
  }

  @Test
  void nobodyDelegatesMoreThanTheyMayThemselves() {
    delegates("bob", "fred", "Sign");
    story.refusal(Refusal.ActionNotAllowed.class);
    delegates("bob", "fred");
    assertThat(item().shares().getFirst().actions()).containsExactly("Yes", "No", "Save");
  }

  @Test
  void whoActsForAnotherIsNamedWithThem() {
    chooses("fred", List.of("fred", "bob"), "Yes");
    assertThat(item().responses().getFirst().onBehalfOf()).isEqualTo("bob");
    var single = approval(1);
    single.when(
        new Command.FinishWorklistItem(
            2, "fred", List.of("fred", "bob"), "Yes", Command.Changes.NONE, null));
    assertThat(single.latest(Fact.ClientEventFinished.class).getFirst().onBehalfOf())
        .isEqualTo("bob");
    assertThat(single.state.participants()).containsExactly("fred");
  }

  // ---- sleep and words

  @Test
  void aSleepingItemHoldsNoSlotAndWakesByTimeOrHandOrWhenItIsOpened() {
    opens("bob");
    var until = story.now.plus(Duration.ofHours(1));
    story.when(new Command.SleepWorklistItem(2, "bob", subjects("bob"), until, null));
    assertThat(item().allocations()).isEmpty();
    assertThat(item().isAsleepFor("bob", story.now)).isTrue();
    assertThat(item().isAsleepFor("carol", story.now)).isFalse();
    assertThat(item().isAsleepFor("bob", until)).isFalse();
    story.when(new Command.WakeWorklistItem(2, "bob", subjects("bob"), null));
    assertThat(item().isAsleepFor("bob", story.now)).isFalse();
    story.when(new Command.SleepWorklistItem(2, "bob", subjects("bob"), null, null));
    assertThat(item().isAsleepFor("bob", story.now.plus(Duration.ofDays(400)))).isTrue();
    opens("bob");
    assertThat(item().sleeps()).isEmpty();
  }

  @Test
  void aCommentIsRemembered() {
    story.when(new Command.AddComment(2, "Looks good.", "bob"));
    assertThat(story.latest)
        .containsExactly(new Fact.CommentAdded(2, "Looks good.", "bob", story.now));
    story.when(new Command.AddComment(0, " ", "bob"));
    assertThat(story.refusal(Refusal.CommentOutOfBounds.class).message()).contains("4,000");
  }

  @Test
  void nothingIsOpenedWhileTheInstanceIsStopped() {
    story.when(new Command.StopProcess("ann"));
    opens("bob");
    assertThat(story.refusal(Refusal.NotAllowedNow.class).message()).contains("Stopped");
  }
}
