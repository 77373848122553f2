package org.baltoro.store.sql;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.ProcessStatus;
import org.baltoro.store.SearchText;
import org.baltoro.store.Store.InstanceFilter;
import org.baltoro.store.Store.InstanceRow;
import org.baltoro.store.Store.StoredInstance;
import org.baltoro.store.Store.WaitingFilter;
import org.baltoro.store.WorklistEntries;
import org.baltoro.store.codec.Codec;
import org.baltoro.store.codec.PlainText;
import org.baltoro.store.dialect.Dialect;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Lists of instances, page by page in the order of ids. What they cost depends on the page, not on
 * how many instances there are: each process is read from its own place in an index, or a field or
 * folio that few instances have is followed.
 */
final class InstanceLists {
  /** Processes read by one statement. */
  private static final int PROCESSES_MAX = 50;

  private static final Table<Record> INSTANCE = table(name("instance"));
  private static final Table<Record> SEARCH = table(name("search"));
  private static final Field<Long> SEARCHED = field(name("search", "instance"), SQLDataType.BIGINT);
  private static final Table<Record> WORKLIST = table(name("worklist"));
  private static final Field<Long> OFFERED =
      field(name("worklist", "instance"), SQLDataType.BIGINT);
  private static final Field<String> DESTINATION =
      field(name("worklist", "destination"), SQLDataType.VARCHAR);
  private static final Field<Boolean> TAKEN = field(name("worklist", "taken"), SQLDataType.BOOLEAN);
  private static final Table<Record> PROCESS = table(name("process"));
  private static final Field<Long> ID = field(name("instance", "id"), SQLDataType.BIGINT);
  private static final Field<Long> PROCESS_ID =
      field(name("instance", "process_id"), SQLDataType.BIGINT);
  private static final Field<String> ORIGINATOR =
      field(name("instance", "originator"), SQLDataType.VARCHAR);
  private static final Field<String> FOLIO = field(name("instance", "folio"), SQLDataType.VARCHAR);
  private static final Field<Long> PARENT = field(name("instance", "parent"), SQLDataType.BIGINT);
  private static final Field<Long> STARTED =
      field(name("instance", "started_at_ms"), SQLDataType.BIGINT);
  private static final Field<Integer> STATUS =
      field(name("instance", "status"), SQLDataType.INTEGER);

  /** The signs keep an index from being chosen over a better one. */
  private static final Field<Long> ANY_PROCESS_ID = field("+ {0}", SQLDataType.BIGINT, PROCESS_ID);

  private static final Field<Long> ANY_ID = field("+ {0}", SQLDataType.BIGINT, ID);

  private static final Condition WAITING = condition("waiting > 0");
  private static final Condition IN_ERROR = condition("has_error");
  private static final Condition WITHOUT_ERROR = condition("NOT has_error");
  private static final Condition LIVE = condition("finished_at_ms IS NULL");
  private static final Condition OWNED = condition("owner IS NOT NULL");

