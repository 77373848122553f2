package org.baltoro.kernel.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.Escalation.Repeat;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.baltoro.kernel.definition.ProcessDefinition.OnError;
import org.baltoro.kernel.definition.WorkingHours.Hours;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Escalations, rules, working hours, client events, and the ways that they open. */
class EscalationCheckTest {
  private static final Due LATER = Due.after(Duration.ofDays(1));
  private static final Code WORK = new Code.CodeBehind("work();");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final List<Escalation> ofProcess = new ArrayList<>();
  private final List<Escalation> ofApprove = new ArrayList<>();
  private final List<Escalation> ofClient = new ArrayList<>();
  private final List<Escalation> ofServer = new ArrayList<>();
  private final Map<String, WorkingHours> workingHours = new LinkedHashMap<>();
  private final Map<String, ActivityDefinition> besides = new LinkedHashMap<>();
  private List<String> destinations = List.of("bob", "group:managers", "originator");
  private List<String> actions = List.of("Approve", "Reject");
  private Code work = WORK;
  private List<LineDefinition> linesOfBook = List.of();
  private @Nullable StartRule startRule;
  private @Nullable StartRule startOfApprove;
  private @Nullable CodeRule finishRule;
  private @Nullable CodeRule exceptionRule;

  // What is right.

  @Test
  void everyActionWhereItMayBeHasNoFindings() {
    workingHours.put("office", weekdays("09:00", "17:00"));
    var code = new Action.RunCode(CodeRule.of(WORK));
    var mail = new Action.Mail(List.of("originator", "a@b.c"), expression("x"), expression("y"));
    var redirect = new Action.Redirect(List.of("bob", "group:managers", "originator"));
    for (var escalations : List.of(ofProcess, ofApprove, ofClient, ofServer)) {
      escalations.add(
          new Escalation("Code", LATER, new Repeat(Duration.ofSeconds(1), 9_999), code));
      escalations.add(
          new Escalation(
              "Mail", new Due(expression("Due"), Duration.ofDays(-2), "office"), null, mail));
      escalations.add(new Escalation("Goto", LATER, null, new Action.Goto("Book", false, null)));
    }
    ofProcess.add(
        new Escalation("Only one", LATER, null, new Action.Goto("Book", false, "Approve")));
    ofApprove.add(new Escalation("Expire", LATER, null, new Action.Expire()));
    ofApprove.add(new Escalation("Redirect", LATER, null, redirect));
    ofClient.add(new Escalation("Expire", LATER, null, new Action.Expire()));
    ofClient.add(new Escalation("Redirect", LATER, null, redirect));
    ofServer.add(new Escalation("Expire", LATER, null, new Action.Expire()));
    startRule = new StartRule(LATER, CodeRule.of(WORK));
    startOfApprove = new StartRule(LATER, null);

    assertThat(findings()).isEmpty();
  }

  // Names, times, bounds.

  @Test
  void twoEscalationsOfOneNameAreRefusedInOneOwnerButNotInTwo() {
    ofProcess.add(expire("Late", new Action.Goto("Book", true, null)));
    ofApprove.add(expire("Late", new Action.Expire()));
    ofApprove.add(expire("Late", new Action.Expire()));

    assertOnly("activities.Approve.escalations[1].name", "'Late' a second time");
  }

  @Test
  void moreThanAHundredEscalationsOfOneOwnerAreRefused() {
    for (int escalation = 0; escalation < 101; escalation++) {
      ofClient.add(expire("Late " + escalation, new Action.Expire()));
    }
    assertOnly("activities.Approve.events[0].escalations", "101 escalations");
  }

  @Test
  void aTimeBeforeNothingIsRefused() {
    ofProcess.add(due(Due.after(Duration.ofHours(-1))));
    assertOnly("escalations[0].after", "-1 h");
  }

  @Test
  void aTimeBeyondAHundredYearsIsRefused() {
    ofProcess.add(due(Due.after(Duration.ofDays(36_501))));
    ofProcess.add(
        new Escalation(
            "Before",
            new Due(expression("Due"), Duration.ofSeconds(Long.MIN_VALUE + 1), null),
            null,
            new Action.RunCode(CodeRule.of(WORK))));
    assertThat(paths()).containsExactly("escalations[0].after", "escalations[1].after");
  }

