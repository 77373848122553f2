package org.baltoro.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Where a run takes place. */
final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** In one line. */
  static String description(Databases databases) throws IOException, SQLException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "%s: %d processors%s, %d GiB, load %.1f at the beginning, %s %s, Java %s, PostgreSQL %s",
        LocalDate.now(ZoneOffset.UTC),
        system.getAvailableProcessors(),
        model(),
        system.getTotalMemorySize() >> 30,
        system.getSystemLoadAverage(),
        system.getName(),
        system.getVersion(),
        Runtime.version(),
        databases.postgres().version());
  }

  private static String model() throws IOException {
    if (!Files.isReadable(PROCESSORS)) {
      return "";
    }
    return Files.readAllLines(PROCESSORS).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> " of " + line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }
}
