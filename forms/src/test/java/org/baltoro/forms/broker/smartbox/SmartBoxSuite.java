package org.baltoro.forms.broker.smartbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.baltoro.forms.smartobject.PropertyType.AUTOGUID;
import static org.baltoro.forms.smartobject.PropertyType.AUTONUMBER;
import static org.baltoro.forms.smartobject.PropertyType.DATE;
import static org.baltoro.forms.smartobject.PropertyType.DATE_TIME;
import static org.baltoro.forms.smartobject.PropertyType.DECIMAL;
import static org.baltoro.forms.smartobject.PropertyType.FILE;
import static org.baltoro.forms.smartobject.PropertyType.GUID;
import static org.baltoro.forms.smartobject.PropertyType.HYPERLINK;
import static org.baltoro.forms.smartobject.PropertyType.IMAGE;
import static org.baltoro.forms.smartobject.PropertyType.MEMO;
import static org.baltoro.forms.smartobject.PropertyType.MULTIVALUE;
import static org.baltoro.forms.smartobject.PropertyType.NUMBER;
import static org.baltoro.forms.smartobject.PropertyType.TEXT;
import static org.baltoro.forms.smartobject.PropertyType.TIME;
import static org.baltoro.forms.smartobject.PropertyType.YES_NO;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.baltoro.forms.broker.sql.SqlBroker;
import org.baltoro.forms.broker.sql.SqlConfig;
import org.baltoro.forms.broker.sql.SqlResource;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.FileValue;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.Packet;
import org.baltoro.forms.smartobject.Page;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.Sort;
import org.baltoro.forms.smartobject.SystemValue;
import org.baltoro.forms.smartobject.layer.Generation;
import org.baltoro.forms.support.Database;
import org.baltoro.forms.support.Workshop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for SmartBoxes in every database that keeps one. */
abstract class SmartBoxSuite {
  private static final String PERSON = "People/Person";

  private Database database;
  private SqlResource resource;
  private SmartBox smartBox;
  private Workshop workshop;

  abstract Database open();

