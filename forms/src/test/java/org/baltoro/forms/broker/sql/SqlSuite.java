package org.baltoro.forms.broker.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.Packet;
import org.baltoro.forms.smartobject.Page;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.Sort;
import org.baltoro.forms.smartobject.layer.LayerConfig;
import org.baltoro.forms.support.Database;
import org.baltoro.forms.support.Workshop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for tables of every database: customers, their orders, and a view of both. */
abstract class SqlSuite {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private Database database;
  private Workshop workshop;

  abstract Database open();

  /** The broker; a suite may give it another dialect. */
  SqlBroker broker(Database of) {
    return new SqlBroker(of.dataSource());
  }

  @BeforeEach
  void openDatabase() {
    database = open();
    var id =
        database.isPostgres()
            ? "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
            : "INTEGER PRIMARY KEY";
    var guid = database.isPostgres() ? "uuid" : "GUID";
    var moment = database.isPostgres() ? "timestamptz" : "TIMESTAMP";
    var bytes = database.isPostgres() ? "bytea" : "BLOB";
    database.run(
        """
        CREATE TABLE customer (
          id %s, name varchar(20) NOT NULL UNIQUE, city varchar(20), "note ""x" text, token %s,
          since date, vip boolean DEFAULT %s, changed %s, picture %s)
        """
            .formatted(id, guid, database.isPostgres() ? "false" : "0", moment, bytes),
        """
        CREATE TABLE "Purchase Order" (
          number varchar(10) NOT NULL, line integer NOT NULL,
          customer bigint NOT NULL REFERENCES customer (id), amount numeric(12,2) NOT NULL,
          PRIMARY KEY (number, line))
        """,
        """
        CREATE VIEW ordered AS
          SELECT o.number, c.name, o.amount FROM "Purchase Order" o JOIN customer c ON c.id = o.customer
        """);
    workshop =
        new Workshop().generate("shop", broker(database), "customer", "Purchase Order", "ordered");
    database.statements();
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  private @Nullable Object customer(String name, @Nullable Object... more) {
    var values = new ArrayList<@Nullable Object>(List.of("name", name));
    values.addAll(Arrays.asList(more));
    return workshop.row("customer", "Create", values.toArray()).get("id");
  }

  // ---- describe

  @Test
  void aTableWithAKeyHasTheFiveMethodsAndAViewIsListed() {
    assertThat(workshop.definition("customer").methods())
        .extracting(method -> method.name(), method -> method.kind())
        .containsExactly(
            tuple("Create", MethodKind.CREATE),
            tuple("Read", MethodKind.READ),
            tuple("Update", MethodKind.UPDATE),
            tuple("Delete", MethodKind.DELETE),
            tuple("List", MethodKind.LIST));
    assertThat(workshop.definition("ordered").methods())
        .extracting(method -> method.name())
        .containsExactly("List");
  }

  @Test
  void aServiceCanBeOfSomeTablesAndForReadingOnly() {
    var config = new SqlConfig(List.of(), List.of("cust*", "ordered"), true, TIMEOUT);
    var objects =
        new SqlBroker(new SqlResource(database.dataSource()), config).describe().objects();
    assertThat(objects)
        .extracting(
            object -> object.name(),
            object -> object.methods().stream().map(method -> method.name()).toList())
        .containsExactlyInAnyOrder(
            tuple("customer", List.of("Read", "List")), tuple("ordered", List.of("List")));
  }

  @Test
  void columnsBecomePropertiesOfTheirTypes() {
    assertThat(workshop.definition("customer").properties())
        .extracting(property -> property.name(), property -> property.type())
        .containsExactly(
            tuple("id", PropertyType.AUTONUMBER),
            tuple("name", PropertyType.TEXT),
            tuple("city", PropertyType.TEXT),
            tuple("note \"x", PropertyType.MEMO),
            tuple("token", PropertyType.GUID),
            tuple("since", PropertyType.DATE),
            tuple("vip", PropertyType.YES_NO),
            tuple("changed", PropertyType.DATE_TIME),
            tuple("picture", PropertyType.FILE));
    var name = workshop.definition("customer").property("name").orElseThrow();
    assertThat(name.required()).isTrue();
    assertThat(name.lengthMax()).isEqualTo(20);
    assertThat(workshop.definition("Purchase Order").keys())
        .extracting(key -> key.name())
        .containsExactly("number", "line");
  }

  @Test
  void aNewTableIsSeenAfterARefresh() {
    database.run("CREATE TABLE item (code varchar(5) PRIMARY KEY)");
    var broker = workshop.broker("shop");
    assertThat(broker.describe().object("item")).isEmpty();
    broker.refresh();
    assertThat(broker.describe().object("item")).isPresent();
  }

  // ---- bytes

  /** Two gigabytes, of which a few rows are read. */
  @Test
  void aListIsReadUpToTheBytesThatAnAnswerMayHave() {
    database.run(
        database.isPostgres()
            ? "CREATE VIEW long AS SELECT n, repeat('x', 2000000) AS note FROM generate_series(1,"
                + " 1100) n"
            : """
            CREATE VIEW long AS
              WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1100)
              SELECT n, hex(zeroblob(1000000)) AS note FROM numbers
            """);
    var bounded =
        new Workshop(LayerConfig.DEFAULTS.withAnswerBytesMax(5_000_000))
            .generate("shop", broker(database), "long");
    var list = MethodCall.of("long", "List");
    assertThat(bounded.refused(SmartObjectProblem.TOO_MANY_ROWS, list))
        .hasMessageContaining("5,000,000 bytes");
    assertThat(bounded.call(list.page(Page.first(2))).rows()).hasSize(2);
    var page = Packet.Entry.of(list.page(Page.first(1)));
    var result = bounded.packet(page, page, page, page);
    assertThat(result.failedEntry()).isEqualTo(2);
    assertThat(Workshop.failure(result).problem()).isEqualTo(SmartObjectProblem.TOO_MANY_ROWS);
    assertThat(result.results()).hasSize(2);
  }

  // ---- create, read, update, delete

  @Test
  void aRowIsCreatedReadChangedAndDeleted() {
    var token = UUID.fromString("3f2504e0-4f89-11d3-9a0c-0305e82c3301");
    var changed = Instant.parse("2026-03-01T10:11:12.123456Z");
    var created =
        workshop.row(
            "customer",
            "Create",
            "name",
            "Ernst",
            "city",
            "Graz",
            "note \"x",
            "it's; -- a \"note\"",
            "token",
            token,
            "since",
            LocalDate.parse("2026-01-31"),
            "changed",
            changed);
    assertThat(created.get("id")).isInstanceOf(Long.class);
    var read = workshop.row("customer", "Read", "id", created.get("id"));
    assertThat(read)
        .isEqualTo(
            Row.of(
                "id",
                created.get("id"),
                "name",
                "Ernst",
                "city",
                "Graz",
                "note \"x",
                "it's; -- a \"note\"",
                "token",
                token,
                "since",
                LocalDate.parse("2026-01-31"),
                "vip",
                false,
                "changed",
                changed,
                "picture",
                null));
    assertThat(created).isEqualTo(read);

    var updated =
        workshop.row("customer", "Update", "id", created.get("id"), "city", null, "vip", true);
    assertThat(updated.get("city")).isNull();
    assertThat(updated.get("vip")).isEqualTo(true);
    assertThat(updated.get("name")).isEqualTo("Ernst");

    workshop.call("customer", "Delete", "id", created.get("id"));
    assertThat(database.query("SELECT count(*) FROM customer")).containsExactly("0");
  }

  @Test
  void aRowThatIsNotThereIsToldByReadUpdateAndDelete() {
    for (var method : List.of("Read", "Update", "Delete")) {
      var inputs = method.equals("Update") ? Row.of("id", 99, "city", "Graz") : Row.of("id", 99);
      workshop.refused(SmartObjectProblem.NOT_FOUND, MethodCall.of("customer", method, inputs));
    }
  }

  @Test
  void decimalsAreExact() {
    var customer = customer("Ernst");
    var amount = new BigDecimal("1234567890.15");
    workshop.call(
        "Purchase Order",
        "Create",
        "number",
        "A",
        "line",
        1,
        "customer",
        customer,
        "amount",
        amount);
    var read = workshop.row("Purchase Order", "Read", "number", "A", "line", 1);
    assertThat((BigDecimal) read.get("amount")).isEqualByComparingTo(amount);
    workshop.refused(
        SmartObjectProblem.INVALID_DATA,
        MethodCall.of(
            "Purchase Order",
            "Update",
            "number",
            "A",
            "line",
            1,
            "amount",
            new BigDecimal("0.1234567890123456789")));
  }

  // ---- typed errors

  @Test
  void whatIsNotUniqueIsToldByField() {
    customer("Ernst");
    var refused =
        workshop.refused(
            SmartObjectProblem.CONFLICT, MethodCall.of("customer", "Create", "name", "Ernst"));
    assertThat(refused.fieldErrors())
        .extracting(FieldError::field, FieldError::code)
        .containsExactly(tuple("name", FieldError.Code.NOT_UNIQUE));
    assertThat(refused.getMessage()).contains("customer.Create").contains("name");
  }

  @Test
  void whatIsMissingOrTooLongIsToldForAllFieldsAtOnce() {
    var refused =
        workshop.refused(
            SmartObjectProblem.INVALID_DATA,
            MethodCall.of("customer", "Create", "city", "x".repeat(21)));
    assertThat(refused.fieldErrors())
        .extracting(FieldError::field, FieldError::code)
        .containsExactly(
            tuple("name", FieldError.Code.REQUIRED), tuple("city", FieldError.Code.TOO_LONG));
    assertThat(database.query("SELECT count(*) FROM customer")).containsExactly("0");
  }

  @Test
  void aReferenceToNothingIsToldByField() {
    var refused =
        workshop.refused(
            SmartObjectProblem.CONFLICT,
            MethodCall.of(
                "Purchase Order", "Create", "number", "A", "line", 1, "customer", 99, "amount", 1));
    assertThat(refused.fieldErrors())
        .extracting(FieldError::field, FieldError::code)
        .containsExactly(tuple("customer", FieldError.Code.NO_SUCH_REFERENCE));
  }

  @Test
  void whatOthersReferToIsNotDeleted() {
    var customer = customer("Ernst");
    workshop.call(
        "Purchase Order", "Create", "number", "A", "line", 1, "customer", customer, "amount", 1);
    var refused =
        workshop.refused(
            SmartObjectProblem.CONFLICT, MethodCall.of("customer", "Delete", "id", customer));
    assertThat(refused.fieldErrors())
        .extracting(FieldError::code)
        .containsExactly(FieldError.Code.STILL_REFERENCED);
  }

  @Test
  void anUnreachableDatabaseIsToldWithoutItsAddress() {
    var broken = new Workshop();
    var source = new org.postgresql.ds.PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://localhost:1/secret_name");
    source.setPassword("hidden");
    broken.service("gone", new SqlBroker(source));
    var failure =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            SmartObjectException.class, () -> broken.broker("gone").describe());
    assertThat(failure.problem()).isEqualTo(SmartObjectProblem.UNAVAILABLE);
    assertThat(failure.getMessage()).doesNotContain("secret_name").doesNotContain("hidden");
  }