  @Test
  void anEmptyExpressionIsRefused() {
    ofProcess.add(due(new Due(expression(" "), Duration.ZERO, null)));
    assertOnly("escalations[0].at", "nothing");
  }

  @Test
  void repetitionsHaveBounds() {
    ofProcess.add(repeated(Duration.ofMillis(999), 1));
    ofApprove.add(repeated(Duration.ofSeconds(1), 0));
    ofClient.add(repeated(Duration.ofSeconds(1), 10_000));
    assertThat(paths())
        .containsExactlyInAnyOrder(
            "escalations[0].repeat.every",
            "activities.Approve.escalations[0].repeat.count",
            "activities.Approve.events[0].escalations[0].repeat.count");
  }

  @Test
  void codeHasTheBoundsOfAServerEvents() {
    var rule =
        new CodeRule(new Code.Handler(""), Map.of(), RetryPolicy.DEFAULT, Duration.ofHours(25));
    ofProcess.add(expire("Late", new Action.RunCode(rule)));
    finishRule = rule;
    exceptionRule = rule;
    startRule = new StartRule(null, rule);
    assertThat(paths())
        .containsExactly(
            "startRule.handler",
            "startRule.timeLimit",
            "finishRule.handler",
            "finishRule.timeLimit",
            "exceptionRule.handler",
            "exceptionRule.timeLimit",
            "escalations[0].handler",
            "escalations[0].timeLimit");
  }

  // Actions.

  @Test
  void anUnknownActivityIsToldWithTheNearest() {
    ofProcess.add(expire("Late", new Action.Goto("Bok", false, "Aprove")));

    assertThat(findings())
        .containsExactly(
            new DefinitionFinding(
                "escalations[0].goto",
                "the activity 'Bok', which does not exist",
                "one of Approve, Book",
                "Book",
                false),
            new DefinitionFinding(
                "escalations[0].expireActivity",
                "the activity 'Aprove', which does not exist",
                "one of Approve, Book",
                "Approve",
                false));
  }

  @Test
  void aProcessNeitherExpiresNorIsRedirected() {
    ofProcess.add(expire("Expire", new Action.Expire()));
    ofProcess.add(expire("Redirect", new Action.Redirect(List.of("bob"))));
    assertThat(paths()).containsExactly("escalations[0].expire", "escalations[1].redirect");
  }

  @Test
  void expireActivityIsForTheProcess() {
    ofApprove.add(expire("Late", new Action.Goto("Book", false, "Approve")));
    ofClient.add(expire("Late", new Action.Goto("Book", false, "Nope")));
    assertThat(paths())
        .containsExactlyInAnyOrder(
            "activities.Approve.escalations[0].expireActivity",
            "activities.Approve.events[0].escalations[0].expireActivity");
  }

  @Test
  void whereNobodyHasWorkNothingIsRedirected() {
    ofServer.add(expire("Late", new Action.Redirect(List.of("bob"))));
    assertOnly(
        "activities.Book.events[0].escalations[0].redirect",
        "'redirect' where there is no client event");
  }

  @Test
  void whoGetsWorkOrMailMustBeSomebodyAndOnce() {
    ofApprove.add(expire("To nobody", new Action.Redirect(List.of())));
    ofApprove.add(
        expire(
            "To some", new Action.Redirect(List.of("bob", " ann", "group:", "everyone", "bob"))));
    ofProcess.add(
        expire("Mail", new Action.Mail(List.of("group:all", ""), expression(" "), expression(""))));
    ofProcess.add(expire("To none", new Action.Mail(List.of(), expression("x"), expression("x"))));
    assertThat(paths())
        .containsExactlyInAnyOrder(
            "activities.Approve.escalations[0].redirect",
            "activities.Approve.escalations[1].redirect[1]",
            "activities.Approve.escalations[1].redirect[2]",
            "activities.Approve.escalations[1].redirect[3]",
            "activities.Approve.escalations[1].redirect[4]",
            "escalations[0].mail.to[0]",
            "escalations[0].mail.to[1]",
            "escalations[0].mail.subject",
            "escalations[0].mail.body",
            "escalations[1].mail.to");
  }