  @BeforeEach
  void openDatabase() {
    database = open();
    resource = new SqlResource(database.dataSource());
    smartBox = new SmartBox(resource, () -> Workshop.NOW);
    workshop = new Workshop().service("SmartBox", smartBox);
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  private void deploy(Property... properties) {
    deploy(PERSON, properties);
  }

  private void deploy(String name, Property... properties) {
    workshop.deploy(Generation.smartBox(name, "SmartBox", smartBox, properties));
  }

  private SmartObjectException refusedDeployment(Property... properties) {
    var failure = catchThrowableOfType(SmartObjectException.class, () -> deploy(properties));
    assertThat(failure).isNotNull();
    assertThat(failure.problem()).isEqualTo(SmartObjectProblem.WOULD_LOSE_DATA);
    return failure;
  }

  private static final Property ID = Property.key("ID", AUTONUMBER);
  private static final Property NAME = Property.of("Name", TEXT);

  private @Nullable Object person(@Nullable Object... values) {
    return workshop.row(PERSON, "Create", values).get("ID");
  }

  private List<@Nullable Object> values(String property) {
    return workshop.values(
        MethodCall.of(PERSON, "List", Row.EMPTY).sortedBy(Sort.ascending("ID")), property);
  }

  // ---- rows

  @Test
  void everyTypeComesBackAsItWentIn() {
    var properties = new ArrayList<Property>();
    properties.add(ID);
    for (var type : PropertyType.values()) {
      if (type != AUTONUMBER) {
        properties.add(Property.of(type.label(), type));
      }
    }
    deploy(properties.toArray(Property[]::new));
    var given =
        Row.of(
            TEXT.label(),
            "it's; \"quoted\" ☃",
            MEMO.label(),
            "x".repeat(100_000),
            NUMBER.label(),
            Long.MIN_VALUE,
            DECIMAL.label(),
            new BigDecimal("123456789.0123"),
            YES_NO.label(),
            true,
            DATE.label(),
            LocalDate.parse("0001-01-01"),
            TIME.label(),
            LocalTime.parse("23:59:59.000001"),
            DATE_TIME.label(),
            Instant.parse("2026-03-01T10:11:12.000001Z"),
            GUID.label(),
            UUID.fromString("ff2504e0-4f89-11d3-9a0c-0305e82c3301"),
            FILE.label(),
            new FileValue("ü.bin", "application/x", new byte[] {0, 1, -1}),
            IMAGE.label(),
            new FileValue("a.png", "image/png", new byte[0]),
            HYPERLINK.label(),
            "https://example.org/?a=b",
            MULTIVALUE.label(),
            List.of("a", 1L, new BigDecimal("1.5"), true, new BigDecimal("1" + "0".repeat(30))));
    var created = workshop.call(MethodCall.of(PERSON, "Create", given)).first().orElseThrow();
    var read = workshop.row(PERSON, "Read", "ID", created.get("ID"));
    given.values().forEach((name, value) -> assertThat(read.get(name)).as(name).isEqualTo(value));
    assertThat(read.get(AUTOGUID.label())).isInstanceOf(UUID.class);
    assertThat(created).isEqualTo(read);
  }

  @Test
  void numbersAreDrawnAndNeverGivenTwice() {
    deploy(ID, NAME);
    assertThat(person("Name", "Ann")).isEqualTo(1L);
    assertThat(person("Name", "Bob")).isEqualTo(2L);
    workshop.call(PERSON, "Delete", "ID", 2L);
    assertThat(person("Name", "Cid")).isEqualTo(3L);
  }

  @Test
  void aGuidThatIsTheKeyIsDrawn() {
    deploy(Property.key("ID", AUTOGUID), NAME);
    var drawn = person("Name", "Ann");
    assertThat(workshop.row(PERSON, "Read", "ID", drawn).get("Name")).isEqualTo("Ann");
  }

  @Test
  void aRowThatIsNotThereIsToldNotPassedOverInSilence() {
    deploy(ID, NAME);
    for (var method : List.of("Read", "Update", "Delete")) {
      workshop.refused(SmartObjectProblem.NOT_FOUND, MethodCall.of(PERSON, method, "ID", 7L));
    }
  }

  @Test
  void whatIsRequiredOrUniqueIsHeldTo() {
    deploy(ID, NAME.asRequired().asUnique());
    person("Name", "Ann");
    var twice =
        workshop.refused(
            SmartObjectProblem.CONFLICT, MethodCall.of(PERSON, "Create", "Name", "Ann"));
    assertThat(twice.fieldErrors())
        .extracting(FieldError::field, FieldError::code)
        .containsExactly(tuple("Name", FieldError.Code.NOT_UNIQUE));
    var missing =
        workshop.refused(SmartObjectProblem.INVALID_DATA, MethodCall.of(PERSON, "Create"));
    assertThat(missing.fieldErrors())
        .extracting(FieldError::field, FieldError::code)
        .containsExactly(tuple("Name", FieldError.Code.REQUIRED));
    workshop.refused(
        SmartObjectProblem.INVALID_DATA, MethodCall.of(PERSON, "Update", "ID", 1L, "Name", null));
  }

  @Test
  void defaultsAreFilledInWhereNothingWasGiven() {
    deploy(
        ID,
        Property.of("State", TEXT).withDefault("New"),
        Property.of("By", TEXT).withDefault(SystemValue.CURRENT_USER),
        Property.of("At", DATE_TIME).withDefault(SystemValue.NOW));
    assertThat(workshop.row(PERSON, "Create"))
        .isEqualTo(Row.of("ID", 1L, "State", "New", "By", "ann", "At", Workshop.NOW));
    assertThat(workshop.row(PERSON, "Create", "State", null).get("State")).isNull();
  }

  @Test
  void listsAreFilteredSortedAndPagedByTheDatabase() {
    deploy(ID, NAME, Property.of("Born", DATE), Property.of("Seen", DATE_TIME));
    for (int day = 1; day <= 9; day++) {
      person(
          "Name",
          "P" + day,
          "Born",
          LocalDate.of(2000, 1, day),
          "Seen",
          day == 5 ? null : Instant.parse("2026-03-01T00:00:0%d.5Z".formatted(day)));
    }
    var call =
        MethodCall.of(PERSON, "List", Row.EMPTY)
            .where(
                Filter.and(
                    Filter.compare("Born", Filter.Operator.GREATER, LocalDate.of(2000, 1, 2)),
                    Filter.compare(
                        "Seen", Filter.Operator.LESS, Instant.parse("2026-03-01T00:00:08.5Z"))))
            .sortedBy(Sort.descending("Seen"));
    var first = workshop.call(call.page(Page.first(3)));
    assertThat(first.rows()).extracting(row -> row.get("Name")).containsExactly("P7", "P6", "P4");
    assertThat(first.pushed().everything()).isTrue();
    var second = workshop.call(call.page(Page.after(first.rows().getLast(), 3)));
    assertThat(second.rows()).extracting(row -> row.get("Name")).containsExactly("P3");
    assertThat(second.more()).isFalse();
    assertThat(second.pushed().everything()).isTrue();
  }

  // ---- tables change without loss

  @Test
  void aPropertyIsAdded() {
    deploy(ID, NAME);
    person("Name", "Ann");
    deploy(
        ID,
        NAME,
        Property.of("City", TEXT),
        Property.of("State", TEXT).asRequired().withDefault("Old"));
    person("Name", "Bob", "City", "Graz");
    assertThat(values("City")).containsExactly(null, "Graz");
    assertThat(values("State")).containsExactly("Old", "Old");
  }

  @Test
  void aPropertyIsRenamedWithItsValues() {
    deploy(ID, NAME.asUnique());
    person("Name", "Ann");
    deploy(ID, Property.of("Full Name", TEXT).asUnique().renamedFrom("Name"));
    assertThat(values("Full Name")).containsExactly("Ann");
    // Deployed again it is where it is.
    deploy(ID, Property.of("Full Name", TEXT).asUnique().renamedFrom("Name"));
    assertThat(values("Full Name")).containsExactly("Ann");
    workshop.refused(
        SmartObjectProblem.CONFLICT, MethodCall.of(PERSON, "Create", "Full Name", "Ann"));
  }

  @Test
  void typesAreWidened() {
    deploy(
        ID,
        NAME.withLengthMax(5),
        Property.of("Count", NUMBER).asUnique(),
        Property.of("Code", NUMBER),
        Property.of("Token", GUID),
        Property.of("Day", DATE));
    var token = UUID.fromString("ff2504e0-4f89-11d3-9a0c-0305e82c3301");
    person(
        "Name", "Ann", "Count", 7L, "Code", 42L, "Token", token, "Day", LocalDate.of(2026, 1, 31));
    deploy(
        ID,
        Property.of("Name", MEMO),
        Property.of("Count", DECIMAL).asUnique(),
        Property.of("Code", TEXT),
        Property.of("Token", TEXT),
        Property.of("Day", TEXT));
    var row = workshop.row(PERSON, "Read", "ID", 1L);
    assertThat((BigDecimal) row.get("Count")).isEqualByComparingTo("7");
    assertThat(row.only(List.of("Name", "Code", "Token", "Day")))
        .isEqualTo(
            Row.of("Name", "Ann", "Code", "42", "Token", token.toString(), "Day", "2026-01-31"));
    person("Name", "x".repeat(5_000), "Count", new BigDecimal("7.5"));
    workshop.refused(
        SmartObjectProblem.CONFLICT,
        MethodCall.of(PERSON, "Create", "Count", new BigDecimal("7.50")));
  }

  @Test
  void whatWouldLoseDataIsRefusedWithTheReasonAndChangesNothing() {
    deploy(ID, NAME, Property.of("Amount", DECIMAL));
    person("Name", "Ann Long", "Amount", new BigDecimal("1.5"));
    var refused =
        refusedDeployment(
            ID,
            NAME.withLengthMax(3),
            Property.of("Amount", NUMBER),
            Property.of("Extra", TEXT).asRequired());
    assertThat(refused.fieldErrors())
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder("Name", "Amount", "Extra");
    assertThat(refused.getMessage()).contains("1 rows have more than 3 characters");
    assertThat(refusedDeployment(Property.key("Name", TEXT), Property.of("ID", NUMBER)))
        .hasMessageContaining("key is ID");
    assertThat(values("Amount")).containsExactly(new BigDecimal("1.5"));
    person("Name", "Still as it was");
  }

  @Test
  void whatHasNoValueCanNotBecomeRequiredWithoutADefault() {
    deploy(ID, NAME);
    person("Name", null);
    person("Name", "Ann");
    assertThat(refusedDeployment(ID, NAME.asRequired())).hasMessageContaining("1 rows have none");
    deploy(ID, NAME.asRequired().withDefault("?"));
    assertThat(values("Name")).containsExactly("?", "Ann");
  }

  @Test
  void whatIsThereTwiceCanNotBecomeUnique() {
    deploy(ID, NAME);
    person("Name", "Ann");
    person("Name", "Ann");
    assertThat(refusedDeployment(ID, NAME.asUnique())).hasMessageContaining("unique");
    workshop.call(PERSON, "Update", "ID", 2L, "Name", "Bob");
    deploy(ID, NAME.asUnique());
    workshop.refused(SmartObjectProblem.CONFLICT, MethodCall.of(PERSON, "Create", "Name", "Ann"));
    deploy(ID, NAME);
    person("Name", "Ann");
  }

  @Test
  void aPropertyThatIsNoMoreKeepsItsValuesUntilItComesBack() {
    deploy(ID, NAME, Property.of("City", TEXT).asRequired().asUnique());
    person("Name", "Ann", "City", "Graz");
    deploy(ID, NAME);
    person("Name", "Bob");
    deploy(ID, NAME, Property.of("City", TEXT));
    assertThat(values("City")).containsExactly("Graz", null);
  }

  @Test
  void aTableWithoutRowsIsMadeAnew() {
    deploy(ID, NAME);
    deploy(Property.key("Code", TEXT), Property.of("Name", NUMBER));
    workshop.call(PERSON, "Create", "Code", "A", "Name", 1L);
    assertThat(workshop.row(PERSON, "Read", "Code", "A").get("Name")).isEqualTo(1L);
  }

  @Test
  void namesThatLookAlikeHaveTablesAndColumnsOfTheirOwn() {
    deploy("A/Order", Property.key("My Key", AUTONUMBER), Property.of("my_key", TEXT));
    deploy(
        "B/order", Property.key("Größe", TEXT), Property.of("\"; DROP TABLE x", TEXT).asUnique());
    workshop.call("A/Order", "Create", "my_key", "one");
    workshop.call("B/order", "Create", "Größe", "L", "\"; DROP TABLE x", "two");
    assertThat(workshop.row("A/Order", "Read", "My Key", 1L).get("my_key")).isEqualTo("one");
    assertThat(workshop.row("B/order", "Read", "Größe", "L").get("\"; DROP TABLE x"))
        .isEqualTo("two");
  }

  @Test
  void anotherSmartBoxOfTheSameDatabaseFindsWhatThisOneMade() {
    deploy(ID, NAME);
    person("Name", "Ann");
    var other = new Workshop().service("SmartBox", new SmartBox(resource, () -> Workshop.NOW));
    other.deploy(workshop.definition(PERSON));
    assertThat(other.row(PERSON, "Read", "ID", 1L).get("Name")).isEqualTo("Ann");
  }

  @Test
  void deploymentsAtOnceComeOneAfterTheOther() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      for (int node = 0; node < 6; node++) {
        var name = "Folder %d/Same".formatted(node % 3);
        all.add(
            threads.submit(() -> {
              var box = new SmartBox(resource, () -> Workshop.NOW);
              new Workshop()
                  .service("SmartBox", box)
                  .deploy(Generation.smartBox(name, "SmartBox", box, ID, NAME));
            }));
      }
      for (var each : all) {
        each.get();
      }
    }
    smartBox.refresh();
    assertThat(smartBox.describe().objects()).hasSize(3);
    assertThat(database.query("SELECT count(DISTINCT table_name) FROM smartbox_object"))
        .containsExactly("3");
  }

  @Test
  void whatASmartBoxCanNotKeepIsToldAtDeployment() {
    var failure =
        catchThrowableOfType(
            SmartObjectException.class,
            () -> deploy(Property.key("Code", TEXT), Property.of("Number", AUTONUMBER)));
    assertThat(failure.problem()).isEqualTo(SmartObjectProblem.INVALID_DEFINITION);
    assertThat(failure).hasMessageContaining("use an AutoGUID");
  }

  // ---- transactions

  @Test
  void aPacketOverASmartBoxAndTablesOfTheSameDatabaseCanBeAtomic() {
    database.run("CREATE TABLE log (line varchar(20) PRIMARY KEY)");
    workshop.generate("sql", new SqlBroker(resource, SqlConfig.DEFAULTS), "log");
    deploy(ID, NAME.asUnique());
    var ann = Packet.Entry.of(MethodCall.of(PERSON, "Create", "Name", "Ann"));
    var log = Packet.Entry.of(MethodCall.of("log", "Create", "line", "Ann"));
    assertThat(workshop.atomic(log, ann, ann).failedEntry()).isEqualTo(2);
    assertThat(database.query("SELECT line FROM log")).isEmpty();
    assertThat(values("Name")).isEmpty();
    assertThat(workshop.atomic(log, ann).succeeded()).isTrue();
    assertThat(values("Name")).containsExactly("Ann");
  }
}
