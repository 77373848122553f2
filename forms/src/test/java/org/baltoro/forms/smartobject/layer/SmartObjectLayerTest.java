package org.baltoro.forms.smartobject.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.baltoro.forms.broker.java.JavaBroker;
import org.baltoro.forms.broker.java.JavaObject;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.Packet;
import org.baltoro.forms.smartobject.Page;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Rights;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.Sort;
import org.baltoro.forms.support.Workshop;
import org.junit.jupiter.api.Test;

/** Notes that are kept in a map, with a broker that can do nothing but keep them. */
class SmartObjectLayerTest {
  private final Map<Long, Row> notes = new LinkedHashMap<>();
  private final Workshop workshop = new Workshop().generate("java", JavaBroker.of(notes()), "Note");

  private JavaObject notes() {
    return JavaObject.named("Note")
        .key("ID", PropertyType.NUMBER)
        .property("Text", PropertyType.TEXT)
        .property("Day", PropertyType.DATE)
        .property("Done", PropertyType.YES_NO)
        .method("Create", MethodKind.CREATE)
        .requires("Text")
        .takes("Day", "Done")
        .gives("ID", "Text")
        .runs(call -> {
          long id = notes.size() + 1L;
          notes.put(id, call.inputs().with("ID", id));
          return Row.of("ID", id, "Text", call.get("Text"));
        })
        .method("Read", MethodKind.READ)
        .requires("ID")
        .gives("ID", "Text", "Day", "Done")
        .runs(call -> notes.get(call.get("ID")))
        .method("List", MethodKind.LIST)
        .gives("ID", "Text", "Day", "Done")
        .lists(call -> List.copyOf(notes.values()))
        .method("Remind", MethodKind.EXECUTE)
        .requires("ID")
        .parameter(Parameter.required("On", PropertyType.DATE))
        .parameter(new Parameter("Loud", PropertyType.YES_NO, false, true))
        .gives("Text")
        .runs(call -> Row.of("Text", "on %s, %s".formatted(call.get("On"), call.get("Loud"))))
        .build();
  }

  private void fill(int count) {
    for (int number = 1; number <= count; number++) {
      workshop.call("Note", "Create", "Text", "Note " + number);
    }
  }

  // ---- checks

  @Test
  void valuesAreMadeOfTheirTypes() {
    workshop.call("Note", "Create", "Text", 12, "Day", "2026-01-31", "Done", "no");
    assertThat(notes.get(1L))
        .isEqualTo(Row.of("Text", "12", "Day", LocalDate.of(2026, 1, 31), "Done", false, "ID", 1L));
  }

  @Test
  void everyFieldThatIsWrongIsToldAtOnceAndNothingIsDone() {
    var failure =
        workshop.refused(
            SmartObjectProblem.INVALID_DATA,
            MethodCall.of("Note", "Create", "Text", "", "Day", "soon", "ID", 5, "Colour", "red"));
    assertThat(failure.fieldErrors())
        .extracting(FieldError::field, FieldError::code)
        .containsExactly(
            tuple("ID", FieldError.Code.UNKNOWN),
            tuple("Colour", FieldError.Code.UNKNOWN),
            tuple("Text", FieldError.Code.REQUIRED),
            tuple("Day", FieldError.Code.WRONG_TYPE));
    assertThat(failure.getMessage()).contains("'soon' is no Date; give a date as 2026-01-31.");
    assertThat(notes).isEmpty();
  }

  @Test
  void parametersAreCheckedAndHaveDefaults() {
    fill(1);
    var call = MethodCall.of("Note", "Remind", "ID", 1);
    var failure =
        workshop.refused(SmartObjectProblem.INVALID_DATA, call.withParameter("Where", "x"));
    assertThat(failure.fieldErrors())
        .extracting(FieldError::field, FieldError::code)
        .containsExactly(
            tuple("Where", FieldError.Code.UNKNOWN), tuple("On", FieldError.Code.REQUIRED));
    assertThat(
            workshop.call(call.withParameter("On", "2026-05-01")).first().orElseThrow().get("Text"))
        .isEqualTo("on 2026-05-01, true");
  }

  @Test
  void whatThereIsNotIsToldWithWhatThereIs() {
    assertThat(
            workshop.refused(SmartObjectProblem.UNKNOWN_SMARTOBJECT, MethodCall.of("Nota", "Read")))
        .hasMessageContaining("there are Note");
    assertThat(workshop.refused(SmartObjectProblem.UNKNOWN_METHOD, MethodCall.of("Note", "read")))
        .hasMessageContaining("it has Create, Read, List, Remind");
  }