  @Test
  void aPrefixThatThereIsNotIsToldWithWhatWasMeant() {
    destinations = List.of("grp:managers", "user:bob", "group:a:b");
    ofApprove.add(expire("Hand on", new Action.Redirect(List.of("Group:managers"))));
    ofApprove.add(
        expire(
            "Mail",
            new Action.Mail(
                List.of("mailto:ann@example.org", "user:ann", "ann@[IPv6:::1]"),
                expression("x"),
                expression("x"))));
    assertThat(DefinitionCheck.check(definition()))
        .extracting(
            DefinitionFinding::path,
            DefinitionFinding::found,
            DefinitionFinding::nearest,
            DefinitionFinding::warning)
        .containsExactlyInAnyOrder(
            tuple(
                "activities.Approve.events[0].destinations[0]",
                "the prefix 'grp:' in 'grp:managers'",
                "group:managers",
                false),
            tuple(
                "activities.Approve.events[0].destinations[1]",
                "the prefix 'user:' in 'user:bob'",
                "bob",
                false),
            tuple(
                "activities.Approve.escalations[0].redirect[0]",
                "the prefix 'Group:' in 'Group:managers'",
                "group:managers",
                false),
            tuple(
                "activities.Approve.escalations[1].mail.to[0]",
                "the prefix 'mailto:' in 'mailto:ann@example.org'",
                "ann@example.org",
                false),
            tuple(
                "activities.Approve.escalations[1].mail.to[1]",
                "the prefix 'user:' in 'user:ann'",
                "ann",
                false));
  }

  // Client events and start rules.

  @Test
  void aClientEventNeedsADestinationAndAnAction() {
    destinations = List.of();
    actions = List.of();
    assertThat(paths())
        .containsExactly(
            "activities.Approve.events[0].destinations", "activities.Approve.events[0].actions");
  }

  @Test
  void destinationsAndActionsAreNamedOnce() {
    destinations = List.of("bob", "bob", "group:");
    actions = List.of("Approve", "Approve", " ");
    assertThat(paths())
        .containsExactly(
            "activities.Approve.events[0].destinations[1]",
            "activities.Approve.events[0].destinations[2]",
            "activities.Approve.events[0].actions[1]",
            "activities.Approve.events[0].actions[2]");
  }

  @Test
  void theStartRuleOfAnActivityHasNoCode() {
    startOfApprove = new StartRule(LATER, CodeRule.of(WORK));
    assertOnly("activities.Approve.startRule", "a start rule with code");
  }

  @Test
  void aStartRuleSaysSomething() {
    startRule = new StartRule(null, null);
    startOfApprove = new StartRule(null, null);
    assertThat(paths()).containsExactly("startRule", "activities.Approve.startRule");
  }

  // Working hours.

  @Test
  void unknownWorkingHoursAreToldWithTheNearest() {
    startRule = new StartRule(new Due(null, Duration.ZERO, "ofice"), null);
    assertOnly("startRule.workingHours", "the working hours 'ofice', which do not exist");

    workingHours.put("office", weekdays("09:00", "17:00"));
    assertThat(findings())
        .containsExactly(
            new DefinitionFinding(
                "startRule.workingHours",
                "the working hours 'ofice', which do not exist",
                "one of office",
                "office",
                false));
  }

  @Test
  void aWeekWithoutHoursIsRefusedThoughADateHasSome() {
    workingHours.put(
        "never",
        new WorkingHours(
            BERLIN,
            Map.of(),
            Map.of(LocalDate.of(2026, 12, 31), List.of(hours("09:00", "12:00")))));
    assertOnly("workingHours.never", "a week without hours");
  }

