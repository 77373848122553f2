package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.baltoro.client.HttpConnection;
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

/** The commands that manage, as people type them, against a real server on a real database. */
class ManagementCommandsTest {
  private static final String DEFINITION =
      """
      process: Test/Claim
      folio: '"Claim " + Number'
      data:
        Number: { type: string, required: true, searchable: true }
        Amount: { type: decimal, default: 5 }
        Note: string
      activities:
        Book:
          events:
            - server: Book it
              handler: test.book
          lines:
            - to: Ask
        Ask:
          events:
            - server: Wait for the insurer
              handler: test.wait
          escalations:
            - name: Remind
              after: 1d
              goto: Decide
          lines:
            - to: Decide
              when: Amount > 100
            - to: Pay
              otherwise: true
        Decide:
          events:
            - client: Approve the claim
              destinations: [admin]
              actions: [Approve, Reject]
          lines:
            - to: Pay
              when: Outcome = "Approve"
            - to: Refuse
              otherwise: true
        Pay:
          events:
            - server: Pay out
              handler: test.wait
        Refuse: {}
      """;

  @TempDir Path folder;
  private final AtomicBoolean broken = new AtomicBoolean();
  private @Nullable RunningServer server;

  @BeforeEach
  void aServerRunsWithTheProcess() throws IOException {
    var engine =
        Engine.open(
            EngineConfig.sqlite(folder.resolve("test.db"))
                .handler("test.wait", k2 -> k2.setSynchronous(false))
                .handler(
                    "test.book",
                    k2 -> {
                      if (broken.get()) {
                        throw new IllegalStateException("The books are closed.");
                      }
                    }));
    var running = ServerMain.serve(engine, ServeOptions.defaults().port(0));
    server = running;
    System.setProperty("baltoro.home", folder.toString());
    var login =
        HttpConnection.login(
            running.url().toString(), "admin", running.firstPassword().orElseThrow());
    SavedLogins.ofThisUser().save(running.url().toString(), login);
    good("deploy", file(DEFINITION));
  }

  @AfterEach
  void theServerEnds() {
    System.clearProperty("baltoro.home");
    if (server != null) {
      server.close();
    }
  }

  private String file(String definition) throws IOException {
    return Files.writeString(folder.resolve("claim.yaml"), definition).toString();
  }