  // ---- lists

  private void fill() {
    for (int number = 1; number <= 30; number++) {
      customer(
          "Name %02d".formatted(number),
          "city",
          number % 3 == 0 ? "Graz" : "Wien_%d".formatted(number % 2));
    }
    database.run("UPDATE customer SET city = NULL WHERE name = 'Name 07'");
    database.statements();
  }

  private MethodCall list() {
    return MethodCall.of("customer", "List", Row.EMPTY);
  }

  @Test
  void filterSortAndPageAreTheDatabasesWork() {
    fill();
    var result =
        workshop.call(
            list()
                .where(
                    Filter.and(
                        Filter.equal("city", "Graz"),
                        Filter.compare("name", Filter.Operator.GREATER, "Name 05")))
                .sortedBy(Sort.descending("name"))
                .page(Page.of(2, 1)));
    assertThat(result.rows())
        .extracting(row -> row.get("name"))
        .containsExactly("Name 27", "Name 24");
    assertThat(result.more()).isTrue();
    assertThat(result.pushed().everything()).isTrue();
    assertThat(result.pushed().rowsRead()).isEqualTo(2);
    var statements = database.statements();
    assertThat(statements).hasSize(1);
    assertThat(statements.getFirst())
        .contains("\"city\" = ?")
        .contains("\"name\" > ?")
        .contains("ORDER BY \"name\" DESC, \"id\" DESC")
        .doesNotContain("Graz");
  }