  @Test
  void hoursOfADayStandOneAfterAnother() {
    workingHours.put(
        "odd",
        new WorkingHours(
            BERLIN,
            Map.of(
                DayOfWeek.MONDAY, List.of(hours("09:00", "12:00"), hours("11:59", "17:00")),
                DayOfWeek.TUESDAY, List.of(hours("13:00", "17:00"), hours("09:00", "12:00")),
                DayOfWeek.WEDNESDAY, List.of(hours("17:00", "09:00")),
                DayOfWeek.THURSDAY, List.of(hours("09:00", "12:00"), hours("12:00", "00:00")),
                DayOfWeek.FRIDAY, List.of(hours("00:00", "00:00"), hours("10:00", "12:00"))),
            Map.of(LocalDate.of(2026, 12, 31), List.of(hours("09:00", "09:00")))));
    assertThat(paths())
        .containsExactly(
            "workingHours.odd.monday[1]",
            "workingHours.odd.tuesday[1]",
            "workingHours.odd.wednesday",
            "workingHours.odd.friday[1]",
            "workingHours.odd.dates.2026-12-31");
  }

  @Test
  void moreWorkingTimeThanAHundredYearsHaveIsRefusedAndWhatIsNotIsCounted() {
    var minute = Map.of(DayOfWeek.MONDAY, List.of(hours("09:00", "09:01")));
    workingHours.put("rarely", new WorkingHours(BERLIN, minute, Map.of()));
    ofProcess.add(due(new Due(null, Duration.ofMinutes(5_200), "rarely")));
    assertThat(findings()).isEmpty();

    ofProcess.clear();
    ofProcess.add(due(new Due(null, Duration.ofMinutes(5_201), "rarely")));
    assertThat(paths()).containsExactly("escalations[0].after");

    ofProcess.clear();
    ofProcess.add(
        new Escalation(
            "Late",
            new Due(null, Duration.ZERO, "rarely"),
            new Repeat(Duration.ofMinutes(60), 9_999),
            new Action.RunCode(CodeRule.of(WORK))));
    assertThat(paths()).containsExactly("escalations[0].repeat");
  }

  // Ways to go.

  @Test
  void whereAnEscalationGoesCanBeReached() {
    besides("Lost");
    assertThat(paths()).containsExactly("activities.Lost");

    ofClient.add(expire("Late", new Action.Goto("Lost", false, null)));
    assertThat(findings()).isEmpty();

    ofClient.clear();
    ofProcess.add(expire("Late", new Action.Goto("Lost", true, null)));
    assertThat(findings()).isEmpty();
  }

  @Test
  void anEscalationOfWhatCantBeReachedOpensNoWay() {
    besides.put(
        "Lost",
        activity("Lost", List.of(expire("Late", new Action.Goto("Lost too", false, null)))));
    besides("Lost too");
    assertThat(paths()).containsExactly("activities.Lost", "activities.Lost too");
  }

  @Test
  void whereCodeGoesByNameCanBeReached() {
    besides("Lost");
    work = new Code.CodeBehind("if (x) {\n  k2.gotoActivity( \"Lost\", false);\n}");
    assertThat(findings()).isEmpty();

    work = WORK;
    finishRule = CodeRule.of(new Code.CodeBehind("k2.gotoActivity(\"Lost\");"));
    assertThat(findings()).isEmpty();

    finishRule = null;
    exceptionRule = CodeRule.of(new Code.CodeBehind("k2.gotoActivity(\"Book\", true);"));
    assertThat(findings()).extracting(DefinitionFinding::warning).containsExactly(false);
  }

  @Test
  void whereCodeMayGoAnywhereWhatCantBeReachedIsAWarning() {
    besides("Lost");
    for (var code :
        List.of(
            new Code.Handler("some.handler"),
            new Code.CodeBehind("k2.gotoActivity(name, false);"),
            new Code.CodeBehind("k2.gotoActivity(\"L\" + \"ost\", false);"),
            new Code.CodeBehind("goes(k2::gotoActivity);"))) {
      work = code;
      assertThat(findings())
          .as(code.toString())
          .containsExactly(
              new DefinitionFinding(
                  "activities.Lost",
                  "an activity that no line, escalation or named goto leads to from 'Approve'",
                  "code that goes to it, a line to it, or no such activity",
                  null,
                  true));
    }
  }