  static {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  private final Dialect dialect;
  private final DSLContext sql;

  InstanceLists(Dialect dialect) {
    this.dialect = dialect;
    sql = DSL.using(dialect.jooq());
  }

  /**
   * Which instances, in which order, and how many of them.
   *
   * @param from newest first: only ids below; else only ids from here on
   */
  private record Page(boolean newestFirst, long from, int limit) {

    Condition bound(Field<Long> id) {
      return newestFirst ? id.lt(from) : id.ge(from);
    }

    List<SortField<?>> order(Field<?>... fields) {
      return Arrays.stream(fields)
          .<SortField<?>>map(field -> newestFirst ? field.desc() : field.asc())
          .toList();
    }
  }

  private record Encoded(long id, long version, String state) {}

  List<InstanceRow> instances(InstanceFilter filter) {
    var page = new Page(true, filter.beforeId(), filter.limit());
    var found = new ArrayList<InstanceRow>();
    for (var ids : inChunks(branches(filter, page))) {
      found.addAll(read(summaries(ids, page), InstanceLists::summary));
    }
    return page(found, page, Comparator.comparingLong(InstanceRow::id));
  }

  long searchRows() {
    return read(sql.selectCount().from(SEARCH), rows -> rows.getLong(1)).getFirst();
  }

  List<StoredInstance> waiting(WaitingFilter filter) {
    var page = new Page(false, filter.fromId(), filter.limit());
    var wanted = WAITING.and(withData(filter.data()));
    return states(
        filter.data().isEmpty()
            ? perProcess(filter.processes(), wanted, page)
            : amongProcesses(filter.processes(), wanted, page),
        page);
  }

  List<StoredInstance> inError(List<Long> processes, long beforeInstance, int limit) {
    var page = new Page(true, beforeInstance, limit);
    return states(perProcess(processes, IN_ERROR, page), page);
  }

  private List<StoredInstance> states(List<Select<Record1<Long>>> branches, Page page) {
    var found = new ArrayList<Encoded>();
    for (var ids : inChunks(branches)) {
      found.addAll(
          read(
              sql.select(ID, field(name("instance", "version")), field(name("instance", "state")))
                  .from(INSTANCE)
                  .where(ID.in(pageOf(ids, page)))
                  .orderBy(page.order(ID)),
              rows -> new Encoded(rows.getLong(1), rows.getLong(2), rows.getString(3))));
    }
    return page(found, page, Comparator.comparingLong(Encoded::id)).stream()
        .map(row -> new StoredInstance(row.id, row.version, Codec.decodeState(row.state)))
        .toList();
  }

  // ---- which ids

  private List<Select<Record1<Long>>> branches(InstanceFilter filter, Page page) {
    var seen = new LinkedHashSet<>(filter.processes());
    var participated = new LinkedHashSet<>(filter.participantProcesses());
    participated.removeAll(seen);
    if (isSelective(filter)) {
      var own =
          ORIGINATOR
              .eq(PlainText.indexed(filter.participant()))
              .or(offeredTo(filter.participantSubjects()))
              .or(tookPart(filter.participant()))
              .and(ANY_PROCESS_ID.in(numbers(participated)));
      var visible = ANY_PROCESS_ID.in(numbers(seen)).or(own);
      return List.of(selected(filter, visible, page));
    }
    var wanted = conditions(filter);
    var branches = new ArrayList<>(perProcess(List.copyOf(seen), wanted, page));
    if (!participated.isEmpty()) {
      var own = wanted.and(ANY_PROCESS_ID.in(numbers(participated)));
      var participant = PlainText.indexed(filter.participant());
      branches.add(ordered(ORIGINATOR, participant, own, page));
      branches.add(inOrderOfSearch(participant, own, page));
      branches.addAll(inOrderOfWorklists(filter.participantSubjects(), own, page));
    }
    return branches;
  }

  /** An open worklist item is there for one of these. */
  private Condition offeredTo(List<String> subjects) {
    return subjects.isEmpty() ? DSL.falseCondition() : ID.in(offered(subjects));
  }

  private Select<Record1<Long>> offered(List<String> subjects) {
    return sql.select(OFFERED)
        .from(WORKLIST)
        .where(DESTINATION.in(subjects.stream().map(WorklistEntries::destination).toList()));
  }

  /** Has acted on a worklist item of it. */
  private Condition tookPart(String participant) {
    return DSL.exists(sql.selectOne().from(SEARCH).where(acted(participant)).and(SEARCHED.eq(ID)));
  }

  private static Condition acted(String participant) {
    return field(name("search", "field"), SQLDataType.VARCHAR)
        .eq(inline(SearchText.PARTICIPANT))
        .and(
            field(name("search", "value"), SQLDataType.VARCHAR).eq(PlainText.indexed(participant)));
  }

  /** The ids of instances that the participant has acted in, read in the order of their index. */
  private Select<Record1<Long>> inOrderOfSearch(String participant, Condition wanted, Page page) {
    return inOrderOf(SEARCH, SEARCHED, acted(participant), wanted, page);
  }

  /** The ids of instances with an open item, read from the place of each worklist in its index. */
  private List<Select<Record1<Long>>> inOrderOfWorklists(
      List<String> subjects, Condition wanted, Page page) {
    var branches = new ArrayList<Select<Record1<Long>>>();
    for (var subject : subjects) {
      for (boolean taken : List.of(false, true)) {
        var place =
            DESTINATION.eq(WorklistEntries.destination(subject)).and(TAKEN.eq(inline(taken)));
        branches.add(inOrderOf(WORKLIST, OFFERED, place, wanted, page));
      }
    }
    return branches;
  }

  /**
   * The ids of instances that have a row at a place of an index, in its order; an instance with
   * several counts once towards the page. To PostgreSQL a look at each: joined, it may walk the
   * table of instances from its end.
   */
  private Select<Record1<Long>> inOrderOf(
      Table<Record> rows, Field<Long> instance, Condition place, Condition wanted, Page page) {
    var its = sql.selectOne().from(INSTANCE).where(ID.eq(instance)).and(wanted);
    var joined =
        dialect.jooq() == SQLDialect.POSTGRES
            ? rows.crossJoin(DSL.lateral(its.limit(inline(1)).asTable("its")))
            : rows.crossJoin(INSTANCE);
    var here = place.and(page.bound(instance));
    return sql.selectDistinct(instance.as("id"))
        .from(joined)
        .where(dialect.jooq() == SQLDialect.POSTGRES ? here : here.and(ID.eq(instance)).and(wanted))
        .orderBy(page.order(instance))
        .limit(inline(page.limit));
  }

  /** True when few instances match, whatever their process. */
  private static boolean isSelective(InstanceFilter filter) {
    return exactFolio(filter) != null
        || folioPrefix(filter) != null
        || filter.originator() != null
        || filter.parent() != null
        || !filter.data().isEmpty()
        || isRunning(filter.status());
  }

  /** By the condition that most likely leaves the fewest. */
  private Select<Record1<Long>> selected(InstanceFilter filter, Condition visible, Page page) {
    var wanted = conditions(filter).and(visible);
    var folio = exactFolio(filter);
    var originator = filter.originator();
    if (filter.parent() != null) {
      var ofFolio = folio == null ? wanted : wanted.and(FOLIO.eq(folio));
      return ordered(PARENT, filter.parent(), ofFolio.and(startedBy(originator)), page);
    }
    if (folio != null) {
      return ordered(FOLIO, folio, wanted.and(startedBy(originator)), page);
    }
    if (originator == null || !filter.data().isEmpty() || isRunning(filter.status())) {
      return few(wanted.and(startedBy(originator)), page);
    }
    return ordered(ORIGINATOR, PlainText.indexed(originator), wanted, page);
  }

  private static boolean isRunning(@Nullable Integer status) {
    return status != null && status == ProcessStatus.RUNNING.code();
  }

  private List<Select<Record1<Long>>> perProcess(
      List<Long> processes, Condition wanted, Page page) {
    return processes.stream().map(process -> ordered(PROCESS_ID, process, wanted, page)).toList();
  }

  private List<Select<Record1<Long>>> amongProcesses(
      List<Long> processes, Condition wanted, Page page) {
    return processes.isEmpty()
        ? List.of()
        : List.of(few(wanted.and(ANY_PROCESS_ID.in(numbers(processes))), page));
  }

  /** The ids of one value, read in the order of its index until the page is full. */
  private <T> Select<Record1<Long>> ordered(Field<T> column, T value, Condition wanted, Page page) {
    return dialect.jooq() == SQLDialect.POSTGRES
        ? orderedAsRange(column, value, wanted, page)
        : limited(column.eq(value).and(page.bound(ID)).and(wanted), page, ID);
  }

  /**
   * To PostgreSQL the value is a range. Told that it is fixed, it may walk the table by its ids
   * instead, past everything that has another value.
   */
  private <T> Select<Record1<Long>> orderedAsRange(
      Field<T> column, T value, Condition wanted, Page page) {
    var place = row(column, ID);
    var from = row(val(value, column), val(page.from, ID));
    var within =
        page.newestFirst
            ? column.ge(value).and(place.lt(from))
            : column.le(value).and(place.ge(from));
    return limited(within.and(wanted), page, column, ID);
  }

  /** The ids of a condition that few fulfil: all are found, then put in order. */
  private Select<Record1<Long>> few(Condition wanted, Page page) {
    return limited(wanted.and(page.bound(ANY_ID)), page, ANY_ID);
  }

  private Select<Record1<Long>> limited(Condition wanted, Page page, Field<?>... order) {
    return sql.select(ID)
        .from(INSTANCE)
        .where(wanted)
        .orderBy(page.order(order))
        .limit(inline(page.limit));
  }

  private Condition conditions(InstanceFilter filter) {
    var wanted = DSL.noCondition();
    if (filter.status() != null) {
      wanted = wanted.and(STATUS.eq(inline(filter.status())));
      var implied = impliedBy(filter.status());
      wanted = implied == null ? wanted : wanted.and(implied);
    }
    if (filter.hasError() != null) {
      wanted = wanted.and(filter.hasError() ? IN_ERROR : WITHOUT_ERROR);
    }
    var prefix = folioPrefix(filter);
    if (prefix != null) {
      // U+10FFFF sorts behind every character, in bytes as in code points.
      wanted = wanted.and(FOLIO.ge(prefix)).and(FOLIO.lt(prefix + "\uDBFF\uDFFF"));
    }
    if (filter.startedFromMillis() != null) {
      wanted = wanted.and(STARTED.ge(filter.startedFromMillis()));
    }
    if (filter.startedBeforeMillis() != null) {
      wanted = wanted.and(STARTED.lt(filter.startedBeforeMillis()));
    }
    return wanted.and(withData(filter.data()));
  }

  /** What is true of every instance with this status, and has an index. */
  private static @Nullable Condition impliedBy(int status) {
    for (var known : ProcessStatus.values()) {
      if (known.code() == status) {
        return switch (known) {
          case ERROR -> IN_ERROR;
          case RUNNING -> OWNED;
          case ACTIVE, STOPPED -> LIVE;
          case COMPLETED, DELETED -> null;
        };
      }
    }
    return null;
  }

  private static @Nullable String exactFolio(InstanceFilter filter) {
    var asked = filter.folio();
    return asked == null || asked.endsWith("*") ? null : PlainText.indexed(asked);
  }

  /** Null also for any folio at all. */
  private static @Nullable String folioPrefix(InstanceFilter filter) {
    var asked = filter.folio();
    return asked == null || !asked.endsWith("*") || asked.length() == 1
        ? null
        : PlainText.indexed(asked.substring(0, asked.length() - 1));
  }

  private static Condition startedBy(@Nullable String originator) {
    return originator == null ? DSL.noCondition() : ORIGINATOR.eq(PlainText.indexed(originator));
  }

  private Condition withData(Map<String, String> data) {
    var wanted = DSL.noCondition();
    for (var entry : data.entrySet()) {
      wanted =
          wanted.and(
              ID.in(
                  sql.select(field(name("search", "instance"), SQLDataType.BIGINT))
                      .from(table(name("search")))
                      .where(field(name("search", "field"), SQLDataType.VARCHAR).eq(entry.getKey()))
                      .and(
                          field(name("search", "value"), SQLDataType.VARCHAR)
                              .eq(PlainText.storable(entry.getValue())))));
    }
    return wanted;
  }

  /** Numbers are written out: there may be more of them than places for bound values. */
  private static List<Field<Long>> numbers(Iterable<Long> values) {
    var numbers = new ArrayList<Field<Long>>();
    values.forEach(value -> numbers.add(inline(value)));
    return numbers;
  }

  // ---- rows of a page

  private static List<List<Select<Record1<Long>>>> inChunks(List<Select<Record1<Long>>> branches) {
    var chunks = new ArrayList<List<Select<Record1<Long>>>>();
    for (int from = 0; from < branches.size(); from += PROCESSES_MAX) {
      chunks.add(branches.subList(from, Math.min(branches.size(), from + PROCESSES_MAX)));
    }
    return chunks;
  }

  private Select<Record1<Long>> pageOf(List<Select<Record1<Long>>> branches, Page page) {
    if (branches.size() == 1) {
      return branches.getFirst();
    }
    Select<Record1<Long>> all = wrapped(branches.getFirst(), 0);
    for (int number = 1; number < branches.size(); number++) {
      all = all.union(wrapped(branches.get(number), number));
    }
    var found = all.asTable("found");
    var id = found.field("id", SQLDataType.BIGINT);
    if (id == null) {
      throw new IllegalStateException("a branch without ids");
    }
    return sql.select(id).from(found).orderBy(page.order(id)).limit(inline(page.limit));
  }

  /** A branch with an order of its own can stand in a union only as a table. */
  private Select<Record1<Long>> wrapped(Select<Record1<Long>> branch, int number) {
    var name = "branch_" + number;
    return sql.select(field(name(name, "id"), SQLDataType.BIGINT)).from(branch.asTable(name));
  }

  private Query summaries(List<Select<Record1<Long>>> branches, Page page) {
    return sql.select(
            ID,
            field(name("process", "name")),
            field(name("instance", "definition_version")),
            STATUS,
            field(name("instance", "has_error")),
            FOLIO,
            ORIGINATOR,
            field(name("instance", "priority")),
            STARTED,
            field(name("instance", "finished_at_ms")))
        .from(INSTANCE)
        .join(PROCESS)
        .on(field(name("process", "id"), SQLDataType.BIGINT).eq(PROCESS_ID))
        .where(ID.in(pageOf(branches, page)))
        .orderBy(page.order(ID));
  }

  private static InstanceRow summary(ResultSet rows) throws SQLException {
    return new InstanceRow(
        rows.getLong(1),
        rows.getString(2),
        rows.getInt(3),
        rows.getInt(4),
        rows.getBoolean(5),
        rows.getString(6),
        rows.getString(7),
        rows.getInt(8),
        rows.getLong(9),
        Rows.nullableLong(rows, 10));
  }

  private <T> List<T> read(Query query, Rows.Row<T> row) {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(query.getSQL())) {
        Rows.bind(statement, query.getBindValues());
        return Rows.all(statement, row);
      }
    });
  }

  /** Chunks are in order each; together, each id once, they are put in order and cut once more. */
  private static <T> List<T> page(List<T> found, Page page, Comparator<T> byId) {
    var ordered = new ArrayList<>(new LinkedHashSet<>(found));
    ordered.sort(page.newestFirst ? byId.reversed() : byId);
    return List.copyOf(ordered.subList(0, Math.min(page.limit, ordered.size())));
  }
}
