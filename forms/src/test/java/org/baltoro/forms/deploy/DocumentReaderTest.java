package org.baltoro.forms.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.HandlerType;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.document.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What files say, and what is said of files that are wrong. */
class DocumentReaderTest {
  private static final String VIEW =
      """
      view: Orders/Header
      controls:
        Total: { type: decimal }
        Save: { type: button, text: Save }
      rules:
        - rule: Save is clicked
          comment: saves
          when: { clicked: Save }
          handlers:
            - if: Total > 5
              do:
                - then:
                    - refresh: this
                    - message: "It is ${Total}."
                - and:
                    - transfer:
                        - { from: = Total * 2, to: { control: parent:Header.Total } }
                    - { close: this, enabled: false, comment: later }
            - onError: true
              do: [{ then: [continue] }]
        - rule: Save is clicked
          do:
            - if: Total > 7
              do: [{ asynchronously: [stopRule] }]
      """;

  // Ids.

  @Test
  void idsAreMadeOfWhereAPartStands() {
    var rules = view(VIEW).rules();
    assertThat(rules)
        .extracting(rule -> rule.id())
        .containsExactly("save-is-clicked", "save-is-clicked-2");
    var first = rules.getFirst().handlers().getFirst();
    assertThat(first.id()).isEqualTo("save-is-clicked/1");
    assertThat(first.conditions().getFirst().id()).isEqualTo("save-is-clicked/1/if1");
    var second = (Block) first.steps().get(1);
    assertThat(second.id()).isEqualTo("save-is-clicked/1/2");
    assertThat(second.actions())
        .extracting(Action::id)
        .containsExactly("save-is-clicked/1/2/1", "save-is-clicked/1/2/2");
    assertThat(view(VIEW)).as("the same file gives the same").isEqualTo(view(VIEW));
  }

  @Test
  void anIdThatIsGivenStaysAndOneThatIsTakenIsRefused() {
    var given = VIEW.replace("- refresh: this", "- { refresh: this, id: first }");
    assertThat(actions(view(given))).extracting(Action::id).startsWith("first");
    assertThat(problems(given.replace("{ close: this,", "{ close: this, id: first,")))
        .singleElement()
        .asString()
        .startsWith(
            "file.yaml:18:36: rules[0].handlers[0].do[1].and[1].id: found the id 'first' a second"
                + " time")
        .contains("in line 13");
    assertThat(problems(VIEW.replace("- refresh: this", "- { refresh: this, id: a b }")))
        .singleElement()
        .asString()
        .contains("found 'a b'; expected letters, digits");
  }

  // What is said.

  @Test
  void rulesAreReadAsTheyStand() {
    var handlers = view(VIEW).rules().getFirst().handlers();
    assertThat(handlers)
        .extracting(Handler::type)
        .containsExactly(new HandlerType.If(), new HandlerType.Error());
    var actions = actions(view(VIEW));
    assertThat(actions.get(1).operation())
        .isEqualTo(
            new Operation.ShowMessage(
                Operation.MessageType.INFORMATION,
                Source.EMPTY,
                new Source.Text(
                    List.of(
                        new Source.Literal("It is "),
                        new Source.Expression("Total"),
                        new Source.Literal(".")))));
    assertThat(actions.get(2).operation())
        .isEqualTo(
            new Operation.TransferData(
                List.of(
                    new Mapping(
                        "save-is-clicked/1/2/1/in1",
                        new Source.Expression("Total * 2"),
                        new Target.ControlValue(new Scope.Parent("Header"), "Total")))));
    assertThat(actions.get(3))
        .isEqualTo(
            new Action(
                "save-is-clicked/1/2/2",
                new Operation.Close(new Operation.Closing.Own()),
                false,
                "later"));
  }

  @Test
  void aRuleWithDoHasOneHandlerThatAlwaysRuns() {
    var rule = view(VIEW).rules().getLast();
    assertThat(rule.handlers())
        .singleElement()
        .satisfies(handler -> assertThat(handler.type()).isEqualTo(new HandlerType.Always()));
    assertThat(rule.handlers().getFirst().steps().getFirst()).isInstanceOf(Handler.class);
  }

