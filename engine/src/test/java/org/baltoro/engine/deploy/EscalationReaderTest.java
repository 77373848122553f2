package org.baltoro.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.kernel.definition.ClientAction;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.Escalation.Repeat;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.OnError;
import org.baltoro.kernel.definition.StartRule;
import org.baltoro.kernel.definition.WorkingHours;
import org.baltoro.kernel.definition.WorkingHours.Hours;
import org.baltoro.language.yaml.DurationText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Escalations, rules, working hours and client events, as files have them. */
class EscalationReaderTest {
  private static final String ALL =
      """
      process: Finance/Order
      timeZone: Europe/Berlin
      onError: stop-all
      workingHours:
        office:
          monday: 09:00-17:00
          friday: [09:00-12:00, 13:00 - 24:00]
          sunday: closed
          dates: { 2026-12-25: closed, 2026-12-31: 9:00-12:30 }
        tokyo:
          timeZone: Asia/Tokyo
          saturday: 00:00-24:00
      startRule:
        at: StartOn
        after: -2h
        workingHours: office
        code: k2.processInstance().setFolio("began");
        timeLimit: 10s
      finishRule:
        code: |
          k2.gotoActivity("Approve");
      exceptionRule: { handler: operations.report, configuration: { tries: 2 }, retry: { attempts: 3 } }
      escalations:
        - { name: Old, after: 90d, goto: Book }
        - { name: Older, after: 91d, goto: Book, expireActivity: Approve }
      data:
        StartOn: date
        Due: datetime
      activities:
        Approve:
          startRule: { at: StartOn }
          events:
            - client: Approve order
              destinations: [alice, "group:managers", originator]
              actions: [Approve, Reject]
              escalations:
                - name: Remind
                  after: 2d
                  workingHours: office
                  repeat: { every: 1d, count: 3 }
                  mail:
                    to: boss@example.com
                    subject: '"Late: " + Folio'
                    body: string(Due)
                - { name: Hand on, at: Due, redirect: [bob, "group:managers"] }
          escalations:
            - { name: Give up, at: Due, after: 1h, expire: true }
          exceptionRule: { code: k2.retry(); }
          lines:
            - { to: Book, when: Outcome = "Approve" or Expired }
        Book:
          events:
            - server: Post
              handler: ledger.post
              escalations:
                - { name: Jump, after: 1h, goto: Approve, expireAll: true }
                - { name: Run, after: 1h, handler: x.y, timeLimit: 5s }
              exceptionRule: { handler: ledger.failed }
      """;

  @Test
  void everyKeyIsRead() {
    var checked = Deployer.check(ALL, "order.yaml");
    assertThat(checked.problems()).isEmpty();
    var definition = Objects.requireNonNull(checked.definition());

    assertThat(definition.onError()).isEqualTo(OnError.STOP_ALL);
    assertThat(definition.startRule())
        .isEqualTo(
            new StartRule(
                new Due(new Expression("StartOn"), Duration.ofHours(-2), "office"),
                new CodeRule(
                    new Code.CodeBehind("k2.processInstance().setFolio(\"began\");"),
                    Map.of(),
                    RetryPolicy.DEFAULT,
                    Duration.ofSeconds(10))));
    assertThat(definition.finishRule())
        .isEqualTo(CodeRule.of(new Code.CodeBehind("k2.gotoActivity(\"Approve\");\n")));
    assertThat(definition.exceptionRule())
        .isEqualTo(
            new CodeRule(
                new Code.Handler("operations.report"),
                Map.of("tries", 2),
                new RetryPolicy(3, Duration.ofSeconds(5), 2, Duration.ofHours(1), 3),
                ServerEvent.DEFAULT_TIME_LIMIT));
    assertThat(definition.escalations())
        .containsExactly(
            escalation("Old", Due.after(Duration.ofDays(90)), new Action.Goto("Book", true, null)),
            escalation(
                "Older",
                Due.after(Duration.ofDays(91)),
                new Action.Goto("Book", false, "Approve")));
  }

