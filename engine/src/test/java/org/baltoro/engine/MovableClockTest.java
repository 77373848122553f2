package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.ProcessInstanceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real time that is moved ahead by hand, as on a staging server. */
class MovableClockTest {
  private static final String DEFINITION =
      """
      process: Test/Patience
      activities:
        Wait:
          events:
            - client: Decide
              destinations: [ann]
              actions: [Go on]
          escalations:
            - name: Give up
              after: 30d
              goto: Given up
        Given up: {}
      """;

  @TempDir Path folder;

  private EngineConfig config() {
    return EngineConfig.sqlite(folder.resolve("clock.db"));
  }

  @Test
  void whatBecomesDueHappensAtOnce() {
    try (var engine = Engine.open(config().movableClock(true))) {
      var ann = engine.connectTrusted("ann");
      long id = start(ann);
      advance(ann, Duration.ofDays(29));
      assertThat(ann.openProcessInstance(id).status()).isEqualTo(ProcessInstanceStatus.ACTIVE);
      advance(ann, Duration.ofDays(1));
      Await.until(
          "the escalation has sent it on",
          () -> ann.openProcessInstance(id).status() == ProcessInstanceStatus.COMPLETED);
    }
  }

  @Test
  void itStaysMovedWhenTheServerIsStartedAgain() {
    Instant moved;
    try (var engine = Engine.open(config().movableClock(true))) {
      moved = advance(engine.connectTrusted("ann"), Duration.ofDays(400));
    }
    try (var engine = Engine.open(config().movableClock(true))) {
      var clock = engine.connectTrusted("ann").administration().clock();
      assertThat(clock.movable()).isTrue();
      assertThat(clock.now()).isBetween(moved, moved.plus(Duration.ofDays(1)));
    }
  }

  @Test
  void aStoreWhoseClockWasMovedIsNotOpenedInRealTime() {
    try (var engine = Engine.open(config().movableClock(true))) {
      advance(engine.connectTrusted("ann"), Duration.ofDays(400));
    }
    assertThatThrownBy(() -> Engine.open(config()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("moved ahead by 400 days")
        .hasMessageContaining("--movable-clock");
    Engine.open(config().movableClock(true)).close();
  }

  @Test
  void loginsGoByRealTime() {
    try (var engine = Engine.open(config().movableClock(true))) {
      engine.createFirstAdministrator("admin");
      var admin = engine.connectTrusted("admin").administration();
      var token = admin.createToken("admin", "A test", Duration.ofHours(1));
      advance(engine.connectTrusted("admin"), Duration.ofDays(400));
      assertThat(engine.connectWithToken(token).administration().users()).hasSize(1);
    }
  }

  @Test
  void realTimeIsNotMoved() {
    try (var engine = Engine.open(config())) {
      var ann = engine.connectTrusted("ann");
      assertThat(ann.administration().clock().movable()).isFalse();
      assertThatThrownBy(() -> advance(ann, Duration.ofDays(1)))
          .isInstanceOf(BaltoroException.class)
          .hasMessage(
              "This server goes by real time. Start it with --movable-clock to move its clock.");
    }
  }

  private static long start(Connection connection) {
    connection.definitions().deploy(DEFINITION, "patience.yaml");
    return connection
        .startProcessInstance(connection.createProcessInstance("Test/Patience"), true)
        .id();
  }

  private static Instant advance(Connection connection, Duration further) {
    return connection.administration().advanceClock(further).now();
  }
}
