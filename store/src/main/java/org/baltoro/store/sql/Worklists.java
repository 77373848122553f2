package org.baltoro.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.baltoro.store.Store.StoredInstance;
import org.baltoro.store.Store.WorklistPage;
import org.baltoro.store.Store.WorklistRow;
import org.baltoro.store.WorklistEntries;
import org.baltoro.store.WorklistFilter;
import org.baltoro.store.WorklistFilter.Key;
import org.baltoro.store.WorklistFilter.Order;
import org.baltoro.store.codec.Codec;
import org.baltoro.store.codec.PlainText;
import org.baltoro.store.dialect.Dialect;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * Pages of worklists. Each destination is read from its own place in an index, so that a page costs
 * the same however much work there is. What no index has in order is collected, up to a bound.
 */
final class Worklists {
  /** Places read by one statement. */
  private static final int PLACES_MAX = 100;

  /** To SQLite: united in the order of the index, which it merges as far as the page goes. */
  private static final String OF_ONE =
      "SELECT %s FROM worklist WHERE destination = ? AND taken = ? %s\n";

  private static final String UNITED = "%s ORDER BY %s LIMIT %d";

  /** To PostgreSQL: a page of each place, merged. */
  private static final String OF_EACH =
      """
      SELECT DISTINCT %1$s
      FROM unnest(?::text[], ?::boolean[]) AS asked (of, is_taken) CROSS JOIN LATERAL (
          SELECT %1$s
          FROM worklist
          WHERE destination = asked.of AND taken = asked.is_taken %2$s
          ORDER BY %3$s
          LIMIT %4$d
        ) AS its
      ORDER BY %3$s
      LIMIT %4$d
      """;

  /** So few places are read one by one. */
  private static final int EACH_MAX = 4;

  /** Of so many free places one is looked at first, and of fewer two. */
  private static final int SAMPLED = 11;

  /**
   * Items before the bound, for each item of the page: twice what is expected where all places are
   * alike, and no more than reading each place would give. Beyond that each place is read.
   */
  private static final int NEAR_MAX = 2 * SAMPLED;

  /**
   * To PostgreSQL: no item of the page comes after the page of a few of the places, and all before
   * that bound are read in one walk through the index, which costs a fraction of the same places
   * read one by one. Only if they are too many, as the few places had old items, is each place
   * read.
   */
  private static final String PAGE =
      """
      WITH bound AS MATERIALIZED (
        SELECT * FROM (%1$s) AS sample ORDER BY %3$s OFFSET %4$d - 1
      ), near AS MATERIALIZED (
        SELECT %2$s
        FROM worklist
        WHERE destination = ANY (?) AND taken = ANY (?) %5$s AND (%2$s) %6$s
        LIMIT %7$d
      ), size AS MATERIALIZED (
        SELECT count(*) = %7$d AS is_more FROM near
      )
      SELECT %2$s FROM near WHERE (SELECT NOT is_more FROM size)
      UNION
      SELECT * FROM (%1$s) AS page_of_each WHERE (SELECT is_more FROM size)
      ORDER BY %3$s
      LIMIT %4$d
      """;

  /** An item of an instance that does not fit is there without a state: the page goes past it. */
  private static final String WITH_STATES =
      """
      SELECT page.*, i.version, i.state
      FROM (%s) AS page %s JOIN instance i ON i.id = page.instance %s %s
      ORDER BY %s
      """;

  /** The whole key: PostgreSQL knows by it that there is one, before it has looked at the table. */
  private static final String IN_SHARD = "AND i.shard = ((page.instance >> 10) & 1023)::smallint";

  private static final String LOOKED_UP =
      "SELECT id FROM instance WHERE status NOT IN (3, 5) %s LIMIT %d";

  private static final String NAMES =
      """
      SELECT instance.id, instance.folio, process.name
      FROM instance JOIN process ON process.id = instance.process_id
      WHERE %s %s
      """;

  private static final String STATES = "SELECT id, version, state FROM instance WHERE %s";

  private final Dialect dialect;

  Worklists(Dialect dialect) {
    this.dialect = dialect;
  }

  /** One part of the index. */
  private record Place(String destination, boolean taken) {}

  private record Encoded(Key key, long version, @Nullable String state) {}

