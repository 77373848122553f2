package org.baltoro.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.baltoro.client.SavedLogins.SavedLogin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of tokens: whose it is, what it keeps apart, and what is said when it is broken. */
class SavedLoginsTest {
  private static final SavedLogin ANN =
      new SavedLogin("token of ann", "ann", Instant.parse("2027-01-31T12:00:00Z"));
  private static final SavedLogin BEN = new SavedLogin("token of ben", "ben", null);

  @TempDir Path folder;
  private Path home;
  private Path file;
  private SavedLogins logins;

  @BeforeEach
  void inAFolderThatIsNotThereYet() {
    home = folder.resolve("config/baltoro");
    file = home.resolve("logins.json");
    logins = new SavedLogins(file);
  }

  @Test
  void nobodyElseCanReadTheFileOrLookIntoItsFolder() throws IOException {
    logins.save("http://localhost:7420", ANN);
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(home)).isEqualTo("rwx------");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    logins.save("http://localhost:7420", BEN);
    assertThat(permissions(file)).as("after it had been opened up").isEqualTo("rw-------");
    try (var files = Files.list(home)) {
      assertThat(files).as("no half-written file stays behind").containsExactly(file);
    }
  }

  @Test
  void eachServerHasItsOwnLogin() {
    logins.save("http://localhost:7420", ANN);
    logins.save("https://flow.example", BEN);

    var opened = new SavedLogins(file);
    assertThat(opened.find("http://localhost:7420")).contains(ANN);
    assertThat(opened.find("https://flow.example")).contains(BEN);
    assertThat(opened.find("https://flow.example:8443")).isEmpty();

    assertThat(opened.forget("http://localhost:7420")).isTrue();
    assertThat(opened.forget("http://localhost:7420")).isFalse();
    assertThat(opened.find("http://localhost:7420")).isEmpty();
    assertThat(opened.find("https://flow.example")).contains(BEN);
  }

  @Test
  void aLaterLoginTakesThePlaceOfTheOneBefore() {
    logins.save("http://localhost:7420", ANN);
    logins.save("http://localhost:7420", BEN);
    assertThat(logins.find("http://localhost:7420")).contains(BEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST:7420", "http://127.0.0.1:7420/", "http://[::1]:7420"})
  void theNamesOfThisMachineForItselfAreOneServer(String name) {
    logins.save("http://localhost:7420", ANN);
    assertThat(logins.find(name)).contains(ANN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON, but with a secret token",
        "[\"a secret token\"]",
        "{\"http://localhost:7420\": \"a secret token\"}",
        "{\"http://localhost:7420\": {\"token\": 5, \"user\": \"a secret token\"}}",
        "{\"http://localhost:7420\": {\"token\": \"a secret token\", \"user\": \"a\", \"expires\":"
            + " \"soon\"}}",
        "{\"http://localhost:7420\": {\"token\": \"a secret token"
      })
  void aBrokenFileSaysSoWithoutTellingItsTokensAndIsLeftAsItIs(String text) throws IOException {
    Files.createDirectories(home);
    Files.writeString(file, text);

    assertThatThrownBy(() -> logins.find("http://localhost:7420"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "The file %s does not hold saved logins. Mend or delete it, then log in again."
                .formatted(file));
    assertThatThrownBy(() -> logins.save("http://localhost:7420", ANN))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(file).hasContent(text);
  }

  @Test
  void aFolderInItsPlaceSaysSo() throws IOException {
    Files.createDirectories(file);
    assertThatThrownBy(() -> logins.find("http://localhost:7420"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("The saved logins in " + file + " can't be read");
  }

  @Test
  void aLoginInALogShowsNoToken() {
    assertThat(ANN.toString())
        .isEqualTo("the login of ann, until 2027-01-31T12:00:00Z")
        .doesNotContain(ANN.token());
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
