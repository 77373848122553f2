package org.baltoro.server;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.baltoro.engine.call.CallRules;
import org.baltoro.engine.call.Credentials;
import org.baltoro.engine.mail.MailServer;
import org.baltoro.server.forms.FormSettings;
import org.baltoro.server.forms.FormsDatabase;
import org.baltoro.server.forms.ServiceLimits;
import org.jspecify.annotations.Nullable;

/**
 * How a server is run. {@link #defaults()} and the methods with a parameter make one; bounds are
 * checked when the server is started, all at once.
 */
public final class ServeOptions {
  private int port = 7420;
  private String address = "127.0.0.1";
  private Path dataFile = Path.of("data", "baltoro.db");
  private @Nullable String jdbcUrl;
  private @Nullable String jdbcUser;
  private @Nullable String jdbcPassword;
  private @Nullable FormsDatabase formsDatabase;
  private ServiceLimits serviceLimits = ServiceLimits.DEFAULTS;
  private ZoneId timeZone = ZoneOffset.UTC;
  private boolean unsafe;
  private boolean codeBehind = true;
  private boolean movableClock;
  private @Nullable MailServer mailServer;
  private @Nullable Duration retention;
  private @Nullable Path archiveFolder;
  private long bodyLimit = 2L * 1024 * 1024;
  private boolean openMetrics;
  private @Nullable URI publicAddress;
  private CallRules callRules = CallRules.PUBLIC_ADDRESSES;
  private Credentials credentials = Credentials.NONE;
  private @Nullable OidcIssuer oidcIssuer;
  private Duration shutdownTimeout = Duration.ofSeconds(10);

  private ServeOptions() {}

  public static ServeOptions defaults() {
    return new ServeOptions();
  }

  /** Where it listens: 1 to 65535, or 0 for any that is free; default 7420. */
  public ServeOptions port(int number) {
    return with(options -> options.port = number);
  }

  public int port() {
    return port;
  }

  /**
   * The network interface it listens on; default {@code 127.0.0.1}, this machine only; {@code
   * 0.0.0.0} is all.
   */
  public ServeOptions address(String text) {
    return with(options -> options.address = text);
  }

  public String address() {
    return address;
  }

  /**
   * The SQLite file, made when it is not there; default {@code data/baltoro.db}. Not used with
   * {@link #postgres}.
   */
  public ServeOptions dataFile(Path file) {
    return with(options -> options.dataFile = file);
  }

  public Path dataFile() {
    return dataFile;
  }

  /**
   * A PostgreSQL database instead of SQLite.
   *
   * @param url as in {@code jdbc:postgresql://host/database}
   * @param user the database's; null: as the URL says
   * @param password null: none
   */
  public ServeOptions postgres(String url, @Nullable String user, @Nullable String password) {
    return with(options -> {
      options.jdbcUrl = url;
      options.jdbcUser = user;
      options.jdbcPassword = password;
    });
  }

  /** Where forms are kept; default: the PostgreSQL database, or a file beside that of SQLite. */
  public ServeOptions formsDatabase(FormsDatabase database) {
    return with(options -> options.formsDatabase = database);
  }

  public FormsDatabase formsDatabase() {
    if (formsDatabase != null) {
      return formsDatabase;
    }
    return jdbcUrl == null
        ? FormsDatabase.beside(dataFile)
        : FormsDatabase.postgres(jdbcUrl, jdbcUser, jdbcPassword);
  }

  /** What services may reach and read that are deployed; default: PostgreSQL, no secrets. */
  public ServeOptions serviceLimits(ServiceLimits limits) {
    return with(options -> options.serviceLimits = limits);
  }

  public ServiceLimits serviceLimits() {
    return serviceLimits;
  }

  /** Where it is what day, for forms and SmartObjects; default UTC, as for processes. */
  public ServeOptions timeZone(ZoneId zone) {
    return with(options -> options.timeZone = zone);
  }

  public ZoneId timeZone() {
    return timeZone;
  }

  /** How forms run. */
  public FormSettings formSettings() {
    return new FormSettings(formsDatabase(), timeZone, serviceLimits, callRules, credentials);
  }

  /** Null: SQLite. */
  public @Nullable String jdbcUrl() {
    return jdbcUrl;
  }

  public @Nullable String jdbcUser() {
    return jdbcUser;
  }

  public @Nullable String jdbcPassword() {
    return jdbcPassword;
  }

  /**
   * Accepts a PostgreSQL server that may lose what was answered, as it does not wait for its disk;
   * default false.
   */
  public ServeOptions unsafe(boolean yes) {
    return with(options -> options.unsafe = yes);
  }

  public boolean unsafe() {
    return unsafe;
  }

  /**
   * Whether definitions may carry Java code, which runs with all the server may do; default true.
   */
  public ServeOptions codeBehind(boolean yes) {
    return with(options -> options.codeBehind = yes);
  }

  public boolean codeBehind() {
    return codeBehind;
  }

  /** Whether administrators can move the server's clock ahead; default false. */
  public ServeOptions movableClock(boolean yes) {
    return with(options -> options.movableClock = yes);
  }

  public boolean movableClock() {
    return movableClock;
  }

