package org.baltoro.language.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DurationTextTest {
  @Test
  void durationsAreWrittenInTheLargestUnitThatFits() {
    for (var text : new String[] {"500ms", "90s", "5m", "25h", "2d", "1500ms", "PT0.0000005S"}) {
      var duration = DurationText.read(text);
      assertThat(duration).as(text).isNotNull();
      assertThat(DurationText.write(Objects.requireNonNull(duration))).isEqualTo(text);
    }
    assertThat(DurationText.write(Duration.ofSeconds(300))).isEqualTo("5m");
  }
}
