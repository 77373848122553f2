package org.baltoro.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.engine.rule.RuleCheck;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.JoinDefinition.Surplus;
import org.baltoro.kernel.definition.LineDefinition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.baltoro.kernel.definition.ProcessDefinition.RightGrant;
import org.baltoro.language.feel.FeelCheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionReaderTest {

  @Test
  void theExampleInTheDocumentationHasNoProblems() throws Exception {
    var page = Files.readString(Path.of("..", "docs", "definitions.md"));
    var example = page.substring(page.indexOf("```yaml\n") + 8);
    example = example.substring(0, example.indexOf("\n```"));

    var checked = Deployer.check(example, "definitions.md");

    assertThat(checked.problems()).isEmpty();
    assertThat(Objects.requireNonNull(checked.definition()).activities()).hasSize(8);
  }

  static Stream<String> wordsThatRulesKnowAlready() {
    return Stream.concat(RuleCheck.commonNames().stream(), FeelCheck.reservedWords().stream());
  }

  @ParameterizedTest
  @MethodSource("wordsThatRulesKnowAlready")
  void aDataFieldNamedLikeWhatRulesKnowAlreadyIsRefusedAtItsPlace(String name) {
    var ofTheProcess = "process: A\ndata:\n  '%s': string\nactivities:\n  A: {}\n".formatted(name);
    var ofAnActivity =
        "process: A\nactivities:\n  A:\n    data:\n      '%s': string\n".formatted(name);

    assertThat(Deployer.check(ofTheProcess, "a.yaml").problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.line()).isEqualTo(3);
          assertThat(problem.found()).isEqualTo("the data field name '%s'".formatted(name));
          assertThat(problem.expected()).startsWith("another name: ");
          assertThat(problem.warning()).isFalse();
        });
    assertThat(Deployer.check(ofAnActivity, "a.yaml").deployable()).isFalse();
  }

  @Test
  void everyKeyIsRead() {
    var definition =
        read(
            """
            process: Finance/Order
            description: Pays
            folio: '"PO " + Number'
            timeZone: Europe/Berlin
            durability: wait
            onDeadEnd: complete
            stepBudget: 50
            start: Pay
            data:
              Number: string
              Amount: { type: decimal, default: 2.50, required: true, hidden: true, audit: true,
                        searchable: true, description: Net }
            rights:
              start: [everyone, "group:finance"]
              admin: ann
            activities:
              Book:
              Pay:
                description: Pays it
                precedingRule: Amount > 0
                join: { required: 2, surplus: new-pass }
                data:
                  Round: integer
                events:
                  - server: Post
                    handler: finance.post
                    configuration: { url: "http://x", tries: 3, rate: 1.10, list: [a, true] }
                    retry: { attempts: 3, backOff: 10s, factor: 1.5, backOffMax: 5m, lostAttempts: 1 }
                    timeLimit: PT90S
                  - server: Note
                    code: |
                      int a = 1;
                      int b = 2;
                lines:
                  - to: Book
                    name: paid
                    when: Amount > 1000
                  - to: Pay
                    when: Amount > 10
                  - to: Pay
                    otherwise: true
            """);

    assertThat(definition.name().text()).isEqualTo("Finance/Order");
    assertThat(definition.description()).isEqualTo("Pays");
    assertThat(definition.folio()).isEqualTo(new Expression("\"PO \" + Number"));
    assertThat(definition.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(definition.durability()).isEqualTo(Durability.WAIT);
    assertThat(definition.onDeadEnd()).isEqualTo(OnDeadEnd.COMPLETE);
    assertThat(definition.stepBudget()).isEqualTo(50);
    assertThat(definition.start()).isEqualTo("Pay");
    assertThat(field(definition, "Amount").initial())
        .isEqualTo(new Value.DecimalValue(new BigDecimal("2.50")));
    assertThat(field(definition, "Amount").required()).isTrue();
    assertThat(field(definition, "Amount").hidden()).isTrue();
    assertThat(field(definition, "Amount").audit()).isTrue();
    assertThat(field(definition, "Amount").searchable()).isTrue();
    assertThat(field(definition, "Amount").description()).isEqualTo("Net");
    assertThat(definition.rights())
        .containsExactly(
            new RightGrant("start", "everyone"),
            new RightGrant("start", "group:finance"),
            new RightGrant("admin", "ann"));
    var pay = definition.activity("Pay");
    assertThat(pay.description()).isEqualTo("Pays it");
    assertThat(pay.precedingRule()).isEqualTo(new Expression("Amount > 0"));
    assertThat(pay.join()).isEqualTo(new JoinDefinition(2, Surplus.NEW_PASS));
    assertThat(pay.dataFields()).extracting(DataFieldDefinition::name).containsExactly("Round");
    assertThat(pay.events())
        .containsExactly(
            new ServerEvent(
                "Post",
                new Code.Handler("finance.post"),
                Map.of(
                    "url",
                    "http://x",
                    "tries",
                    3,
                    "rate",
                    new BigDecimal("1.10"),
                    "list",
                    List.of("a", true)),
                new RetryPolicy(3, Duration.ofSeconds(10), 1.5, Duration.ofMinutes(5), 1),
                Duration.ofSeconds(90)),
            new ServerEvent(
                "Note",
                new Code.CodeBehind("int a = 1;\nint b = 2;\n"),
                Map.of(),
                RetryPolicy.DEFAULT,
                ServerEvent.DEFAULT_TIME_LIMIT));
    assertThat(pay.lines())
        .containsExactly(
            new LineDefinition("paid", "Book", new Expression("Amount > 1000"), false),
            new LineDefinition("", "Pay", new Expression("Amount > 10"), false),
            new LineDefinition("", "Pay", null, true));
    assertThat(definition.activity("Book").events()).isEmpty();
  }

  @Test
  void whatIsNotSaidIsAsByDefault() {
    var definition = read("process: A\nactivities:\n  First:\n");

    assertThat(definition.start()).isEqualTo("First");
    assertThat(definition.timeZone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(definition.durability()).isEqualTo(Durability.EVENT);
    assertThat(definition.onDeadEnd()).isEqualTo(OnDeadEnd.ERROR);
    assertThat(definition.stepBudget()).isEqualTo(1000);
    assertThat(definition.folio()).isNull();
  }

  @Test
  void noAndOnAreText() {
    var definition =
        read(
            """
            process: A
            data:
              Answer: { type: string, default: no }
            activities:
              on:
            """);

    assertThat(field(definition, "Answer").initial()).isEqualTo(new Value.StringValue("no"));
    assertThat(definition.activities()).containsOnlyKeys("on");
  }

  static Stream<Arguments> defaults() {
    return Stream.of(
        arguments("boolean", "true", new Value.BooleanValue(true)),
        arguments("integer", "-7", new Value.IntegerValue(-7)),
        arguments("long", "9007199254740993", new Value.LongValue(9007199254740993L)),
        arguments("decimal", "0.10", new Value.DecimalValue(new BigDecimal("0.10"))),
        arguments(
            "decimal",
            "12345678901234567890.000000000000000001",
            new Value.DecimalValue(new BigDecimal("12345678901234567890.000000000000000001"))),
        arguments("double", "1e3", new Value.DoubleValue(1000)),
        arguments("string", "007", new Value.StringValue("007")),
        arguments("date", "2026-12-24", new Value.DateValue(LocalDate.of(2026, 12, 24))),
        arguments(
            "datetime",
            "2026-12-24T19:00:00+01:00",
            new Value.DateTimeValue(Instant.parse("2026-12-24T18:00:00Z"))),
        arguments("binary", "AQID", Value.BinaryValue.of(new byte[] {1, 2, 3})),
        arguments(
            "json",
            "{ a: [1, 2.50, null], b: text }",
            new Value.JsonValue("{\"a\":[1,2.50,null],\"b\":\"text\"}")));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void aDefaultIsReadByItsFieldsType(String type, String text, Value value) {
    var definition =
        read(
            "process: A\ndata:\n  Field: { type: %s, default: %s }\nactivities:\n  A:\n"
                .formatted(type, text));

    assertThat(field(definition, "Field").initial()).isEqualTo(value);
  }

  static Stream<Arguments> badDefaults() {
    return Stream.of(
        arguments("boolean", "yes", "true or false"),
        arguments("integer", "2147483648", "a whole number from -2147483648 to 2147483647"),
        arguments("integer", "1.5", "a whole number from -2147483648 to 2147483647"),
        arguments("long", "9223372036854775808", "a whole number of at most 64 bits"),
        arguments("decimal", "1,50", "a decimal number"),
        arguments("decimal", "1e999999", "a decimal number"),
        arguments("double", ".inf", "a number"),
        arguments("double", "1e999", "a number"),
        arguments("date", "24.12.2026", "a date such as 2026-12-24"),
        arguments("date", "2026-02-30", "a date such as 2026-12-24"),
        arguments(
            "datetime",
            "2026-12-24T19:00:00",
            "a time with its offset such as 2026-12-24T18:00:00Z"),
        arguments("binary", "a*", "Base64 text"));
  }

  @ParameterizedTest
  @MethodSource("badDefaults")
  void aDefaultOfTheWrongTypeIsTold(String type, String text, String expected) {
    var source =
        "process: A\ndata:\n  Field:\n    type: %s\n    default: '%s'\nactivities:\n  A:\n"
            .formatted(type, text);

    assertThat(problems(source))
        .containsExactly(error(5, 14, "data.Field.default", "'" + text + "'", expected, null));
  }

  /** Each a file, and the one thing that is wrong in it. */
  static Stream<Arguments> slips() {
    var keys =
        "one of process, description, folio, timeZone, durability, onDeadEnd, onError, stepBudget,"
            + " start, workingHours, retention, startRule, finishRule, exceptionRule, escalations,"
            + " data, rights, activities";
    return Stream.of(
        slip(
            "process: A\nretention: never\nactivities:\n  A:\n",
            error(2, 12, "retention", "'never'", "a duration such as 90d, or forever", null)),
        slip(
            "process: A\nactivites:\n  A:\nactivities:\n  A:\n",
            error(2, 1, "activites", "the unknown key 'activites'", keys, "activities")),
        slip("activities:\n  A:\n", error(1, 1, "process", "nothing", "folder/name", null)),
        slip(
            "process: A//B\nactivities:\n  A:\n",
            error(
                1,
                10,
                "process",
                "'A//B'",
                "folder/name, 1 to 200 characters, without empty folders",
                null)),
        slip(
            "process: [A]\nactivities:\n  A:\n",
            error(1, 1, "process", "a list", "folder/name", null)),
        slip(
            "process: A\n",
            error(1, 1, "activities", "nothing", "a mapping of activities by name", null)),
        slip(
            "process: A\nactivities:\n  - A\n",
            error(2, 1, "activities", "a list", "a mapping of activities by name", null)),
        slip(
            "process: A\ndescription: {}\nactivities:\n  A:\n",
            error(2, 1, "description", "a mapping", "text", null)),
        slip(
            "process: A\nfolio:\nactivities:\n  A:\n",
            error(2, 1, "folio", "nothing", "an expression", null)),
        slip(
            "process: A\ntimeZone: Europe/Berln\nactivities:\n  A:\n",
            error(
                2,
                11,
                "timeZone",
                "'Europe/Berln'",
                "a time zone such as Europe/Berlin or UTC",
                "Europe/Berlin")),
        slip(
            "process: A\ndurability: evnet\nactivities:\n  A:\n",
            error(2, 13, "durability", "'evnet'", "one of event, wait", "event")),
        slip(
            "process: A\nonDeadEnd: stop\nactivities:\n  A:\n",
            error(2, 12, "onDeadEnd", "'stop'", "one of error, complete", null)),
        slip(
            "process: A\nstepBudget: 1.5\nactivities:\n  A:\n",
            error(2, 13, "stepBudget", "'1.5'", "a whole number", null)),
        slip(
            "process: A\nstepBudget: 0\nactivities:\n  A:\n",
            error(2, 13, "stepBudget", "0", "1 to 1000000", null)),
        slip(
            "process: A\nstart: B\nactivities:\n  Approve:\n",
            error(2, 8, "start", "the activity 'B', which does not exist", "one of Approve", null)),
        slip(
            "process: A\nactivities:\n  A:\n  B: x\n",
            error(
                4,
                3,
                "activities.B",
                "'x'",
                "a mapping with one of description, precedingRule, join, startRule, data, events,"
                    + " lines, escalations, exceptionRule, destinations, succeedingRule, exclusive,"
                    + " expectedDuration",
                null)),
        slip(
            "process: A\nactivities:\n  A:\n    join: al\n",
            error(
                4,
                11,
                "activities.A.join",
                "'al'",
                "all, any, active, or how many lines: 1 or more",
                "all")),
        slip(
            "process: A\nactivities:\n  A:\n    join: 0\n",
            error(
                4,
                11,
                "activities.A.join",
                "'0'",
                "all, any, active, or how many lines: 1 or more",
                null)),
        slip(
            "process: A\nactivities:\n  A:\n    join: { surplus: swallow }\n",
            error(
                4,
                5,
                "activities.A.join.required",
                "nothing",
                "all, any, active, or how many lines: 1 or more",
                null)),
        slip(
            "process: A\nactivities:\n  A:\n    join: { required: 3, surplus: swallow }\n",
            error(
                4,
                23,
                "activities.A.join.required",
                "a join of 3 lines",
                "at most 0: so many lines lead to 'A'",
                null)));
  }

  static Stream<Arguments> slipsInData() {
    var types =
        "one of boolean, integer, long, decimal, double, string, date, datetime, binary, json";
    return Stream.of(
        slip(
            "process: A\ndata:\n  X: strng\nactivities:\n  A:\n",
            error(3, 6, "data.X.type", "'strng'", types, "string")),
        slip(
            "process: A\ndata:\n  X: { required: true }\nactivities:\n  A:\n",
            error(3, 3, "data.X.type", "nothing", types, null)),
        slip(
            "process: A\ndata:\n  X: { type: date, requird: true }\nactivities:\n  A:\n",
            error(
                3,
                20,
                "data.X.requird",
                "the unknown key 'requird'",
                "one of type, default, required, hidden, audit, searchable, shared, description",
                "required")),
        slip(
            "process: A\ndata:\n  X: { type: date, audit: on }\nactivities:\n  A:\n",
            error(3, 27, "data.X.audit", "'on'", "true or false", null)),
        slip(
            "process: A\ndata:\n  X:\nactivities:\n  A:\n",
            error(3, 3, "data.X", "nothing", "a type, or a mapping with type: <type>", null)),
        slip(
            "process: A\ndata: [X]\nactivities:\n  A:\n",
            error(2, 1, "data", "a list", "a mapping of data fields by name", null)),
        slip(
            "process: A\ndata:\n  2nd: string\nactivities:\n  A:\n",
            error(
                3,
                3,
                "data.2nd",
                "the data field name '2nd'",
                "letters, digits and underscores, beginning with a letter; 1 to 64 characters",
                null)),
        slip(
            "process: A\ndata:\n  Folio: { type: string }\nactivities:\n  A:\n",
            error(
                3,
                3,
                "data.Folio",
                "the data field name 'Folio'",
                "another name: rules call the instance's own property so",
                null)),
        slip(
            "process: A\ndata:\n  X: long\nactivities:\n  A:\n    data:\n      X: long\n",
            error(
                7,
                7,
                "activities.A.data.X",
                "'X', which is a data field of the process too",
                "another name: rules could not tell the two apart",
                null)),
        slip(
            "process: A\ndata:\n  X: long\n  Y: long\n  X: date\nactivities:\n  A:\n",
            error(
                5,
                3,
                "data.X",
                "'X' a second time",
                "each key once: it stands in line 3 already",
                null)),
        slip(
            "process: A\nrights:\n  strat: [ann]\nactivities:\n  A:\n",
            error(
                3,
                3,
                "rights.strat",
                "the right 'strat'",
                "one of admin, start, view, viewParticipate, serverEvent",
                "start")),
        slip(
            "process: A\nrights:\n  start: [ann, [bob]]\nactivities:\n  A:\n",
            error(
                3,
                16,
                "rights.start[1]",
                "a list",
                "a user's name, group:<name>, role:<name> or everyone",
                null)));
  }

  static Stream<Arguments> slipsInEvents() {
    return Stream.of(
        slip(
            inEvents("- handler: x"),
            error(
                5,
                9,
                "activities.A.events[0].server",
                "nothing",
                "server: <the event's name>, or client or subProcess",
                null)),
        slip(
            inEvents("- server: x"),
            error(
                5,
                9,
                "activities.A.events[0].handler",
                "nothing",
                "handler: <its name>, or code: <Java statements>",
                null)),
        slip(
            inEvents("- { server: x, handler: y, code: z }"),
            error(
                5,
                40,
                "activities.A.events[0].code",
                "code beside a handler",
                "one of the two: handler or code",
                null)),
        slip(
            inEvents("- { server: x, handler: y }\n      - { server: x, handler: y }"),
            error(
                6,
                19,
                "activities.A.events[1].server",
                "'x' a second time",
                "a name of its own for each event of the activity",
                null)),
        slip(
            inEvents("- { server: x, handler: y, configuration: 5 }"),
            error(
                5,
                49,
                "activities.A.events[0].configuration",
                "'5'",
                "a mapping of values by name",
                null)),
        slip(
            inEvents("- { server: x, handler: y, configuration: { a: { b: null } } }"),
            error(
                5,
                59,
                "activities.A.events[0].configuration.a.b",
                "nothing",
                "a value, or no such key",
                null)),
        slip(
            inEvents("- { server: x, handler: y, timeLimit: 30 }"),
            error(
                5,
                45,
                "activities.A.events[0].timeLimit",
                "'30'",
                "a duration such as 500ms, 30s, 5m, 2h, 1d or PT30S",
                null)),
        slip(
            inEvents("- { server: x, handler: y, timeLimit: 2d }"),
            error(5, 45, "activities.A.events[0].timeLimit", "2 d", "1ms to 24h", null)),
        slip(
            inEvents("- { server: x, handler: y, retry: { attempt: 3 } }"),
            error(
                5,
                43,
                "activities.A.events[0].retry.attempt",
                "the unknown key 'attempt'",
                "one of attempts, backOff, factor, backOffMax, lostAttempts",
                "attempts")),
        slip(
            inEvents("- { server: x, handler: y, retry: { attempts: 200 } }"),
            error(5, 53, "activities.A.events[0].retry.attempts", "200", "1 to 100", null)),
        slip(
            inEvents("- { server: x, handler: y, retry: { factor: much } }"),
            error(5, 51, "activities.A.events[0].retry.factor", "'much'", "a number", null)),
        slip(
            inEvents("- register"),
            error(
                5,
                9,
                "activities.A.events[0]",
                "'register'",
                "an event with server: <its name>, client: <its name>, or subProcess: <its name>",
                null)));
  }

  static Stream<Arguments> slipsInLines() {
    return Stream.of(
        slip(
            inLines("- to: Bok"),
            error(
                5,
                13,
                "activities.A.lines[0].to",
                "the activity 'Bok', which does not exist",
                "one of A, Book",
                "Book")),
        slip(
            inLines("- when: 1 > 2"),
            error(5, 9, "activities.A.lines[0].to", "nothing", "an activity", null)),
        slip(
            inLines("- { to: Book, wen: x }"),
            error(
                5,
                21,
                "activities.A.lines[0].wen",
                "the unknown key 'wen'",
                "one of to, name, when, otherwise",
                "when")),
        slip(
            inLines("- { to: Book, when: x }\n      - { to: Book, otherwise: yes }"),
            error(6, 32, "activities.A.lines[1].otherwise", "'yes'", "true or false", null)),
        slip(
            inLines("- { to: Book, when: x, otherwise: true }"),
            error(
                5,
                27,
                "activities.A.lines[0].when",
                "a rule on an 'otherwise' line",
                "one of the two: an 'otherwise' line is followed when no other is true",
                null)),
        slip(
            inLines("- { to: Book, otherwise: true }\n      - { to: Book, otherwise: true }"),
            error(
                6,
                32,
                "activities.A.lines[1].otherwise",
                "a second 'otherwise' line out of 'A'",
                "at most one: lines[0] is one already",
                null)),
        slip(
            inLines("- { to: A, when: x }\n      - { to: Book }"),
            error(
                5,
                15,
                "activities.A.lines[0].to",
                "a cycle without an event: A -> A",
                "an event in one of its activities: nothing could change between rounds",
                null)),
        slip(
            "process: A\nactivities:\n  A:\n  B:\n",
            error(
                4,
                3,
                "activities.B",
                "an activity that can't be reached from 'A'",
                "a line or a goto to it, or no such activity",
                null)),
        slip(
            inEvents("- { server: x, code: y(); }\n    lines:\n      - to: A"),
            error(
                3,
                3,
                "activities.A",
                "an activity from which no end can be reached: the process could never complete",
                "a way to an activity without lines",
                null)));
  }

  static Stream<Arguments> slipsInYaml() {
    return Stream.of(
        slip(
            "",
            error(
                1,
                1,
                "file",
                "an empty file",
                "a definition, beginning with process: <name>",
                null)),
        slip(
            "- process: A\n",
            error(1, 1, "file", "a list", "a definition, beginning with process: <name>", null)),
        slip(
            "process: A\nactivities:\n\tA:\n",
            error(3, 1, "file", "a tab", "blanks: YAML does not indent by tabs", null)),
        slip(
            "process: A\ndescription: a: b\n",
            error(
                2,
                15,
                "file",
                "a colon within a value",
                "a mapping on lines of its own, or quotes around text that has ': ' in it",
                null)),
        slip(
            "process: A\nfolio: \"PO \" + Number\n",
            error(
                2,
                14,
                "file",
                "text after the end of a value",
                "quotes around the whole value, single ones if it has double ones in it",
                null)),
        slip(
            "process: A\ndescription: \"open\nstart: A\n",
            error(2, 14, "file", "an opening quote", "a closing one too", null)),
        slip(
            "process: A\nactivities: {A: {lines: [}\n",
            error(
                2,
                26,
                "file",
                "expected the node content, but found '}'",
                "YAML 1.2, while parsing a flow node",
                null)),
        slip(
            "process: A\nactivities: [A\n",
            error(
                2, 13, "file", "an opening bracket", "a closing one, commas between items", null)),
        slip(
            "process: A\nactivities\n",
            error(2, 1, "file", "a key without a colon", "key: value", null)),
        slip(
            "process: A\nactivities:\n    A:\n  B:\n",
            error(
                4,
                3,
                "file",
                "another indentation than the keys before",
                "the same indentation for all keys of a mapping and all items of a list",
                null)),
        slip(
            "process: A\nactivities: &all\n  A:\n",
            error(
                2,
                13,
                "file",
                "the anchor '&all'",
                "no anchor: definitions have no anchors and aliases",
                null)),
        slip(
            "process: A\nactivities:\n  A:\n---\nprocess: B\n",
            error(4, 1, "file", "a second document", "one process a file", null)),
        slip(
            "process: A\ndescription: !important x\nactivities:\n  A:\n",
            error(
                2,
                14,
                "description",
                "the tag '!important'",
                "no tag: definitions have none",
                null)),
        slip(
            "process: A\r\ndescription: a\u0001\r\n",
            error(
                2,
                15,
                "file",
                "the character U+0001",
                "text: write such a character as \"\\x01\" in double quotes",
                null)),
        slip(
            "process: A\ndescription: \"a\\0\"\nactivities:\n  A:\n",
            error(
                2,
                14,
                "description",
                "the character U+0000",
                "text that every database keeps: no NUL, no half of a surrogate pair",
                null)),
        slip(
            "process: A\nactivities:\n  A:\n  ? [x, y]\n  :\n",
            error(4, 5, "activities", "a list as a key", "a name of 1 to 200 characters", null)),
        slip(
            "process: A\ndescription: " + "[".repeat(51) + "]".repeat(51) + "\n",
            error(2, 63, "file", "more than 50 levels", "at most 50", null)),
        slip(
            "process: A\ndescription: " + "a".repeat(1 << 20) + "\n",
            error(
                1,
                1,
                "file",
                "a file of more than 1 MiB",
                "at most 1 MiB: keep large data in the store or in files of its own",
                null)));
  }

  @ParameterizedTest
  @MethodSource({"slips", "slipsInData", "slipsInEvents", "slipsInLines", "slipsInYaml"})
  void aSlipIsToldOnceWithItsPlaceAndItsMend(String source, DefinitionProblem problem) {
    assertThat(problems(source)).filteredOn(found -> !found.warning()).containsExactly(problem);
  }

  @Test
  void aJoinOfASingleLineIsAWarningAndMayBeDeployed() {
    var read =
        DefinitionReader.read(
            "process: A\nactivities:\n  A:\n    lines: [{ to: B }]\n  B: { join: all }\n",
            "a.yaml");

    assertThat(read.deployable()).isTrue();
    assertThat(read.problems())
        .containsExactly(
            new DefinitionProblem(
                "a.yaml",
                5,
                14,
                "activities.B.join",
                "a join that a single line leads to",
                "two or more lines to 'B', or no join",
                null,
                true));
  }

  @Test
  void tenMistakesAreToldAtOnceInTheirOrder() {
    var read =
        DefinitionReader.read(
            """
            process: Finance/Purchase Order
            durability: evnt
            stepBudget: 0
            data:
              Amount: decimel
              Paid: { type: boolean, default: yes }
              Paid: string
            rigths:
              start: [everyone]
            activities:
              Receive:
                events:
                  - server: Register
                    handler: orders.register
                    timeLimit: 30
                lines:
                  - to: Aprove
                    when: Amount > 1000
                  - when: Paid
              Approve:
                events:
                  - server: Pay
                lines:
                  - to: Receive
            """,
            "order.yaml");

    assertThat(read.deployable()).isFalse();
    assertThat(read.problems())
        .extracting(
            DefinitionProblem::line,
            DefinitionProblem::column,
            DefinitionProblem::path,
            DefinitionProblem::nearest)
        .containsExactly(
            place(2, 13, "durability", "event"),
            place(3, 13, "stepBudget", null),
            place(5, 11, "data.Amount.type", "decimal"),
            place(6, 35, "data.Paid.default", null),
            place(7, 3, "data.Paid", null),
            place(8, 1, "rigths", "rights"),
            place(15, 20, "activities.Receive.events[0].timeLimit", null),
            place(17, 13, "activities.Receive.lines[0].to", "Approve"),
            place(19, 9, "activities.Receive.lines[1].to", null),
            place(22, 9, "activities.Approve.events[0].handler", null));
    assertThat(read.problems().get(7))
        .hasToString(
            "order.yaml:17:13: activities.Receive.lines[0].to: found the activity 'Aprove', which"
                + " does not exist; expected one of Receive, Approve. Did you mean 'Approve'?");
  }

  @Test
  void ofVeryManyProblemsTheFirstThousandAreTold() {
    var source = new StringBuilder("process: A\nactivities:\n  A:\n");
    for (int key = 0; key < 3_000; key++) {
      source.append("key").append(key).append(": 1\n");
    }

    var problems = problems(source.toString());

    assertThat(problems).hasSize(1_000);
    assertThat(problems.get(999).line()).isEqualTo(1_003);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFile() {
    assertThat(problems("\uFEFFprocess: A\nactivities:\n  A:\n")).isEmpty();
  }

  private static Arguments slip(String source, DefinitionProblem problem) {
    return arguments(source, problem);
  }

  private static String inEvents(String events) {
    return "process: A\nactivities:\n  A:\n    events:\n      %s\n".formatted(events);
  }

  private static String inLines(String lines) {
    return "process: A\nactivities:\n  A:\n    lines:\n      %s\n  Book:\n".formatted(lines);
  }

  private static ProcessDefinition read(String source) {
    var read = DefinitionReader.read(source, "test.yaml");
    assertThat(read.problems()).allMatch(DefinitionProblem::warning);
    return Objects.requireNonNull(read.definition());
  }

  private static List<DefinitionProblem> problems(String source) {
    return DefinitionReader.read(source, "test.yaml").problems();
  }

  private static DataFieldDefinition field(ProcessDefinition definition, String name) {
    return Objects.requireNonNull(definition.dataField(name));
  }

  private static DefinitionProblem error(
      int line, int column, String path, String found, String expected, @Nullable String nearest) {
    return new DefinitionProblem("test.yaml", line, column, path, found, expected, nearest, false);
  }

  private static org.assertj.core.groups.Tuple place(
      int line, int column, String path, @Nullable String nearest) {
    return new org.assertj.core.groups.Tuple(line, column, path, nearest);
  }
}