  @Test
  void filtersSortsAndPagesAreForListsOfWhatTheyReturn() {
    var list = MethodCall.of("Note", "List");
    workshop.refused(
        SmartObjectProblem.INVALID_CALL,
        MethodCall.of("Note", "Read", "ID", 1).page(Page.first(1)));
    workshop.refused(SmartObjectProblem.INVALID_CALL, list.where(Filter.equal("Colour", "x")));
    workshop.refused(
        SmartObjectProblem.INVALID_CALL,
        list.where(Filter.compare("ID", Filter.Operator.CONTAINS, "1")));
    workshop.refused(SmartObjectProblem.INVALID_DATA, list.where(Filter.equal("ID", "x")));
    workshop.refused(
        SmartObjectProblem.INVALID_CALL,
        list.sortedBy(Sort.ascending("ID"), Sort.descending("ID")));
    workshop.refused(SmartObjectProblem.INVALID_CALL, list.page(Page.first(0)));
    workshop.refused(SmartObjectProblem.INVALID_CALL, list.page(Page.of(1, -1)));
    workshop.refused(
        SmartObjectProblem.INVALID_CALL, list.page(Page.after(Row.of("Text", "x"), 5)));
  }

  // ---- rights

  private void allow(String method, Rights rights) {
    var definition = workshop.definition("Note");
    var methods = new ArrayList<Method>();
    definition
        .methods()
        .forEach(each -> methods.add(each.name().equals(method) ? each.only(rights) : each));
    workshop.deploy(
        new SmartObjectDefinition(
            "Note",
            "",
            "",
            definition.properties(),
            methods,
            List.of(),
            definition.rights(),
            null));
  }

  private void deniedTo(Caller caller, MethodCall call) {
    var failure =
        catchThrowableOfType(
            SmartObjectException.class, () -> workshop.layer().execute(caller, call));
    assertThat(failure.problem()).isEqualTo(SmartObjectProblem.ACCESS_DENIED);
  }

  @Test
  void rightsAreOfMethodsForUsersAndGroups() {
    var create = MethodCall.of("Note", "Create", "Text", "x");
    allow("Create", Rights.groups("Buyers"));
    workshop.layer().execute(Workshop.ANN, create);
    deniedTo(Workshop.BOB, create);
    workshop.layer().execute(Workshop.BOB, MethodCall.of("Note", "List"));
    allow("Create", Rights.users("bob"));
    workshop.layer().execute(Workshop.BOB, create);
    deniedTo(Workshop.ANN, create);
    // Who may not call learns nothing of what the call would need.
    deniedTo(Workshop.ANN, MethodCall.of("Note", "Create", "Colour", "red"));
  }

  @Test
  void aPacketStopsWhereItsCallerMayNotGoOn() {
    allow("Remind", Rights.users("bob"));
    var result =
        workshop.packet(
            Packet.Entry.of(MethodCall.of("Note", "Create", "Text", "x")),
            Packet.Entry.of(MethodCall.of("Note", "Remind", "ID", 1)),
            Packet.Entry.of(MethodCall.of("Note", "Create", "Text", "y")));
    assertThat(result.failedEntry()).isEqualTo(1);
    assertThat(Workshop.failure(result).problem()).isEqualTo(SmartObjectProblem.ACCESS_DENIED);
    assertThat(notes).hasSize(1);
  }

  // ---- packets

  @Test
  void callsAreCountedEachAndAPacketOnce() {
    fill(4);
    assertThat(workshop.counter().calls()).isEqualTo(4);
    assertThat(workshop.counter().packets()).isZero();
    workshop.packet(
        IntStream.range(0, 4)
            .mapToObj(number -> Packet.Entry.of(MethodCall.of("Note", "Create", "Text", "x")))
            .toArray(Packet.Entry[]::new));
    assertThat(workshop.counter().calls()).isEqualTo(4);
    assertThat(workshop.counter().packets()).isEqualTo(1);
    assertThat(workshop.counter().entries()).isEqualTo(4);
    assertThat(workshop.counter().inFlight()).isZero();
    assertThat(workshop.counter().inFlightMax()).isEqualTo(1);
  }