  @Test
  void workingHoursAreInTheDefinitionsTimeZoneUnlessTheyNameTheirOwn() {
    assertThat(read(ALL).workingHours())
        .containsExactly(
            Map.entry(
                "office",
                new WorkingHours(
                    ZoneId.of("Europe/Berlin"),
                    Map.of(
                        DayOfWeek.MONDAY, List.of(hours("09:00", "17:00")),
                        DayOfWeek.FRIDAY,
                            List.of(hours("09:00", "12:00"), hours("13:00", "00:00"))),
                    Map.of(
                        LocalDate.of(2026, 12, 25), List.of(),
                        LocalDate.of(2026, 12, 31), List.of(hours("09:00", "12:30"))))),
            Map.entry(
                "tokyo",
                new WorkingHours(
                    ZoneId.of("Asia/Tokyo"),
                    Map.of(DayOfWeek.SATURDAY, List.of(hours("00:00", "00:00"))),
                    Map.of())));
  }

  @Test
  void activitiesAndEventsHaveTheirOwn() {
    var approve = read(ALL).activity("Approve");
    var book = read(ALL).activity("Book");

    assertThat(approve.startRule())
        .isEqualTo(new StartRule(new Due(new Expression("StartOn"), Duration.ZERO, null), null));
    assertThat(approve.exceptionRule()).isEqualTo(CodeRule.of(new Code.CodeBehind("k2.retry();")));
    assertThat(approve.escalations())
        .containsExactly(
            escalation(
                "Give up",
                new Due(new Expression("Due"), Duration.ofHours(1), null),
                new Action.Expire()));
    assertThat(approve.events())
        .containsExactly(
            new ClientEvent(
                "Approve order",
                List.of("alice", "group:managers", "originator"),
                List.of(new ClientAction("Approve"), new ClientAction("Reject")),
                List.of(
                    new Escalation(
                        "Remind",
                        new Due(null, Duration.ofDays(2), "office"),
                        new Repeat(Duration.ofDays(1), 3),
                        new Action.Mail(
                            List.of("boss@example.com"),
                            new Expression("\"Late: \" + Folio"),
                            new Expression("string(Due)"))),
                    escalation(
                        "Hand on",
                        new Due(new Expression("Due"), Duration.ZERO, null),
                        new Action.Redirect(List.of("bob", "group:managers"))))));
    var post = (ServerEvent) book.events().getFirst();
    assertThat(post.exceptionRule()).isEqualTo(CodeRule.of(new Code.Handler("ledger.failed")));
    assertThat(post.escalations())
        .containsExactly(
            escalation(
                "Jump", Due.after(Duration.ofHours(1)), new Action.Goto("Approve", true, null)),
            escalation(
                "Run",
                Due.after(Duration.ofHours(1)),
                new Action.RunCode(
                    new CodeRule(
                        new Code.Handler("x.y"),
                        Map.of(),
                        RetryPolicy.DEFAULT,
                        Duration.ofSeconds(5)))));
  }

  @Test
  void whatWasReadIsWrittenAndReadAgain() {
    var definition = read(ALL);

    assertThat(read(DefinitionWriter.write(definition))).isEqualTo(definition);
  }

  // Slips.

