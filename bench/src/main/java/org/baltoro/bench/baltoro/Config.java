package org.baltoro.bench.baltoro;

import java.nio.file.Path;
import org.baltoro.engine.EngineConfig;

/** Engines with their defaults. */
public final class Config {
  private static final String SQLITE = "jdbc:sqlite:";

  private Config() {}

  /**
   * @param jdbcUrl {@code jdbc:postgresql://...}, or {@code jdbc:sqlite:} and a file
   */
  public static EngineConfig on(String jdbcUrl) {
    return jdbcUrl.startsWith(SQLITE)
        ? EngineConfig.sqlite(Path.of(jdbcUrl.substring(SQLITE.length())))
        : EngineConfig.postgres(jdbcUrl, "postgres", "");
  }
}
