package org.baltoro.engine.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What was forgotten is asked again, also when an older answer was under way. */
class RememberedTest {
  private final Remembered<String, Integer> remembered = new Remembered<>(Duration.ofDays(1), 10);
  private final AtomicInteger asked = new AtomicInteger();

  private Optional<Integer> ask(String key) {
    return Optional.of(asked.incrementAndGet());
  }

  @Test
  void anAnswerIsGivenUntilItIsForgotten() {
    assertThat(remembered.get("a", this::ask)).hasValue(1);
    assertThat(remembered.get("a", this::ask)).hasValue(1);
    assertThat(remembered.get("b", this::ask)).hasValue(2);
    remembered.forget();
    assertThat(remembered.get("a", this::ask)).hasValue(3);
  }

  @Test
  void anAnswerThatWasUnderWayWhenItWasForgottenIsNotKept() {
    var stale =
        remembered.get(
            "a",
            key -> {
              var answer = ask(key);
              remembered.forget();
              return answer;
            });
    assertThat(stale).hasValue(1);
    assertThat(remembered.get("a", this::ask)).hasValue(2);
    assertThat(remembered.get("a", this::ask)).hasValue(2);
  }

  @Test
  void thatThereIsNoneIsAskedEachTime() {
    assertThat(remembered.get("a", key -> Optional.empty())).isEmpty();
    assertThat(remembered.get("a", this::ask)).hasValue(1);
  }
}
