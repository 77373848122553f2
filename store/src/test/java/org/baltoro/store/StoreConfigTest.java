package org.baltoro.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StoreConfigTest {
  @Test
  void allFaultsAreToldAtOnceWithTheValuesFound() {
    assertThatThrownBy(
            () -> new StoreConfig(null, "jdbc:h2:x", "", "", 0, 65, -1, false, null, "My schema"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("store.jdbc-url is 'jdbc:h2:x'")
        .hasMessageContaining("store.committers is 0: give 1 to 16")
        .hasMessageContaining("store.readers is 65: give 1 to 64")
        .hasMessageContaining("store.max-megabytes is -1")
        .hasMessageContaining("store.schema is 'My schema'");
  }
}
