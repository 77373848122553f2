package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
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

/** What the command line tells of parents and children. */
class SubProcessCommandsTest {
  private static final String CHILD =
      """
      process: Test/Child
      activities:
        Wait:
          events:
            - server: Wait for the post
              code: k2.setSynchronous(false);
      """;

  private static final String PARENT =
      """
      process: Test/Parent
      activities:
        Delegate:
          events:
            - subProcess: Let it be done
              process: Test/Child
              onDelete: expire
          lines:
            - to: Done
        Done: {}
      """;

  @TempDir Path folder;
  private @Nullable RunningServer server;

  @BeforeEach
  void aServerRunsWithTheProcesses() throws IOException {
    var engine = Engine.open(EngineConfig.sqlite(folder.resolve("test.db")));
    var running = ServerMain.serve(engine, ServeOptions.defaults().port(0));
    server = running;
    System.setProperty("baltoro.home", folder.toString());
    var admin = engine.connectTrusted("admin");
    var token = admin.administration().createToken("admin", "test", Duration.ofDays(1));
    SavedLogins.ofThisUser()
        .save(
            running.url().toString(),
            new SavedLogins.SavedLogin(token, "admin", Instant.now().plus(Duration.ofDays(1))));
    for (var definition : new String[] {CHILD, PARENT}) {
      good("deploy", Files.writeString(folder.resolve("definition.yaml"), definition).toString());
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
  void parentAndChildNameEachOther() {
    var parent = number(good("start", "Test/Parent", "--sync"));
    var child = number(good("instances", "--parent", parent));

    assertThat(good("show", parent))
        .contains("Let it be done, process instance %s, serial number".formatted(child));
    assertThat(good("show", child))
        .containsPattern(
            "parent +%s \\(%s_\\d+\\), which waits for the end of this one"
                .formatted(parent, parent));
    assertThat(good("show", child, "--json")).contains("\"parent\": {", "\"waits\": true");
    assertThat(good("show", parent, "--json")).contains("\"child\": " + child);
    assertThat(good("why", parent))
        .contains("the end of process instance " + child, "'baltoro why %s'".formatted(child));
    assertThat(good("why", child)).contains("It was started by process instance " + parent);
    assertThat(good("journal", parent)).contains("as process instance " + child);
    assertThat(good("instances", "--parent", child)).contains("No instance");
    assertThat(good("delete", child, "--preview"))
        .containsPattern("~ process instance +%s +its event".formatted(parent));
    good("delete", child);
    assertThat(awaited(parent, "Completed")).contains("deleted by admin");
  }

  private String awaited(String id, String text) {
    for (int look = 0; look < 200; look++) {
      var shown = good("show", id);
      if (shown.contains(text)) {
        return shown;
      }
    }
    return good("show", id);
  }

  private String good(String... arguments) {
    var address = Objects.requireNonNull(server).url().toString();
    var run = CommandLineRun.of(Map.of("BALTORO_SERVER", address), Terminal.UNBOUNDED, arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  private static String number(String text) {
    var matcher = Pattern.compile("\\b(\\d{4,})\\b").matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }
}
