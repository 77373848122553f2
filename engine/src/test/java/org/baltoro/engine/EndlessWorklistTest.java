package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.baltoro.api.WorklistCount;
import org.baltoro.api.WorklistQuery;
import org.baltoro.store.Store;
import org.baltoro.store.WorklistFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However much work a group has, one question looks at a part of it only. */
class EndlessWorklistTest {
  private static final long LOOKED_AT_MAX = 11_000;

  @TempDir Path folder;
  private final AtomicLong lookedAt = new AtomicLong();

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aCountEndsAlsoWhereNothingFits() {
    try (var engine =
        Engine.open(EngineConfig.sqlite(folder.resolve("store.db")).storeWrapper(this::endless))) {
      var ann = engine.connectTrusted("ann");
      ann.definitions()
          .deploy(
              """
              process: HR/Leave
              activities:
                Ask:
                  events:
                    - client: Approve it
                      destinations: [ann]
                      actions: [Approve]
              """,
              "leave.yaml");
      ann.startProcessInstance(ann.createProcessInstance("HR/Leave"), true);
      assertThat(ann.worklistCount(WorklistQuery.all().activity("Ask")))
          .isEqualTo(new WorklistCount(10_000, true));
      assertThat(lookedAt).hasValueLessThan(LOOKED_AT_MAX);
      lookedAt.set(0);
      assertThat(ann.worklistCount(WorklistQuery.all().activity("Another")))
          .isEqualTo(new WorklistCount(0, true));
      assertThat(lookedAt).hasValueLessThan(LOOKED_AT_MAX);
    }
  }

  /** A real store, whose worklists have their one item over and over. */
  private Store endless(Store store) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              var result = method.invoke(store, arguments);
              if (!(result instanceof Store.WorklistPage page) || page.rows().isEmpty()) {
                return result;
              }
              var row = page.rows().getFirst();
              int many = ((WorklistFilter) arguments[0]).limit();
              lookedAt.addAndGet(many);
              // From where to go on: before the item, so that it comes again.
              return new Store.WorklistPage(
                  Collections.nCopies(many, row), new WorklistFilter.Key("", 0, 0, 0), false);
            });
  }
}
