package org.baltoro.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.baltoro.engine.mail.MailServer;
import org.baltoro.server.forms.ServiceLimits;
import org.junit.jupiter.api.Test;

/** Settings out of bounds are refused by name, with the value found and the mend. */
class ServeOptionsTest {
  private static final ServeOptions DEFAULTS = ServeOptions.defaults();

  @Test
  void theDefaultsAreWhatTheHelpSays() {
    assertThat(DEFAULTS.port()).isEqualTo(7420);
    assertThat(DEFAULTS.address()).isEqualTo("127.0.0.1");
    assertThat(DEFAULTS.dataFile()).isEqualTo(Path.of("data", "baltoro.db"));
    assertThat(DEFAULTS.jdbcUrl()).isNull();
    assertThat(DEFAULTS.codeBehind()).isTrue();
    assertThat(DEFAULTS.unsafe()).isFalse();
    assertThat(DEFAULTS.openMetrics()).isFalse();
    assertThat(DEFAULTS.movableClock()).isFalse();
    assertThat(DEFAULTS.mailServer()).isNull();
    assertThat(DEFAULTS.bodyLimit()).isEqualTo(2_097_152);
  }

  @Test
  void valuesOnTheBoundsAreTaken() {
    assertThat(DEFAULTS.port(0).port()).isZero();
    assertThat(DEFAULTS.port(65_535).port()).isEqualTo(65_535);
    assertThat(DEFAULTS.bodyLimit(1_024).bodyLimit()).isEqualTo(1_024);
    assertThat(DEFAULTS.bodyLimit(67_108_864).bodyLimit()).isEqualTo(67_108_864);
    assertThat(DEFAULTS.postgres("jdbc:postgresql://db/flow", null, null).jdbcUser()).isNull();
  }

  @Test
  void valuesOutOfBoundsAreRefusedWithTheMend() {
    refused(DEFAULTS.port(65_536), "port is 65536: give 1 to 65535, or 0 for any that is free.");
    refused(DEFAULTS.port(-1), "port is -1: give 1 to 65535, or 0 for any that is free.");
    refused(DEFAULTS.address(" "), "address is empty: give one as in 127.0.0.1.");
    refused(DEFAULTS.bodyLimit(1_023), "bodyLimit is 1023: give 1024 to 67108864.");
    refused(DEFAULTS.bodyLimit(67_108_865), "bodyLimit is 67108865: give 1024 to 67108864.");
    refused(
        DEFAULTS.postgres("jdbc:mysql://db/flow", "ann", "secret"),
        "jdbcUrl is 'jdbc:mysql://db/flow': give one as in jdbc:postgresql://host/database, or"
            + " leave it out for SQLite.");
  }

  @Test
  void whatServicesMayReachIsWellFormed() {
    assertThat(DEFAULTS.serviceLimits().databases()).containsExactly("jdbc:postgresql:");
    assertThat(DEFAULTS.timeZone().getId()).isEqualTo("Z");
    refused(
        DEFAULTS.serviceLimits(ServiceLimits.DEFAULTS.withDatabases(List.of("db.example"))),
        "serviceDatabases has 'db.example': give beginnings of URLs as in"
            + " jdbc:postgresql://host/.");
    refused(
        DEFAULTS.serviceLimits(ServiceLimits.DEFAULTS.withSecretFolder(Path.of("none", "here"))),
        "secretFolder is %s: give a folder that is there.".formatted(Path.of("none", "here")));
    assertThat(ServiceLimits.DEFAULTS.withVariables(Map.of("BALTORO_SECRET_A", "hidden", "B", "b")))
        .hasToString("databases [jdbc:postgresql:], secrets in null and [BALTORO_SECRET_A]");
  }

  @Test
  void allFaultsAreToldAtOnce() {
    refused(
        DEFAULTS.port(70_000).address("").bodyLimit(5).shutdownTimeout(Duration.ofMinutes(6)),
        """
        port is 70000: give 1 to 65535, or 0 for any that is free.
        address is empty: give one as in 127.0.0.1.
        bodyLimit is 5: give 1024 to 67108864.
        shutdownTimeout is PT6M: give 0 to 5 minutes.\
        """);
  }

  @Test
  void thePasswordsAreNotInTheText() {
    var mailServer =
        new MailServer(
            "mail.example.com",
            587,
            MailServer.Encryption.STARTTLS,
            "flow",
            "secret",
            "flow@example.com",
            null,
            Duration.ofSeconds(30));
    var options =
        DEFAULTS.postgres("jdbc:postgresql://db/flow", "ann", "secret").mailServer(mailServer);
    assertThat(options.toString())
        .contains("jdbc:postgresql://db/flow", "mail.example.com:587")
        .doesNotContain("secret");
  }

  private static void refused(ServeOptions options, String message) {
    assertThatThrownBy(options::check)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
