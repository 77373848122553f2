package org.baltoro.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.baltoro.store.Store.NodeRow;
import org.baltoro.store.dialect.Dialect;

/** The engine's nodes and their leases, all by the database's clock. */
final class Nodes {
  private static final String LIVE =
      "SELECT epoch, name, address FROM node WHERE dead_at_ms IS NULL ORDER BY epoch";
  private static final String DEAD =
      "SELECT epoch FROM node WHERE dead_at_ms IS NOT NULL ORDER BY epoch";

  private final Dialect dialect;
  private final String insert;
  private final String heartbeat;
  private final String declareDead;
  private final String leave;
  private final String forget;

  Nodes(Dialect dialect) {
    this.dialect = dialect;
    var clock = dialect.clock();
    insert =
        """
        INSERT INTO node (epoch, name, address, heartbeat_at_ms)
        VALUES (?, ?, ?, %s)
        """
            .formatted(clock);
    heartbeat =
        "UPDATE node SET heartbeat_at_ms = %s WHERE epoch = ? AND dead_at_ms IS NULL"
            .formatted(clock);
    declareDead =
        """
        UPDATE node SET dead_at_ms = %s
        WHERE dead_at_ms IS NULL AND heartbeat_at_ms < %s - ?
        """
            .formatted(clock, clock);
    leave =
        "UPDATE node SET dead_at_ms = %s WHERE epoch = ? AND dead_at_ms IS NULL".formatted(clock);
    forget =
        """
        DELETE FROM node
        WHERE dead_at_ms < %s - ?
          AND NOT EXISTS (SELECT 1 FROM instance WHERE owner IN (node.epoch, 0))
        """
            .formatted(clock);
  }

  long register(String name, String address) {
    return dialect.write(connection -> {
      long epoch = IdBlocks.take(connection, "node", 1);
      try (var statement = connection.prepareStatement(insert)) {
        statement.setLong(1, epoch);
        statement.setString(2, name);
        statement.setString(3, address);
        statement.executeUpdate();
      }
      return epoch;
    });
  }

  boolean heartbeat(long node) {
    return update(heartbeat, statement -> statement.setLong(1, node)) == 1;
  }

  void declareDead(Duration lease) {
    update(declareDead, statement -> statement.setLong(1, lease.toMillis()));
  }

  void leave(long node) {
    update(leave, statement -> statement.setLong(1, node));
  }

  void forgetDead(Duration age) {
    if (!dead().isEmpty()) {
      update(forget, statement -> statement.setLong(1, age.toMillis()));
    }
  }

  List<Long> dead() {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(DEAD)) {
        return Rows.all(statement, rows -> rows.getLong(1));
      }
    });
  }

  List<NodeRow> live() {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(LIVE)) {
        return Rows.all(
            statement, rows -> new NodeRow(rows.getLong(1), rows.getString(2), rows.getString(3)));
      }
    });
  }

  private interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private int update(String sql, Binding binding) {
    return dialect.write(connection -> {
      try (var statement = connection.prepareStatement(sql)) {
        binding.bind(statement);
        return statement.executeUpdate();
      }
    });
  }
}
