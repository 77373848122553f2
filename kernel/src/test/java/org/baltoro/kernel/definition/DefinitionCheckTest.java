package org.baltoro.kernel.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.baltoro.kernel.definition.Drawing.event;
import static org.baltoro.kernel.definition.Drawing.field;
import static org.baltoro.kernel.definition.Drawing.line;
import static org.baltoro.kernel.definition.Drawing.otherwise;
import static org.baltoro.kernel.definition.Drawing.when;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.JoinDefinition.Surplus;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionCheckTest {

  @Test
  void aGoodDefinitionHasNoFindings() {
    var findings =
        new Drawing()
            .data(field("Amount", DataType.DECIMAL, new Value.DecimalValue(new BigDecimal("1.50"))))
            .right("start", "everyone")
            .right("serverEvent", "group:finance")
            .work("Receive", when("Amount > 1000", "Approve"), otherwise("Book"))
            .work("Approve", line("Book"))
            .joined("Book", JoinDefinition.any())
            .findings();

    assertThat(findings).isEmpty();
  }

  @Test
  void aDefinitionWithoutActivitiesIsRefused() {
    assertThat(new Drawing().findings())
        .containsExactly(error("activities", "no activity", "at least one", null));
  }

  @Test
  void anUnknownStartIsNamedWithTheNearestActivity() {
    assertThat(new Drawing().start("Recieve").work("Receive").findings())
        .containsExactly(
            error(
                "start",
                "the activity 'Recieve', which does not exist",
                "one of Receive",
                "Receive"));
  }

  @Test
  void aLineToNowhereIsToldOnceAndNotAsAnUnreachableActivityBesides() {
    assertThat(new Drawing().work("Receive", line("Aprove")).work("Approve").findings())
        .containsExactly(
            error(
                "activities.Receive.lines[0].to",
                "the activity 'Aprove', which does not exist",
                "one of Receive, Approve",
                "Approve"));
  }

  @Test
  void aLineToNothingLikeAnActivityHasNoNearestName() {
    assertThat(new Drawing().work("A", line("Payment desk"), when("x", "B")).work("B").findings())
        .containsExactly(
            error(
                "activities.A.lines[0].to",
                "the activity 'Payment desk', which does not exist",
                "one of A, B",
                null));
  }

  @Test
  void activitiesThatNoLineLeadsToAreUnreachable() {
    assertThat(
            new Drawing()
                .work("Receive", line("Book"))
                .work("Forgotten", line("Lost"))
                .work("Lost")
                .work("Book")
                .findings())
        .containsExactly(
            error(
                "activities.Forgotten",
                "an activity that can't be reached from 'Receive'",
                "a line or a goto to it, or no such activity",
                null),
            error(
                "activities.Lost",
                "an activity that can't be reached from 'Receive'",
                "a line or a goto to it, or no such activity",
                null));
  }

  @Test
  void aSecondOtherwiseIsRefused() {
    assertThat(
            new Drawing()
                .work("A", when("x", "B"), otherwise("B"), otherwise("A"))
                .work("B")
                .findings())
        .containsExactly(
            error(
                "activities.A.lines[2].otherwise",
                "a second 'otherwise' line out of 'A'",
                "at most one: lines[1] is one already",
                null));
  }

  @Test
  void anOtherwiseWithARuleIsRefused() {
    var both = new LineDefinition("", "B", new Expression("x > 1"), true);
    assertThat(new Drawing().work("A", both).work("B").findings())
        .containsExactly(
            error(
                "activities.A.lines[0].when",
                "a rule on an 'otherwise' line",
                "one of the two: an 'otherwise' line is followed when no other is true",
                null));
  }

  @Test
  void anOtherwiseBesideALineWithoutARuleIsWarnedOf() {
    assertThat(new Drawing().work("A", line("B"), otherwise("B")).work("B").findings())
        .containsExactly(
            warning(
                "activities.A.lines[1].otherwise",
                "an 'otherwise' that is never followed: lines[0] has no rule, so it is always true",
                "a rule on that line"));
  }

  @Test
  void anEmptyRuleIsRefused() {
    assertThat(new Drawing().work("A", when(" ", "B")).work("B").findings())
        .containsExactly(
            error(
                "activities.A.lines[0].when",
                "nothing",
                "an expression, or no rule: absent is true",
                null));
  }

  @Test
  void twoEventsOfOneNameInAnActivityAreRefusedButNotInTwoActivities() {
    assertThat(
            new Drawing()
                .add("A", null, null, List.of(), List.of(event("Post"), event("Post")), line("B"))
                .add("B", null, null, List.of(), List.of(event("Post")))
                .findings())
        .containsExactly(
            error(
                "activities.A.events[1].server",
                "'Post' a second time",
                "a name of its own for each event of the activity",
                null));
  }

  @Test
  void aDataFieldTwiceIsRefused() {
    assertThat(
            new Drawing()
                .data(field("Amount", DataType.LONG, null))
                .data(field("Amount", DataType.STRING, null))
                .work("A")
                .findings())
        .containsExactly(
            error("data.Amount", "'Amount' a second time", "each data field once", null));
  }

  @Test
  void anActivityFieldMustNotHideAProcessField() {
    assertThat(
            new Drawing()
                .data(field("Amount", DataType.LONG, null))
                .add("A", null, null, List.of(field("Amount", DataType.LONG, null)), List.of())
                .findings())
        .containsExactly(
            error(
                "activities.A.data.Amount",
                "'Amount', which is a data field of the process too",
                "another name: rules could not tell the two apart",
                null));
  }

  @Test
  void aRequiredActivityFieldIsWarnedOf() {
    var required =
        new DataFieldDefinition("Note", DataType.STRING, null, true, false, false, false, "");
    assertThat(new Drawing().add("A", null, null, List.of(required), List.of()).findings())
        .containsExactly(
            warning(
                "activities.A.data.Note.required",
                "a required data field of an activity",
                "a default instead: nobody gives values when an activity starts"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2nd", "a b", "a-b", "_a", "", "x.y"})
  void badDataFieldNamesAreRefused(String name) {
    assertThat(new Drawing().data(field(name, DataType.LONG, null)).work("A").findings())
        .containsExactly(
            error(
                "data." + name,
                "the data field name '%s'".formatted(name),
                "letters, digits and underscores, beginning with a letter; 1 to 64 characters",
                null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Amount", "a", "A_1", "Größe", "between2", "folio"})
  void goodDataFieldNamesAreAccepted(String name) {
    assertThat(new Drawing().data(field(name, DataType.LONG, null)).work("A").findings()).isEmpty();
  }

  @Test
  void aDataFieldNameHas64CharactersAtMost() {
    assertThat(new Drawing().data(field("a".repeat(64), DataType.LONG, null)).work("A").findings())
        .isEmpty();
    assertThat(new Drawing().data(field("a".repeat(65), DataType.LONG, null)).work("A").findings())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Folio", "Originator", "Priority", "InstanceId", "Expired"})
  void namesOfTheInstancesOwnPropertiesAreReserved(String name) {
    assertThat(new Drawing().data(field(name, DataType.STRING, null)).work("A").findings())
        .containsExactly(
            error(
                "data." + name,
                "the data field name '%s'".formatted(name),
                "another name: rules call the instance's own property so",
                null));
  }

  @Test
  void activityAndEventNamesHaveNoSlashForTogetherTheyNameTheEvent() {
    assertThat(new Drawing().work("A/B").findings())
        .containsExactly(
            error(
                "activities.A/B",
                "the activity name 'A/B'",
                "a name without '/': it stands between the activity and the event where both are"
                    + " named",
                null));
    assertThat(new Drawing().add("A", null, null, List.of(), List.of(event("B/C"))).findings())
        .containsExactly(
            error(
                "activities.A.events[0].server",
                "the event name 'B/C'",
                "a name without '/': it stands between the activity and the event where both are"
                    + " named",
                null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"if", "true", "null", "between", "satisfies", "item", "partial"})
  void wordsOfTheRulesLanguageAreReserved(String name) {
    assertThat(new Drawing().data(field(name, DataType.STRING, null)).work("A").findings())
        .containsExactly(
            error(
                "data." + name,
                "the data field name '%s'".formatted(name),
                "another name: it is a word of the rules' language",
                null));
  }

  @Test
  void aDefaultOfAnotherTypeIsRefused() {
    assertThat(
            new Drawing()
                .data(field("Amount", DataType.DECIMAL, new Value.StringValue("much")))
                .work("A")
                .findings())
        .containsExactly(
            error(
                "data.Amount.default",
                "the value StringValue[value=much]",
                "a value of type decimal",
                null));
  }

  @Test
  void aJoinOfMoreLinesThanThereAreIsRefused() {
    assertThat(
            new Drawing()
                .work("A", line("B"), line("C"))
                .work("B", line("C"))
                .joined("C", JoinDefinition.count(3))
                .findings())
        .containsExactly(
            error(
                "activities.C.join.required",
                "a join of 3 lines",
                "at most 2: so many lines lead to 'C'",
                null));
  }

  @Test
  void aJoinOfLessThanOneLineIsRefused() {
    assertThat(
            new Drawing()
                .work("A", line("B"), line("B"))
                .joined("B", new JoinDefinition(-2, Surplus.SWALLOW))
                .findings())
        .containsExactly(
            error("activities.B.join.required", "-2", "1 or more, all, or active", null));
  }

  @Test
  void aJoinOfASingleLineIsWarnedOf() {
    assertThat(new Drawing().work("A", line("B")).joined("B", JoinDefinition.all()).findings())
        .containsExactly(
            warning(
                "activities.B.join",
                "a join that a single line leads to",
                "two or more lines to 'B', or no join"));
  }

  @Test
  void activitiesFromWhichNoEndCanBeReachedAreRefused() {
    assertThat(
            new Drawing()
                .work("A", line("B"), line("End"))
                .work("B", line("C"))
                .work("C", line("B"))
                .work("End")
                .findings())
        .extracting(DefinitionFinding::path, DefinitionFinding::expected)
        .containsExactly(
            tuple("activities.B", "a way to an activity without lines"),
            tuple("activities.C", "a way to an activity without lines"));
  }

  @Test
  void aDeadEndIsAnEndWhereTheDefinitionSaysSo() {
    var drawing = new Drawing().work("A", line("B")).work("B", when("x", "A"), when("y", "B"));
    assertThat(drawing.findings()).hasSize(2);
    assertThat(drawing.onDeadEnd(OnDeadEnd.COMPLETE).findings()).isEmpty();
  }

  @Test
  void anOtherwiseLeavesNoDeadEnd() {
    assertThat(
            new Drawing()
                .onDeadEnd(OnDeadEnd.COMPLETE)
                .work("A", when("x", "A"), otherwise("A"))
                .findings())
        .extracting(DefinitionFinding::path)
        .containsExactly("activities.A");
  }

  @Test
  void aPrecedingRuleMayEndALoop() {
    assertThat(
            new Drawing()
                .add(
                    "A",
                    new Expression("Round < 3"),
                    null,
                    List.of(),
                    List.of(event("Count")),
                    line("A"))
                .findings())
        .isEmpty();
  }

  @Test
  void aCycleWithoutAnEventIsNamed() {
    assertThat(
            new Drawing()
                .work("Receive", line("Check"))
                .point("Check", when("x", "Route"), otherwise("End"))
                .point("Route", line("Check"))
                .work("End")
                .findings())
        .containsExactly(
            error(
                "activities.Check.lines[0].to",
                "a cycle without an event: Check -> Route -> Check",
                "an event in one of its activities: nothing could change between rounds",
                null));
  }

  @Test
  void aCycleWithAnEventIsAllowed() {
    assertThat(
            new Drawing()
                .work("Receive", line("Check"))
                .point("Check", when("x", "Receive"), otherwise("End"))
                .work("End")
                .findings())
        .isEmpty();
  }

  @Test
  void aLineOfAnActivityWithoutEventsToItselfIsACycle() {
    assertThat(new Drawing().point("A", when("x", "A"), otherwise("B")).work("B").findings())
        .extracting(DefinitionFinding::found)
        .containsExactly("a cycle without an event: A -> A");
  }

  @Test
  void boundsOfTheStepBudgetAreKept() {
    assertThat(new Drawing().stepBudget(1).work("A").findings()).isEmpty();
    assertThat(new Drawing().stepBudget(1_000_000).work("A").findings()).isEmpty();
    assertThat(new Drawing().stepBudget(0).work("A").findings())
        .containsExactly(error("stepBudget", "0", "1 to 1000000", null));
    assertThat(new Drawing().stepBudget(1_000_001).work("A").findings())
        .containsExactly(error("stepBudget", "1000001", "1 to 1000000", null));
  }

  @Test
  void boundsOfTheTimeLimitAreKept() {
    assertThat(ofTimeLimit(Duration.ofMillis(1))).isEmpty();
    assertThat(ofTimeLimit(Duration.ofHours(24))).isEmpty();
    assertThat(ofTimeLimit(Duration.ZERO))
        .containsExactly(error("activities.A.events[0].timeLimit", "0 s", "1ms to 24h", null));
    assertThat(ofTimeLimit(Duration.ofHours(25)))
        .containsExactly(error("activities.A.events[0].timeLimit", "1 d 1 h", "1ms to 24h", null));
  }

  static Stream<List<Object>> badRetries() {
    var second = Duration.ofSeconds(1);
    var hour = Duration.ofHours(1);
    return Stream.of(
        List.of("attempts", new RetryPolicy(0, second, 2, hour, 3), "0", "1 to 100"),
        List.of("attempts", new RetryPolicy(101, second, 2, hour, 3), "101", "1 to 100"),
        List.of("factor", new RetryPolicy(1, second, 0.5, hour, 3), "0.5", "1 to 10"),
        List.of("factor", new RetryPolicy(1, second, Double.NaN, hour, 3), "NaN", "1 to 10"),
        List.of("lostAttempts", new RetryPolicy(1, second, 2, hour, -1), "-1", "0 to 100"),
        List.of("backOff", new RetryPolicy(1, Duration.ZERO, 2, hour, 3), "0 s", "1ms to 30d"),
        List.of(
            "backOffMax",
            new RetryPolicy(1, second, 2, Duration.ofDays(31), 3),
            "31 d",
            "1ms to 30d"),
        List.of(
            "backOffMax",
            new RetryPolicy(1, hour, 2, second, 3),
            "1 s",
            "at least the backOff, which is 1 h"));
  }

  @ParameterizedTest
  @MethodSource("badRetries")
  void boundsOfTheRetryPolicyAreKept(List<Object> example) {
    var event =
        event("Post", (RetryPolicy) example.get(1), ServerEvent.DEFAULT_TIME_LIMIT, Map.of());
    assertThat(new Drawing().add("A", null, null, List.of(), List.of(event)).findings())
        .containsExactly(
            error(
                "activities.A.events[0].retry." + example.get(0),
                (String) example.get(2),
                (String) example.get(3),
                null));
  }

  @Test
  void aConfigurationHoldsWhatAFileCanHold() {
    var event =
        event(
            "Post",
            RetryPolicy.DEFAULT,
            ServerEvent.DEFAULT_TIME_LIMIT,
            Map.of("since", Duration.ofDays(1)));
    assertThat(new Drawing().add("A", null, null, List.of(), List.of(event)).findings())
        .containsExactly(
            error(
                "activities.A.events[0].configuration.since",
                "a java.time.Duration",
                "text, a number, true, false, a list or a mapping",
                null));
  }

  @Test
  void codeWithoutAStatementIsRefused() {
    var event =
        new ServerEvent(
            "Post",
            new Code.CodeBehind(" \n"),
            Map.of(),
            RetryPolicy.DEFAULT,
            ServerEvent.DEFAULT_TIME_LIMIT);
    assertThat(new Drawing().add("A", null, null, List.of(), List.of(event)).findings())
        .containsExactly(
            error("activities.A.events[0].code", "nothing", "Java statements, or a handler", null));
  }

  private static final String SUBJECT = "a user's name, group:<name>, role:<name> or everyone";

  @Test
  void unknownRightsAndEmptySubjectsAreRefused() {
    assertThat(
            new Drawing()
                .right("strat", "everyone")
                .right("admin", "ann")
                .right("admin", "group:")
                .right("admin", "grp:heads")
                .right("view", "role:heads")
                .right("view", "rol:heads")
                .right("view", "manager:ann")
                .right("view", "role:")
                .right("view", "originator")
                .work("A")
                .findings())
        .containsExactly(
            error(
                "rights.strat",
                "the right 'strat'",
                "one of admin, start, view, viewParticipate, serverEvent",
                "start"),
            error("rights.admin[1]", "'group:'", SUBJECT + ", without blanks around it", null),
            error("rights.admin[2]", "the prefix 'grp:' in 'grp:heads'", SUBJECT, "group:heads"),
            error("rights.view[1]", "the prefix 'rol:' in 'rol:heads'", SUBJECT, "role:heads"),
            error("rights.view[2]", "the prefix 'manager:' in 'manager:ann'", SUBJECT, null),
            error("rights.view[3]", "'role:'", SUBJECT + ", without blanks around it", null),
            error("rights.view[4]", "'originator'", SUBJECT + ", without blanks around it", null));
  }

  @Test
  void namesOfActivitiesStandOnOneLine() {
    assertThat(new Drawing().work("A\nB").findings())
        .extracting(DefinitionFinding::expected)
        .containsExactly("1 to 200 characters on one line, without blanks around them");
  }

  @Test
  void everythingIsToldAtOnce() {
    assertThat(
            new Drawing()
                .stepBudget(0)
                .data(field("if", DataType.LONG, null))
                .right("rule", "ann")
                .work("A", line("Nowhere at all"))
                .work("B", otherwise("B"), otherwise("B"))
                .findings())
        .extracting(DefinitionFinding::path)
        .containsExactly(
            "stepBudget",
            "data.if",
            "rights.rule",
            "activities.A.lines[0].to",
            "activities.B.lines[1].otherwise",
            "activities.B",
            "activities.A",
            "activities.B");
  }

  static Stream<Long> seeds() {
    var given = Long.getLong("seed");
    return given == null ? Stream.of(1L, 2L, 3L, 4L, 5L) : Stream.of(given);
  }

  /** Walks along random lines: what the check lets by can end and does not go round idly. */
  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsDeployableCanEndFromWhereverItIs(long seed) {
    var random = new SplittableRandom(seed);
    int good = 0;
    for (int turn = 0; turn < 2_000; turn++) {
      var drawing = new Drawing();
      int count = random.nextInt(1, 6);
      for (int place = 0; place < count; place++) {
        var lines = new LineDefinition[random.nextInt(3)];
        for (int line = 0; line < lines.length; line++) {
          lines[line] = when("x", "A" + random.nextInt(count));
        }
        if (random.nextBoolean()) {
          drawing.work("A" + place, lines);
        } else {
          drawing.point("A" + place, lines);
        }
      }
      if (drawing.findings().isEmpty()) {
        good++;
        walk(drawing.drawn(), random, "-Dseed=%d turn %d".formatted(seed, turn));
      }
    }
    assertThat(good).as("-Dseed=%d: good definitions among the random ones", seed).isPositive();
  }

  private static void walk(ProcessDefinition definition, SplittableRandom random, String story) {
    var at = definition.activity(definition.start());
    int idle = 0;
    for (int step = 0; step < 1_000 && !at.lines().isEmpty(); step++) {
      idle = at.events().isEmpty() ? idle + 1 : 0;
      assertThat(idle).as(story).isLessThanOrEqualTo(definition.activities().size());
      at = definition.activity(at.lines().get(random.nextInt(at.lines().size())).to());
    }
    assertThat(at.lines()).as("%s: an end within 1,000 random steps", story).isEmpty();
  }

  private static List<DefinitionFinding> ofTimeLimit(Duration limit) {
    var event = event("Post", RetryPolicy.DEFAULT, limit, Map.of());
    return new Drawing().add("A", null, null, List.of(), List.of(event)).findings();
  }

  private static DefinitionFinding error(
      String path, String found, String expected, @Nullable String nearest) {
    return new DefinitionFinding(path, found, expected, nearest, false);
  }

  private static DefinitionFinding warning(String path, String found, String expected) {
    return new DefinitionFinding(path, found, expected, null, true);
  }
}
