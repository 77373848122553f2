package org.baltoro.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.FieldChange;
import org.baltoro.api.History;
import org.baltoro.api.Problem;
import org.baltoro.api.StatisticsQuery;
import org.baltoro.api.StatisticsQuery.Period;
import org.junit.jupiter.api.Test;

/** Audit, overview, statistics and retention are the same in this process and over HTTP. */
abstract class HistoryContract extends Contract {
  private static final String CLAIM = "History/Claim";

  HistoryContract(Way way) {
    super(
        way,
        List.of(
            "process: "
                + CLAIM
                + "\nretention: 30d\n"
                + World.RIGHTS
                + """
                data:
                  Amount: { type: decimal, audit: true }
                  Note: { type: string, audit: true }
                  Secret: { type: string, hidden: true, default: s }
                activities:
                  Judge:
                    events:
                      - client: Judge it
                        destinations: [ann]
                        actions: [Pay, Refuse]
                """));
  }

  private History inProcess(String user) {
    return world.engine.connectTrusted(user).history();
  }

  private long judged(String action, Duration after) {
    long id = begin(CLAIM, "Amount", "12.50", "Note", "=cmd()");
    world.clock.advance(after);
    as("ann").openWorklistItem(worklist(id).getFirst()).finish(action, true);
    return id;
  }

  @Test
  void anAuditAndAnOverviewAreWhatTheEngineSays() {
    long id = judged("Pay", Duration.ofMinutes(90));
    assertThat(as("ann").history().fieldAudit(id, null))
        .isEqualTo(inProcess("ann").fieldAudit(id, null))
        .extracting(FieldChange::field, FieldChange::newValue)
        .containsExactly(tuple("Amount", "12.50"), tuple("Note", "=cmd()"));
    assertThat(as("ann").history().fieldAudit(id, "Amount")).hasSize(1);
    refused(Problem.INVALID_REQUEST, () -> as("ann").history().fieldAudit(id, "Secret"));
    refused(Problem.ACCESS_DENIED, () -> as("nora").history().fieldAudit(id, null));
    refused(Problem.ACCESS_DENIED, () -> as("nora").history().overview(id));
    refused(Problem.NOT_FOUND, () -> as("ann").history().overview(1L << 40));
    assertThat(as("ann").history().overview(id)).isEqualTo(inProcess("ann").overview(id));
    assertThat(as("ann").openProcessInstance(id).dataFields().hidden()).containsExactly("Secret");
    assertThat(as("ann").journal(id, 0, 100))
        .allSatisfy(entry -> assertThat(entry.why()).isNotBlank());
  }

  @Test
  void statisticsAreWhatTheEngineSays() {
    judged("Pay", Duration.ofMinutes(90));
    judged("Refuse", Duration.ofMinutes(30));
    refused(Problem.ACCESS_DENIED, () -> as("ann").history().rollUp());
    world
        .engine
        .connectTrusted("admin")
        .administration()
        .grantServerRight(ServerRight.ADMIN, Subject.user("mia"));
    assertThat(as("mia").history().rollUp()).isEqualTo(world.clock.instant());
    var today = LocalDate.ofInstant(world.clock.instant(), java.time.ZoneOffset.UTC);
    for (var query :
        List.of(
            StatisticsQuery.ALL,
            StatisticsQuery.ALL.process(CLAIM).withVersions().per(Period.WEEK),
            StatisticsQuery.ALL.between(today, today).per(Period.DAY))) {
      assertThat(as("mia").history().activityStatistics(query))
          .isEqualTo(inProcess("mia").activityStatistics(query));
      assertThat(as("mia").history().userStatistics(query))
          .isEqualTo(inProcess("mia").userStatistics(query));
      assertThat(as("mia").history().processStatistics(query.withLive()))
          .isEqualTo(inProcess("mia").processStatistics(query.withLive()));
      refused(Problem.INVALID_REQUEST, () -> as("mia").history().userStatistics(query.withLive()));
    }
    assertThat(as("ann").history().userStatistics(StatisticsQuery.ALL.process(CLAIM)).rows())
        .extracting(row -> row.user() + " " + row.action())
        .containsExactly("ann Pay", "ann Refuse");
    assertThat(as("nora").history().processStatistics(StatisticsQuery.ALL).rows()).isEmpty();
    refused(
        Problem.ACCESS_DENIED,
        () -> as("nora").history().processStatistics(StatisticsQuery.ALL.process(CLAIM)));
  }

  @Test
  void retentionIsShownAndRunByAdministratorsOnly() {
    long id = judged("Pay", Duration.ofMinutes(1));
    refused(Problem.ACCESS_DENIED, () -> as("ann").history().retention());
    refused(Problem.ACCESS_DENIED, () -> as("ann").history().runRetention(1));
    world.clock.advance(Duration.ofDays(31));
    world
        .engine
        .connectTrusted("admin")
        .administration()
        .grantServerRight(ServerRight.ADMIN, Subject.user("mia"));
    refused(Problem.INVALID_REQUEST, () -> as("mia").history().runRetention(0));
    assertThat(as("mia").history().runRetention(1_000).deleted()).isPositive();
    assertThat(as("mia").history().retention()).isEqualTo(inProcess("mia").retention());
    refused(Problem.GONE, () -> as("ann").openProcessInstance(id));
    refused(Problem.GONE, () -> as("ann").journal(id, 0, 10));
  }
}