  static Stream<Arguments> slips() {
    var oneAction = "exactly one of code, handler, goto, expire, redirect, mail";
    return Stream.of(
        slip(
            ofActivity("- { name: Late, after: 2d }"),
            error(4, 7, "[0]", "nothing of it", oneAction, null)),
        slip(
            ofActivity("- { name: Late, after: 2d, expire: true, goto: Book }"),
            error(4, 40, "[0].expire", "'expire' beside 'goto'", oneAction, null)),
        slip(
            ofActivity("- { name: Late, after: 2d, handler: a.b, code: c(); }"),
            error(
                4,
                52,
                "[0].code",
                "code beside a handler",
                "one of the two: handler or code",
                null)),
        slip(
            ofActivity("- { name: Late, after: 2d, expire: true, expireAll: true }"),
            error(
                4,
                57,
                "[0].expireAll",
                "'expireAll' beside 'expire'",
                "no 'expireAll': it belongs to 'goto'",
                null)),
        slip(
            ofActivity("- { name: Late, after: 2d, expire: true, retry: { attempts: 2 } }"),
            error(
                4,
                46,
                "[0].retry",
                "'retry' beside 'expire'",
                "no 'retry': it belongs to 'code'",
                null)),
        slip(
            ofActivity("- { name: Late, after: 2d, expire: false }"),
            error(4, 40, "[0].expire", "'false'", "true, or another action", null)),
        slip(
            ofActivity("- { name: Late, expire: true }"),
            error(
                4,
                7,
                "[0].after",
                "nothing",
                "after: <a duration>, at: <an expression that gives a date>, or both",
                null)),
        slip(
            ofActivity("- { after: 2d, expire: true }"),
            error(4, 7, "[0].name", "nothing", "the escalation's name", null)),
        slip(
            ofActivity("- { name: Late, after: soon, expire: true }"),
            error(4, 28, "[0].after", "'soon'", DurationText.EXPECTED, null)),
        slip(
            ofActivity("- { name: Late, after: 2d, repeat: 3, expire: true }"),
            error(4, 40, "[0].repeat", "'3'", "a mapping with every and count", null)),
        slip(
            ofActivity("- { name: Late, after: 2d, repeat: { every: 1d }, expire: true }"),
            error(
                4,
                32,
                "[0].repeat.count",
                "nothing",
                "how many rounds follow the first: 1 to 9999",
                null)),
        slip(
            ofActivity("- { name: Late, after: 2d, goto: Bok }"),
            error(
                4,
                38,
                "[0].goto",
                "the activity 'Bok', which does not exist",
                "one of A, Book",
                "Book")),
        slip(
            ofActivity("- { name: Late, after: 2d, mail: { to: ann, subject: Folio } }"),
            error(4, 32, "[0].mail.body", "nothing", "an expression that gives text", null)));
  }

  @ParameterizedTest
  @MethodSource("slips")
  void aSlipInAnEscalationIsToldOnceWithItsPlaceAndItsMend(
      String source, DefinitionProblem problem) {
    assertThat(DefinitionReader.read(source, "test.yaml").problems()).containsExactly(problem);
  }

  @Test
  void allSlipsOfAFileAreToldAtOnceInTheirOrder() {
    var problems =
        Deployer.check(
                """
                process: A
                onError: stop
                workingHours:
                  office: { monday: 9-17, tuesday: 09:00-25:00, mnday: closed, timeZone: Berlin }
                  night: { dates: { tomorrow: closed }, friday: 22:00-06:00 }
                startRule: { at: '"2026-03-01"', code: nothing(); }
                finishRule: { handlr: x }
                exceptionRule: report
                escalations:
                  - { name: Late, after: 1d, goto: A, expireAll: true }
                  - { name: Late, after: 1d, redirect: bob }
                data: { Outcome: string }
                activities:
                  A:
                    startRule: { after: 1h, code: x }
                    precedingRule: Expired
                    events:
                      - client: Approve
                        handler: x
                        destinations: [bob]
                        actions: []
                      - server: Post
                        code: |
                          k2.processInstance();
                          k2.gotoActivity("B", true);
                        actions: [Yes]
                    escalations:
                      - name: Mail
                        at: Amount
                        mail: { to: originator, subject: 1 + 1, body: '"x" + Outcom' }
                """,
                "a.yaml")
            .problems();

    assertThat(problems)
        .extracting(problem -> problem.line() + " " + problem.path())
        .containsExactly(
            "2 onError",
            "4 workingHours.office.monday",
            "4 workingHours.office.tuesday",
            "4 workingHours.office.mnday",
            "4 workingHours.office.timeZone",
            "5 workingHours.night.dates.tomorrow",
            "5 workingHours.night.friday",
            "6 startRule.at",
            "6 startRule.code",
            "7 finishRule.handler",
            "7 finishRule.handlr",
            "8 exceptionRule",
            "10 escalations[0].expireAll",
            "11 escalations[1].name",
            "11 escalations[1].redirect",
            "12 data.Outcome",
            "15 activities.A.startRule.code",
            "16 activities.A.precedingRule",
            "19 activities.A.events[0].handler",
            "21 activities.A.events[0].actions",
            "25 activities.A.events[1].code",
            "26 activities.A.events[1].actions",
            "29 activities.A.escalations[0].at",
            "30 activities.A.escalations[0].mail.subject",
            "30 activities.A.escalations[0].mail.body");
  }

