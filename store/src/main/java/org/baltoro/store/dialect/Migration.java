package org.baltoro.store.dialect;

import java.util.Arrays;
import javax.sql.DataSource;
import org.baltoro.store.StoreException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables up to this version's, from the SQL files of one dialect. */
final class Migration {
  private Migration() {}

  /**
   * @param dialect the folder of the SQL files beside {@link org.baltoro.store.Store}
   * @param store what the store is, for people
   * @param schema made when it is missing; "" for the one that connections begin with
   * @throws StoreException UNUSABLE if a newer version made the tables, or something else did
   */
  static void run(DataSource database, String dialect, String store, String schema) {
    try {
      var settings =
          Flyway.configure(Migration.class.getClassLoader())
              .dataSource(database)
              .locations("classpath:org/baltoro/store/" + dialect)
              .table("schema_history")
              .loggers("slf4j");
      if (!schema.isEmpty()) {
        settings.schemas(schema).createSchemas(true);
      }
      var flyway = settings.load();
      refuseNewer(flyway, store);
      flyway.migrate();
    } catch (FlywayException failure) {
      var cause = Faults.sqlCause(failure);
      if (cause != null) {
        throw Faults.of(cause, store);
      }
      throw new StoreException(
          StoreException.Kind.UNUSABLE,
          "%s can't be used as a store: %s. Give Baltoro a database or schema of its own."
              .formatted(store, failure.getMessage()),
          failure);
    }
  }

  private static void refuseNewer(Flyway flyway, String store) {
    var info = flyway.info();
    Arrays.stream(info.all())
        .filter(Migration::isNewer)
        .findFirst()
        .ifPresent(newer -> {
          throw new StoreException(
              StoreException.Kind.UNUSABLE,
              "%s was made by a newer version of Baltoro: its tables are at version %s, and this one knows nothing of it. Use that version, or restore the backup from before."
                  .formatted(store, newer.getVersion()),
              null);
        });
  }

  private static boolean isNewer(MigrationInfo migration) {
    var state = migration.getState();
    return state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED;
  }
}
