package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.baltoro.client.HttpConnection;
import org.baltoro.client.SavedLogins;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as people type them, against a real server on a real database. */
class CommandsTest {
  private static final String DEFINITION =
      """
      process: Test/Request
      folio: '"For " + Who'
      data:
        Who: { type: string, required: true, searchable: true }
        Amount: { type: decimal }
        Answer: { type: string }
      activities:
        Receive:
          events:
            - server: Note
              handler: test.note
          lines:
            - to: Ask
        Ask:
          events:
            - server: Wait
              code: k2.setSynchronous(false);
          lines:
            - to: Done
              when: Answer = "yes"
            - to: Dropped
              otherwise: true
        Done: {}
        Dropped: {}
      """;

  private static final String SLOW =
      """
      process: Test/Slow
      activities:
        First:
          events:
            - server: Work
              handler: test.first
            - server: Wait
              code: k2.setSynchronous(false);
            - server: Work again
              handler: test.last
      """;

  @TempDir Path folder;
  private final CountDownLatch firstStep = new CountDownLatch(1);
  private final CountDownLatch lastStep = new CountDownLatch(1);
  private final AtomicBoolean broken = new AtomicBoolean();
  private @org.jspecify.annotations.Nullable RunningServer server;

  @BeforeEach
  void aServerRunsAndAnAdministratorIsLoggedIn() throws IOException {
    var engine =
        Engine.open(
            EngineConfig.sqlite(folder.resolve("test.db"))
                .handler(
                    "test.note",
                    k2 -> {
                      if (broken.get()) {
                        throw new IllegalStateException("The note book is full.");
                      }
                    })
                .handler("test.first", k2 -> firstStep.await())
                .handler("test.last", k2 -> lastStep.await()));
    var running = ServerMain.serve(engine, ServeOptions.defaults().port(0));
    server = running;
    System.setProperty("baltoro.home", folder.toString());
    var login =
        HttpConnection.login(
            running.url().toString(), "admin", running.firstPassword().orElseThrow());
    SavedLogins.ofThisUser().save(running.url().toString(), login);
    Files.writeString(folder.resolve("request.yaml"), DEFINITION);
  }

