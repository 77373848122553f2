package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.baltoro.client.SavedLogins;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several people work from the command line, each with a login of their own. */
class PeopleCommandsTest {
  private static final String DEFINITION =
      """
      process: Test/Leave
      folio: '"Leave of " + Who'
      rights: { start: [everyone], view: [everyone] }
      data:
        Who: { type: string, required: true, searchable: true }
        Days: integer
      activities:
        Decide:
          events:
            - client: Decide on it
              destinations: [bob, 'role:approvers']
              instruction: Look at the calendar.
              actions: [Approve, { name: Reject, batch: false }, { name: Save, kind: update }]
      """;

  /** Three vote, each with fields of the activity. */
  private static final String VOTE =
      """
      process: Test/Vote
      rights: { start: [everyone], view: [everyone] }
      data:
        Topic: string
        Secret: { type: string, hidden: true, default: hush }
        Notes: json
      activities:
        Vote:
          destinations: { to: [ann, bob, cy], slots: 3 }
          data:
            Remark: string
            Weight: { type: integer, default: 1 }
          events:
            - client: Give your vote
              actions: ['Yes', 'No']
      """;

  @TempDir Path folder;
  private @Nullable RunningServer server;

  @BeforeEach
  void aServerRunsAndFourPeopleAreLoggedIn() throws IOException {
    var engine = Engine.open(EngineConfig.sqlite(folder.resolve("test.db")));
    var running = ServerMain.serve(engine, ServeOptions.defaults().port(0));
    server = running;
    var administration = engine.connectTrusted("admin").administration();
    for (var user : List.of("ann", "bob", "cy")) {
      administration.createUser(user, "a good password", Set.of());
    }
    for (var user : List.of("admin", "ann", "bob", "cy")) {
      var token = administration.createToken(user, "test", Duration.ofDays(1));
      System.setProperty("baltoro.home", folder.resolve(user).toString());
      SavedLogins.ofThisUser()
          .save(running.url().toString(), new SavedLogins.SavedLogin(token, user, null));
    }
    good("admin", "deploy", Files.writeString(folder.resolve("leave.yaml"), DEFINITION).toString());
  }

  @AfterEach
  void theServerEnds() {
    System.clearProperty("baltoro.home");
    if (server != null) {
      server.close();
    }
  }

