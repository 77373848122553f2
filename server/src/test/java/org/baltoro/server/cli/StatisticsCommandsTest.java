package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.baltoro.client.SavedLogins;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.ManualClock;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audit, statistics and retention as the command line and plain HTTP tell them. */
class StatisticsCommandsTest {
  private static final String CLAIM =
      """
      process: Test/Claim
      retention: { after: 30d, archive: true }
      data:
        Amount: { type: decimal, default: 10.5, audit: true }
        Secret: { type: string, default: hush, hidden: true }
      activities:
        Judge:
          events:
            - client: Judge it
              destinations: [admin]
              actions: [Pay]
      """;

  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-02T08:00:00Z"));
  private RunningServer server;
  private String token;
  private long id;

  @BeforeEach
  void serve(@TempDir Path folder) {
    var engine =
        Engine.open(
            EngineConfig.sqlite(folder.resolve("statistics.db"))
                .clock(clock)
                .archiveFolder(folder.resolve("archive")));
    server = ServerMain.serve(engine, ServeOptions.defaults().port(0));
    var admin = engine.connectTrusted("admin");
    token = admin.administration().createToken("admin", "test", Duration.ofDays(3_000));
    SavedLogins.ofThisUser()
        .save(server.url().toString(), new SavedLogins.SavedLogin(token, "admin", null));
    admin.definitions().deploy(CLAIM, "claim.yaml");
    id = admin.startProcessInstance(admin.createProcessInstance("Test/Claim"), true).id();
    clock.advance(Duration.ofMinutes(90));
    var item = admin.worklist(null, 10).items().getFirst().serialNumber();
    var worklistItem = admin.openWorklistItem(item);
    worklistItem.processInstance().dataFields().set("Amount", "11");
    worklistItem.finish("Pay", true);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theAuditTellsFromWhatToWhat() {
    assertThat(good("audit", String.valueOf(id), "Amount"))
        .contains("10.5", "11", "admin chose 'Pay' of event 'Judge it'");
    assertThat(good("audit", String.valueOf(id), "--csv"))
        .startsWith("version,at,field,activity,activity_instance,old_value,new_value,by,cause\r\n")
        .contains(",Amount,,0,10.5,11,admin,");
    assertThat(run("audit", String.valueOf(id), "Secret").err()).contains("audit: true");
  }

  @Test
  void hiddenFieldsAreShownToThoseWhoAskForThem() {
    assertThat(good("show", String.valueOf(id))).contains("Amount").doesNotContain("hush");
    assertThat(good("show", String.valueOf(id), "--all")).contains("hush");
    assertThat(good("show", String.valueOf(id), "--json"))
        .contains("\"Secret\": \"hush\"")
        .contains("\"hiddenFields\"");
  }

  @Test
  void theOverviewAndTheStatisticsAreTables() {
    assertThat(good("overview", String.valueOf(id)))
        .contains("Judge it", "Finished", "1 h 30 min", "Pay");
    assertThat(good("statistics", "process", "--now"))
        .containsPattern("Test/Claim +1 +1 +0 +0 +1 h 30 min");
    assertThat(good("statistics", "activities", "--per", "week", "--versions"))
        .containsPattern("Test/Claim v1 +Judge +2026-03-02 +1 +0 +1 h 30 min");
    assertThat(good("statistics", "users", "--csv"))
        .isEqualTo(
            "process,version,period,user,activity,action,count,average_s,median_s,p90_s,min_s,max_s\r\n"
                + "Test/Claim,,,admin,Judge,Pay,1,5400,5400,5400,5400,5400\r\n");
    assertThat(good("statistics", "process", "--json", "--live"))
        .contains("\"average\": \"PT1H30M\"");
    assertThat(run("statistics", "weather").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run("statistics", "users", "--live").err()).contains("leave 'live' out");
  }

  @Test
  void theLiveOnesThatAreInErrorAreCountedInTheTable() {
    var admin = server.engine().connectTrusted("admin");
    var broken = CLAIM.replace("Test/Claim", "Test/Broken").replace("[admin]", "['= Nobody']");
    admin.definitions().deploy(broken.replace("data:", "data:\n  Nobody: string"), "broken.yaml");
    admin.startProcessInstance(admin.createProcessInstance("Test/Broken"), true);
    assertThat(good("statistics", "process", "--live"))
        .contains("LIVE  IN ERROR")
        .containsPattern("Test/Broken +1 +0 +0 +0 +1 +1");
  }

  @Test
  void csvIsAskedForByTheHeaderAccept() throws Exception {
    good("statistics", "process", "--now");
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/baltoro/v1/statistics/processes"))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/csv");
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
      assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
          .contains("processes.csv");
      assertThat(answer.body()).startsWith("process,version,period,started,");
    }
  }

  @Test
  void retentionIsPreviewedAndCarriedOut() {
    good("statistics", "process", "--now");
    assertThat(good("retention"))
        .containsPattern("Test/Claim +30 d 0 h +yes +definition +0")
        .contains("Nothing has been deleted");
    clock.advance(Duration.ofDays(31));
    assertThat(good("retention")).containsPattern("definition +1 +2026-03-02");
    assertThat(good("retention", "--run")).contains("1 deleted, 1 of them archived.");
    assertThat(good("retention")).containsPattern("2026-04-02 +Test/Claim +1 +yes");
    assertThat(run("show", String.valueOf(id)).err()).contains("is gone, or never was");
  }

  private String good(String... arguments) {
    var run = run(arguments);
    assertThat(run.exitCode())
        .as("%s%n%s%s", String.join(" ", arguments), run.out(), run.err())
        .isEqualTo(ExitCode.OK);
    return run.out();
  }

  private CommandLineRun run(String... arguments) {
    return CommandLineRun.of(
        Map.of("BALTORO_SERVER", server.url().toString()), Terminal.UNBOUNDED, arguments);
  }
}