  @AfterEach
  void theServerEnds() {
    System.clearProperty("baltoro.home");
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aRequestIsDeployedStartedShownAndFinished() {
    var file = folder.resolve("request.yaml").toString();
    assertThat(good("deploy", file)).isEqualTo("Deployed 'Test/Request', version 1.\n");
    assertThat(good("deploy", file)).contains("the same as version 1");
    assertThat(good("processes")).contains("Test/Request");
    assertThat(good("processes", "Test/Request")).contains("yes").contains("admin");

    var started = good("start", "Test/Request", "-d", "Who=Ann", "-d", "Amount=12.50", "--sync");
    assertThat(started)
        .matches("Started \\d+: 'Test/Request' version 1, For Ann, status Active.\n");
    var id = number(started);
    assertThat(good("instances", "--data", "Who=Ann")).contains("For Ann", "Active");
    assertThat(good("instances", "--data", "Who=Ben")).contains("No instance");
    assertThat(good("show", id)).contains("Amount         12.50", "Receive", "→ Ask", "● ", "Wait");

    var serialNumber = serialNumber(good("waiting", "--process", "Test/Request"));
    assertThat(good("finish", serialNumber, "-d", "Answer=yes", "--sync")).contains("has moved on");
    assertThat(good("show", id)).contains("Completed", "→ Done", "finished by admin");
    assertThat(good("journal", id)).contains("ProcessStarted", "ServerEventFinished");
    assertThat(good("waiting")).contains("Nothing that you may finish waits");

    assertThat(good("finish", serialNumber, "-d", "Answer=yes")).contains("has moved on");
    var again = run("finish", serialNumber, "-d", "Answer=no");
    assertThat(again.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(again.err()).contains("admin").contains(serialNumber);
  }

  @Test
  void aSyncCommandAnswersAtItsTimeOutAndTheInstanceGoesOn() throws IOException {
    var file = Files.writeString(folder.resolve("slow.yaml"), SLOW);
    good("deploy", file.toString());
    var started = good("start", "Test/Slow", "--sync", "--timeout", "0.2s");
    assertThat(started).contains("status Running");
    firstStep.countDown();
    var id = number(started);
    until(() -> good("waiting", "--process", "Test/Slow").contains(id + "_"));

    var serialNumber = serialNumber(good("waiting", "--process", "Test/Slow"));
    good("finish", serialNumber, "--sync", "--timeout", "0.2s");
    assertThat(good("show", id)).contains("Running");
    lastStep.countDown();
    until(() -> good("show", id).contains("Completed"));
  }

  @Test
  void aTimeOutThatIsNoneIsRefused() {
    good("deploy", folder.resolve("request.yaml").toString());
    var needless = run("start", "Test/Request", "-d", "Who=Ann", "--timeout", "5s");
    assertThat(needless.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(needless.err()).contains("add --sync");
    var unreadable = run("start", "Test/Request", "-d", "Who=Ann", "--sync", "--timeout", "soon");
    assertThat(unreadable.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unreadable.err()).contains("--timeout is 'soon'");
    var tooLong = run("finish", "1_1", "--sync", "--timeout", "2h");
    assertThat(tooLong.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(tooLong.err()).contains("The time-out is 7200 s: give 0.001 to 600 s.");
    assertThat(good("instances")).contains("No instance");
  }

  @Test
  void aBadDefinitionIsToldOnceAndCountedAsByCheck() throws IOException {
    var bad = DEFINITION.replace("to: Ask", "to: Asc").replace("string }", "text }");
    var file = Files.writeString(folder.resolve("bad.yaml"), bad).toString();
    var checked = run("check", file).out();
    var refused = run("deploy", file);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
    var counts = first("can't be deployed: (.*)\\.\n", checked);
    assertThat(refused.err())
        .startsWith("baltoro: %s can't be deployed: %s:\n".formatted(file, counts));
    var problems = checked.lines().filter(line -> line.contains("found")).toList();
    assertThat(problems).isNotEmpty();
    assertThat(refused.err().lines().skip(1))
        .containsExactlyElementsOf(problems.stream().map(problem -> "  " + problem).toList());
  }

  @Test
  void aMisspelledProcessIsToldInOneSentence() {
    good("deploy", folder.resolve("request.yaml").toString());
    assertThat(run("start", "Test/Requst").err())
        .isEqualTo("baltoro: There is no process 'Test/Requst'. Did you mean 'Test/Request'?\n");
  }

  @Test
  void jsonIsForPrograms() {
    good("deploy", folder.resolve("request.yaml").toString());
    var started = good("start", "Test/Request", "-d", "Who=Ann", "--sync", "--json");
    assertThat(started).startsWith("{").contains("\"status\": \"Active\"", "\"Who\": \"Ann\"");
    assertThat(good("waiting", "--json")).contains("\"serialNumber\": \"", "\"nextCursor\": null");
    assertThat(good("show", number(started), "--json"))
        .contains("\"path\": [", "\"activity\": \"Ask\"");
    var refused = run("show", "77", "--json");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.err()).contains("\"problem\": \"not-found\"");
  }

  @Test
  void dataIsCheckedBeforeItIsSent() {
    good("deploy", folder.resolve("request.yaml").toString());
    var misspelled = run("start", "Test/Request", "-d", "Amout=1");
    assertThat(misspelled.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(misspelled.err()).contains("Did you mean 'Amount'?");
    var wrongType = run("start", "Test/Request", "-d", "Amount=much");
    assertThat(wrongType.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(wrongType.err()).contains("decimal");
    var missing = run("start", "Test/Request");
    assertThat(missing.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(missing.err()).contains("Who");
    assertThat(good("instances")).contains("No instance");
  }

  @Test
  void anErrorIsListedRetriedAndSkipped() {
    good("deploy", folder.resolve("request.yaml").toString());
    broken.set(true);
    var id = number(run("start", "Test/Request", "-d", "Who=Ann", "--sync").out());
    assertThat(good("errors")).contains("code-failed", "The note book is full.");
    var shown = good("show", id);
    assertThat(shown).contains("Error", "✗");
    broken.set(false);
    good("retry", id, first("baltoro retry " + id + " (\\d+)", shown));
    assertThat(good("errors")).contains("No instance");

    broken.set(true);
    var other = number(run("start", "Test/Request", "-d", "Who=Ben", "--sync").out());
    good("skip", other, first("baltoro retry " + other + " (\\d+)", good("show", other)));
    assertThat(good("show", other)).contains("skipped by admin");
  }

  @Test
  void instancesAreStoppedResumedAndDeleted() {
    good("deploy", folder.resolve("request.yaml").toString());
    var id = number(good("start", "Test/Request", "-d", "Who=Ann", "--sync"));
    assertThat(run("skip", id).err())
        .isEqualTo("baltoro: The instance has no error: there is nothing to retry or skip.\n");
    assertThat(good("expire", id, "Receive"))
        .isEqualTo("Nothing was changed: 'Receive' is not active in instance %s.\n".formatted(id));
    assertThat(good("stop", id)).isEqualTo("Instance %s is Stopped.\n".formatted(id));
    assertThat(good("resume", id)).isEqualTo("Instance %s is Active.\n".formatted(id));
    assertThat(good("delete", id)).isEqualTo("Deleted %s.\n".formatted(id));
    assertThat(good("instances", "--status", "deleted")).contains("Deleted");
    assertThat(run("instances", "--status", "gone").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void rightsDecideWhatAUserMayDo() {
    good("deploy", folder.resolve("request.yaml").toString());
    var administration =
        java.util.Objects.requireNonNull(server).engine().connectTrusted("admin").administration();
    administration.createUser("finance", "a long password", java.util.Set.of());
    assertThat(good("users")).contains("finance");
    var token = good("tokens", "create", "finance", "--valid-for", "1h").strip();
    good("start", "Test/Request", "-d", "Who=Ann", "--sync");
    var serialNumber = serialNumber(good("waiting"));

    good("rights", "grant", "server-event", "finance", "--process", "Test/Request");
    assertThat(good("rights", "--process", "Test/Request"))
        .containsPattern("server-event +finance +an administrator");
    good("rights", "revoke", "serverEvent", "finance", "--process", "Test/Request");
    assertThat(good("rights", "--process", "Test/Request")).doesNotContain("finance");
    assertThat(run("rights", "grant", "stat", "finance", "--process", "Test/Request").err())
        .contains("one of admin, start, view");
    assertThat(run("rights", "grant", "start", "finance").err())
        .contains("'start' is a right on one process: add --process and its name.");
    good("rights", "grant", "export", "finance");
    assertThat(good("rights"))
        .containsPattern("admin +admin +")
        .containsPattern("export +finance +");
    assertThat(good("rights", "--json")).contains("\"process\": null");

    good("users", "groups", "finance", "payers");
    assertThat(good("users")).contains("payers");
    good("users", "disable", "finance");
    assertThat(good("users")).contains("disabled");
    assertThat(token).isNotEmpty();
    assertThat(serialNumber).isNotEmpty();
  }

  @Test
  void aBackupIsWrittenWhileTheServerRuns() {
    good("deploy", folder.resolve("request.yaml").toString());
    var file = folder.resolve("backup.db");
    assertThat(good("backup", file.toString())).contains("backup.db");
    assertThat(file).isNotEmptyFile();
    try (var copy = Engine.open(EngineConfig.sqlite(file).handler("test.note", k2 -> {}))) {
      assertThat(copy.connectTrusted("admin").definitions().processes()).hasSize(1);
    }
  }

  @Test
  void loggingOutEndsTheLogin() {
    assertThat(good("logout")).contains("Logged out");
    assertThat(run("instances").err()).contains("baltoro login");
  }

  @Test
  void aBrokenFileOfLoginsIsToldInOneLine() throws IOException {
    var file = Files.writeString(folder.resolve("logins.json"), "{ half a fi");
    var refused = run("instances");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err())
        .isEqualTo(
            "baltoro: The file %s does not hold saved logins. Mend or delete it, then log in again.\n"
                .formatted(file));
  }

  private String good(String... arguments) {
    var run = run(arguments);
    assertThat(run.exitCode())
        .as("%s%n%s%s", String.join(" ", arguments), run.out(), run.err())
        .isEqualTo(ExitCode.OK);
    return run.out();
  }

  private CommandLineRun run(String... arguments) {
    var address = java.util.Objects.requireNonNull(server).url().toString();
    return CommandLineRun.of(Map.of("BALTORO_SERVER", address), Terminal.UNBOUNDED, arguments);
  }

  private static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
    }
  }

  private static String number(String text) {
    return first("(?:Started |\"id\": )(\\d+)", text);
  }

  private static String serialNumber(String text) {
    return first("(\\d+_\\d+)", text);
  }

  private static String first(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }
}