  @Test
  void everyOperatorGivesWhatTheLayerWouldGive() {
    fill();
    var rows = workshop.call(list().sortedBy(Sort.ascending("id"))).rows();
    var filters =
        List.of(
            Filter.equal("city", "Graz"),
            Filter.not(Filter.equal("city", "Graz")),
            Filter.compare("city", Filter.Operator.NOT_EQUALS, "Graz"),
            Filter.compare("city", Filter.Operator.CONTAINS, "n_"),
            Filter.compare("city", Filter.Operator.CONTAINS, "N_"),
            Filter.compare("city", Filter.Operator.STARTS_WITH, "Wi"),
            Filter.compare("city", Filter.Operator.STARTS_WITH, "wi"),
            Filter.compare("city", Filter.Operator.ENDS_WITH, "_1"),
            Filter.compare("city", Filter.Operator.ENDS_WITH, "%"),
            Filter.not(Filter.compare("city", Filter.Operator.CONTAINS, "i")),
            Filter.empty("city"),
            Filter.not(Filter.empty("city")),
            Filter.in("city", "Graz", "Wien_0"),
            Filter.in("city"),
            Filter.not(Filter.in("city", "Graz")),
            Filter.or(Filter.equal("name", "Name 07"), Filter.equal("name", "Name 08")),
            Filter.or(),
            Filter.and(),
            Filter.compare("id", Filter.Operator.LESS_OR_EQUAL, 5),
            Filter.compare("vip", Filter.Operator.EQUALS, false));
    for (var filter : filters) {
      var expected =
          rows.stream()
              .filter(row -> org.baltoro.forms.smartobject.layer.LocalFilter.holds(filter, row))
              .map(row -> row.get("id"))
              .toList();
      var result = workshop.call(list().where(filter).sortedBy(Sort.ascending("id")));
      assertThat(result.rows())
          .as("%s", filter)
          .extracting(row -> row.get("id"))
          .isEqualTo(expected);
      assertThat(result.pushed().filter()).as("%s", filter).isTrue();
    }
  }