  WorklistPage page(WorklistFilter filter) {
    var places = places(filter);
    if (places.isEmpty()) {
      return new WorklistPage(List.of(), null, false);
    }
    return filter.order().isIndexed() && !isLookedUp(filter)
        ? inOrder(filter, places)
        : collected(filter, places);
  }

  private static List<Place> places(WorklistFilter filter) {
    var distinct = new LinkedHashSet<Place>();
    for (var destination : filter.destinations()) {
      var text = WorklistEntries.destination(destination);
      distinct.add(new Place(text, false));
      if (filter.taken()) {
        distinct.add(new Place(text, true));
      }
    }
    return List.copyOf(distinct);
  }

  private static boolean isLookedUp(WorklistFilter filter) {
    return (filter.folio() != null && !filter.folio().equals("*")) || !filter.data().isEmpty();
  }

  // ---- in the order of an index

  private WorklistPage inOrder(WorklistFilter filter, List<Place> places) {
    var conditions = new Conditions();
    ofInstance(filter, "i.", conditions);
    var found = new ArrayList<Encoded>();
    for (var some : chunks(places)) {
      found.addAll(
          read(
              withStates(filter, some, conditions),
              statement -> {
                int place = bindPageKeys(statement, filter, some);
                conditions.bind(statement, place);
              },
              rows ->
                  new Encoded(key(filter.order(), rows), number(rows), rows.getString("state"))));
    }
    var page = places.size() > PLACES_MAX ? merged(found, filter) : found;
    var next = page.size() < filter.limit() ? null : page.getLast().key;
    return new WorklistPage(decoded(page), next, false);
  }

  private static long number(ResultSet rows) throws SQLException {
    return rows.getLong("version");
  }

  private String withStates(WorklistFilter filter, List<Place> some, Conditions conditions) {
    return WITH_STATES.formatted(
        pageKeys(filter, some.size()),
        conditions.text().isEmpty() ? "" : "LEFT",
        dialect.jooq() == SQLDialect.POSTGRES ? IN_SHARD : "",
        conditions.text(),
        order(filter.order(), "page."));
  }

  /** The statement that gives a page of keys; it is asked often. */
  private String pageKeys(WorklistFilter filter, int places) {
    return isSampled(places)
        ? PAGE.formatted(
            keys(filter, places),
            columns(filter),
            order(filter.order(), ""),
            filter.limit(),
            wanted(filter),
            before(filter.order()),
            filter.limit() * Math.min(NEAR_MAX, places))
        : keys(filter, places);
  }

  private boolean isSampled(int places) {
    return dialect.jooq() == SQLDialect.POSTGRES && places > EACH_MAX;
  }

  /** Not after the bound; before everything, if there is none. */
  private static String before(Order order) {
    return switch (order) {
      case NEWEST -> ">= (%s, %s)".formatted(bound("instance", 0), bound("item", 0));
      case PRIORITY ->
          "<= (%s, %s, %s)"
              .formatted(
                  bound("priority", Integer.MAX_VALUE),
                  bound("instance", Long.MAX_VALUE),
                  bound("item", Integer.MAX_VALUE));
      case OLDEST, FOLIO, PROCESS ->
          "<= (%s, %s)"
              .formatted(bound("instance", Long.MAX_VALUE), bound("item", Integer.MAX_VALUE));
    };
  }

  private static String bound(String column, long otherwise) {
    return "coalesce((SELECT %s FROM bound), %d)".formatted(column, otherwise);
  }

  /** Binds the places of {@link #pageKeys} and gives the last. */
  private int bindPageKeys(PreparedStatement statement, WorklistFilter filter, List<Place> places)
      throws SQLException {
    if (!isSampled(places.size())) {
      return bindKeys(statement, 0, filter, places);
    }
    int sampled = bindKeys(statement, 0, filter, sample(places));
    // Where taken items are asked for, each destination has two places; an even number of places is
    // read at once, so that the two are together.
    bindArrays(
        statement,
        sampled,
        places.stream().map(Place::destination).distinct(),
        places.stream().map(Place::taken).distinct());
    return bindKeys(statement, bindAfter(statement, sampled + 2, filter), filter, places);
  }

