package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

  private String leave(String who) {
    var started = good("ann", "start", "Test/Leave", "-d", "Who=" + who, "--sync", "--json");
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