  @Test
  void pagesAfterARowGiveEveryRowOnceWhateverIsSortedBy() {
    fill();
    var orders =
        List.of(
            List.of(Sort.ascending("city")),
            List.of(Sort.descending("city")),
            List.of(Sort.descending("city"), Sort.ascending("name")),
            List.of(Sort.ascending("id")),
            List.<Sort>of());
    for (var order : orders) {
      var call = list().sortedBy(order.toArray(Sort[]::new));
      var all = workshop.values(call.page(Page.first(100)), "name");
      var seen = new ArrayList<@Nullable Object>();
      var page = Page.first(7);
      while (true) {
        var result = workshop.call(call.page(page));
        assertThat(result.pushed().everything()).isTrue();
        result.rows().forEach(row -> seen.add(row.get("name")));
        if (!result.more()) {
          break;
        }
        page = Page.after(result.rows().getLast(), 7);
      }
      assertThat(seen).as("%s", order).isEqualTo(all).hasSize(30);
    }
  }

  @Test
  void emptyValuesComeLastUpAndDown() {
    fill();
    assertThat(workshop.values(list().sortedBy(Sort.ascending("city")), "city").getLast()).isNull();
    assertThat(workshop.values(list().sortedBy(Sort.descending("city")), "city").getLast())
        .isNull();
  }

