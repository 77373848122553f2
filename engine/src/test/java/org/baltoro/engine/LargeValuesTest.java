package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.baltoro.api.Connection;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that lie beside the state are read by the rules of the very commit that brings them. */
class LargeValuesTest {
  private static final String LETTER = "Dear all, " + "x".repeat(20_000);

  private static final String PROCESS =
      """
      process: Test/Letter
      %s
      folio: substring(Text, 1, 8)
      data:
        Text: { type: string, required: true }
        Answer: string
        Length: integer
      activities:
        Measure:
          events:
            - server: Measure
              handler: measure
          lines:
            - to: Wait
              when: string length(Text) > 20000
        Wait:
          events:
            - server: Wait
              handler: wait
          lines:
            - to: End
              when: string length(Answer) = string length(Text)
        End: {}
      """;

  @TempDir Path folder;
  private Engine engine;
  private Connection ann;

  @BeforeEach
  void open() {
    engine =
        Engine.open(
            EngineConfig.sqlite(folder.resolve("store.db"))
                .repeatableHandler(
                    "measure",
                    k2 -> {
                      var data = k2.processInstance().dataFields();
                      data.set("Length", Objects.requireNonNull(data.getString("Text")).length());
                    })
                .handler("wait", k2 -> k2.setSynchronous(false)));
    ann = engine.connectTrusted("ann");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private ProcessInstance start(String durability) {
    ann.definitions().deploy(PROCESS.formatted(durability), "letter.yaml");
    var instance = ann.createProcessInstance("Test/Letter");
    instance.dataFields().set("Text", LETTER);
    return ann.startProcessInstance(instance, true);
  }

  @Test
  void theRulesOfAStartReadThem() {
    for (var durability : new String[] {"durability: event", "durability: wait"}) {
      var started = start(durability);
      assertThat(started.folio()).isEqualTo("Dear all");
      assertThat(started.dataFields().getInteger("Length")).isEqualTo(LETTER.length());
      assertThat(started.errors()).isEmpty();
      assertThat(started.activities().getFirst().name()).isEqualTo("Wait");
    }
  }

  @Test
  void theLinesBehindAFinishReadThem() {
    var started = start("");
    var item =
        ann.openServerItem(started.activities().getFirst().events().getFirst().serialNumber());
    item.processInstance().dataFields().set("Answer", "y".repeat(LETTER.length()));
    item.finish(true);
    assertThat(ann.openProcessInstance(started.id()).status())
        .isEqualTo(ProcessInstanceStatus.COMPLETED);
  }

  @Test
  void aPreviewReadsThem() {
    var started = start("");
    var change =
        new ManagementOperation.Change(
            new TreeMap<>(Map.of("Answer", "z".repeat(17_000))), null, null, false);
    var preview = ann.management().preview(started.id(), change);
    assertThat(preview.carriedOut()).isFalse();
    assertThat(ann.openProcessInstance(started.id()).dataFields().getString("Answer")).isNull();
  }
}
