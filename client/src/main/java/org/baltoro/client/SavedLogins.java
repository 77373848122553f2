package org.baltoro.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.baltoro.api.BaltoroException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The logins that this machine's user has saved: one token for each server, in a file that only
 * they can read.
 *
 * <p>The file is {@code logins.json} in the folder that the system property {@code baltoro.home} or
 * the environment variable {@code BALTORO_HOME} names, else in {@code ~/.config/baltoro}.
 */
public final class SavedLogins {
  private final Path file;

  /** The logins kept in {@code file}, which need not exist yet. */
  public SavedLogins(Path file) {
    this.file = file;
  }

  /** Where this machine's user keeps them. */
  public static SavedLogins ofThisUser() {
    var home = System.getProperty("baltoro.home", System.getenv("BALTORO_HOME"));
    var folder =
        home == null || home.isBlank()
            ? Path.of(System.getProperty("user.home"), ".config", "baltoro")
            : Path.of(home);
    return new SavedLogins(folder.resolve("logins.json"));
  }

  public Path file() {
    return file;
  }

  /** The login for this server, expired or not. */
  public Optional<SavedLogin> find(String server) {
    return Optional.ofNullable(read().get(key(server)));
  }

  /** Saves a login, in place of the one before. */
  public void save(String server, SavedLogin login) {
    var logins = read();
    logins.put(key(server), login);
    write(logins);
  }

  /** Forgets the login for this server; false if there was none. */
  public boolean forget(String server) {
    var logins = read();
    if (logins.remove(key(server)) == null) {
      return false;
    }
    write(logins);
    return true;
  }

  /** The names of this machine for itself are one server. */
  private static String key(String server) {
    URI address = ServerAddress.of(server);
    var host = address.getHost();
    boolean here = host.equals("127.0.0.1") || host.equals("[::1]");
    return address.toString().replace("//" + host, "//" + (here ? "localhost" : host));
  }

  private Map<String, SavedLogin> read() {
    var logins = new LinkedHashMap<String, SavedLogin>();
    try {
      JsonObject.of(Json.read(Files.readAllBytes(file)))
          .members()
          .forEach((server, login) -> logins.put(server, SavedLogin.of(JsonObject.of(login))));
      return logins;
    } catch (NoSuchFileException none) {
      return logins;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "The saved logins in %s can't be read: %s.".formatted(file, unreadable.getMessage()),
          unreadable);
    } catch (JacksonException | BaltoroException | DateTimeParseException broken) {
      // Without the reason, which could tell a token.
      throw new UncheckedIOException(
          "The file %s does not hold saved logins. Mend or delete it, then log in again."
              .formatted(file),
          new IOException("not saved logins"));
    }
  }

  private void write(Map<String, SavedLogin> logins) {
    var json = new LinkedHashMap<String, Object>();
    logins.forEach((server, login) -> json.put(server, login.toJson()));
    var folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    try {
      Files.createDirectories(folder, permissions(folder, "rwx------"));
      var fresh = Files.createTempFile(folder, "logins", ".json", permissions(folder, "rw-------"));
      Files.write(fresh, Json.write(json));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "The login can't be saved in %s: %s.".formatted(file, failure.getMessage()), failure);
    }
  }

  private static FileAttribute<?>[] permissions(Path folder, String permissions) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * One saved login.
   *
   * @param expires null: not known
   */
  public record SavedLogin(String token, String user, @Nullable Instant expires) {

    static SavedLogin of(JsonObject json) {
      return new SavedLogin(json.text("token"), json.text("user"), json.timeOrNull("expires"));
    }

    Map<String, @Nullable Object> toJson() {
      var json = new LinkedHashMap<String, @Nullable Object>();
      json.put("token", token);
      json.put("user", user);
      json.put("expires", expires == null ? null : expires.toString());
      return json;
    }

    /** Never the token: this text may reach a log. */
    @Override
    public String toString() {
      return "the login of %s, until %s".formatted(user, expires == null ? "unknown" : expires);
    }
  }
}
