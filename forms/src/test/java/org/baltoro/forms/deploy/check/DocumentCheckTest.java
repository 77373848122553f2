package org.baltoro.forms.deploy.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.baltoro.api.DefinitionProblem;
import org.baltoro.forms.broker.java.JavaBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One thing is made wrong in the documents of docs/forms.md; the check says what, and where. */
class DocumentCheckTest {
  private static final String HEADER = "Purchasing/Order Header";
  private static final String LINES = "Purchasing/Order Lines";
  private static final String FORM = "Purchasing/Purchase Order";
  private static final String LOOKUP = "Purchasing/Supplier Lookup";

  private Purchasing purchasing;

  @BeforeEach
  void open() {
    purchasing = new Purchasing();
  }

  @AfterEach
  void close() throws Exception {
    purchasing.close();
  }

  // ---- what is not there

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          smartObject: Purchasing/Order, method | smartObject: Purchasing/Ordre, method | file.yaml:4:24: source.smartObject: found the unknown SmartObject 'Purchasing/Ordre'; expected a SmartObject of those that are deployed: Purchasing/Line, Purchasing/Note, Purchasing/Order, Purchasing/Supplier. Did you mean 'Purchasing/Order'?
          method: Load }                        | method: Laod }                        | file.yaml:4:50: source.method: found the unknown method 'Laod'; expected a method of SmartObject 'Purchasing/Order': Create, Load, Save. Did you mean 'Load'?
          Ordered: date                         | Orderd: date                          | file.yaml:13:11: fields.Orderd.property: found the unknown property 'Orderd'; expected a property of SmartObject 'Purchasing/Order': ID, Number, Supplier, Ordered, Total. Did you mean 'Ordered'?
          field: Number,                        | field: Numbr,                         | file.yaml:17:36: controls.Number.field: found the unknown field 'Numbr'; expected a field of view 'Purchasing/Order Header': ID, Number, Supplier, Ordered, Total. Did you mean 'Number'?
          value: ID                             | value: Id                             | file.yaml:26:14: controls.Supplier.source.value: found the unknown property 'Id'; expected a property of what 'Purchasing/Supplier.List' returns: ID, Name, Country. Did you mean 'ID'?
          "{Name} ({Country})"                  | "{Name} ({Contry})"                   | file.yaml:27:16: controls.Supplier.source.display: found the unknown property 'Contry'; expected a property of what 'Purchasing/Supplier.List' returns: ID, Name, Country. Did you mean 'Country'?
          clicked: Find                         | clicked: Fnid                         | file.yaml:43:22: rules[0].when.clicked: found the unknown control 'Fnid'; expected a control of view 'Purchasing/Order Header': Number, Supplier, Ordered, Total, Urgent, Reason, Find. Did you mean 'Find'?
          focus: Supplier                       | focus: Suplier                        | file.yaml:49:20: rules[0].do[0].then[1].focus: found the unknown control 'Suplier'; expected a control of view 'Purchasing/Order Header': Number, Supplier, Ordered, Total, Urgent, Reason, Find. Did you mean 'Supplier'?
          Purchasing/Supplier Lookup            | Purchasing/Supplier Lokup             | file.yaml:46:26: warning: rules[0].do[0].then[0].openSubform: found the form 'Purchasing/Supplier Lokup', which is not deployed; expected one that is there, or that comes next: Purchasing/Purchase Order, Purchasing/Supplier Lookup. Did you mean 'Purchasing/Supplier Lookup'?
          """)
  void whatAViewRefersToMustBeThere(String from, String to, String problem) {
    assertThat(purchasing.changed(HEADER, from, to)).extracting(Object::toString).contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          Header: Purchasing/Order Header  | Header: Purchasing/Order Haeder | views.Header: found the unknown view 'Purchasing/Order Haeder'
          initialise: Lines                | initialise: Lins                | rules[0].do[0].and[1].initialise: found the unknown view 'Lins'; expected a view of form 'Purchasing/Purchase Order': Header, Lines. Did you mean 'Lines'?
          parameter: Lines.Order           | parameter: Lines.Odrer          | found the unknown parameter 'Odrer'; expected a parameter of view 'Purchasing/Order Lines': Order. Did you mean 'Order'?
          field: Header.ID                 | field: Header.Id                | found the unknown field 'Id'; expected a field of view 'Purchasing/Order Header': ID, Number, Supplier, Ordered, Total. Did you mean 'ID'?
          result: create.ID                | result: create.Id               | found the unknown property 'Id'; expected a property of what action 'create' returns: ID. Did you mean 'ID'?
          result: create.ID                | result: craete.ID               | found the unknown action 'craete'
          sum(Lines.rows.Amount)           | sum(Lines.rows.Amonut)          | controls.Sum.expression: found the unknown name 'Amonut' behind a dot; expected one of ID, OrderID, Item, Amount. Did you mean 'Amount'?
          without: [save-is-clicked]       | without: [save-is-clikced]      | states.Approval.without: found the unknown rule 'save-is-clikced'; expected a rule of the form's base state: the-form-is-initialised, an-order-is-opened, save-is-clicked. Did you mean 'save-is-clicked'?
          rule: the-total-has-changed      | rule: the-total-changed         | inherited[0].rule: found the unknown rule 'the-total-changed'; expected a rule of view 'Purchasing/Order Header': find-is-clicked, the-total-has-changed.
          tab: More, property              | tab: Moer, property             | found the unknown tab 'Moer'; expected a tab of form 'Purchasing/Purchase Order': Main, More. Did you mean 'More'?
          view: Header, property: readOnly | view: Haeder, property: readOnly | found the unknown view 'Haeder'
          """)
  void whatAFormRefersToMustBeThere(String from, String to, String problem) {
    assertThat(purchasing.changed(FORM, from, to).toString()).contains(problem);
  }

  @Test
  void whatASubformRefersToMustBeThere() {
    assertThat(problem(LOOKUP, "field: Suppliers.ID", "field: Supplier.ID"))
        .isEqualTo(
            "file.yaml:11:17: rules[0].do[0].then[0].transfer[0]: found the unknown view"
                + " 'Supplier'; expected a view of form 'Purchasing/Supplier Lookup': Suppliers."
                + " Did you mean 'Suppliers'?");
    assertThat(problem(LOOKUP, "close: this", "close: lokup"))
        .contains("found the unknown subform 'lokup'");
    assertThat(problem(HEADER, "focus: Supplier", "close: lookupp"))
        .contains("warning")
        .contains("the subform 'lookupp', which no rule of the view opens")
        .contains("lookup");
  }

  @Test
  void aFormMayReferToItselfBeforeItIsDeployed() {
    assertThat(
            purchasing.check(
                """
                form: Purchasing/Again
                views: { Header: Purchasing/Order Header }
                parameters: { Round: number }
                controls: { Go: { type: button } }
                rules:
                  - rule: Go is clicked
                    when: { clicked: Go }
                    do:
                      - then:
                          - navigateToForm: Purchasing/Again
                            parameters: { Round: = Round + 1 }
                """))
        .isEmpty();
  }

  @Test
  void aViewDoesNotKnowTheViewsBesideIt() {
    assertThat(problem(HEADER, "focus: Supplier", "focus: Lines.Item"))
        .contains("found 'Lines' of view 'Purchasing/Order Header'")
        .contains("only forms have views");
  }

  // ---- bounds

  @Test
  void whatNoValueCanKeepToIsTold() {
    assertThat(
            purchasing
                .check(
                    """
                    view: Purchasing/Bounds
                    kind: content
                    controls:
                      Name: { type: text-box, lengthMax: -5 }
                      Code: { type: text-box, lengthMax: 2, default: abc }
                      Count: { type: number, minimum: 5, maximum: 1 }
                      Rate: { type: number, minimum: 1, maximum: 5, default: 9 }
                      Price: { type: decimal, decimals: -1 }
                      Empty: { type: drop-down, items: [] }
                      Twice: { type: drop-down, items: [A, A], default: B }
                      Good: { type: drop-down, items: [A, B], default: B }
                      Tick: { type: timer, intervalSeconds: 0 }
                    """)
                .stream()
                .map(problem -> problem.toString().replaceAll("^[^:]*:[0-9]*:[0-9]*: ", "")))
        .containsExactlyInAnyOrder(
            "controls.Name.lengthMax: found -5; expected 1 or more.",
            "controls.Code.default: found 3 characters; expected 2 at most, the lengthMax.",
            "controls.Count.minimum: found 5; expected 1, the maximum, or less.",
            "controls.Rate.default: found 9; expected a number from minimum to maximum.",
            "controls.Price.decimals: found -1; expected 0 to 20.",
            "warning: controls.Empty: found a drop-down without items; expected items, a source, or"
                + " a rule that fills it.",
            "controls.Twice.items: found 'A' twice; expected each value once.",
            "controls.Twice.default: found 'B'; expected one of the items.",
            "controls.Tick.intervalSeconds: found 0; expected 1 or more.");
  }

  // ---- wrong types

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          Ordered: date                      | Ordered: text                      | fields.Ordered.type: found text; expected date, which property 'Ordered' is.
          Ordered: { type: date, field       | Ordered: { type: check-box, field  | controls.Ordered.field: found a field of type date; expected one that a check-box of yes-no can hold.
          if: Total >= 1000                  | if: Total >= "1000"                | found a number compared with a string; expected two values of one type.
          if: Total >= 1000                  | if: Total + 1                      | found an expression that gives a number; expected true or false.
          property: visible, to: true        | property: visible, to: often       | found 'often', a Text; expected a Yes/No.
          property: required, to: true       | property: collapsed, to: true      | found 'collapsed' of 'Reason'; expected a property that rules may set of a text-area.
          when: { changed: Total }           | when: { clicked: Total }           | rules[1].when.clicked: found 'clicked' of 'Total', a decimal; expected one of changed, focused, left.
          focus: Supplier                    | startTimer: Supplier               | found 'startTimer' of 'Supplier', a lookup; expected one of populate, clearControl, focus.
          expression: Total < 1000 or        | expression: Total <> 1000 or       | controls.Reason.validation.expression: found '<>'; expected '!='.
          """)
  void valuesMustFit(String from, String to, String problem) {
    assertThat(purchasing.changed(HEADER, from, to).toString()).contains(problem);
  }

  @Test
  void aDateIsNoNumberAndTextMayBecomeOne() {
    assertThat(problem(FORM, "{ ID: { parameter: Order } }", "{ ID: { field: Header.Ordered } }"))
        .contains("found a Date; expected what can be made a Number");
    assertThat(
            purchasing.changed(
                FORM, "{ ID: { parameter: Order } }", "{ ID: { field: Header.Number } }"))
        .isEmpty();
  }

  @Test
  void feelThatStandsBehindASignOrInATextIsToldAtItsColumn() {
    assertThat(problem(FORM, "= Header.Total >= 1000", "= Header.Totl >= 1000"))
        .startsWith("file.yaml:92:70: ")
        .contains("found the unknown name 'Totl' behind a dot");
    assertThat(
            problem(
                FORM,
                "\"Order ${Header.Number} is saved.\"",
                "\"Order ${Header.Numbr} is saved.\""))
        .startsWith("file.yaml:61:42: ")
        .contains("Did you mean 'Number'?");
  }

  // ---- required inputs, lists

  @Test
  void requiredInputsMustBeGiven() {
    assertThat(
            problem(
                LINES,
                "filter: { property: OrderID, equals: { parameter: Order } }",
                "filter: { property: Order, equals: 5 }"))
        .contains("the unknown property 'Order'");
    assertThat(
            problem(
                FORM,
                "inputs: { OrderID: { result: create.ID } }",
                "inputs: { Item: { result: create.ID } }"))
        .as("the order's id comes from the lines' own field")
        .isEqualTo("none");
    assertThat(
            problem(
                HEADER,
                "          - focus: Supplier",
                "          - { execute: Purchasing/Order, method: Create, inputs: { Total: 5 } }"))
        .contains("inputs: found no 'Number'; expected all that method 'Purchasing/Order.Create'")
        .contains("file.yaml:49");
  }

  @Test
  void filtersAndOrdersAreOfListsOnly() {
    assertThat(problem(HEADER, "method: Load }", "method: Load, order: [Number] }"))
        .contains("a filter or an order for 'Purchasing/Order.Load', which gives one row");
    assertThat(
            purchasing
                .changed(LINES, "  method: List\n  order", "  method: Create\n  order")
                .toString())
        .contains("'Purchasing/Line.Create', which gives one row; expected a list method");
    assertThat(problem(LINES, "equals: { parameter", "contains: { parameter"))
        .contains("'contains' of 'OrderID', a Number");
  }

  // ---- all or nothing

  @Test
  void whatHasNoTransactionCantBeAtomic() {
    purchasing.services().register("shop", JavaBroker.of());
    assertThat(purchasing.check(purchasing.file(FORM)).toString())
        .contains("do[0].atomic: found methods of services without transactions:")
        .contains("Purchasing/Order.Create, Purchasing/Line.Create");
  }

  @Test
  void aProcessCantBeStartedInAnAtomicBlock() {
    assertThat(
            problem(
                FORM,
                "            atomic: true",
                "              - startProcess: Purchasing/Approve\n            atomic: true"))
        .contains("an action of the workflow in a block that is atomic");
  }

  // ---- several at once, and reading besides

  @Test
  void allProblemsAreToldAtOnceInTheOrderOfTheFile() {
    var text =
        purchasing
            .file(HEADER)
            .replace("kind: item", "kind: itme")
            .replace("field: Number,", "field: Numbr,")
            .replace("if: Total < 1000", "if: Total < \"x\"");
    assertThat(purchasing.check(text))
        .extracting(DefinitionProblem::line)
        .containsExactly(3, 17, 60);
  }

  @Test
  void whatCouldNotBeReadIsNotJudgedBesides() {
    assertThat(purchasing.changed(HEADER, "when: { clicked: Find }", "when: { clicked: [Find] }"))
        .singleElement()
        .asString()
        .contains("found a list; expected an id");
  }

  // ---- SmartObjects

  @Test
  void smartObjectsAreCheckedAgainstTheirServices() {
    var order = "Purchasing/Order";
    assertThat(problem(order, "serviceMethod: Read", "serviceMethod: Raed"))
        .contains("methods.Load.bindings[0].serviceMethod: found 'Raed'");
    assertThat(problem(order, "target: Purchasing/Line", "target: Purchasing/Lne"))
        .contains("warning")
        .contains("'Purchasing/Lne', which is not deployed");
  }

  private String problem(String document, String from, String to) {
    var problems = purchasing.changed(document, from, to);
    return problems.isEmpty() ? "none" : problems.getFirst().toString();
  }
}
