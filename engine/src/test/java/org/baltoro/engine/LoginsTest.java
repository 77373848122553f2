package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.engine.data.LargeContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging in while the store is there, and while it is away. */
class LoginsTest {
  private static final String PASSWORD = "a good password";

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-02T08:00:00Z"));
  private final FaultyStore line = FaultyStore.cutAt(Integer.MAX_VALUE, false);

  @SuppressWarnings("NullAway.Init")
  private Engine engine;

  @BeforeEach
  void open() {
    engine =
        Engine.open(
            EngineConfig.sqlite(folder.resolve("logins.db"))
                .clock(clock)
                .shutdownPatience(Duration.ZERO)
                .storeWrapper(line::around));
    engine.createFirstAdministrator("admin");
    engine.connectTrusted("admin").administration().createUser("ann", PASSWORD, Set.of());
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void whileTheStoreIsAwayEveryLoginIsToldSo() {
    var login = engine.login("ann", PASSWORD);
    engine.logout(engine.login("ann", PASSWORD).token()); // what was known is forgotten
    line.die();
    for (var call :
        List.<ThrowingCallable>of(
            () -> engine.connect("ann", PASSWORD),
            () -> engine.connectWithToken(login.token()),
            () -> engine.connectAs("ann"),
            () -> engine.login("ann", PASSWORD),
            () -> engine.logout(login.token()))) {
      var refused = catchThrowableOfType(BaltoroException.class, call);
      assertThat(refused).as("a refusal").isNotNull();
      assertThat(refused.problem()).isEqualTo(Problem.STORE_UNAVAILABLE);
      assertThat(refused)
          .as("the database's own words are for the log")
          .hasMessageNotContaining("the process is dead");
    }
  }

  @Test
  void expiredTokensAreDeletedWhenTheNextIsMade() {
    var old = engine.connectTrusted("ann").administration();
    var token = old.createToken("ann", "short", Duration.ofHours(1));
    var row = LargeContent.sha256(token);
    clock.advance(Duration.ofHours(3));
    engine.login("ann", PASSWORD);
    assertThat(engine.store().accounts().token(row)).as("still told apart").isNotNull();
    clock.advance(Duration.ofDays(1));
    engine.login("ann", PASSWORD);
    assertThat(engine.store().accounts().token(row)).isNull();
  }

  @Test
  void whatIsTooLongIsRefusedBeforeAnythingIsDoneWithIt() {
    for (var call :
        List.<ThrowingCallable>of(
            () -> engine.connect("a".repeat(101), PASSWORD),
            () -> engine.connect("ann", "p".repeat(201)))) {
      assertThat(catchThrowableOfType(BaltoroException.class, call).problem())
          .isEqualTo(Problem.INVALID_REQUEST);
    }
  }
}