  /** Evenly spread: a user's own place is the first, and often empty. */
  private static List<Place> sample(List<Place> places) {
    var free = places.stream().filter(place -> !place.taken).toList();
    int count = Math.max(2, Math.ceilDiv(free.size(), SAMPLED));
    return IntStream.range(0, count)
        .mapToObj(number -> free.get((2 * number + 1) * free.size() / (2 * count)))
        .toList();
  }

  private static String columns(WorklistFilter filter) {
    return filter.order() == Order.PRIORITY ? "priority, instance, item" : "instance, item";
  }

  /** The statement that gives a page of keys. */
  private String keys(WorklistFilter filter, int places) {
    var columns = columns(filter);
    var wanted = wanted(filter);
    var order = order(filter.order(), "");
    return dialect.jooq() == SQLDialect.POSTGRES
        ? OF_EACH.formatted(columns, wanted, order, filter.limit())
        : UNITED.formatted(
            String.join("UNION ", Collections.nCopies(places, OF_ONE.formatted(columns, wanted))),
            order,
            filter.limit());
  }

  private static String wanted(WorklistFilter filter) {
    var after =
        filter.after() == null
            ? ""
            : switch (filter.order()) {
              case NEWEST -> "AND (instance, item) < (?, ?)";
              case PRIORITY -> "AND (priority, instance, item) > (?, ?, ?)";
              case OLDEST, FOLIO, PROCESS -> "AND (instance, item) > (?, ?)";
            };
    var ofPriority =
        filter.priority() == null ? "" : "AND priority = %d ".formatted(filter.priority());
    return ofPriority + after;
  }

  private static String order(Order order, String of) {
    return switch (order) {
      case NEWEST -> "%1$sinstance DESC, %1$sitem DESC".formatted(of);
      case PRIORITY -> "%1$spriority, %1$sinstance, %1$sitem".formatted(of);
      case OLDEST, FOLIO, PROCESS -> "%1$sinstance, %1$sitem".formatted(of);
    };
  }

  /** Binds the places of {@link #keys} and gives the last. */
  private int bindKeys(
      PreparedStatement statement, int last, WorklistFilter filter, List<Place> places)
      throws SQLException {
    if (dialect.jooq() == SQLDialect.POSTGRES) {
      bindPlaces(statement, last, places);
      return bindAfter(statement, last + 2, filter);
    }
    int place = last;
    for (var of : places) {
      statement.setString(++place, of.destination);
      statement.setBoolean(++place, of.taken);
      place = bindAfter(statement, place, filter);
    }
    return place;
  }

  private static void bindPlaces(PreparedStatement statement, int last, List<Place> places)
      throws SQLException {
    bindArrays(
        statement,
        last,
        places.stream().map(Place::destination),
        places.stream().map(Place::taken));
  }

  private static void bindArrays(
      PreparedStatement statement, int last, Stream<String> destinations, Stream<Boolean> taken)
      throws SQLException {
    var connection = statement.getConnection();
    statement.setArray(last + 1, connection.createArrayOf("text", destinations.toArray()));
    statement.setArray(last + 2, connection.createArrayOf("bool", taken.toArray()));
  }

  private static int bindAfter(PreparedStatement statement, int place, WorklistFilter filter)
      throws SQLException {
    var after = filter.after();
    if (after == null) {
      return place;
    }
    int last = place;
    if (filter.order() == Order.PRIORITY) {
      statement.setInt(++last, after.priority());
    }
    statement.setLong(++last, after.instance());
    statement.setInt(++last, after.item());
    return last;
  }

  private static Key key(Order order, ResultSet rows) throws SQLException {
    return new Key(
        "",
        order == Order.PRIORITY ? rows.getInt("priority") : 0,
        rows.getLong("instance"),
        rows.getInt("item"));
  }

  /** An item that several statements found is there once; the later statement knows it best. */
  private static List<Encoded> merged(List<Encoded> found, WorklistFilter filter) {
    var distinct = new TreeMap<Key, Encoded>(filter.order()::compare);
    found.forEach(row -> distinct.put(row.key, row));
    return distinct.values().stream().limit(filter.limit()).toList();
  }

  // ---- collected, then put in order