  @Test
  void aGotoIsShownFirstAndThenDone() {
    var id = claim("1");
    var preview = good("goto", id, "Pay", "--preview");
    assertThat(preview.lines())
        .anyMatch(line -> line.matches("  - activity +Ask.*"))
        .anyMatch(
            line -> line.matches("  - server event +Ask/Wait for the insurer +\\d+_\\d+ expired"))
        .anyMatch(line -> line.matches("  - timer +escalation 'Remind' of 'Ask' +was due at .*"))
        .anyMatch(line -> line.matches("  \\+ activity +Pay.*"));
    assertThat(preview).endsWith("Nothing was changed.\n");
    assertThat(good("show", id)).contains("Wait for the insurer");
    assertThat(good("goto", id, "Pay")).contains("+ activity").contains("Instance " + id + " is ");
    assertThat(good("show", id)).contains("Pay out");
    assertThat(good("goto", id, "Ask", "--from", "Pay")).contains("- activity");

    var unknown = run("goto", id, "Payy");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(unknown.err()).contains("Payy").contains("Pay");
    var previewed = run("goto", id, "Payy", "--preview");
    assertThat(previewed.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(previewed.out()).startsWith("Refused: ").contains("Payy");
    assertThat(run("goto", id, "Ask", "--from", "Pay", "--if-not-active").exitCode())
        .isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void anActivityExpiresAndItsLinesAreFollowed() {
    var id = claim("2");
    assertThat(good("expire", id, "Ask")).contains("- activity").contains("Pay");
    assertThat(good("show", id)).contains("Pay out");
  }

  @Test
  void allThatConditionsFindIsPreviewedAndMoved() {
    var first = claim("3");
    var second = claim("3");
    var odd = claim("3");
    good("goto", odd, "Pay");
    var other = claim("4");
    var preview = good("goto", "Pay", "--process", "Test/Claim", "-d", "Number=3", "--preview");
    assertThat(preview).startsWith("3 instances, 1 differs. Nothing was changed.\n");
    assertThat(preview)
        .contains("2 instances, Active → Running: %s, %s\n".formatted(second, first));
    assertThat(preview).contains("1 instance, Active → Running: %s\n".formatted(odd));

    var moved = run("goto", "Pay", "-d", "Number=3", "--batch", "2", "--per-second", "1000");
    assertThat(moved.exitCode()).as(moved.err()).isEqualTo(ExitCode.OK);
    assertThat(moved.err()).isEqualTo("3 instances: 3 carried out, 0 refused\n");
    assertThat(moved.out().lines()).hasSize(4).anyMatch(line -> line.startsWith(first + " "));
    assertThat(good("show", first)).contains("Pay out");
    assertThat(good("show", other)).contains("Wait for the insurer");

    var json = good("stop", "--all", "--json");
    assertThat(json).contains("\"carriedOut\": 4", "\"statusAfter\": \"Stopped\"");
  }

  @Test
  void everyInstanceIsNeverMeantByAccident() {
    var id = claim("5");
    for (var careless :
        new String[][] {
          {"stop"},
          {"goto", "Pay"},
          {"delete"},
          {"set", "Note=x"},
          {"stop", id, "--process", "Test/Claim"},
          {"stop", "--all", "--process", "Test/Claim"},
          {"retry", "--all", "1"},
          {"stop", "--process", "Test/Claim", "--batch", "0"}
        }) {
      var run = run(careless);
      assertThat(run.exitCode()).as(String.join(" ", careless)).isEqualTo(ExitCode.USAGE);
    }
    assertThat(good("instances")).contains("Active");
  }

  @Test
  void whatIsWrongWithANumberIsSaid() {
    assertThat(run("stop", "abc").err()).contains("'abc' is no number of an instance", "--all");
    assertThat(run("show", "1024_3").err())
        .contains("'1024_3' is the serial number of a piece of work: its instance is 1024.");
    assertThat(run("journal", "x").err()).contains("they look like 4711");
    assertThat(run("retry", "1027", "--all").err())
        .contains("'1027' is one instance, and conditions or --all say which");
    assertThat(run("migrate", "1", "--to", "2", "--rename", "Decide").err())
        .doesNotContain("option option");
  }

  @Test
  void fieldsFolioAndPriorityAreSet() {
    var id = claim("6");
    good("set", id, "Amount=200.50", "Note=much", "--new-folio", "Mine", "--new-priority", "2");
    assertThat(good("show", id)).contains("Mine", "Amount         200.50", "Note           much");
    good("set", id, "Note=");
    assertThat(good("show", id)).doesNotContain("much");
    good("set", "Note=all", "--status", "Active");
    assertThat(good("show", id)).contains("Note           all");
    assertThat(run("set", id, "Amout=1").err()).contains("Amount");
    assertThat(run("set", id, "Amount=much").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run("set", id).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void errorsAreFoundTraceAndAllAndRetriedTogether() {
    broken.set(true);
    var first = claim("7");
    claim("7");
    assertThat(good("errors", "--activity", "Book", "--text", "BOOKS")).contains("code-failed");
    assertThat(good("errors", "--code", "dead-end")).contains("No error");
    assertThat(good("errors", "--stack-traces"))
        .containsPattern(first + " error \\d+ +code-failed in Book")
        .contains("java.lang.IllegalStateException: The books are closed.");
    broken.set(false);
    good("retry", "--status", "Error");
    assertThat(good("errors")).contains("No instance that you may manage is in error.");
  }

  @Test
  void runningInstancesAreMendedWithANewVersion() throws IOException {
    var id = claim("8");
    var mended = DEFINITION.replace("Decide", "Judge");
    assertThat(good("deploy", "--no-default", file(mended))).contains("version 2", "migrate");
    assertThat(good("show", claim("9"))).contains("version 1");
    assertThat(good("migrate", id, "--to", "2", "--rename", "Decide=Judge", "--preview"))
        .contains("Nothing was changed.");
    good("migrate", id, "--to", "2", "--rename", "Decide=Judge");
    assertThat(good("show", id)).contains("version 2").contains("Wait for the insurer");
    assertThat(run("migrate", id, "--to", "7").exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run("migrate", id).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void timersAreListedMovedPausedAndResumed() {
    var id = claim("10");
    var listed = good("timers", id);
    assertThat(listed).contains("escalation", "Remind", "Ask");
    var timer = first("(?m)^(\\d+) ", listed);
    assertThat(good("timers", id, "--move", timer + "=+2d")).containsPattern("1 d 23 h|2 d 0 h");
    assertThat(good("timers", id, "--move", timer + "=+3d", "--preview"))
        .containsPattern(" [0-9T:-]+Z\\n")
        .endsWith("Nothing was changed.\n")
        .doesNotContain("TIMER");
    assertThat(good("timers", id, "--pause", timer)).contains("paused");
    assertThat(good("timers", id, "--pause", timer)).contains("is paused already");
    assertThat(good("timers", id, "--resume", timer)).doesNotContain("paused");
    assertThat(good("timers", id, "--resume", timer)).contains("is not paused");
    assertThat(good("timers", id, "--json")).contains("\"name\": \"Remind\"");
    assertThat(run("timers", id, "--move", timer + "=soon").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run("timers", id, "--pause", "999").exitCode()).isEqualTo(ExitCode.REFUSED);
    good("timers", id, "--move", timer + "=+0s");
    var ended = claimWaits(id, "Approve the claim");
    assertThat(good("timers", ended)).contains("no timers");
  }

  @Test
  void whySaysWhatIsWaitedForAndWhatBecameOfASerialNumber() {
    var id = claim("11");
    var serialNumber = first("(\\d+_\\d+)", good("waiting"));
    assertThat(good("why", id)).contains("waits for", serialNumber, "moved by");
    good("finish", serialNumber, "--sync");
    assertThat(good("why", id))
        .contains("✗ → Decide  not true: Amount > 100", "Amount = 5", "✓ → Pay  otherwise");
    assertThat(good("why", serialNumber))
        .contains("ServerEventScheduled", "ServerEventFinished", "admin");
    assertThat(run("why", id + "_999").exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run("why", "Pay").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(good("why", id, "--json")).contains("\"taken\": false");
  }

  @Test
  void workIsListedAndActedOn() {
    var id = claim("12");
    assertThat(good("worklist")).contains("Your worklist is empty.");
    good("goto", id, "Decide");
    var listed = good("worklist");
    assertThat(listed).contains("Approve the claim", "Claim 12", "Approve, Reject");
    var serialNumber = first("(\\d+_\\d+)", listed);
    var wrong = run("act", serialNumber, "Aprove");
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(wrong.err()).contains("Approve");
    assertThat(good("act", serialNumber, "Approve", "-d", "Note=as agreed", "--sync"))
        .contains("Your part is done");
    assertThat(good("show", id)).contains("as agreed", "Pay out");
    assertThat(good("worklist")).contains("Your worklist is empty.");
  }

  @Test
  void workIsGivenToOthers() {
    var engine = Objects.requireNonNull(server).engine();
    try (var admin = engine.connectTrusted("admin")) {
      admin.administration().createUser("carla", "a good password", Set.of("heads"));
    }
    var id = claim("13");
    good("goto", id, "Decide");
    var serialNumber = first("(\\d+_\\d+)", good("worklist"));
    assertThat(good("redirect", serialNumber, "carla", "group:heads", "--manage", "--preview"))
        .contains("carla", "group:heads");
    assertThat(good("redirect", serialNumber, "carla")).contains("worklist of carla");
    assertThat(good("worklist")).contains("Your worklist is empty.");
    assertThat(run("redirect", serialNumber, "nobody").exitCode()).isEqualTo(ExitCode.REFUSED);
    good("redirect", serialNumber, "admin", "--manage");
    assertThat(good("worklist")).contains(serialNumber);
    assertThat(run("redirect", serialNumber, "a", "b").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run("redirect", "4711", "a", "--manage").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void workIsSentElsewhere() {
    var id = claim("14");
    good("goto", id, "Decide");
    var serialNumber = first("(\\d+_\\d+)", good("worklist"));
    assertThat(run("act", serialNumber).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run("act", serialNumber, "Approve", "--goto", "Book").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(good("act", serialNumber, "--goto", "Book", "--sync")).contains("sent to Book");
    assertThat(good("show", id)).contains("Book");
    assertThat(good("worklist")).contains("Your worklist is empty.");
  }

  @Test
  void theServersClockIsShownAndMovedOnlyWhereItIsMovable() {
    assertThat(good("clock")).contains("real time");
    var refused = run("clock", "--advance", "2h");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.err()).contains("--movable-clock");
    assertThat(run("clock", "--advance", "soon").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  /** A new instance that has come to rest. */
  private String claim(String number) {
    return first(
        "Started (\\d+)", run("start", "Test/Claim", "-d", "Number=" + number, "--sync").out());
  }

  /** The instance, once it shows this. */
  private String claimWaits(String id, String shown) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!good("show", id).contains(shown)) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
    }
    return id;
  }

  private String good(String... arguments) {
    var run = run(arguments);
    assertThat(run.exitCode())
        .as("%s%n%s%s", String.join(" ", arguments), run.out(), run.err())
        .isEqualTo(ExitCode.OK);
    return run.out();
  }

  private CommandLineRun run(String... arguments) {
    var address = Objects.requireNonNull(server).url().toString();
    return CommandLineRun.of(Map.of("BALTORO_SERVER", address), Terminal.UNBOUNDED, arguments);
  }

  private static String first(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }
}
