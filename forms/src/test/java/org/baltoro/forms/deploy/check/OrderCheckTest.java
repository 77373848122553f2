package org.baltoro.forms.deploy.check;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.baltoro.api.DefinitionProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that lose data, races, rounds, and what is never reached: warnings, each at its line. */
class OrderCheckTest {
  private static final String TRANSFER =
      "transfer: [{ from: { field: Suppliers.ID }, to: { control: parent:Supplier } }]";

  private Purchasing purchasing;

  @BeforeEach
  void open() {
    purchasing = new Purchasing();
  }

  @AfterEach
  void close() throws Exception {
    purchasing.close();
  }

  // ---- transfer and close

  @Test
  void aTransferBeforeTheCloseIsRight() {
    assertThat(lookup("- then:", "    - " + TRANSFER, "    - close: this")).isEmpty();
    assertThat(lookup("- and:", "    - " + TRANSFER, "- then:", "    - close: this")).isEmpty();
  }

  @Test
  void aTransferAfterTheCloseIsWarnedOf() {
    assertThat(lookup("- then:", "    - close: this", "    - " + TRANSFER))
        .singleElement()
        .hasToString(
            "file.yaml:11:13: warning: rules[0].do[0].then[1]: found a transfer after the form or"
                + " view of this rule has closed, in line 10; expected it before the close: what is"
                + " closed has no values any more, and the target stays as it was.");
    assertThat(lookup("- and:", "    - close: this", "- then:", "    - " + TRANSFER)).hasSize(1);
    assertThat(lookup("- also:", "    - closeLevels: 2", "    - " + TRANSFER)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"and", "asynchronously"})
  void aTransferBesideTheCloseIsWarnedOf(String word) {
    assertThat(lookup("- " + word + ":", "    - " + TRANSFER, "    - close: this"))
        .singleElement()
        .hasToString(
            ("file.yaml:10:13: warning: rules[0].do[0].%s[0]: found a transfer beside the close of"
                    + " the form or view of this rule in a block '%s'; expected both in a block"
                    + " 'then', the close last: beside each other it may close first.")
                .formatted(word, word));
  }

  @Test
  void aDisabledCloseClosesNothingAndACloseUnderAConditionOnlyInside() {
    assertThat(lookup("- then:", "    - { close: this, enabled: false }", "    - " + TRANSFER))
        .isEmpty();
    assertThat(
            lookup(
                "- if: Suppliers.rows = null",
                "  do:",
                "    - then:",
                "        - close: this",
                "        - stopRule",
                "- then:",
                "    - " + TRANSFER))
        .isEmpty();
  }

  @Test
  void whatWasOpenedIsReadBeforeItIsClosed() {
    var open =
        "    - { openSubform: Purchasing/Supplier Lookup, as: lookup, waitUntilClosed: true }";
    var read =
        "    - transfer: [{ from: { field: lookup:Suppliers.ID }, to: { field: Header.Supplier }"
            + " }]";
    assertThat(form("- then:", open, read, "    - close: lookup")).isEmpty();
    assertThat(form("- then:", open, "    - close: lookup", read))
        .singleElement()
        .asString()
        .contains("a transfer after subform 'lookup' has closed, in line 11");
    assertThat(form("- then:", open, "    - close: lookup", open, read))
        .as("opened again")
        .isEmpty();
  }

  // ---- races

  @ParameterizedTest
  @ValueSource(strings = {"and", "asynchronously"})
  void whatOneWritesNoneBesideItReads(String word) {
    assertThat(
            form(
                "- " + word + ":",
                "    - executeView: Header",
                "      method: Load",
                "      inputs: { ID: { parameter: Order } }",
                "    - executeView: Lines",
                "      method: List",
                "      filter: { property: OrderID, equals: { field: Header.ID } }"))
        .singleElement()
        .hasToString(
            ("file.yaml:13:13: warning: rules[0].do[0].%s[1]: found an action that reads"
                    + " 'Header.ID', which the action in line 10 beside it writes; expected it in a"
                    + " block of its own below: in '%s' nobody knows which comes first.")
                .formatted(word, word));
  }