  @Test
  void anEntryIsMadeWhenItsTurnComesOfWhatCameBefore() {
    Packet.Entry second =
        earlier ->
            MethodCall.of(
                "Note",
                "Create",
                "Text",
                "after " + earlier.getFirst().first().orElseThrow().get("ID"));
    Packet.Entry third =
        earlier ->
            MethodCall.of("Note", "Read", "ID", earlier.get(1).first().orElseThrow().get("ID"));
    var result =
        workshop.packet(
            Packet.Entry.of(MethodCall.of("Note", "Create", "Text", "first")), second, third);
    assertThat(result.succeeded()).isTrue();
    assertThat(result.results().getLast().first().orElseThrow().get("Text")).isEqualTo("after 1");
  }

  @Test
  void anEntryThatCanNotBeMadeHasFailed() {
    var result =
        workshop.packet(
            Packet.Entry.of(MethodCall.of("Note", "Read", "ID", 99)),
            earlier ->
                MethodCall.of(
                    "Note", "Read", "ID", earlier.getFirst().first().orElseThrow().get("ID")),
            Packet.Entry.of(MethodCall.of("Note", "Create", "Text", "never")));
    assertThat(result.failedEntry()).isEqualTo(1);
    assertThat(result.results()).hasSize(1);
    assertThat(notes).isEmpty();
  }

  @Test
  void anEmptyPacketIsDoneAndATooLargeOneIsNotBegun() {
    assertThat(workshop.packet().succeeded()).isTrue();
    assertThat(workshop.atomic().succeeded()).isTrue();
    var entry = Packet.Entry.of(MethodCall.of("Note", "Create", "Text", "x"));
    var large = java.util.Collections.nCopies(10_001, entry).toArray(Packet.Entry[]::new);
    var result = workshop.packet(large);
    assertThat(Workshop.failure(result).problem()).isEqualTo(SmartObjectProblem.INVALID_CALL);
    assertThat(result.failedEntry()).isEqualTo(-1);
    assertThat(notes).isEmpty();
  }

  // ---- lists of a source that can do nothing

  @Test
  void theLayerFiltersSortsAndPagesAndSaysSo() {
    fill(25);
    var call =
        MethodCall.of("Note", "List")
            .where(Filter.compare("ID", Filter.Operator.GREATER, 5))
            .sortedBy(Sort.descending("ID"));
    var result = workshop.call(call.page(Page.of(3, 1)));
    assertThat(result.rows()).extracting(row -> row.get("ID")).containsExactly(24L, 23L, 22L);
    assertThat(result.more()).isTrue();
    assertThat(result.pushed())
        .isEqualTo(new org.baltoro.forms.smartobject.Pushed(false, false, false, 25));
    var next = workshop.call(call.page(Page.after(result.rows().getLast(), 30)));
    assertThat(next.rows().getFirst().get("ID")).isEqualTo(21L);
    assertThat(next.rows().getLast().get("ID")).isEqualTo(6L);
    assertThat(next.more()).isFalse();
  }

  @Test
  void whatIsTooMuchToSortHereIsRefusedAndWhatNeedsNoOrderIsNot() {
    var small =
        new Workshop(LayerConfig.DEFAULTS.withRowsReadMax(10))
            .generate("java", JavaBroker.of(notes()), "Note");
    fill(11);
    var list = MethodCall.of("Note", "List");
    small.refused(SmartObjectProblem.TOO_MANY_ROWS, list.sortedBy(Sort.ascending("Text")));
    small.refused(SmartObjectProblem.TOO_MANY_ROWS, list.where(Filter.equal("ID", 11)));
    assertThat(small.call(list).rows()).hasSize(11);
    var page = small.call(list.page(Page.first(5)));
    assertThat(page.rows()).hasSize(5);
    assertThat(page.more()).isTrue();
  }

  @Test
  void aBrokerThatBreaksOffIsToldByItsNameOnly() {
    var broken =
        JavaObject.named("Broken")
            .property("Text", PropertyType.TEXT)
            .method("Run", MethodKind.EXECUTE)
            .gives("Text")
            .runs(call -> Row.of("Text", List.of(new Object())))
            .build();
    workshop.generate("broken", JavaBroker.of(broken), "Broken");
    assertThat(workshop.refused(SmartObjectProblem.SOURCE_FAILED, MethodCall.of("Broken", "Run")))
        .hasMessageContaining("does not fit Text");
  }
}
