package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.baltoro.client.SavedLogins;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.ManualClock;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line tells of the way of an instance: over days, by people, with errors. */
class HistoryCommandsTest {
  private static final String BROKEN_START =
      """
      process: Test/Broken start
      startRule:
        code: throw new IllegalStateException("No desk is free.");
        retry: { attempts: 5, backOff: 1h, factor: 2 }
      activities:
        Sit: {}
      """;

  private static final String WAY =
      """
      process: Test/Way
      data:
        Days: { type: integer, searchable: true, default: 2 }
        Size: { type: long, searchable: true, default: 9007199254740993 }
        Urgent: { type: boolean, searchable: true, default: true }
        Due: { type: date, searchable: true, default: 2026-11-30 }
      activities:
        Decide:
          events:
            - client: Approve it
              destinations: [admin]
              actions: [Approve, Reject]
          escalations:
            - name: Remind
              after: 1d
              code: throw new IllegalStateException("No mail today.");
          lines:
            - to: Send
        Send:
          startRule: { after: 3d }
          events:
            - server: Wait for the post
              code: k2.setSynchronous(false);
          lines:
            - to: Done
              when: Days = 2
        Done: {}
      """;

  private static final String DEAD_END =
      """
      process: Test/Dead end
      data:
        Days: { type: integer, default: 1 }
      activities:
        Look:
          lines:
            - to: Done
              when: Days = 2
        Done: {}
      """;

  private static final String FAILING_RULES =
      """
      process: Test/Failing rules
      data:
        Due: date
        Note: string
      activities:
        Look:
          lines:
            - to: Wait
              when: Due = null
            - to: Measure
              otherwise: true
        Wait:
          startRule: { at: Due }
        Measure:
          lines:
            - to: Wait
              when: string length(Note) > 2 and date(Note) < today()
      """;

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private @Nullable RunningServer server;

  @BeforeEach
  void aServerRunsWithTheProcesses() throws IOException {
    var engine = Engine.open(EngineConfig.sqlite(folder.resolve("test.db")).clock(clock));
    var running = ServerMain.serve(engine, ServeOptions.defaults().port(0));
    server = running;
    System.setProperty("baltoro.home", folder.toString());
    var admin = engine.connectTrusted("admin");
    var token = admin.administration().createToken("admin", "test", Duration.ofDays(60));
    var expires = clock.instant().plus(Duration.ofDays(60));
    SavedLogins.ofThisUser()
        .save(running.url().toString(), new SavedLogins.SavedLogin(token, "admin", expires));
    admin.administration().createUser("carla", "a good password", Set.of());
    for (var definition : new String[] {BROKEN_START, WAY, DEAD_END, FAILING_RULES}) {
      var file = Files.writeString(folder.resolve("definition.yaml"), definition);
      good("deploy", file.toString());
    }
  }

  @AfterEach
  void theServerEnds() {
    System.clearProperty("baltoro.home");
    if (server != null) {
      server.close();
    }
  }

  @Test
  void whatTheProcesssOwnCodeDoesIsToldOfTheProcess() {
    var id = number(run("start", "Test/Broken start", "--sync").out());
    assertThat(shows(id, "The start rule: attempt 1 failed"))
        .containsPattern("process\n +[0-9-]+\n +[0-9:.]+  The start rule: attempt 1 failed: .*desk")
        .doesNotContain("Sit");
    assertThat(good("journal", id, "--json")).contains("\"kind\": \"StartRule\"");
    assertThat(good("show", id, "--json")).contains("\"notes\": [", "No desk is free.");
  }

  @Test
  void aBackOffIsWaitedForSinceTheFailure() {
    var id = number(run("start", "Test/Broken start", "--sync").out());
    shows(id, "attempt 1 failed");
    clock.advance(Duration.ofHours(1));
    shows(id, "attempt 2 failed");
    clock.advance(Duration.ofMinutes(30));
    assertThat(good("why", id)).contains("attempt 3", "for 30 min 0 s, since");
  }

