package org.baltoro.store;

import java.util.List;
import java.util.Map;

/** A connection that was there when the tables were empty, and has planned for that. */
class PostgresUnanalyzedPlanTest extends PostgresPlanTest {
  /** After so many the server settles for one plan. */
  private static final int TIMES = 12;

  @Override
  boolean analyzed() {
    return false;
  }

  @Override
  void beforeItIsFilled(Store empty) {
    for (int time = 0; time < TIMES; time++) {
      empty.versions(List.of(1L, 2L));
      empty.load(List.of(1L, 2L));
      empty.history().toRollUp(0, 200);
      for (var order : WorklistFilter.Order.values()) {
        empty.worklist(
            new WorklistFilter(
                List.of("ann", "group:all"),
                false,
                null,
                null,
                null,
                null,
                Map.of(),
                order,
                null,
                20));
      }
    }
  }
}