  private WorklistPage collected(WorklistFilter filter, List<Place> places) {
    var keys = isLookedUp(filter) ? lookedUp(filter, places) : all(filter, places);
    if (keys.size() > WorklistFilter.CANDIDATES_MAX) {
      return new WorklistPage(List.of(), null, true);
    }
    var named = named(filter, keys);
    named.sort(filter.order()::compare);
    var after = filter.after();
    var page =
        named.stream()
            .filter(key -> after == null || filter.order().compare(key, after) > 0)
            .limit(filter.limit())
            .toList();
    var states = states(page);
    var found = new ArrayList<Encoded>(page.size());
    for (var key : page) {
      var state = states.get(key.instance());
      if (state != null) {
        found.add(new Encoded(key, state.version, state.state));
      }
    }
    var next = page.size() < filter.limit() ? null : page.getLast();
    return new WorklistPage(decoded(found), next, false);
  }

  /** Every item of the places, or one more than can be put in order. */
  private List<Key> all(WorklistFilter filter, List<Place> places) {
    var every = filter.from(null, WorklistFilter.CANDIDATES_MAX + 1);
    var found = new LinkedHashSet<Key>();
    for (var some : chunks(places)) {
      found.addAll(
          read(
              keys(every, some.size()),
              statement -> bindKeys(statement, 0, every, some),
              rows -> key(Order.OLDEST, rows)));
    }
    return List.copyOf(found);
  }

  /** The items of the places that belong to the instances with this folio and data. */
  private List<Key> lookedUp(WorklistFilter filter, List<Place> places) {
    var conditions = new Conditions();
    byFolioAndData(filter, conditions);
    var instances =
        read(
            LOOKED_UP.formatted(conditions.text(), WorklistFilter.CANDIDATES_MAX + 1),
            statement -> conditions.bind(statement, 0),
            rows -> rows.getLong(1));
    if (instances.size() > WorklistFilter.CANDIDATES_MAX) {
      return instances.stream().map(id -> new Key("", 0, id, 0)).toList();
    }
    var priority =
        filter.priority() == null ? "" : " AND priority = %d".formatted(filter.priority());
    var found = new LinkedHashSet<Key>();
    for (var some : instances.isEmpty() ? List.<List<Place>>of() : chunks(places)) {
      found.addAll(
          read(
              amongThese(some.size(), priority),
              statement -> bindAmongThese(statement, some, instances),
              rows -> key(Order.OLDEST, rows)));
    }
    return List.copyOf(found);
  }

  private String amongThese(int places, String priority) {
    var wanted = "AND " + dialect.among("instance") + priority;
    return dialect.jooq() == SQLDialect.POSTGRES
        ? OF_EACH.formatted(
            "instance, item", wanted, "instance, item", WorklistFilter.CANDIDATES_MAX + 1)
        : String.join(
            "UNION ", Collections.nCopies(places, OF_ONE.formatted("instance, item", wanted)));
  }

  private void bindAmongThese(PreparedStatement statement, List<Place> places, List<Long> instances)
      throws SQLException {
    if (dialect.jooq() == SQLDialect.POSTGRES) {
      bindPlaces(statement, 0, places);
      dialect.bindAmong(statement, 3, instances);
      return;
    }
    int place = 0;
    for (var of : places) {
      statement.setString(++place, of.destination);
      statement.setBoolean(++place, of.taken);
      dialect.bindAmong(statement, ++place, instances);
    }
  }

  /** The keys with what they are put in order by; without those whose instance does not fit. */
  private List<Key> named(WorklistFilter filter, List<Key> keys) {
    var conditions = new Conditions();
    ofInstance(filter, "instance.", conditions);
    var texts = new HashMap<Long, String>();
    read(
        NAMES.formatted(dialect.among("instance.id"), conditions.text()),
        statement -> {
          dialect.bindAmong(statement, 1, keys.stream().map(Key::instance).distinct().toList());
          conditions.bind(statement, 1);
        },
        rows -> {
          texts.put(rows.getLong(1), text(filter.order(), rows));
          return true;
        });
    var named = new ArrayList<Key>(keys.size());
    for (var key : keys) {
      var text = texts.get(key.instance());
      if (text != null) {
        named.add(new Key(text, 0, key.instance(), key.item()));
      }
    }
    return filter.order() == Order.PRIORITY ? withPriority(named) : named;
  }

