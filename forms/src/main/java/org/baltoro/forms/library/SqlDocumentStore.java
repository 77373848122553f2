package org.baltoro.forms.library;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.baltoro.forms.broker.sql.SqlResource;

/** In two tables of a database; SQLite and PostgreSQL take the same statements. */
public final class SqlDocumentStore implements DocumentStore {
  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS form_document (
            kind text NOT NULL,
            name text NOT NULL,
            version integer NOT NULL,
            source text NOT NULL,
            deployed_by text NOT NULL,
            deployed_at_ms bigint NOT NULL,
            PRIMARY KEY (kind, name, version)
          )
          """,
          """
          CREATE TABLE IF NOT EXISTS form_document_default (
            kind text NOT NULL,
            name text NOT NULL,
            version integer NOT NULL,
            PRIMARY KEY (kind, name)
          )
          """);

  private static final String DEFAULTS =
      "SELECT kind, name, version FROM form_document_default ORDER BY kind, name";

  private static final String FIND =
      """
      SELECT version, source, deployed_by, deployed_at_ms
      FROM form_document
      WHERE kind = ? AND name = ? AND version = ?
      """;

  private static final String VERSIONS =
      """
      SELECT version, '' AS source, deployed_by, deployed_at_ms
      FROM form_document
      WHERE kind = ? AND name = ?
      ORDER BY version DESC
      """;

  private static final String ADD =
      """
      INSERT INTO form_document (kind, name, version, source, deployed_by, deployed_at_ms)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String SET_DEFAULT =
      """
      INSERT INTO form_document_default (kind, name, version)
      SELECT kind, name, version FROM form_document WHERE kind = ? AND name = ? AND version = ?
      ON CONFLICT (kind, name) DO UPDATE SET version = excluded.version
      """;

  private final SqlResource resource;

  /** Makes the tables if they are not there. */
  public SqlDocumentStore(SqlResource resource) {
    this.resource = resource;
    resource.run(connection -> {
      try (var statement = connection.createStatement()) {
        for (var table : TABLES) {
          statement.execute(table);
        }
      }
      return true;
    });
  }

  @Override
  public List<DefaultVersion> defaults() {
    return resource.look(connection -> {
      var defaults = new ArrayList<DefaultVersion>();
      try (var statement = connection.prepareStatement(DEFAULTS);
          var rows = statement.executeQuery()) {
        while (rows.next()) {
          defaults.add(
              new DefaultVersion(
                  Kind.valueOf(rows.getString("kind")),
                  rows.getString("name"),
                  rows.getInt("version")));
        }
      }
      return defaults;
    });
  }

  @Override
  public Optional<StoredDocument> find(Kind kind, String name, int version) {
    return resource.look(connection -> {
      try (var statement = statement(connection, FIND, kind, name)) {
        statement.setInt(3, version);
        return read(statement, kind, name).stream().findFirst();
      }
    });
  }

  @Override
  public List<StoredDocument> versions(Kind kind, String name) {
    return resource.look(connection -> {
      try (var statement = statement(connection, VERSIONS, kind, name)) {
        return read(statement, kind, name);
      }
    });
  }

  @Override
  public boolean add(StoredDocument document, Also also) {
    return change(connection -> add(connection, document), also);
  }

  private static boolean add(Connection connection, StoredDocument document) throws SQLException {
    try (var statement = statement(connection, ADD, document.kind(), document.name())) {
      statement.setInt(3, document.version());
      statement.setString(4, document.source());
      statement.setString(5, document.deployedBy());
      statement.setLong(6, document.deployedAt().toEpochMilli());
      return statement.executeUpdate() == 1
          && setDefault(connection, document.kind(), document.name(), document.version());
    }
  }

  @Override
  public boolean setDefault(Kind kind, String name, int version, Also also) {
    return change(connection -> setDefault(connection, kind, name, version), also);
  }

  /** Changes what is kept, and does something else if that was possible: all of it or nothing. */
  private boolean change(SqlResource.Work<Boolean> change, Also also) {
    try (var transaction = resource.begin()) {
      boolean done = resource.run(transaction, change);
      if (done) {
        also.run(resource, transaction);
        transaction.commit();
      }
      return done;
    }
  }

  private static boolean setDefault(Connection connection, Kind kind, String name, int version)
      throws SQLException {
    try (var statement = statement(connection, SET_DEFAULT, kind, name)) {
      statement.setInt(3, version);
      return statement.executeUpdate() == 1;
    }
  }

  private static PreparedStatement statement(
      Connection connection, String sql, Kind kind, String name) throws SQLException {
    var statement = connection.prepareStatement(sql);
    statement.setString(1, kind.name());
    statement.setString(2, name);
    return statement;
  }

  private static List<StoredDocument> read(PreparedStatement statement, Kind kind, String name)
      throws SQLException {
    var found = new ArrayList<StoredDocument>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(
            new StoredDocument(
                kind,
                name,
                rows.getInt("version"),
                rows.getString("source"),
                rows.getString("deployed_by"),
                Instant.ofEpochMilli(rows.getLong("deployed_at_ms"))));
      }
    }
    return found;
  }
}