  @Test
  void anItemIsOpenedReleasedAndActedOn() {
    good("admin", "roles", "create", "approvers", "ann", "cy");
    assertThat(good("admin", "roles")).contains("approvers").contains("ann, cy");
    var serial = leave("Zoe");
    assertThat(good("bob", "open", serial))
        .contains("Look at the calendar.")
        .contains("Leave of Zoe")
        .contains("Open")
        .contains("Approve, Reject, Save");
    assertThat(good("ann", "worklist")).contains("empty");
    assertThat(good("ann", "worklist", "--status", "Allocated")).contains(serial, "Allocated");
    var held = run("ann", "open", serial);
    assertThat(held.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(held.err()).contains("held by bob since");
    assertThat(good("ann", "open", serial, "--look", "--json")).contains("\"allocatedTo\"");
    assertThat(good("bob", "act", serial, "Save", "-d", "Days=5")).contains("Save");
    assertThat(good("bob", "release", serial)).contains("available again");
    assertThat(good("ann", "act", serial, "Approve")).contains("Approve");
    assertThat(run("bob", "act", serial, "Reject").err()).contains("ann chose 'Approve'");
  }

  @Test
  void manyItemsAreListedAndActedOnAtOnce() {
    var serials = new ArrayList<String>();
    for (var who : List.of("Yann", "Xena", "Will")) {
      serials.add(leave(who));
    }
    assertThat(good("bob", "worklist", "--count")).isEqualTo("3\n");
    assertThat(good("bob", "worklist", "--count", "--folio", "Leave of X*")).isEqualTo("1\n");
    assertThat(good("bob", "worklist", "-d", "Who=Will")).contains(serials.get(2));
    assertThat(good("bob", "worklist", "--sort", "folio").lines().skip(1).findFirst().orElseThrow())
        .contains("Leave of Will");
    assertThat(run("bob", "worklist", "--sort", "colour").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run("bob", "worklist", "--status", "lost").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run("bob", "act", serials.get(0), serials.get(1), "Reject").exitCode())
        .as("one by one")
        .isEqualTo(ExitCode.REFUSED);
    var acted = good("bob", "act", serials.get(0), serials.get(1), serials.get(2), "Approve");
    assertThat(acted.lines()).hasSize(3).allMatch(line -> line.endsWith(": Approve."));
    assertThat(run("bob", "act", "4711", "Approve").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void dataOfTheActivityIsSetWhereItHasAFieldOfThatName() {
    var serial = vote();
    assertThat(good("bob", "act", serial, "Yes", "-d", "Remark=Gladly", "-d", "Topic=A tree"))
        .isEqualTo(serial + ": Yes. Your part is done.\n");
    assertThat(good("ann", "open", serial, "--look", "--json"))
        .contains("\"Remark\": \"Gladly\"", "\"Topic\": \"A tree\"");
    assertThat(run("ann", "act", serial, "Yes", "-d", "Wight=2").err())
        .contains("Process 'Test/Vote' has no data field 'Wight'")
        .contains("Activity 'Vote' has Remark, Weight.");
    assertThat(run("bob", "act", serial, "No").err())
        .contains("Your part of worklist item " + serial + " is done: bob chose 'Yes'")
        .contains("It waits for others yet.");
  }

  @Test
  void anOpenedItemShowsWhatPeopleAreToSee() {
    var serial = vote();
    var begun = "n".repeat(300);
    good("bob", "act", serial, "Yes", "-d", "Topic=" + begun, "-d", "Notes=[\"a\", 1]");
    var opened = good("ann", "open", serial);
    assertThat(opened)
        .contains("  Notes          [ \"a\", 1 ]\n", "data of the activity\n  Remark\n")
        .contains("nnn… (300 characters; --all shows them)\n")
        .doesNotContain("null", "hush", "manage the process");
    assertThat(good("ann", "open", serial, "--all")).contains("hush", begun);
    assertThat(good("admin", "open", serial))
        .contains("You manage the process, and the item is not yours: you hold no slot of it.");
    assertThat(good("admin", "open", serial, "--look")).doesNotContain("You manage");
    var id = serial.substring(0, serial.indexOf('_'));
    assertThat(good("ann", "show", id)).contains("(300 characters; --all");
    assertThat(good("ann", "show", id, "--all")).contains(begun);
  }

  @Test
  void whatWaitsForEachDestinationIsShownWithItsPerson() {
    var each = VOTE.replace("slots: 3", "plan: each").replace("Test/Vote", "Test/Each");
    good("admin", "deploy", written("each.yaml", each));
    var id = good("ann", "start", "Test/Each", "--sync").replaceAll("\\D*(\\d+).*\n", "$1");
    var shown = good("ann", "show", id);
    assertThat(shown)
        .containsPattern(
            "● .* Vote +Offered for .*: Give your vote, serial number \\d+_\\d+, with a")
        .containsPattern("\n +Offered for .*: Give your vote, serial number \\d+_\\d+, with b");
    var bobs = good("bob", "worklist").replaceAll("(?s).*\\b(" + id + "_\\d+).*", "$1");
    good("bob", "act", bobs, "Yes");
    assertThat(good("ann", "show", id))
        .containsPattern("\n +bob chose 'Yes'\n")
        .doesNotContain("with bob")
        .doesNotContain("\nprocess\n");
  }

  @Test
  void nothingThatPeopleWroteCommandsTheTerminal() {
    var serial =
        serialNumber(
            good(
                "ann",
                "start",
                "Test/Leave",
                "-d",
                "Who=X\n1_1 FAKE\u001b[31m\u009b2J\u202e",
                "--folio",
                "short",
                "--sync",
                "--json"));
    var id = serial.substring(0, serial.indexOf('_'));
    good("ann", "comment", id, "Look:\n2026 ann: FAKE\u001b]0;title\u0007");
    for (var printed :
        List.of(
            good("bob", "open", serial),
            good("ann", "show", id),
            good("ann", "show", id, "--all"),
            good("ann", "show", id, "--json"),
            good("ann", "comment", id),
            good("ann", "journal", id),
            run("ann", "start", "Test/\u001b[31m").err())) {
      assertThat(printed).doesNotContain("\u001b", "\u009b", "\u202e", "\u0007");
      assertThat(printed.lines())
          .noneMatch(line -> line.startsWith("1_1") || line.startsWith("2026 "));
    }
  }

  @Test
  void whatAnActionDoesIsToldAsItIs() {
    var serial = leave("Tom");
    assertThat(good("bob", "act", serial, "Save", "-d", "Days=5"))
        .isEqualTo(serial + ": Save. Saved; the item stays with you.\n");
    assertThat(run("bob", "act", serial, "Approve", "Reject").err())
        .contains("One action is chosen, and 2 words stand after the serial numbers");
    assertThat(run("bob", "act", serial).err()).contains("Give an action, or --goto");
    assertThat(good("bob", "act", serial, "--goto", "Decide"))
        .isEqualTo(serial + ": sent to Decide.\n");
  }

  @Test
  void ofManyItemsWithDataEachIsToldByItself() {
    var done = leave("Rob");
    good("bob", "act", done, "Approve");
    var open = leave("Sue");
    var vote = vote();
    var acted = run("bob", "act", done, vote, open, "Approve", "-d", "Days=5");
    assertThat(acted.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(acted.out().lines())
        .satisfiesExactly(
            first -> assertThat(first).startsWith(done + ": ").contains("bob chose 'Approve'"),
            second -> assertThat(second).startsWith(vote + ": ").contains("no data field 'Days'"),
            third -> assertThat(third).isEqualTo(open + ": Approve."));
    var apart = run("bob", "act", leave("Tim"), leave("Una"), "Reject", "-d", "Days=5");
    assertThat(apart.out().lines()).hasSize(2).allMatch(line -> line.contains("this one alone"));
    assertThat(run("bob", "act", done, open, "Approve", "--sync").err())
        .contains("--sync goes with one item");
  }

  @Test
  void workIsDelegatedPutAsideAndTalkedAbout() {
    var serial = leave("Vera");
    assertThat(good("bob", "delegate", serial, "cy", "--action", "Approve"))
        .contains("worklist of cy, too");
    assertThat(good("cy", "worklist")).contains(serial, "for bob");
    good("bob", "sleep", serial, "--for", "4h");
    assertThat(good("bob", "worklist")).contains("empty");
    assertThat(good("bob", "worklist", "--status", "Sleep")).contains(serial);
    good("bob", "wake", serial);
    good("bob", "sleep", serial);
    good("bob", "wake", serial);
    assertThat(good("bob", "worklist")).contains(serial);
    assertThat(good("bob", "comment", serial, "Is that so?")).contains("Noted");
    assertThat(good("cy", "comment", serial)).contains("bob about " + serial + ": Is that so?");
    var id = serial.substring(0, serial.indexOf('_'));
    good("ann", "comment", id, "It is.");
    assertThat(good("ann", "comment", id).lines()).hasSize(2);
    assertThat(run("bob", "sleep", serial, "--for", "4h", "--until", "+1h").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("bob", "sleep", serial, "--until", "2026-01-31T12:00:00Z").err())
        .contains("--until is 2026-01-31T12:00:00Z, which is past: give a time to come.");
  }

  @Test
  void othersDoTheWorkOfWhoIsAwayAndOfWhomTheyManage() {
    var serial = leave("Uwe");
    assertThat(good("bob", "out-of-office")).contains("bob is in the office");
    assertThat(good("bob", "out-of-office", "out")).contains("Nobody is left");
    assertThat(good("bob", "out-of-office", "out", "--to", "ann", "--except", "Test/Leave=cy"))
        .contains("work goes to ann")
        .contains("that of Test/Leave goes to cy");
    assertThat(good("cy", "worklist")).contains(serial, "for bob");
    assertThat(good("ann", "worklist")).contains("empty");
    assertThat(good("bob", "out-of-office", "in")).contains("in the office");
    assertThat(good("cy", "worklist")).contains("empty");
    good("admin", "users", "manager", "bob", "ann");
    assertThat(good("admin", "users")).contains("MANAGER").containsPattern("bob +ann");
    assertThat(good("ann", "worklist", "--of", "bob")).contains(serial);
    assertThat(run("cy", "worklist", "--of", "bob").exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(good("ann", "out-of-office", "--of", "bob")).contains("bob is in the office");
    assertThat(good("ann", "act", serial, "Approve")).contains("Approve");
    good("admin", "users", "manager", "bob");
    good("admin", "roles", "create", "heads");
    good("admin", "roles", "members", "heads", "bob", "group:all");
    good("admin", "roles", "delete", "heads");
  }

  @Test
  void exceptionsAreAddedAndTakenAway() {
    vote();
    good("bob", "out-of-office", "--to", "ann", "--except", "Test/Leave=cy");
    assertThat(good("bob", "out-of-office", "--except", "Test/Vote:Vote=cy"))
        .contains("that of Test/Leave goes to cy\n", "that of Test/Vote:Vote goes to cy\n");
    var both = List.of("--except", "Test/Leave=ann", "--except", "Test/Leave=admin");
    assertThat(good("bob", "out-of-office", both.get(0), both.get(1), both.get(2), both.get(3)))
        .contains("that of Test/Leave goes to ann, admin\n", "Test/Vote:Vote");
    assertThat(good("bob", "out-of-office", "--no-except", "Test/Leave"))
        .contains("Test/Vote:Vote")
        .doesNotContain("Test/Leave");
    assertThat(run("bob", "out-of-office", "--no-except", "Test/Leave").err())
        .contains("bob has no exception 'Test/Leave': there are Test/Vote:Vote.");
    assertThat(run("bob", "out-of-office", "--except", "Test/Vote:Vot=cy").err())
        .contains("Process 'Test/Vote' has no activity 'Vot'. Did you mean 'Vote'?");
    assertThat(run("bob", "out-of-office", "--except", "Test/Vote:Vote:Give=cy").err())
        .contains("Process 'Test/Vote' has no event 'Give' in an activity 'Vote'.");
    assertThat(run("bob", "out-of-office", "--except", "Test/Leav=cy").err())
        .contains("Did you mean 'Test/Leave'?");
    good("bob", "out-of-office", "--except", "Test/Vote:Vote:Give your vote=cy");
  }

  private String leave(String who) {
    return serialNumber(good("ann", "start", "Test/Leave", "-d", "Who=" + who, "--sync", "--json"));
  }

  private String vote() {
    good("admin", "deploy", written("vote.yaml", VOTE));
    return serialNumber(good("ann", "start", "Test/Vote", "--sync", "--json"));
  }

  private String written(String name, String definition) {
    try {
      return Files.writeString(folder.resolve(name), definition).toString();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static String serialNumber(String started) {
    var matcher =
        java.util.regex.Pattern.compile("\"serialNumber\": \"(\\d+_\\d+)\"").matcher(started);
    assertThat(matcher.find()).as(started).isTrue();
    return matcher.group(1);
  }

  private String good(String user, String... arguments) {
    var run = run(user, arguments);
    assertThat(run.exitCode())
        .as("%s: %s%n%s%s", user, String.join(" ", arguments), run.out(), run.err())
        .isEqualTo(ExitCode.OK);
    return run.out();
  }

  private CommandLineRun run(String user, String... arguments) {
    System.setProperty("baltoro.home", folder.resolve(user).toString());
    var address = Objects.requireNonNull(server).url().toString();
    return CommandLineRun.of(Map.of("BALTORO_SERVER", address), Terminal.UNBOUNDED, arguments);
  }
}