  @Test
  void theSameInOrderIsRight() {
    assertThat(
            form(
                "- then:",
                "    - executeView: Header",
                "      method: Load",
                "      inputs: { ID: { parameter: Order } }",
                "    - executeView: Lines",
                "      method: List",
                "      filter: { property: OrderID, equals: { field: Header.ID } }"))
        .isEmpty();
  }

  @Test
  void listsThatAreLoadedBesideEachOtherDoNotRace() {
    assertThat(form("- and:", "    - initialise: Header", "    - initialise: Lines")).isEmpty();
    assertThat(
            form(
                "- and:",
                "    - refresh: Lines",
                "    - populate: Header.Supplier",
                "    - initialise: Header"))
        .isEmpty();
    assertThat(
            form(
                "- and:",
                "    - { executeForItems: { view: Lines, state: added }, method: Create }",
                "    - { executeForItems: { view: Lines, state: changed }, method: Save }"))
        .isEmpty();
  }

  @Test
  void expressionsAndControlsAreLookedThrough() {
    assertThat(
            form(
                "- and:",
                "    - transfer: [{ from: 5, to: { control: Header.Total } }]",
                "    - message: \"It is ${Header.Total}\""))
        .singleElement()
        .asString()
        .contains("reads 'Header.Total', which the action in line 10");
    assertThat(
            form(
                "- and:",
                "    - transfer: [{ from: 5, to: { field: Header.Total } }]",
                "    - transfer: [{ from: 6, to: { control: Header.Total } }]"))
        .singleElement()
        .asString()
        .contains("writes 'Header.Total', which the action in line 10 beside it writes, too");
    assertThat(
            form(
                "- and:",
                "    - { executeForItems: { view: Lines, state: added }, method: Create }",
                "    - refresh: Lines"))
        .singleElement()
        .asString()
        .contains("reads the data of Lines");
  }

  // ---- results

  @Test
  void aResultIsUsedAfterItIsThere() {
    var create =
        "    - { execute: Purchasing/Order, method: Create, inputs: { Number: A }, id: create }";
    var use = "    - message: { result: create.ID }";
    assertThat(form("- then:", create, use)).isEmpty();
    assertThat(form("- also:", create, use)).isEmpty();
    assertThat(form("- then:", use, create).getFirst().toString())
        .contains("found the result of 'create', which has not run by then")
        .doesNotContain("warning");
    assertThat(form("- and:", create, use))
        .singleElement()
        .asString()
        .contains("warning", "the result of 'create', which runs beside it");
    assertThat(form("- asynchronously:", create, "    - refresh: Lines", "- then:", use))
        .singleElement()
        .asString()
        .contains("whose block 'asynchronously' waits for its first action only");
  }

  // ---- rounds

  @Test
  void aRuleThatRaisesItselfIsWarnedOf() {
    assertThat(
            rules(
                """
                  - rule: The total has changed
                    when: { changed: Header.Total }
                    do:
                      - then:
                          - transfer: [{ from: = Header.Total * 2, to: { field: Header.Total } }]
                """))
        .singleElement()
        .hasToString(
            "file.yaml:5:5: warning: rules[0]: found a rule that raises itself; expected an end: a"
                + " condition that fails the second time, or values that do not change any more.");
  }

  @Test
  void rulesThatRaiseEachOtherAreNamed() {
    assertThat(
            rules(
                """
                  - rule: A
                    when: { changed: Header.Number }
                    do:
                      - then:
                          - executeRule: b
                  - rule: B
                    do:
                      - then:
                          - transfer: [{ from: x, to: { control: Header.Number } }]
                """))
        .singleElement()
        .asString()
        .contains("rules that raise each other: 'A', 'B', 'A'");
    assertThat(
            rules(
                """
                  - rule: The header is initialised
                    when: { initialise: Header }
                    do:
                      - then:
                          - initialise: Header
                """))
        .singleElement()
        .asString()
        .contains("raises itself");
  }