  @Test
  void theWayIsToldDayByDayWithWhoDecidedAndWhoExpiredWhat() {
    var id = number(good("start", "Test/Way", "--sync"));
    clock.advance(Duration.ofDays(1));
    assertThat(shows(id, "✗"))
        .contains("escalation 'Remind' fired")
        .contains("Escalation 'Remind', round 1: attempt 1 failed: ")
        .containsPattern("✗ .*  Decide    error \\d+: code-failed; ");
    good("skip", id);
    var serialNumber = first("(\\d+_\\d+)", good("worklist"));
    good("redirect", serialNumber, "carla", "--manage");
    good("redirect", serialNumber, "admin", "--manage");
    good("act", serialNumber, "Approve", "--sync");
    assertThat(good("show", id))
        .contains("Escalation 'Remind', round 1 was skipped by admin\n")
        .doesNotContain("code-failed skipped")
        .contains("redirected by admin to carla\n", "admin chose 'Approve'\n")
        .containsPattern("✓ .*  Decide    1 d 0 h  → Send\n")
        .containsPattern("● .*  Send      waits for its start rule, until \\d{4}-\\d\\d-\\d\\d ");
    good("expire", id, "Send");
    var ended = good("show", id);
    assertThat(ended).contains("Completed").doesNotContain("active");
    assertThat(ended).containsPattern("– .*  Send      expired by admin after 0.00 s  → Done\n");
    assertThat(ended.lines().filter(line -> line.matches("  \\d{4}-\\d\\d-\\d\\d"))).hasSize(2);
    var journal = good("journal", id);
    assertThat(journal.lines().filter(line -> line.matches("\\d+ +\\d{4}-\\d\\d-\\d\\d .*")))
        .hasSize(2);
    assertThat(good("journal", id, "--json"))
        .containsPattern("\"purpose\": \\{\\s+\"kind\": \"StartActivity\"");
  }

  @Test
  void whoComesLateIsToldWhoWasFirst() {
    good("start", "Test/Way", "--sync");
    var serialNumber = first("(\\d+_\\d+)", good("worklist"));
    var finished = run("finish", serialNumber);
    assertThat(finished.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(finished.err()).contains("is a client event", "baltoro act " + serialNumber);
    good("act", serialNumber, "Reject");
    var again = run("act", serialNumber, "Approve");
    assertThat(again.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(again.err())
        .startsWith(
            "baltoro: Worklist item %s is done: admin chose 'Reject' at ".formatted(serialNumber));
    assertThat(run("finish", serialNumber).err()).contains("baltoro act");
  }

  @Test
  void aStartThatEndsInErrorSaysSo() {
    var run = run("start", "Test/Dead end", "--sync");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    var id = number(run.out());
    assertThat(run.out())
        .contains("status Error.\nerrors\n", "dead-end in Look: ", "baltoro retry " + id + " ");
    assertThat(good("show", id)).containsPattern("✗ .*  Look      error \\d+: dead-end\n");
    var json = run("start", "Test/Dead end", "--sync", "--json");
    assertThat(json.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(json.out()).contains("\"code\": \"dead-end\"");
    assertThat(run("start", "Test/Dead end").exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void reasonsAreWholeSentences() {
    var dueless = run("start", "Test/Failing rules", "--sync").out();
    assertThat(dueless).contains("due-failed in Wait: ", " is needed. Correct the data");
    var noteless = run("start", "Test/Failing rules", "-d", "Due=2026-11-30", "--sync").out();
    assertThat(noteless).contains("rule-failed in Measure: ").doesNotContain("..", ";;", "; ;");
    var token = run("tokens", "create", "admin", "--valid-for", "0s");
    assertThat(token.err()).contains("The token can't be valid for 0 s: give 1 minute");
  }

  @Test
  void conditionsAreOfTheTypesOfTheirFields() {
    var id = number(good("start", "Test/Way", "--sync"));
    for (var condition :
        new String[] {"Days=2", "Size=9007199254740993", "Urgent=true", "Due=2026-11-30"}) {
      assertThat(good("instances", "--process", "Test/Way", "-d", condition)).contains(id);
      assertThat(good("instances", "-d", condition)).contains(id);
    }
    assertThat(good("instances", "-d", "Days=3")).contains("No instance");
    assertThat(good("goto", "Done", "--process", "Test/Way", "-d", "Urgent=true", "--preview"))
        .contains("1 instance");
    assertThat(run("instances", "-d", "Days=soon").err())
        .contains("'Days' is of type integer: found the text 'soon'; expected a whole number");
    assertThat(run("instances", "-d", "Urgent=yes").err()).contains("expected true or false");
  }

  /** What {@code show} writes, once it contains this. */
  private String shows(String id, String expected) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    var shown = good("show", id);
    while (!shown.contains(expected)) {
      assertThat(System.nanoTime()).as("in time: %s", shown).isLessThan(end);
      shown = good("show", id);
    }
    return shown;
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

  private static String number(String text) {
    return first("Started (\\d+)", text);
  }

  private static String first(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }
}
