package org.baltoro.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.baltoro.store.Store.DefinitionRow;
import org.baltoro.store.Store.DeployedVersion;
import org.baltoro.store.Store.GrantRow;
import org.baltoro.store.Store.NewVersion;
import org.baltoro.store.Store.ProcessRow;
import org.baltoro.store.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/** Processes and the versions of their definitions. */
final class DefinitionTables {
  /** Locks the row, too: deployments of one process go one after another. */
  private static final String FIND_PROCESS =
      "UPDATE process SET description = ? WHERE name = ? RETURNING id, default_version";

  private static final String INSERT_PROCESS =
      """
      INSERT INTO process (id, name, default_version, description)
      VALUES (?, ?, 0, ?)
      ON CONFLICT (name) DO NOTHING
      """;
  private static final String NEWEST =
      """
      SELECT version, content_hash, deployed_by, deployed_at_ms
      FROM definition
      WHERE process_id = ?
      ORDER BY version DESC
      LIMIT 1
      """;
  private static final String INSERT_DEFINITION =
      """
      INSERT INTO definition (process_id, version, source, content_hash, classes, deployed_by,
          deployed_at_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String MAKE_DEFAULT = "UPDATE process SET default_version = ? WHERE id = ?";
  private static final String SET_DEFAULT =
      """
      UPDATE process SET default_version = ?
      WHERE name = ?
        AND EXISTS (SELECT 1 FROM definition WHERE process_id = process.id AND version = ?)
      """;
  private static final String PROCESSES =
      "SELECT id, name, default_version, description FROM process ORDER BY name";
  private static final String DEFINITION =
      """
      SELECT p.id, p.name, d.version, d.source, d.classes, d.deployed_by, d.deployed_at_ms
      FROM process p JOIN definition d ON d.process_id = p.id
      WHERE p.name = ? AND d.version = ?
      """;
  private static final String VERSIONS_OF =
      """
      SELECT p.id, p.name, d.version, p.default_version, d.deployed_by, d.deployed_at_ms
      FROM process p JOIN definition d ON d.process_id = p.id
      WHERE p.name = ?
      ORDER BY d.version
      """;

  private final Dialect dialect;

  DefinitionTables(Dialect dialect) {
    this.dialect = dialect;
  }

  private record Newest(
      int version, String contentHash, String deployedBy, long deployedAtMillis) {}

  /**
   * @param defaultVersion 0 before the first
   */
  private record Process(long id, int defaultVersion) {}

  DeployedVersion deploy(NewVersion deployed) {
    return dialect.write(connection -> {
      var process = process(connection, deployed.process(), deployed.description());
      var newest = newest(connection, process.id);
      boolean same = newest != null && newest.contentHash.equals(deployed.contentHash());
      var stored =
          newest != null && same ? newest : insert(connection, process.id, newest, deployed);
      boolean keepsDefault = !deployed.makeDefault() && process.defaultVersion > 0;
      if (!keepsDefault) {
        makeDefault(connection, process.id, stored.version);
      }
      boolean isDefault = !keepsDefault || stored.version == process.defaultVersion;
      if (isDefault) {
        AccountTables.replaceDefinitionRights(connection, deployed.process(), deployed.rights());
      }
      return new DeployedVersion(
          process.id,
          deployed.process(),
          stored.version,
          isDefault,
          !same,
          stored.deployedBy,
          stored.deployedAtMillis);
    });
  }

  private static Process process(Connection connection, String name, String description)
      throws SQLException {
    var found = findProcess(connection, name, description);
    if (found != null) {
      return found;
    }
    long id = IdBlocks.take(connection, "process", 1);
    try (var statement = connection.prepareStatement(INSERT_PROCESS)) {
      statement.setLong(1, id);
      statement.setString(2, name);
      statement.setString(3, description);
      statement.executeUpdate();
    }
    // Another node may have been faster: then it is there now.
    var made = findProcess(connection, name, description);
    if (made == null) {
      throw new IllegalStateException("Process '%s' was not made.".formatted(name));
    }
    return made;
  }

  private static @Nullable Process findProcess(
      Connection connection, String name, String description) throws SQLException {
    try (var statement = connection.prepareStatement(FIND_PROCESS)) {
      statement.setString(1, description);
      statement.setString(2, name);
      return Rows.first(statement, rows -> new Process(rows.getLong(1), rows.getInt(2)));
    }
  }

  private static @Nullable Newest newest(Connection connection, long process) throws SQLException {
    try (var statement = connection.prepareStatement(NEWEST)) {
      statement.setLong(1, process);
      return Rows.first(
          statement,
          rows ->
              new Newest(rows.getInt(1), rows.getString(2), rows.getString(3), rows.getLong(4)));
    }
  }

  private static Newest insert(
      Connection connection, long process, @Nullable Newest before, NewVersion deployed)
      throws SQLException {
    int version = before == null ? 1 : before.version + 1;
    try (var statement = connection.prepareStatement(INSERT_DEFINITION)) {
      statement.setLong(1, process);
      statement.setInt(2, version);
      statement.setString(3, deployed.source());
      statement.setString(4, deployed.contentHash());
      statement.setBytes(5, ClassArchive.pack(deployed.classes()));
      statement.setString(6, deployed.deployedBy());
      statement.setLong(7, deployed.deployedAtMillis());
      statement.executeUpdate();
    }
    return new Newest(
        version, deployed.contentHash(), deployed.deployedBy(), deployed.deployedAtMillis());
  }

  private static void makeDefault(Connection connection, long process, int version)
      throws SQLException {
    try (var statement = connection.prepareStatement(MAKE_DEFAULT)) {
      statement.setInt(1, version);
      statement.setLong(2, process);
      statement.executeUpdate();
    }
  }

  boolean setDefaultVersion(String process, int version, List<GrantRow> rights) {
    return dialect.write(connection -> {
      try (var statement = connection.prepareStatement(SET_DEFAULT)) {
        statement.setInt(1, version);
        statement.setString(2, process);
        statement.setInt(3, version);
        if (statement.executeUpdate() != 1) {
          return false;
        }
      }
      AccountTables.replaceDefinitionRights(connection, process, rights);
      return true;
    });
  }

  List<ProcessRow> processes() {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(PROCESSES)) {
        return Rows.all(
            statement,
            rows ->
                new ProcessRow(
                    rows.getLong(1), rows.getString(2), rows.getInt(3), rows.getString(4)));
      }
    });
  }

  @Nullable DefinitionRow definition(String process, int version) {
    return dialect.<@Nullable DefinitionRow>read(connection -> {
      try (var statement = connection.prepareStatement(DEFINITION)) {
        statement.setString(1, process);
        statement.setInt(2, version);
        return Rows.first(
            statement,
            rows ->
                new DefinitionRow(
                    rows.getLong(1),
                    rows.getString(2),
                    rows.getInt(3),
                    rows.getString(4),
                    ClassArchive.unpack(rows.getBytes(5)),
                    rows.getString(6),
                    rows.getLong(7)));
      }
    });
  }

  List<DeployedVersion> versionsOf(String process) {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(VERSIONS_OF)) {
        statement.setString(1, process);
        return Rows.all(
            statement,
            rows ->
                new DeployedVersion(
                    rows.getLong(1),
                    rows.getString(2),
                    rows.getInt(3),
                    rows.getInt(3) == rows.getInt(4),
                    true,
                    rows.getString(5),
                    rows.getLong(6)));
      }
    });
  }
}