  /** Where mails are handed in; default null: mails fail, and their escalations with them. */
  public ServeOptions mailServer(@Nullable MailServer server) {
    return with(options -> options.mailServer = server);
  }

  public @Nullable MailServer mailServer() {
    return mailServer;
  }

  /**
   * How long finished instances are kept where their definition does not say; 1 h to 36,500 d, null
   * (the default): for ever.
   */
  public ServeOptions retention(@Nullable Duration after) {
    return with(options -> options.retention = after);
  }

  public @Nullable Duration retention() {
    return retention;
  }

  /**
   * Where instances are archived before they are deleted: all, unless their definition says
   * otherwise; null (the default): nowhere.
   */
  public ServeOptions archiveFolder(@Nullable Path folder) {
    return with(options -> options.archiveFolder = folder);
  }

  public @Nullable Path archiveFolder() {
    return archiveFolder;
  }

  /** Bytes that the body of a request may have: 1,024 to 67,108,864; default 2,097,152. */
  public ServeOptions bodyLimit(long bytes) {
    return with(options -> options.bodyLimit = bytes);
  }

  public long bodyLimit() {
    return bodyLimit;
  }

  /**
   * Where others reach this server: callback addresses begin with it; default null: localhost and
   * the port.
   */
  public ServeOptions publicAddress(@Nullable URI url) {
    return with(options -> options.publicAddress = url);
  }

  public @Nullable URI publicAddress() {
    return publicAddress;
  }

  /** Where HTTP calls of definitions may go; default: every public address. */
  public ServeOptions callRules(CallRules rules) {
    return with(options -> options.callRules = rules);
  }

  public CallRules callRules() {
    return callRules;
  }

  /** The secrets that HTTP calls name; default none. */
  public ServeOptions credentials(Credentials known) {
    return with(options -> options.credentials = known);
  }

  public Credentials credentials() {
    return credentials;
  }

  /** Whose bearer tokens are taken besides this server's own; default null: nobody's. */
  public ServeOptions oidcIssuer(@Nullable OidcIssuer issuer) {
    return with(options -> options.oidcIssuer = issuer);
  }

  public @Nullable OidcIssuer oidcIssuer() {
    return oidcIssuer;
  }

  /** Whether {@code /metrics} needs no token; default false. */
  public ServeOptions openMetrics(boolean yes) {
    return with(options -> options.openMetrics = yes);
  }

  public boolean openMetrics() {
    return openMetrics;
  }

  /** How long requests under way may take at the end: 0 to 5 minutes; default 10 seconds. */
  public ServeOptions shutdownTimeout(Duration duration) {
    return with(options -> options.shutdownTimeout = duration);
  }

  public Duration shutdownTimeout() {
    return shutdownTimeout;
  }

  /**
   * @throws IllegalArgumentException telling all that is out of bounds
   */
  void check() {
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
    if (bodyLimit < 1024 || bodyLimit > 64L * 1024 * 1024) {
      faults.add("bodyLimit is %d: give 1024 to 67108864.".formatted(bodyLimit));
    }
    for (var beginning : serviceLimits.databases()) {
      if (!beginning.matches("jdbc:[a-z0-9]+:\\S*")) {
        faults.add(
            "serviceDatabases has '%s': give beginnings of URLs as in jdbc:postgresql://host/."
                .formatted(beginning));
      }
    }
    var secretFolder = serviceLimits.secretFolder();
    if (secretFolder != null && !Files.isDirectory(secretFolder)) {
      faults.add("secretFolder is %s: give a folder that is there.".formatted(secretFolder));
    }
    if (shutdownTimeout.isNegative() || shutdownTimeout.compareTo(Duration.ofMinutes(5)) > 0) {
      faults.add("shutdownTimeout is %s: give 0 to 5 minutes.".formatted(shutdownTimeout));
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
  }

  private ServeOptions with(Consumer<ServeOptions> change) {
    var copy = new ServeOptions();
    copy.port = port;
    copy.address = address;
    copy.dataFile = dataFile;
    copy.jdbcUrl = jdbcUrl;
    copy.jdbcUser = jdbcUser;
    copy.jdbcPassword = jdbcPassword;
    copy.formsDatabase = formsDatabase;
    copy.serviceLimits = serviceLimits;
    copy.timeZone = timeZone;
    copy.unsafe = unsafe;
    copy.codeBehind = codeBehind;
    copy.movableClock = movableClock;
    copy.mailServer = mailServer;
    copy.retention = retention;
    copy.archiveFolder = archiveFolder;
    copy.bodyLimit = bodyLimit;
    copy.openMetrics = openMetrics;
    copy.publicAddress = publicAddress;
    copy.callRules = callRules;
    copy.credentials = credentials;
    copy.oidcIssuer = oidcIssuer;
    copy.shutdownTimeout = shutdownTimeout;
    change.accept(copy);
    return copy;
  }

  /** Never a password: this text may reach a log. */
  @Override
  public String toString() {
    return "port %d, address %s, store %s%s, codeBehind %s, bodyLimit %d, mail server %s%s"
        .formatted(
            port,
            address,
            jdbcUrl == null ? dataFile : jdbcUrl,
            unsafe ? ", unsafe" : "",
            codeBehind,
            bodyLimit,
            mailServer == null ? "none" : mailServer,
            movableClock ? ", movable clock" : "");
  }
}
