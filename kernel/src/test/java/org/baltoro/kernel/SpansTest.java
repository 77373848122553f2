package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpansTest {
  @Test
  void aLengthOfTimeIsWrittenAsPeopleDo() {
    assertThat(Spans.text(Duration.ofSeconds(10))).isEqualTo("10 s");
    assertThat(Spans.text(Duration.ofSeconds(132))).isEqualTo("2 min 12 s");
    assertThat(Spans.text(Duration.ofHours(2_399_976))).isEqualTo("99999 d");
    assertThat(Spans.text(Duration.ofMillis(1_500))).isEqualTo("1 s 500 ms");
    assertThat(Spans.text(Duration.ZERO)).isEqualTo("0 s");
    assertThat(Spans.text(Duration.ofMinutes(-90))).isEqualTo("-1 h 30 min");
    assertThat(Spans.text(Duration.ofNanos(7))).isEqualTo("7 ns");
  }
}
