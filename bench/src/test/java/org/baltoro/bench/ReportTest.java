package org.baltoro.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path output;

  @BeforeEach
  void measure() throws IOException {
    var results = new Results(output);
    results.about("2026-12-01: 2 processors");
    for (int round = 1; round <= 3; round++) {
      results.add(rate("w2", 32, Entrant.RAW, round, 10_000));
      results.add(rate("w2", 32, Entrant.BALTORO, round, 4_000 + 1_000 * round));
      results.add(rate("w2", 32, Entrant.OPERATON, round, 300));
      results.add(rate("w2", 32, Entrant.OPERATON_BEST, round, 600));
      results.add(rate("w2", 32, Entrant.OPERATON_BARE, round, 900));
      results.add(rate("w2", 32, Entrant.DBOS, round, 1_500));
      results.add(rate("w7-empty-w2", 32, Entrant.BALTORO, round, 6_000));
      results.add(rate("w7-filled-w2", 32, Entrant.BALTORO, round, 5_700));
    }
    results.add(new Result("w5-empty", 0, Entrant.DBOS, 1, Map.of(Metric.SECONDS, 2.5)));
    Report.write(output);
  }

  private static Result rate(
      String workload, int clients, Entrant entrant, int round, double perSecond) {
    return new Result(
        workload,
        clients,
        entrant,
        round,
        Map.of(Metric.PER_SECOND, perSecond, Metric.P99_MS, 8.0));
  }

  @Test
  void theSummaryComparesMediansWithTheLimitAndWithTheBestOfEachKind() throws IOException {
    assertThat(lines("results.md"))
        .contains(
            "| W2 completed from outside | 32 | 6,000 | 60 % | 600 | 10 × | 1,500 | 4.0 × | 100 % |"
                + "  |  |");
  }

  @Test
  void eachWorkloadTellsWhatWasMeasuredOfIt() throws IOException {
    assertThat(lines("results.md"))
        .contains(
            "| clients | contender | operations/s | Baltoro is | p99 ms |",
            "| 32 | Operaton, tuned, no history | 900 | 6.7 × | 8.00 |",
            "| contender | seconds |",
            "| DBOS | 2.50 |");
  }

  @Test
  void afterManyOthersTheRateIsAShareOfTheRateWithoutThem() throws IOException {
    assertThat(Files.readString(output.resolve("results.md")))
        .contains("| W2 completed from outside | 32 | Baltoro | 6,000 | 5,700 | 95 % |");
  }

  @Test
  void theChartHasTheFasterSettingsOfEachPeer() throws IOException {
    assertThat(Files.readString(output.resolve("chart.svg")))
        .contains("Operaton, tuned<", "600  (Baltoro: 10 ×)", "DBOS<")
        .doesNotContain("no history");
  }

  @Test
  void mediansAreWrittenWithoutRounds() throws IOException {
    assertThat(lines("results.csv"))
        .contains("w2,32,baltoro,6000.0,,8.0,,,,,,,", "w5-empty,0,dbos,,,,,,,,2.5,,");
  }

  @Test
  void aLaterRunGoesOnWhereThisOneEnded() throws IOException {
    new Results(output).add(rate("w2", 32, Entrant.FLOWABLE, 1, 3_000));
    Report.write(output);
    assertThat(lines("results.md")).contains("| 32 | Flowable | 3,000 | 2.0 × | 8.00 |");
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(output.resolve(file));
  }
}
