package org.baltoro.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.baltoro.store.Accounts;
import org.baltoro.store.Store.GrantRow;
import org.baltoro.store.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/** Users, tokens and rights. A user is found whatever the case of the letters in the name. */
final class AccountTables implements Accounts {
  private static final String INSERT_USER =
      """
      INSERT INTO account (name, password_hash, group_names, disabled, created_at_ms, name_key)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (name_key) DO NOTHING
      """;
  private static final String UPDATE_USER =
      """
      UPDATE account SET password_hash = ?, group_names = ?, disabled = ?
      WHERE name_key = ?
      """;
  private static final String USERS =
      "SELECT name, password_hash, group_names, disabled, created_at_ms FROM account ";
  private static final String INSERT_TOKEN =
      """
      INSERT INTO token (sha256, account_name, description, login, created_at_ms, expires_at_ms)
      VALUES (?, ?, ?, ?, ?, ?)
      """;
  private static final String TOKEN =
      """
      SELECT sha256, account_name, description, login, created_at_ms, expires_at_ms
      FROM token
      WHERE sha256 = ?
      """;
  private static final String DELETE_TOKEN = "DELETE FROM token WHERE sha256 = ?";
  private static final String DELETE_TOKENS =
      "DELETE FROM token WHERE account_name = ? AND (login OR NOT ?)";
  private static final String DELETE_EXPIRED = "DELETE FROM token WHERE expires_at_ms < ?";
  private static final String GRANT =
      """
      INSERT INTO granted_right (process_name, right_name, subject, from_definition)
      VALUES (?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;
  private static final String REVOKE =
      """
      DELETE FROM granted_right
      WHERE process_name = ? AND right_name = ? AND subject = ? AND from_definition = ?
      """;
  private static final String REVOKE_DEFINITION =
      "DELETE FROM granted_right WHERE process_name = ? AND from_definition";
  private static final String GRANTS =
      """
      SELECT process_name, right_name, subject, from_definition
      FROM granted_right
      ORDER BY process_name, right_name, subject, from_definition
      """;

  private final Dialect dialect;

  AccountTables(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public boolean insertUser(UserRow user) {
    return dialect.write(connection -> insert(connection, user));
  }

  @Override
  public boolean insertFirstUser(UserRow user, List<GrantRow> rights) {
    return dialect.write(connection -> {
      if (hasUsers(connection) || !insert(connection, user)) {
        return false;
      }
      for (var right : rights) {
        change(connection, GRANT, right);
      }
      return true;
    });
  }

  private static boolean hasUsers(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(USERS + "LIMIT 1")) {
      return !Rows.all(statement, AccountTables::user).isEmpty();
    }
  }

  private static boolean insert(Connection connection, UserRow user) throws SQLException {
    try (var statement = connection.prepareStatement(INSERT_USER)) {
      bind(
          statement,
          user.name(),
          user.passwordHash(),
          groupText(user.groups()),
          user.disabled(),
          user.createdAtMillis(),
          key(user.name()));
      return statement.executeUpdate() == 1;
    }
  }

  @Override
  public @Nullable UserRow user(String name) {
    return dialect.<@Nullable UserRow>read(connection -> {
      try (var statement = connection.prepareStatement(USERS + "WHERE name_key = ?")) {
        statement.setString(1, key(name));
        return Rows.first(statement, AccountTables::user);
      }
    });
  }

  @Override
  public List<UserRow> users() {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(USERS + "ORDER BY name_key")) {
        return Rows.all(statement, AccountTables::user);
      }
    });
  }

  @Override
  public boolean updateUser(UserRow user) {
    return update(
            UPDATE_USER,
            user.passwordHash(),
            groupText(user.groups()),
            user.disabled(),
            key(user.name()))
        == 1;
  }

  @Override
  public void insertToken(TokenRow token) {
    update(
        INSERT_TOKEN,
        token.sha256(),
        token.user(),
        token.description(),
        token.login(),
        token.createdAtMillis(),
        token.expiresAtMillis());
  }

  @Override
  public @Nullable TokenRow token(String sha256) {
    return dialect.<@Nullable TokenRow>read(connection -> {
      try (var statement = connection.prepareStatement(TOKEN)) {
        statement.setString(1, sha256);
        return Rows.first(
            statement,
            rows ->
                new TokenRow(
                    rows.getString(1),
                    rows.getString(2),
                    rows.getString(3),
                    rows.getBoolean(4),
                    rows.getLong(5),
                    rows.getLong(6)));
      }
    });
  }

  @Override
  public void deleteToken(String sha256) {
    update(DELETE_TOKEN, sha256);
  }

  @Override
  public void deleteTokensOf(String user, boolean loginOnly) {
    update(DELETE_TOKENS, user, loginOnly);
  }

  @Override
  public void deleteExpiredTokens(long beforeMillis) {
    update(DELETE_EXPIRED, beforeMillis);
  }

  @Override
  public void grant(GrantRow grant) {
    dialect.write(connection -> change(connection, GRANT, grant));
  }

  @Override
  public void revoke(GrantRow grant) {
    dialect.write(connection -> change(connection, REVOKE, grant));
  }

  @Override
  public List<GrantRow> grants() {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(GRANTS)) {
        return Rows.all(
            statement,
            rows ->
                new GrantRow(
                    rows.getString(1), rows.getString(2), rows.getString(3), rows.getBoolean(4)));
      }
    });
  }

  /** What another version granted goes; the caller owns the transaction. */
  static void replaceDefinitionRights(Connection connection, String process, List<GrantRow> rights)
      throws SQLException {
    try (var statement = connection.prepareStatement(REVOKE_DEFINITION)) {
      statement.setString(1, process);
      statement.executeUpdate();
    }
    for (var right : rights) {
      change(connection, GRANT, right);
    }
  }

  private static int change(Connection connection, String sql, GrantRow grant) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, grant.process(), grant.right(), grant.subject(), grant.fromDefinition());
      return statement.executeUpdate();
    }
  }

  private int update(String sql, Object... values) {
    return dialect.write(connection -> {
      try (var statement = connection.prepareStatement(sql)) {
        bind(statement, values);
        return statement.executeUpdate();
      }
    });
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    Rows.bind(statement, List.of(values));
  }

  private static UserRow user(ResultSet rows) throws SQLException {
    return new UserRow(
        rows.getString(1),
        rows.getString(2),
        groups(rows.getString(3)),
        rows.getBoolean(4),
        rows.getLong(5));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** One name a line, in order. */
  private static String groupText(Set<String> groups) {
    for (var group : groups) {
      if (group.isEmpty() || group.indexOf('\n') >= 0) {
        throw new IllegalArgumentException(
            "'%s' is no group name: give one line of text.".formatted(group));
      }
    }
    return String.join("\n", new TreeSet<>(groups));
  }

  private static Set<String> groups(String text) {
    return text.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(text.split("\n")));
  }
}
