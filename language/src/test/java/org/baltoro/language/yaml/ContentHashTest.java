package org.baltoro.language.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentHashTest {
  private static final String FILE = "process: A\nactivities:\n  A:\n";

  @Test
  void isSha256InHexadecimal() {
    // printf 'a\nb' | sha256sum
    assertThat(ContentHash.of("a\nb"))
        .isEqualTo("7e18f737311b2dc3b2f269dd78396b0351f14fb66efa879f768cb23181883c78");
  }

  @Test
  void whatEditorsChangeMakesNoDifference() {
    assertThat(ContentHash.of(FILE.replace("\n", "\r\n"))).isEqualTo(ContentHash.of(FILE));
    assertThat(ContentHash.of(FILE.replace("\n", "\r"))).isEqualTo(ContentHash.of(FILE));
    assertThat(ContentHash.of(FILE.replace("A:", "A: \t"))).isEqualTo(ContentHash.of(FILE));
    assertThat(ContentHash.of(FILE + "\n \n")).isEqualTo(ContentHash.of(FILE));
    assertThat(ContentHash.of("\uFEFF" + FILE)).isEqualTo(ContentHash.of(FILE));
  }

  @Test
  void whatPeopleChangeMakesOne() {
    assertThat(ContentHash.of(FILE.replace("  A:", "   A:"))).isNotEqualTo(ContentHash.of(FILE));
    assertThat(ContentHash.of(FILE + "  B:\n")).isNotEqualTo(ContentHash.of(FILE));
    assertThat(ContentHash.of("# note\n" + FILE)).isNotEqualTo(ContentHash.of(FILE));
  }
}
