package org.baltoro.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.junit.jupiter.api.Test;

/** Passwords match their own hash only, and only so many are hashed at once. */
class PasswordsTest {
  @Test
  void aPasswordMatchesItsHashAndNobodysMatchesNone() {
    var hash = Passwords.hash("a good password");
    assertThat(Passwords.matches("a good password", hash)).isTrue();
    assertThat(Passwords.matches("A good password", hash)).isFalse();
    assertThat(Passwords.matches("", Passwords.NOBODYS)).isFalse();
  }

  @Test
  void whenAllPlacesAreTakenTheNextIsRefusedAsBusy() {
    var places = new Semaphore(1);
    var inside =
        Passwords.inTurn(
            places,
            Duration.ZERO,
            () ->
                catchThrowableOfType(
                    BaltoroException.class,
                    () -> Passwords.inTurn(places, Duration.ZERO, () -> "never")));
    assertThat(inside.problem()).isEqualTo(Problem.BUSY);
    assertThat(inside.details()).containsKey("retryAfterSeconds");
    assertThat(Passwords.inTurn(places, Duration.ZERO, () -> "again")).isEqualTo("again");
  }
}
