package org.baltoro.engine.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.api.StatisticsQuery;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer is made of a bounded number of counts. */
class ReportsTest {
  @TempDir Path folder;

  @Test
  void whatNeedsTooManyCountsIsRefused() {
    try (var engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")))) {
      var ann = engine.connectTrusted("ann");
      for (var process : List.of("HR/One", "HR/Two")) {
        ann.definitions()
            .deploy("process: " + process + "\nactivities:\n  Tell: {}\n", "process.yaml");
        ann.startProcessInstance(ann.createProcessInstance(process), true);
      }
      ann.history().rollUp();
      var definitions = new DefinitionRegistry(engine.store());
      var reports = new Reports(engine.store(), definitions, InstantSource.system(), 1);
      assertThatThrownBy(() -> reports.activities(definitions.all(), StatisticsQuery.ALL))
          .hasMessageContaining("More than 1 counts")
          .extracting(refused -> ((BaltoroException) refused).problem())
          .isEqualTo(Problem.INVALID_REQUEST);
      assertThat(reports.activities(definitions.all().subList(0, 1), StatisticsQuery.ALL).rows())
          .hasSize(1);
    }
  }
}