  @Test
  void aRoundOverAViewsRuleIsFoundAtTheForm() {
    assertThat(
            rules(
                """
                  - rule: The lines were listed
                    when: { executed: Lines, method: List }
                    do:
                      - then:
                          - transfer: [{ from: 1, to: { parameter: Lines.Order } }]
                """))
        .singleElement()
        .asString()
        .contains("'The lines were listed', 'The order is known', 'The lines were listed'");
  }

  // ---- never reached

  @Test
  void whatIsBelowAnEndIsNeverReached() {
    assertThat(form("- then:", "    - stopRule", "    - refresh: Lines"))
        .singleElement()
        .asString()
        .contains(
            "file.yaml:11:13: warning: rules[0].do[0].then[1]: found an action below one that");
    assertThat(form("- then:", "    - stopRule", "- then:", "    - refresh: Lines"))
        .singleElement()
        .asString()
        .contains("a part below one that ends the rule in any case");
    assertThat(
            form(
                "- if: Order = null",
                "  do:",
                "    - then:",
                "        - stopRule",
                "- then:",
                "    - refresh: Lines"))
        .isEmpty();
    assertThat(
            form(
                "- then:",
                "    - raiseError: No",
                "- onError: true",
                "  do:",
                "    - then:",
                "        - message: { system: errorMessage }"))
        .as("an error handler below an error is reached")
        .isEmpty();
    assertThat(form("- then:", "    - raiseError: No", "- then:", "    - refresh: Lines"))
        .singleElement()
        .asString()
        .contains("a part below an error that is raised in any case");
  }

  @Test
  void handlersThatNeverRunAreWarnedOf() {
    assertThat(
            form(
                "- onError: true",
                "  do:",
                "    - then:",
                "        - continue",
                "- then:",
                "    - refresh: Lines"))
        .singleElement()
        .asString()
        .contains("an error handler with nothing before it");
    assertThat(form("- if: false", "  do:", "    - then:", "        - refresh: Lines"))
        .singleElement()
        .asString()
        .contains("a condition that never holds");
    assertThat(
            form(
                "- then:",
                "    - refresh: Lines",
                "- if: [{ errorOccurred: true }]",
                "  do:",
                "    - then:",
                "        - refresh: Lines"))
        .singleElement()
        .asString()
        .contains("no error handler before it lets the rule go on");
    assertThat(form("- then:", "    - continue")).singleElement().asString().contains("continue");
  }

  @Test
  void aRuleThatNobodyExecutesIsWarnedOf() {
    assertThat(rules("  - rule: Alone\n    do: [{ then: [{ refresh: Lines }] }]\n"))
        .singleElement()
        .asString()
        .contains("rule 'Alone', which has no event and which no rule of the form executes");
  }

  @Test
  void warningsKeepNothingFromBeingDeployed() {
    assertThat(lookup("- then:", "    - close: this", "    - " + TRANSFER))
        .allMatch(DefinitionProblem::warning);
  }

  /** The steps of one rule of the form with the suppliers. */
  private List<DefinitionProblem> lookup(String... steps) {
    return purchasing.check(
        """
        form: Purchasing/Supplier Lookup
        title: Choose
        views:
          Suppliers: Purchasing/Suppliers
        rules:
          - rule: A supplier is double-clicked
            when: { rowDoubleClicked: Suppliers }
        """
            + done(steps));
  }

  /** The steps of one rule of the form with header and lines. */
  private List<DefinitionProblem> form(String... steps) {
    return purchasing.check(
        """
        form: Purchasing/Try
        parameters: { Order: number }
        views: { Header: Purchasing/Order Header, Lines: Purchasing/Order Lines }
        controls: { Go: { type: button } }
        rules:
          - rule: Go
            when: { clicked: Go }
        """
            + done(steps));
  }

  private static String done(String... steps) {
    return "    do:\n" + List.of(steps).stream().map("      %s%n"::formatted).collect(joining());
  }

  private List<DefinitionProblem> rules(String rules) {
    return purchasing.check(
        """
        form: Purchasing/Try
        parameters: { Order: number }
        views: { Header: Purchasing/Order Header, Lines: Purchasing/Order Lines }
        rules:
        """
            + rules);
  }
}