  private static String text(Order order, ResultSet rows) throws SQLException {
    return switch (order) {
      case FOLIO -> rows.getString(2);
      case PROCESS -> rows.getString(3);
      case OLDEST, NEWEST, PRIORITY -> "";
    };
  }

  private List<Key> withPriority(List<Key> keys) {
    var priorities = new HashMap<Long, Integer>();
    read(
        "SELECT id, priority FROM instance WHERE " + dialect.among("id"),
        statement ->
            dialect.bindAmong(statement, 1, keys.stream().map(Key::instance).distinct().toList()),
        rows -> {
          priorities.put(rows.getLong(1), rows.getInt(2));
          return true;
        });
    var all = new ArrayList<Key>(keys.size());
    for (var key : keys) {
      all.add(new Key("", priorities.getOrDefault(key.instance(), 0), key.instance(), key.item()));
    }
    return all;
  }

  private record State(long version, String state) {}

  private Map<Long, State> states(List<Key> page) {
    var states = new HashMap<Long, State>();
    read(
        STATES.formatted(dialect.among("id")),
        statement ->
            dialect.bindAmong(statement, 1, page.stream().map(Key::instance).distinct().toList()),
        rows -> {
          states.put(rows.getLong(1), new State(rows.getLong(2), rows.getString(3)));
          return true;
        });
    return states;
  }

  // ---- conditions

  /** Conditions with the values for their places. */
  private static final class Conditions {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    void and(String condition, Object... bound) {
      text.append(" AND ").append(condition);
      values.addAll(List.of(bound));
    }

    String text() {
      return text.toString();
    }

    /**
     * @param last the place before the first of these
     */
    void bind(PreparedStatement statement, int last) throws SQLException {
      int place = last;
      for (var value : values) {
        statement.setObject(++place, value);
      }
    }
  }

  private static void ofInstance(WorklistFilter filter, String of, Conditions conditions) {
    if (filter.processes() != null) {
      var ids = filter.processes().isEmpty() ? List.of(0L) : filter.processes();
      conditions.and(
          "%sprocess_id IN (%s)"
              .formatted(of, String.join(", ", ids.stream().map(String::valueOf).toList())));
    }
    if (filter.originator() != null) {
      conditions.and(of + "originator = ?", PlainText.indexed(filter.originator()));
    }
  }

  private static void byFolioAndData(WorklistFilter filter, Conditions conditions) {
    var folio = filter.folio();
    if (folio != null && !folio.endsWith("*")) {
      conditions.and("folio = ?", PlainText.indexed(folio));
    } else if (folio != null && folio.length() > 1) {
      var prefix = PlainText.indexed(folio.substring(0, folio.length() - 1));
      // U+10FFFF sorts behind every character, in bytes as in code points.
      conditions.and("folio >= ? AND folio < ?", prefix, prefix + "\uDBFF\uDFFF");
    }
    filter
        .data()
        .forEach((field, value) ->
            conditions.and(
                "id IN (SELECT instance FROM search WHERE field = ? AND value = ?)",
                field,
                PlainText.storable(value)));
  }

  // ---- reading

  private interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private <T> List<T> read(String sql, Binding binding, Rows.Row<T> row) {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(sql)) {
        binding.bind(statement);
        return Rows.all(statement, row);
      }
    });
  }

  private static List<List<Place>> chunks(List<Place> places) {
    var chunks = new ArrayList<List<Place>>();
    for (int from = 0; from < places.size(); from += PLACES_MAX) {
      chunks.add(places.subList(from, Math.min(places.size(), from + PLACES_MAX)));
    }
    return chunks;
  }

  private static List<WorklistRow> decoded(List<Encoded> found) {
    var instances = new HashMap<Long, StoredInstance>();
    var rows = new ArrayList<WorklistRow>(found.size());
    for (var row : found) {
      var state = row.state;
      if (state != null) {
        long id = row.key.instance();
        var instance =
            instances.computeIfAbsent(
                id, key -> new StoredInstance(id, row.version, Codec.decodeState(state)));
        rows.add(new WorklistRow(instance, row.key.item()));
      }
    }
    return Collections.unmodifiableList(rows);
  }
}
