package org.baltoro.forms.smartobject.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.baltoro.forms.broker.java.JavaBroker;
import org.baltoro.forms.broker.java.JavaObject;
import org.baltoro.forms.broker.sql.SqlBroker;
import org.baltoro.forms.smartobject.InputMapping;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.MethodReference;
import org.baltoro.forms.smartobject.OnFailure;
import org.baltoro.forms.smartobject.Packet;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.ReturnMapping;
import org.baltoro.forms.smartobject.Rights;
import org.baltoro.forms.smartobject.ServiceBinding;
import org.baltoro.forms.smartobject.ServiceBindings;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.Source;
import org.baltoro.forms.smartobject.SystemValue;
import org.baltoro.forms.support.Database;
import org.baltoro.forms.support.Workshop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A transfer between accounts: two postings and a note, by one method of several service methods.
 */
abstract class CompositeSuite {
  private Database database;
  private Workshop workshop;

  abstract Database open();

  @BeforeEach
  void openDatabase() {
    database = open();
    var id =
        database.isPostgres()
            ? "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
            : "INTEGER PRIMARY KEY";
    database.run(
        "CREATE TABLE transfer (id %s, note varchar(20) UNIQUE, made_by varchar(20))".formatted(id),
        "CREATE TABLE posting (transfer bigint NOT NULL, account varchar(10) NOT NULL, amount"
            + " bigint NOT NULL, PRIMARY KEY (transfer, account))");
    var sql = new SqlBroker(database.dataSource());
    workshop = new Workshop().generate("bank", sql, "transfer", "posting");
    workshop.deploy(transfer("Careful", OnFailure.ROLLBACK));
    workshop.deploy(transfer("Carefree", OnFailure.CONTINUE));
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  /** Makes a transfer, then its two postings, which take its number. */
  private static SmartObjectDefinition transfer(String name, OnFailure onFailure) {
    var head =
        new ServiceBinding(
            "Head",
            "bank",
            "transfer",
            "Create",
            List.of(
                new InputMapping("note", new Source.FromProperty("Note")),
                new InputMapping("made_by", new Source.FromSystem(SystemValue.CURRENT_USER))),
            List.of(new ReturnMapping("id", "ID"), new ReturnMapping("made_by", "By")));
    var method =
        new Method(
            "Transfer",
            "",
            "",
            MethodKind.CREATE,
            List.of("Note"),
            List.of(),
            List.of(
                Parameter.required("From", PropertyType.TEXT),
                Parameter.required("To", PropertyType.TEXT)),
            List.of("ID", "By"),
            new ServiceBindings(List.of(head, posting("From", -1L), posting("To", 1L)), onFailure),
            null);
    return new SmartObjectDefinition(
        name,
        "",
        "",
        List.of(
            Property.key("ID", PropertyType.NUMBER),
            Property.of("Note", PropertyType.TEXT),
            Property.of("By", PropertyType.TEXT)),
        List.of(method),
        List.of(),
        Rights.EVERYONE,
        null);
  }

  private static ServiceBinding posting(String account, long amount) {
    return new ServiceBinding(
        account,
        "bank",
        "posting",
        "Create",
        List.of(
            new InputMapping("transfer", new Source.FromBinding("Head", "id")),
            new InputMapping("account", new Source.FromParameter(account)),
            new InputMapping("amount", new Source.Constant(amount))),
        List.of());
  }

  private static MethodCall call(String smartObject, String note, String from, String to) {
    return MethodCall.of(smartObject, "Transfer", "Note", note)
        .withParameter("From", from)
        .withParameter("To", to);
  }

  private List<String> transfers() {
    return database.query("SELECT note FROM transfer ORDER BY id");
  }

  private List<String> postings() {
    return database.query(
        "SELECT t.note || ' ' || p.account || ' ' || p.amount FROM posting p JOIN transfer t ON"
            + " t.id = p.transfer ORDER BY t.id, p.amount");
  }

  @Test
  void bindingsRunInOrderAndGiveEachOtherWhatTheyMade() {
    var row = workshop.call(call("Careful", "rent", "A", "B")).first().orElseThrow();
    assertThat(row.get("By")).isEqualTo("ann");
    assertThat(postings()).containsExactly("rent A -1", "rent B 1");
  }

  @Test
  void aMethodWithRollbackIsUndoneWholly() {
    var failure = workshop.refused(SmartObjectProblem.CONFLICT, call("Careful", "rent", "A", "A"));
    assertThat(failure.getMessage()).contains("Careful.Transfer");
    assertThat(transfers()).isEmpty();
    assertThat(postings()).isEmpty();
  }

  @Test
  void aMethodThatContinuesKeepsWhatWasDoneAndSaysWhatFailed() {
    var result = workshop.call(call("Carefree", "rent", "A", "A"));
    assertThat(result.failures()).extracting(failure -> failure.binding()).containsExactly("To");
    assertThat(result.first().orElseThrow().get("ID")).isNotNull();
    assertThat(postings()).containsExactly("rent A -1");
  }

  @Test
  void whatNeedsAFailedBindingFailsToo() {
    workshop.call(call("Carefree", "rent", "A", "B"));
    var failure = workshop.refused(SmartObjectProblem.CONFLICT, call("Carefree", "rent", "A", "B"));
    assertThat(failure.fieldErrors()).extracting(error -> error.field()).containsExactly("Note");
    assertThat(transfers()).containsExactly("rent");
  }

  @Test
  void aMethodWithRollbackInAPacketThatIsNotAtomicUndoesJustItself() {
    var result =
        workshop.packet(
            Packet.Entry.of(call("Careful", "one", "A", "B")),
            Packet.Entry.of(call("Careful", "two", "A", "A")),
            Packet.Entry.of(call("Careful", "three", "A", "B")));
    assertThat(result.failedEntry()).isEqualTo(1);
    assertThat(result.results()).hasSize(1);
    assertThat(transfers()).containsExactly("one");
    assertThat(postings()).containsExactly("one A -1", "one B 1");
  }

  @Test
  void inAnAtomicPacketItUndoesAll() {
    var result =
        workshop.atomic(
            Packet.Entry.of(call("Careful", "one", "A", "B")),
            Packet.Entry.of(call("Careful", "two", "A", "A")));
    assertThat(result.failedEntry()).isEqualTo(1);
    assertThat(transfers()).isEmpty();
  }

  @Test
  void aMethodThatContinuesDoesSoInAnAtomicPacketToo() {
    var result =
        workshop.atomic(
            Packet.Entry.of(call("Carefree", "one", "A", "A")),
            Packet.Entry.of(call("Carefree", "two", "A", "B")));
    assertThat(result.succeeded()).isTrue();
    assertThat(result.results().getFirst().failures()).hasSize(1);
    assertThat(postings()).containsExactly("one A -1", "two A -1", "two B 1");
  }

  @Test
  void whatHasNoTransactionsIsNotAtomicAndRefusedBeforeAnythingIsDone() {
    var mail =
        JavaObject.named("Mail")
            .property("To", PropertyType.TEXT)
            .method("Send", MethodKind.EXECUTE)
            .takes("To")
            .runs(call -> null)
            .build();
    workshop.generate("mail", JavaBroker.of(mail), "Mail");
    var transfer = new MethodReference("Careful", "Transfer");
    var send = new MethodReference("Mail", "Send");
    assertThat(workshop.layer().canBeAtomic(List.of(transfer, transfer))).isTrue();
    assertThat(workshop.layer().canBeAtomic(List.of(transfer, send))).isFalse();
    assertThat(workshop.layer().canBeAtomic(List.of(new MethodReference("No", "One")))).isFalse();

    var known =
        workshop.atomic(
            Packet.Entry.of(call("Careful", "one", "A", "B")),
            Packet.Entry.of(MethodCall.of("Mail", "Send", "To", "x")));
    assertThat(known.failedEntry()).isEqualTo(1);
    assertThat(Workshop.failure(known).problem()).isEqualTo(SmartObjectProblem.NOT_TRANSACTIONAL);
    assertThat(workshop.counter().entries()).isZero();

    Packet.Entry late = earlier -> MethodCall.of("Mail", "Send", "To", "x");
    var unknown = workshop.atomic(Packet.Entry.of(call("Careful", "one", "A", "B")), late);
    assertThat(unknown.failedEntry()).isEqualTo(1);
    assertThat(transfers()).isEmpty();
  }

  @Test
  void rollbackOverServicesWithoutACommonTransactionIsRefusedAtDeployment() {
    try (var other = open()) {
      other.run("CREATE TABLE posting (transfer bigint, account varchar(10), amount bigint)");
      workshop.service("other", new SqlBroker(other.dataSource()));
      var careful = workshop.definition("Careful").methods().getFirst();
      var elsewhere =
          new ServiceBinding(
              "Other",
              "other",
              "posting",
              "Create",
              List.of(new InputMapping("account", new Source.FromParameter("To"))),
              List.of());
      var method =
          new Method(
              "Both",
              "",
              "",
              MethodKind.CREATE,
              careful.inputs(),
              List.of(),
              careful.parameters(),
              careful.returns(),
              new ServiceBindings(
                  List.of(careful.bindings().bindings().getFirst(), elsewhere), OnFailure.ROLLBACK),
              null);
      var definition = workshop.definition("Careful");
      var failure =
          catchThrowableOfType(
              SmartObjectException.class,
              () ->
                  workshop.deploy(
                      new SmartObjectDefinition(
                          "Split",
                          "",
                          "",
                          definition.properties(),
                          List.of(method),
                          List.of(),
                          Rights.EVERYONE,
                          null)));
      assertThat(failure.problem()).isEqualTo(SmartObjectProblem.INVALID_DEFINITION);
      assertThat(failure).hasMessageContaining("no transaction in common");
    }
  }
}
