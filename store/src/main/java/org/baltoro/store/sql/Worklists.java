package org.baltoro.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import org.baltoro.store.Store.StoredInstance;
import org.baltoro.store.Store.WorklistRow;
import org.baltoro.store.WorklistEntries;
import org.baltoro.store.codec.Codec;
import org.baltoro.store.dialect.Dialect;
import org.jooq.SQLDialect;

/**
 * Pages of worklists. Each destination is read from its own place in the index, so that a page
 * costs the same however much work there is.
 */
final class Worklists {
  /** Destinations read by one statement. */
  private static final int DESTINATIONS_MAX = 100;

  /** To SQLite: united in the order of the index, which it merges as far as the page goes. */
  private static final String OF_ONE =
      """
      SELECT instance, item FROM worklist WHERE destination = ? AND (instance, item) > (?, ?)
      """;

  private static final String UNITED = "%s ORDER BY instance, item LIMIT %d";

  /** To PostgreSQL: a page of each. */
  private static final String OF_EACH =
      """
      SELECT DISTINCT its.instance, its.item
      FROM unnest(?::text[]) AS asked (destination) CROSS JOIN LATERAL (
          SELECT w.instance, w.item
          FROM worklist w
          WHERE w.destination = asked.destination AND (w.instance, w.item) > (?, ?)
          ORDER BY w.instance, w.item
          LIMIT %1$d
        ) AS its
      ORDER BY its.instance, its.item
      LIMIT %1$d
      """;

  private static final String WITH_STATES =
      """
      SELECT page.instance, page.item, i.version, i.state
      FROM (%s) AS page JOIN instance i ON i.id = page.instance
      ORDER BY page.instance, page.item
      """;

  private static final Comparator<Encoded> OLDEST_FIRST =
      Comparator.comparingLong(Encoded::instance).thenComparingInt(Encoded::item);

  private final Dialect dialect;

  Worklists(Dialect dialect) {
    this.dialect = dialect;
  }

  private record Encoded(long instance, int item, long version, String state) {}

  List<WorklistRow> page(List<String> destinations, long afterInstance, int afterItem, int limit) {
    var distinct = new LinkedHashSet<String>();
    destinations.forEach(destination -> distinct.add(WorklistEntries.destination(destination)));
    var asked = List.copyOf(distinct);
    var found = new ArrayList<Encoded>();
    for (int from = 0; from < asked.size(); from += DESTINATIONS_MAX) {
      var some = asked.subList(from, Math.min(asked.size(), from + DESTINATIONS_MAX));
      found.addAll(read(some, afterInstance, afterItem, limit));
    }
    return decoded(asked.size() > DESTINATIONS_MAX ? merged(found, limit) : found);
  }

  private List<Encoded> read(
      List<String> destinations, long afterInstance, int afterItem, int limit) {
    return dialect.jooq() == SQLDialect.POSTGRES
        ? readEach(destinations, afterInstance, afterItem, limit)
        : readUnited(destinations, afterInstance, afterItem, limit);
  }

  private List<Encoded> readUnited(
      List<String> destinations, long afterInstance, int afterItem, int limit) {
    var branches = String.join("UNION ", Collections.nCopies(destinations.size(), OF_ONE));
    var sql = WITH_STATES.formatted(UNITED.formatted(branches, limit));
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(sql)) {
        int place = 0;
        for (var destination : destinations) {
          statement.setString(++place, destination);
          statement.setLong(++place, afterInstance);
          statement.setInt(++place, afterItem);
        }
        return Rows.all(statement, Worklists::encoded);
      }
    });
  }

  private List<Encoded> readEach(
      List<String> destinations, long afterInstance, int afterItem, int limit) {
    var sql = WITH_STATES.formatted(OF_EACH.formatted(limit));
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(sql)) {
        statement.setArray(1, connection.createArrayOf("text", destinations.toArray()));
        statement.setLong(2, afterInstance);
        statement.setInt(3, afterItem);
        return Rows.all(statement, Worklists::encoded);
      }
    });
  }

  private static Encoded encoded(ResultSet rows) throws SQLException {
    return new Encoded(rows.getLong(1), rows.getInt(2), rows.getLong(3), rows.getString(4));
  }

  /** An item that several statements found is there once; the later statement knows it best. */
  private static List<Encoded> merged(List<Encoded> found, int limit) {
    var distinct = new TreeMap<Encoded, Encoded>(OLDEST_FIRST);
    found.forEach(row -> distinct.put(row, row));
    return distinct.values().stream().limit(limit).toList();
  }

  private static List<WorklistRow> decoded(List<Encoded> found) {
    var instances = new HashMap<Long, StoredInstance>();
    var rows = new ArrayList<WorklistRow>(found.size());
    for (var row : found) {
      var instance =
          instances.computeIfAbsent(
              row.instance,
              id -> new StoredInstance(id, row.version, Codec.decodeState(row.state)));
      rows.add(new WorklistRow(instance, row.item));
    }
    return Collections.unmodifiableList(rows);
  }
}