  @Test
  void inputsOfAListAreConditionsAndAnEmptyOneFindsWhatIsEmpty() {
    fill();
    assertThat(workshop.call("customer", "List", "city", "Graz").rows()).hasSize(10);
    assertThat(workshop.call("customer", "List", "city", null).rows())
        .extracting(row -> row.get("name"))
        .containsExactly("Name 07");
  }

  @Test
  void aListWithoutAPageIsBoundedAndSaysThatThereIsMore() {
    var small =
        new Workshop(org.baltoro.forms.smartobject.layer.LayerConfig.DEFAULTS.withRowsMax(5));
    small.generate("shop", broker(database), "customer");
    fill();
    var result = small.call(list());
    assertThat(result.rows()).hasSize(5);
    assertThat(result.more()).isTrue();
  }

  // ---- packets

  private Packet.Entry order(String number, int line, @Nullable Object customer, Object amount) {
    return Packet.Entry.of(
        MethodCall.of(
            "Purchase Order",
            "Create",
            "number",
            number,
            "line",
            line,
            "customer",
            customer,
            "amount",
            amount));
  }

  private List<String> lines() {
    return database.query("SELECT number || '/' || line FROM \"Purchase Order\" ORDER BY 1");
  }

  @Test
  void anAtomicPacketThatFailsAtItsThirdEntryLeavesNoRow() {
    var customer = customer("Ernst");
    var result =
        workshop.atomic(
            order("A", 1, customer, 1),
            order("A", 2, customer, 1),
            order("A", 2, customer, 1),
            order("A", 4, customer, 1));
    assertThat(result.failedEntry()).isEqualTo(2);
    assertThat(Workshop.failure(result).problem()).isEqualTo(SmartObjectProblem.CONFLICT);
    assertThat(result.results()).isEmpty();
    assertThat(lines()).isEmpty();
    assertThat(workshop.counter().packets()).isEqualTo(1);
    assertThat(workshop.counter().entries()).isEqualTo(3);
  }

  @Test
  void aPacketThatFailsAtItsThirdEntryLeavesTwoRows() {
    var customer = customer("Ernst");
    var result =
        workshop.packet(
            order("A", 1, customer, 1),
            order("A", 2, customer, 1),
            order("A", 2, customer, 1),
            order("A", 4, customer, 1));
    assertThat(result.failedEntry()).isEqualTo(2);
    assertThat(result.results()).hasSize(2);
    assertThat(lines()).containsExactly("A/1", "A/2");
  }

  @Test
  void linesOfAPacketTakeTheKeyOfTheHeaderThatItMade() {
    for (boolean atomic : new boolean[] {false, true}) {
      var name = "Ernst " + atomic;
      Packet.Entry header = Packet.Entry.of(MethodCall.of("customer", "Create", "name", name));
      Packet.Entry line =
          earlier ->
              order(
                      "N" + atomic,
                      earlier.size(),
                      earlier.getFirst().first().orElseThrow().get("id"),
                      5)
                  .call(earlier);
      var result =
          atomic
              ? workshop.atomic(header, line, line, line)
              : workshop.packet(header, line, line, line);
      assertThat(result.succeeded()).isTrue();
      assertThat(result.results()).hasSize(4);
      assertThat(
              database.query(
                  "SELECT count(*) FROM \"Purchase Order\" o JOIN customer c ON c.id = o.customer WHERE c.name = '%s'"
                      .formatted(name)))
          .containsExactly("3");
    }
  }
}
