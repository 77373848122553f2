package org.baltoro.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.baltoro.store.People;
import org.baltoro.store.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/** Managers, roles and absences. */
final class PeopleTables implements People {
  private static final String MANAGER = "SELECT manager FROM manager WHERE name_key = ?";
  private static final String MANAGERS = "SELECT name, manager FROM manager";
  private static final String DELETE_MANAGER = "DELETE FROM manager WHERE name_key = ?";
  private static final String INSERT_MANAGER =
      "INSERT INTO manager (name_key, name, manager) VALUES (?, ?, ?)";

  private static final String ROLES =
      """
      SELECT role.name, role_member.member
      FROM role LEFT JOIN role_member ON role_member.role = role.name
      ORDER BY role.name, role_member.member
      """;
  private static final String INSERT_ROLE =
      "INSERT INTO role (name) VALUES (?) ON CONFLICT DO NOTHING";
  private static final String ROLE = "SELECT 1 FROM role WHERE name = ?";
  private static final String DELETE_ROLE = "DELETE FROM role WHERE name = ?";
  private static final String DELETE_MEMBERS = "DELETE FROM role_member WHERE role = ?";
  private static final String INSERT_MEMBER =
      "INSERT INTO role_member (role, member) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private static final String ABSENCES =
      """
      SELECT out_of_office.name, out_of_office.away,
          forward.process, forward.activity, forward.event, forward.forward_to
      FROM out_of_office LEFT JOIN forward ON forward.name_key = out_of_office.name_key
      WHERE %s
      ORDER BY out_of_office.name_key, forward.place
      """;
  private static final String DELETE_ABSENCE = "DELETE FROM out_of_office WHERE name_key = ?";
  private static final String INSERT_ABSENCE =
      "INSERT INTO out_of_office (name_key, name, away) VALUES (?, ?, ?)";
  private static final String DELETE_FORWARDS = "DELETE FROM forward WHERE name_key = ?";
  private static final String INSERT_FORWARD =
      """
      INSERT INTO forward (name_key, place, process, activity, event, forward_to)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  private final Dialect dialect;

  PeopleTables(Dialect dialect) {
    this.dialect = dialect;
  }

  // ---- managers

  @Override
  public @Nullable String managerOf(String user) {
    return dialect.<@Nullable String>read(connection -> {
      try (var statement = connection.prepareStatement(MANAGER)) {
        statement.setString(1, key(user));
        return Rows.first(statement, rows -> rows.getString(1));
      }
    });
  }

  @Override
  public Map<String, String> managers() {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(MANAGERS)) {
        var managers = new TreeMap<String, String>();
        Rows.all(
            statement,
            rows -> {
              managers.put(rows.getString(1), rows.getString(2));
              return true;
            });
        return managers;
      }
    });
  }

  @Override
  public void setManager(String user, @Nullable String manager) {
    dialect.write(connection -> {
      int changed = update(connection, DELETE_MANAGER, key(user));
      return manager == null
          ? changed
          : update(connection, INSERT_MANAGER, key(user), user, manager);
    });
  }

  // ---- roles

  @Override
  public Map<String, List<String>> roles() {
    return dialect.read(connection -> {
      var roles = new LinkedHashMap<String, List<String>>();
      try (var statement = connection.prepareStatement(ROLES);
          var rows = statement.executeQuery()) {
        while (rows.next()) {
          var members = roles.computeIfAbsent(rows.getString(1), role -> new ArrayList<>());
          var member = rows.getString(2);
          if (member != null) {
            members.add(member);
          }
        }
      }
      return roles;
    });
  }

  @Override
  public boolean insertRole(String role, List<String> members) {
    return dialect.write(connection -> {
      boolean made = update(connection, INSERT_ROLE, role) == 1;
      if (made) {
        insertMembers(connection, role, members);
      }
      return made;
    });
  }

  @Override
  public boolean setMembers(String role, List<String> members) {
    return dialect.write(connection -> {
      boolean there;
      try (var statement = connection.prepareStatement(ROLE)) {
        statement.setString(1, role);
        there = Rows.first(statement, rows -> true) != null;
      }
      if (there) {
        update(connection, DELETE_MEMBERS, role);
        insertMembers(connection, role, members);
      }
      return there;
    });
  }

  @Override
  public boolean deleteRole(String role) {
    return dialect.write(connection -> {
      update(connection, DELETE_MEMBERS, role);
      return update(connection, DELETE_ROLE, role) == 1;
    });
  }

  private static void insertMembers(Connection connection, String role, List<String> members)
      throws SQLException {
    for (var member : members) {
      update(connection, INSERT_MEMBER, role, member);
    }
  }

  // ---- absences

  @Override
  public @Nullable Absence absence(String user) {
    var found = absences("out_of_office.name_key = ?", key(user));
    return found.isEmpty() ? null : found.getFirst();
  }

  @Override
  public List<Absence> absences() {
    return absences("out_of_office.away", null);
  }

  private List<Absence> absences(String wanted, @Nullable String key) {
    return dialect.read(connection -> {
      var away = new LinkedHashMap<String, Boolean>();
      var forwards = new LinkedHashMap<String, List<Forward>>();
      try (var statement = connection.prepareStatement(ABSENCES.formatted(wanted))) {
        if (key != null) {
          statement.setString(1, key);
        }
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            away.put(rows.getString(1), rows.getBoolean(2));
            var of = forwards.computeIfAbsent(rows.getString(1), user -> new ArrayList<>());
            if (rows.getString(6) != null) {
              of.add(
                  new Forward(
                      rows.getString(3), rows.getString(4), rows.getString(5), rows.getString(6)));
            }
          }
        }
      }
      var absences = new ArrayList<Absence>();
      forwards.forEach(
          (user, to) -> absences.add(new Absence(user, Boolean.TRUE.equals(away.get(user)), to)));
      return absences;
    });
  }

  @Override
  public void setAbsence(Absence absence) {
    var key = key(absence.user());
    dialect.write(connection -> {
      update(connection, DELETE_ABSENCE, key);
      update(connection, DELETE_FORWARDS, key);
      update(connection, INSERT_ABSENCE, key, absence.user(), absence.away());
      int place = 0;
      for (var forward : absence.forwards()) {
        update(
            connection,
            INSERT_FORWARD,
            key,
            ++place,
            forward.process(),
            forward.activity(),
            forward.event(),
            forward.to());
      }
      return place;
    });
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      Rows.bind(statement, List.of(values));
      return statement.executeUpdate();
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