  // What is wrong.

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          type: decimal }      | type: decimla }        | file.yaml:3:18: controls.Total.type: found 'decimla'; expected one of text-box, text-area, number, decimal, date, date-time, time, check-box, hyperlink, data-label, file, image, drop-down, radio-list, lookup, list-box, check-box-list, multi-select, label, content, worklist, button, timer, table. Did you mean 'decimal'?
          text: Save           | lable: Save            | file.yaml:4:25: controls.Save.lable: found the unknown key 'lable'; expected one of
          text: Save           | items: [a]             | controls.Save.items: found the key 'items' in a control of type button; expected one of type, name
          clicked: Save        | cliked: Save           | file.yaml:8:13: rules[0].when.cliked: found the unknown key 'cliked'; expected one of
          when: { clicked: Save } | when: initialize    | file.yaml:8:11: rules[0].when: found 'initialize'; expected one of initialise, load, serverLoad, errorRaised, closing, submitted
          - refresh: this      | - refersh: this        | rules[0].handlers[0].do[0].then[0]: found 'refersh'; expected an action: one of execute, executeView
          - then:              | - them:                | rules[0].handlers[0].do[0]: found a mapping with [them]; expected a block (then, and, also, asynchronously) or a handler (if, forEach, onError, do)
          from: = Total * 2    | form: = Total * 2      | found the unknown key 'form'; expected one of from, to, id. Did you mean 'from'?
          parent:Header.Total  | parent:Header:Total    | found 'parent:Header:Total'; expected an id, perhaps behind a view and a dot
          control: parent      | contrl: parent         | found the unknown key 'contrl'; expected one of control, field
          "It is ${Total}."    | "It is ${Total"        | found '${' without its '}'; expected '}' behind the FEEL.
          close: this          | close: this, atomic: true | found the unknown key 'atomic'; expected one of close, id, enabled, comment.
          Total: {             | 1Total: {              | file.yaml:3:3: controls.1Total: found the id '1Total'; expected letters, digits and underscores, 100 at most, not beginning with a digit
          view: Orders/Header  | view: Orders//Header   | file.yaml:1:7: view: found 'Orders//Header'; expected folder/name, 1 to 200 characters, without empty folders or blanks at the ends.
          view: Orders/Header  | viwe: Orders/Header    | file.yaml:1:1: file: found none of service, smartObject, view, form; expected a document, beginning with service: <name>, smartObject: <name>, view: <name> or form: <name>.
          """)
  void whatIsWrongIsToldWhereItIs(String from, String to, String problem) {
    assertThat(VIEW).contains(from);
    assertThat(problems(VIEW.replace(from, to)).getFirst()).contains(problem);
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    assertThat(
            problems(
                VIEW.replace("type: decimal", "type: decimla")
                    .replace("clicked: Save", "cliked: Save")
                    .replace("- refresh: this", "- refersh: this")))
        .hasSize(3);
  }

  @Test
  void valuesAreOfTheTypeThatTheyAreFor() {
    assertThat(
            problems(
                """
                form: Orders/New
                views: { Header: Orders/Header }
                parameters:
                  Day: { type: date, default: tomorrow }
                  Count: { type: number, default: 1.5 }
                """))
        .containsExactly(
            "file.yaml:4:31: parameters.Day.default: found 'tomorrow'; expected a date as"
                + " 2026-01-31.",
            "file.yaml:5:35: parameters.Count.default: found '1.5'; expected a whole number.");
  }

  private static View view(String text) {
    var read = DocumentReader.read(text, "file.yaml");
    assertThat(read.problems()).isEmpty();
    return ((Document.OfView) Objects.requireNonNull(read.document())).view();
  }

  private static List<Action> actions(View view) {
    return view.rules().getFirst().handlers().getFirst().steps().stream()
        .flatMap(step -> ((Block) step).actions().stream())
        .toList();
  }

  private static List<String> problems(String text) {
    return DocumentReader.read(text, "file.yaml").problems().stream()
        .map(Object::toString)
        .toList();
  }
}