  @Test
  void aWayToTheEndMayBeAnEscalation() {
    linesOfBook = List.of(new LineDefinition("", "Book", null, false));
    assertThat(paths()).containsExactly("activities.Approve", "activities.Book");

    besides("Done");
    ofServer.add(expire("Late", new Action.Goto("Done", false, null)));
    assertThat(findings()).isEmpty();

    ofServer.clear();
    ofProcess.add(expire("Late", new Action.Goto("Done", true, null)));
    assertThat(findings()).isEmpty();

    ofProcess.clear();
    besides.clear();
    work = new Code.Handler("some.handler");
    assertThat(findings()).extracting(DefinitionFinding::warning).containsExactly(true, true);
  }

  @Test
  void aCycleMayRestInAStartRule() {
    var round = List.of(new LineDefinition("", "Round", new Expression("x"), false));
    var start = new StartRule(LATER, null);
    for (var rule : new @Nullable StartRule[] {null, start}) {
      besides.put(
          "Round",
          new ActivityDefinition(
              "Round",
              "",
              expression("y"),
              null,
              List.of(),
              List.of(),
              round,
              rule,
              Collections.emptyList(),
              null));
      ofProcess.clear();
      ofProcess.add(expire("Late", new Action.Goto("Round", true, null)));
      assertThat(paths())
          .isEqualTo(rule == null ? List.of("activities.Round.lines[0].to") : List.of());
    }
  }

  // The process: Approve, which people do, then Book, which code does.

  private ProcessDefinition definition() {
    var activities = new LinkedHashMap<String, ActivityDefinition>();
    activities.put(
        "Approve",
        new ActivityDefinition(
            "Approve",
            "",
            null,
            null,
            List.of(),
            List.of(
                new ClientEvent(
                    "Approve order",
                    destinations,
                    actions.stream().map(ClientAction::new).toList(),
                    ofClient)),
            List.of(new LineDefinition("", "Book", null, false)),
            startOfApprove,
            ofApprove,
            null));
    activities.put(
        "Book",
        new ActivityDefinition(
            "Book",
            "",
            null,
            null,
            List.of(),
            List.of(
                new ServerEvent(
                    "Post",
                    work,
                    Map.of(),
                    RetryPolicy.DEFAULT,
                    ServerEvent.DEFAULT_TIME_LIMIT,
                    ofServer,
                    null)),
            linesOfBook));
    activities.putAll(besides);
    return new ProcessDefinition(
        new ProcessName("Test/Escalations"),
        0,
        "",
        List.of(),
        null,
        BERLIN,
        Durability.EVENT,
        OnDeadEnd.ERROR,
        1_000,
        "Approve",
        activities,
        List.of(),
        OnError.BRANCH,
        startRule,
        finishRule,
        exceptionRule,
        ofProcess,
        workingHours);
  }

  private void besides(String name) {
    besides.put(name, activity(name, List.of()));
  }

  private static ActivityDefinition activity(String name, List<Escalation> escalations) {
    return new ActivityDefinition(
        name, "", null, null, List.of(), List.of(), List.of(), null, escalations, null);
  }

  private static Escalation expire(String name, Action action) {
    return new Escalation(name, LATER, null, action);
  }

  private static Escalation due(Due due) {
    return new Escalation("Late", due, null, new Action.RunCode(CodeRule.of(WORK)));
  }

  private static Escalation repeated(Duration every, int count) {
    return new Escalation(
        "Late", LATER, new Repeat(every, count), new Action.RunCode(CodeRule.of(WORK)));
  }

  private static Expression expression(String text) {
    return new Expression(text);
  }

  private static WorkingHours weekdays(String from, String to) {
    var week = new LinkedHashMap<DayOfWeek, List<Hours>>();
    for (var day : List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)) {
      week.put(day, List.of(hours(from, to)));
    }
    return new WorkingHours(BERLIN, week, Map.of());
  }

  private static Hours hours(String from, String to) {
    return new Hours(LocalTime.parse(from), LocalTime.parse(to));
  }

  private List<DefinitionFinding> findings() {
    return DefinitionCheck.check(definition());
  }

  private List<String> paths() {
    return findings().stream().map(DefinitionFinding::path).toList();
  }

  private void assertOnly(String path, String found) {
    assertThat(findings()).hasSize(1);
    assertThat(findings().getFirst().path()).isEqualTo(path);
    assertThat(findings().getFirst().found()).isEqualTo(found);
    assertThat(findings().getFirst().warning()).isFalse();
  }
}
