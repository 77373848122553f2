package org.baltoro.bench;

import java.util.Locale;

/** What is told of a measurement; each operation is an instance, where there are instances. */
enum Metric {
  PER_SECOND("operations/s", 0),
  P50_MS("p50 ms", 2),
  P99_MS("p99 ms", 2),
  /** Of the engine's process, its clients included, for one operation. */
  ENGINE_CPU_MS("engine CPU ms", 3),
  /** Of all processes of the PostgreSQL server, for one operation. */
  POSTGRES_CPU_MS("PostgreSQL CPU ms", 3),
  /** Of write-ahead log, for one operation. */
  WAL_BYTES("WAL bytes", 0),
  /** Sent to PostgreSQL for one operation. */
  STATEMENTS("SQL statements", 2),
  SECONDS("seconds", 2),
  /** For one waiting instance. */
  HEAP_BYTES("heap bytes", 0),
  /** For one waiting instance. */
  DATABASE_BYTES("database bytes", 0);

  private final String title;
  private final int places;

  Metric(String title, int places) {
    this.title = title;
    this.places = places;
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return title;
  }

  /** For people. */
  String shown(double value) {
    return String.format(Locale.ROOT, "%,." + places + "f", value);
  }
}
