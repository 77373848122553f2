package org.baltoro.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * How a server is run. {@link #defaults()} and the methods named as the components make one.
 *
 * @param port where it listens: 1 to 65535, or 0 for any that is free; default 7420
 * @param address of the network interface it listens on; default {@code 127.0.0.1}, this machine
 *     only; {@code 0.0.0.0} is all
 * @param dataFile the SQLite file, made when it is not there; default {@code data/baltoro.db}; not
 *     used when {@code jdbcUrl} is given
 * @param jdbcUrl of a PostgreSQL database: {@code jdbc:postgresql://host/database}; null, the
 *     default: SQLite
 * @param jdbcUser the database's user; null, the default: as the URL says
 * @param jdbcPassword the database user's password; null, the default: none
 * @param unsafe true: a PostgreSQL server is accepted that may lose what was answered, as it does
 *     not wait for its disk; default false
 * @param codeBehind true: definitions may carry Java code, which runs with all the server may do;
 *     default true
 * @param bodyLimit bytes that the body of a request may have: 1,024 to 67,108,864; default
 *     2,097,152
 * @param openMetrics true: {@code /metrics} needs no token; default false
 * @param shutdownTimeout how long requests under way may take at the end: 0 to 5 minutes; default
 *     10 seconds
 */
public record ServeOptions(
    int port,
    String address,
    Path dataFile,
    @Nullable String jdbcUrl,
    @Nullable String jdbcUser,
    @Nullable String jdbcPassword,
    boolean unsafe,
    boolean codeBehind,
    long bodyLimit,
    boolean openMetrics,
    Duration shutdownTimeout) {

  /**
   * @throws IllegalArgumentException telling all that is out of bounds
   */
  public ServeOptions {
    var faults = new ArrayList<String>();
    if (port < 0 || port > 65535) {
      faults.add("port is %d: give 1 to 65535, or 0 for any that is free.".formatted(port));
    }
    if (address.isBlank()) {
      faults.add("address is empty: give one as in 127.0.0.1.");
    }
    if (jdbcUrl != null && !jdbcUrl.startsWith("jdbc:postgresql:")) {
      faults.add(
          "jdbcUrl is '%s': give one as in jdbc:postgresql://host/database, or leave it out for SQLite."
              .formatted(jdbcUrl));
    }
    if (jdbcUrl == null && (jdbcUser != null || jdbcPassword != null)) {
      faults.add("jdbcUser or jdbcPassword is given without jdbcUrl: give that too.");
    }
    if (bodyLimit < 1024 || bodyLimit > 64L * 1024 * 1024) {
      faults.add("bodyLimit is %d: give 1024 to 67108864.".formatted(bodyLimit));
    }
    if (shutdownTimeout.isNegative() || shutdownTimeout.compareTo(Duration.ofMinutes(5)) > 0) {
      faults.add("shutdownTimeout is %s: give 0 to 5 minutes.".formatted(shutdownTimeout));
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
  }

  public static ServeOptions defaults() {
    return new ServeOptions(
        7420,
        "127.0.0.1",
        Path.of("data", "baltoro.db"),
        null,
        null,
        null,
        false,
        true,
        2L * 1024 * 1024,
        false,
        Duration.ofSeconds(10));
  }

  public ServeOptions port(int number) {
    return new ServeOptions(
        number,
        address,
        dataFile,
        jdbcUrl,
        jdbcUser,
        jdbcPassword,
        unsafe,
        codeBehind,
        bodyLimit,
        openMetrics,
        shutdownTimeout);
  }

  public ServeOptions address(String text) {
    return new ServeOptions(
        port,
        text,
        dataFile,
        jdbcUrl,
        jdbcUser,
        jdbcPassword,
        unsafe,
        codeBehind,
        bodyLimit,
        openMetrics,
        shutdownTimeout);
  }

  public ServeOptions dataFile(Path file) {
    return new ServeOptions(
        port,
        address,
        file,
        jdbcUrl,
        jdbcUser,
        jdbcPassword,
        unsafe,
        codeBehind,
        bodyLimit,
        openMetrics,
        shutdownTimeout);
  }

  public ServeOptions postgres(String url, @Nullable String user, @Nullable String password) {
    return new ServeOptions(
        port,
        address,
        dataFile,
        url,
        user,
        password,
        unsafe,
        codeBehind,
        bodyLimit,
        openMetrics,
        shutdownTimeout);
  }

  public ServeOptions unsafe(boolean yes) {
    return new ServeOptions(
        port,
        address,
        dataFile,
        jdbcUrl,
        jdbcUser,
        jdbcPassword,
        yes,
        codeBehind,
        bodyLimit,
        openMetrics,
        shutdownTimeout);
  }

  public ServeOptions codeBehind(boolean yes) {
    return new ServeOptions(
        port,
        address,
        dataFile,
        jdbcUrl,
        jdbcUser,
        jdbcPassword,
        unsafe,
        yes,
        bodyLimit,
        openMetrics,
        shutdownTimeout);
  }

  public ServeOptions bodyLimit(long bytes) {
    return new ServeOptions(
        port,
        address,
        dataFile,
        jdbcUrl,
        jdbcUser,
        jdbcPassword,
        unsafe,
        codeBehind,
        bytes,
        openMetrics,
        shutdownTimeout);
  }

  public ServeOptions openMetrics(boolean yes) {
    return new ServeOptions(
        port,
        address,
        dataFile,
        jdbcUrl,
        jdbcUser,
        jdbcPassword,
        unsafe,
        codeBehind,
        bodyLimit,
        yes,
        shutdownTimeout);
  }

  /** Never the password: this text may reach a log. */
  @Override
  public String toString() {
    return "port %d, address %s, store %s%s, codeBehind %s, bodyLimit %d"
        .formatted(
            port,
            address,
            jdbcUrl == null ? dataFile : jdbcUrl,
            unsafe ? ", unsafe" : "",
            codeBehind,
            bodyLimit);
  }
}