  @Test
  void aMistakeInTheCodeOfARuleIsToldAtItsLineOfTheFile() {
    var problems =
        Deployer.check(
                """
                process: A
                finishRule:
                  code: |
                    int fine = 1;
                    int x = "text";
                escalations:
                  - name: Late
                    after: 1d
                    code: |

                      k2.gotoActivity("Nowhere");
                activities:
                  A:
                    events:
                      - server: Post
                        handler: x
                        exceptionRule:
                          code: k2.again();
                """,
                "a.yaml")
            .problems();

    assertThat(problems)
        .extracting(DefinitionProblem::toString)
        .containsExactly(
            "a.yaml:5:13: finishRule.code: found what Java refuses: incompatible types: String"
                + " cannot be converted to int; expected Java code that compiles.",
            "a.yaml:11:23: escalations[0].code: found the activity 'Nowhere', which does not exist;"
                + " expected one of A.",
            "a.yaml:18:19: activities.A.events[0].exceptionRule.code: found the unknown method"
                + " 'again'; expected a method of ExceptionRuleContext.");
  }

  @Test
  void theBeginningOfADaysNameIsToldWithTheDay() {
    var source =
        "process: A\nworkingHours:\n  office: { mon: 09:00-17:00, friday: closed }\n"
            + "activities:\n  A:\n";

    assertThat(Deployer.check(source, "a.yaml").problems())
        .filteredOn(problem -> problem.path().endsWith(".mon"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.nearest()).isEqualTo("monday"));
  }

  @Test
  void anOutcomeThatIsNoActionOfTheActivityIsWarnedOfAtItsPlace() {
    var source =
        """
        process: A
        activities:
          Approve:
            events:
              - client: Ask
                destinations: [ann]
                actions: [Approve, Reject]
            lines:
              - to: Pay
                when: Outcome = "Aprove"
              - to: Refuse
                otherwise: true
          Pay:
          Refuse:
        """;

    assertThat(Deployer.check(source, "a.yaml").problems())
        .singleElement()
        .hasToString(
            "a.yaml:10:25: warning: activities.Approve.lines[0].when: found the outcome 'Aprove',"
                + " which nobody can choose; expected an action of the activity's client events:"
                + " Approve, Reject. Did you mean 'Approve'?");
    assertThat(Deployer.check(source, "a.yaml").deployable()).isTrue();
  }

  @Test
  void outcomesAreNotJudgedWhereTheEventsCouldNotBeRead() {
    var source =
        """
        process: A
        activities:
          Approve:
            evnts: []
            lines:
              - to: Pay
                when: Outcome = "Approve"
              - to: Pay
                otherwise: true
          Pay:
        """;

    assertThat(Deployer.check(source, "a.yaml").problems())
        .extracting(DefinitionProblem::path)
        .containsExactly("activities.Approve.evnts");
  }

  private static Escalation escalation(String name, Due due, Action action) {
    return new Escalation(name, due, null, action);
  }

  private static Hours hours(String from, String to) {
    return new Hours(LocalTime.parse(from), LocalTime.parse(to));
  }

  private static ProcessDefinition read(String source) {
    var read = DefinitionReader.read(source, "test.yaml");
    assertThat(read.problems()).allMatch(DefinitionProblem::warning);
    return Objects.requireNonNull(read.definition());
  }

  private static Arguments slip(String source, DefinitionProblem problem) {
    return arguments(source, problem);
  }

  /** Its escalations begin in line 4. */
  private static String ofActivity(String escalation) {
    return "process: A\nactivities:\n  A: { lines: [{ to: Book }], escalations: [\n      %s\n    ] }\n  Book:\n"
        .formatted(escalation.substring(2));
  }

  private static DefinitionProblem error(
      int line, int column, String path, String found, String expected, @Nullable String nearest) {
    return new DefinitionProblem(
        "test.yaml",
        line,
        column,
        "activities.A.escalations" + path,
        found,
        expected,
        nearest,
        false);
  }
}
