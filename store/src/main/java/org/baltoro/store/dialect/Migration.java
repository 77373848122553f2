package org.baltoro.store.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.baltoro.store.StoreException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables up to this version's, from the SQL files of one dialect. */
final class Migration {
  private static final String HISTORY = "schema_history";

  private Migration() {}

  /**
   * Does nothing where the tables are as they should be: a server that starts again does not load
   * Flyway, which takes longer than all else that it does.
   *
   * @param newest the name of the newest file
   * @param dialect the folder of the SQL files beside {@link org.baltoro.store.Store}
   * @param store what the store is, for people
   * @param schema made when it is missing; "" for the one that connections begin with
   * @throws StoreException UNUSABLE if a newer version made the tables, or something else did
   */
  static void run(DataSource database, String newest, String dialect, String store, String schema) {
    if (isUpToDate(database, newest, schema)) {
      return;
    }
    try {
      var settings =
          Flyway.configure(Migration.class.getClassLoader())
              .dataSource(database)
              .locations("classpath:org/baltoro/store/" + dialect)
              .table(HISTORY)
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

  /** False if it can't be told: then Flyway says what is wrong. */
  private static boolean isUpToDate(DataSource database, String newest, String schema) {
    try (var connection = database.getConnection()) {
      try {
        return isUpToDate(connection, newest, schema);
      } finally {
        LentConnection.endReading(connection);
      }
    } catch (SQLException unknown) {
      return false;
    }
  }

  private static boolean isUpToDate(Connection connection, String newest, String schema)
      throws SQLException {
    var place = schema.isEmpty() ? connection.getSchema() : schema;
    try (var tables = connection.getMetaData().getTables(null, place, HISTORY, null)) {
      if (!tables.next()) {
        return false;
      }
    }
    var history = schema.isEmpty() ? HISTORY : "\"%s\".%s".formatted(schema, HISTORY);
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT script, success FROM %s ORDER BY installed_rank".formatted(history))) {
      var last = "";
      boolean success = true;
      while (rows.next()) {
        last = rows.getString("script");
        success &= rows.getBoolean("success");
      }
      return success && newest.equals(last);
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
