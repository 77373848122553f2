package org.baltoro.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What something costs: read before and after it. */
final class Gauge {
  private final Databases databases;
  private final Databases.Place place;
  private final ChildProcess child;
  private final Duration engineCpu;
  private Duration postgresCpu = Duration.ZERO;
  private long walBytes;

  private Gauge(Databases databases, Databases.Place place, ChildProcess child) {
    this.databases = databases;
    this.place = place;
    this.child = child;
    engineCpu = child.cpu();
  }

  static Gauge begin(Databases databases, Databases.Place place, ChildProcess child)
      throws IOException, SQLException {
    var gauge = new Gauge(databases, place, child);
    if (place.kind() == Databases.Kind.POSTGRES) {
      var server = databases.postgres();
      server.forgetStatements();
      gauge.walBytes = server.walBytes();
      gauge.postgresCpu = server.cpu();
    }
    return gauge;
  }

  /** For each of so many operations. */
  Map<Metric, Double> end(long operations) throws IOException, SQLException {
    var costs = new EnumMap<Metric, Double>(Metric.class);
    double each = Math.max(1, operations);
    costs.put(Metric.ENGINE_CPU_MS, millis(child.cpu().minus(engineCpu)) / each);
    if (place.kind() == Databases.Kind.POSTGRES) {
      var server = databases.postgres();
      costs.put(Metric.POSTGRES_CPU_MS, millis(server.cpu().minus(postgresCpu)) / each);
      costs.put(Metric.WAL_BYTES, (server.walBytes() - walBytes) / each);
      costs.put(Metric.STATEMENTS, server.statements(place.name()) / each);
    }
    return costs;
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
