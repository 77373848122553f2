package org.baltoro.server.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.baltoro.server.forms.ServiceLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the services of SmartObjects may reach and read, and where it is what day for them. */
final class ServiceOptions {
  @Option(
      names = "--service-databases",
      paramLabel = "URL",
      split = ",",
      description =
          "How the JDBC URLs begin that services may use, as in jdbc:postgresql://db.example/."
              + " Default: jdbc:postgresql:, and no other.")
  private List<String> databases = List.of();

  @Option(
      names = "--secret-folder",
      paramLabel = "FOLDER",
      description =
          "Where the files are that services name as file:<name>. Default: none is read;"
              + " env:BALTORO_SECRET_<NAME> is.")
  private @Nullable Path secretFolder;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "Of forms and SmartObjects, as in Europe/Berlin. Default: UTC.")
  private @Nullable String timeZone;

  ServiceLimits limits(Map<String, String> environment) {
    var limits = ServiceLimits.DEFAULTS.withSecretFolder(secretFolder).withVariables(environment);
    return databases.isEmpty() ? limits : limits.withDatabases(databases);
  }

  /**
   * The zone.
   *
   * @throws UsageException if there is none of that name
   */
  ZoneId timeZone() {
    try {
      return timeZone == null ? ZoneId.of("UTC") : ZoneId.of(timeZone);
    } catch (DateTimeException unknown) {
      throw new UsageException(
          "--time-zone is '%s': give one as in Europe/Berlin or UTC.".formatted(timeZone));
    }
  }
}
