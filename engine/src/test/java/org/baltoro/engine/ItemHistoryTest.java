package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.engine.mailbox.ItemHistory;
import org.baltoro.kernel.Fact;
import org.baltoro.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of an item is read as far as it is told, however long the journal is. */
class ItemHistoryTest {
  private static final int LATER_COMMITS = 450;

  @TempDir Path folder;

  @Test
  void theEndOfAnItemIsReadWithoutWhatCameLater() {
    try (var engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")))) {
      var ann = engine.connectTrusted("ann");
      ann.definitions()
          .deploy(
              """
              process: HR/Leave
              activities:
                Ask:
                  events:
                    - client: Approve it
                      destinations: [bob]
                      actions: [Approve]
                  lines:
                    - to: Wait
                Wait:
                  events:
                    - client: Wait
                      destinations: [bob]
                      actions: [Go]
              """,
              "leave.yaml");
      long id = ann.startProcessInstance(ann.createProcessInstance("HR/Leave"), true).id();
      var serial =
          ann.openProcessInstance(id).activities().getFirst().events().getFirst().serialNumber();
      engine.connectTrusted("bob").openWorklistItem(serial).finish("Approve", true);
      for (int number = 0; number < LATER_COMMITS; number++) {
        ann.addComment(id, "Comment " + number);
      }
      int item = Integer.parseInt(serial.substring(serial.indexOf('_') + 1));
      var reads = new AtomicInteger();
      var store = counting(engine.store(), reads);

      assertThat(Objects.requireNonNull(ItemHistory.end(store, id, item)).by()).isEqualTo("bob");
      assertThat(ItemHistory.destinations(store, id, item)).containsExactly("bob");
      assertThat(Objects.requireNonNull(ItemHistory.place(store, id, item)).activity())
          .isEqualTo("Ask");
      assertThat(reads).as("one page each").hasValue(3);
      assertThat(ann.comments(id)).hasSize(LATER_COMMITS);
      assertThat(ItemHistory.facts(store, id))
          .filteredOn(Fact.CommentAdded.class::isInstance)
          .hasSize(LATER_COMMITS);
    }
  }

  /** A real store that tells how often a journal was asked for. */
  private static Store counting(Store store, AtomicInteger reads) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("journal")) {
                reads.incrementAndGet();
              }
              return method.invoke(store, arguments);
            });
  }
}
