package org.baltoro.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.code.ActivityEscalationActionContext;
import org.baltoro.api.code.ExceptionRuleContext;
import org.baltoro.api.code.ProcessEscalationActionContext;
import org.baltoro.api.code.ProcessFinishRuleContext;
import org.baltoro.api.code.ProcessStartRuleContext;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.engine.code.Handlers.Registered;
import org.baltoro.engine.code.PlacedCode;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.baltoro.kernel.definition.ProcessDefinition.OnError;
import org.baltoro.kernel.definition.ProcessName;
import org.junit.jupiter.api.Test;

class DefinitionBuilderTest {

  @Test
  void aDefinitionBuiltInJavaEqualsTheFileThatSaysTheSame() {
    var built =
        DefinitionBuilder.process("Finance/Order")
            .description("Pays")
            .folio("\"PO \" + Number")
            .timeZone(ZoneId.of("Europe/Berlin"))
            .durability(Durability.WAIT)
            .onDeadEnd(OnDeadEnd.COMPLETE)
            .stepBudget(50)
            .start("Receive")
            .data("Number", DataType.STRING)
            .data(
                "Amount",
                DataType.DECIMAL,
                field ->
                    field
                        .initial(new BigDecimal("2.50"))
                        .required()
                        .hidden()
                        .audit()
                        .searchable()
                        .description("Net"))
            .right("start", "everyone", "group:finance")
            .activity(
                "Receive",
                activity ->
                    activity
                        .description("Takes it in")
                        .precedingRule("Amount > 0")
                        .data("Round", DataType.INTEGER, field -> field.initial(1))
                        .server(
                            "Register",
                            "orders.register",
                            event ->
                                event
                                    .configuration("tries", 3L)
                                    .configuration("rate", 1.1)
                                    .configuration("list", List.of("a", Map.of("b", true)))
                                    .attempts(3)
                                    .timeLimit(Duration.ofSeconds(30)))
                        .line("Approve", "Amount > 1000", "over the limit")
                        .line("Approve", "Amount > 100")
                        .otherwise("Book"))
            .activity("Approve", activity -> activity.line("Book"))
            .activity(
                "Book",
                activity ->
                    activity
                        .join(JoinDefinition.any())
                        .serverCode("Post", "int a = 1;\n", event -> {}))
            .build();

    var read =
        DefinitionReader.read(
            """
            process: Finance/Order
            description: Pays
            folio: '"PO " + Number'
            timeZone: Europe/Berlin
            durability: wait
            onDeadEnd: complete
            stepBudget: 50
            start: Receive
            data:
              Number: string
              Amount: { type: decimal, default: 2.50, required: true, hidden: true, audit: true,
                        searchable: true, description: Net }
            rights:
              start: [everyone, "group:finance"]
            activities:
              Receive:
                description: Takes it in
                precedingRule: Amount > 0
                data:
                  Round: { type: integer, default: 1 }
                events:
                  - server: Register
                    handler: orders.register
                    configuration: { tries: 3, rate: 1.1, list: [a, { b: true }] }
                    retry: { attempts: 3 }
                    timeLimit: 30s
                lines:
                  - { to: Approve, when: Amount > 1000, name: over the limit }
                  - { to: Approve, when: Amount > 100 }
                  - { to: Book, otherwise: true }
              Approve:
                lines: [{ to: Book }]
              Book:
                join: any
                events:
                  - server: Post
                    code: |
                      int a = 1;
            """,
            "order.yaml");

    assertThat(read.problems()).isEmpty();
    assertThat(built.definition()).isEqualTo(read.definition());
    assertThat(built.handlers()).isEmpty();
  }

  @Test
  void lambdasAreNamedByProcessActivityAndEvent() {
    ServerEventHandler register = k2 -> {};
    ServerEventHandler post = k2 -> k2.setSynchronous(false);

    var built =
        DefinitionBuilder.process("Finance/Order")
            .activity(
                "Receive",
                activity ->
                    activity
                        .server("Register", register)
                        .server("Post", post, event -> event.repeatable())
                        .server("Tell", "mail.send", event -> event.repeatable())
                        .server("File", "files.keep"))
            .build();

    assertThat(built.handlers())
        .containsOnly(
            Map.entry("Finance/Order/Receive/Register", new Registered(register, false)),
            Map.entry("Finance/Order/Receive/Post", new Registered(post, true)));
    assertThat(built.repeatableHandlers())
        .containsExactlyInAnyOrder("Finance/Order/Receive/Post", "mail.send");
    assertThat(built.definition().activity("Receive").events())
        .extracting(event -> ((ServerEvent) event).code())
        .containsExactly(
            new Code.Handler("Finance/Order/Receive/Register"),
            new Code.Handler("Finance/Order/Receive/Post"),
            new Code.Handler("mail.send"),
            new Code.Handler("files.keep"));
  }

  @Test
  void rulesEscalationsHoursAndWorkForPeopleEqualTheFileThatSaysTheSame() {
    var built =
        DefinitionBuilder.process("Finance/Order")
            .timeZone(ZoneId.of("Europe/Berlin"))
            .onError(OnError.STOP_ALL)
            .workingHours(
                "office",
                hours ->
                    hours
                        .days(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, "09:00-12:00", "13:00-17:00")
                        .on(DayOfWeek.SUNDAY, "22:00-24:00")
                        .date(LocalDate.of(2026, 12, 25)))
            .workingHours(
                "tokyo",
                hours ->
                    hours.timeZone(ZoneId.of("Asia/Tokyo")).on(DayOfWeek.FRIDAY, "09:00-17:00"))
            .startRule(rule ->
                rule.at("DueOn")
                    .after(Duration.ofHours(-2))
                    .workingHours("office")
                    .source("int a = 1;")
                    .configuration("tries", 3)
                    .timeLimit(Duration.ofSeconds(5)))
            .finishRule(rule -> rule.source("k2.gotoActivity(\"Approve\");"))
            .exceptionRule(rule -> rule.handler("operations.report"))
            .escalation("Old", late -> late.after(Duration.ofDays(90)).gotoActivity("Approve"))
            .escalation(
                "Older", late -> late.after(Duration.ofDays(91)).gotoActivity("Approve", "Approve"))
            .data("DueOn", DataType.DATE)
            .activity(
                "Approve",
                activity ->
                    activity
                        .startRule(due -> due.at("DueOn"))
                        .client(
                            "Approve order",
                            event ->
                                event
                                    .destinations("bob", "group:managers")
                                    .actions("Approve", "Reject")
                                    .escalation(
                                        "Remind",
                                        late ->
                                            late.after(Duration.ofDays(2))
                                                .workingHours("office")
                                                .repeat(Duration.ofDays(1), 3)
                                                .mail("Folio", "Folio", "originator", "a@b.c"))
                                    .escalation(
                                        "Hand on",
                                        late -> late.after(Duration.ofDays(5)).redirect("ann")))
                        .server(
                            "Post",
                            "ledger.post",
                            event ->
                                event
                                    .escalation(
                                        "Jump",
                                        late ->
                                            late.after(Duration.ofHours(1))
                                                .gotoActivity("Approve", true))
                                    .exceptionRule(rule -> rule.handler("ledger.failed")))
                        .escalation("Give up", late -> late.at("DueOn").expire())
                        .exceptionRule(rule -> rule.source("k2.retry();"))
                        .line("Done", "Outcome = \"Approve\" or Expired")
                        .otherwise("Done"))
            .activity("Done", activity -> {})
            .build();

    var source =
        """
        process: Finance/Order
        timeZone: Europe/Berlin
        onError: stop-all
        workingHours:
          office:
            monday: [09:00-12:00, 13:00-17:00]
            tuesday: [09:00-12:00, 13:00-17:00]
            sunday: 22:00-24:00
            dates: { 2026-12-25: closed }
          tokyo: { timeZone: Asia/Tokyo, friday: 09:00-17:00 }
        startRule:
          at: DueOn
          after: -2h
          workingHours: office
          code: int a = 1;
          configuration: { tries: 3 }
          timeLimit: 5s
        finishRule: { code: k2.gotoActivity("Approve"); }
        exceptionRule: { handler: operations.report }
        escalations:
          - { name: Old, after: 90d, goto: Approve }
          - { name: Older, after: 91d, goto: Approve, expireActivity: Approve }
        data: { DueOn: date }
        activities:
          Approve:
            startRule: { at: DueOn }
            events:
              - client: Approve order
                destinations: [bob, "group:managers"]
                actions: [Approve, Reject]
                escalations:
                  - name: Remind
                    after: 2d
                    workingHours: office
                    repeat: { every: 1d, count: 3 }
                    mail: { to: [originator, a@b.c], subject: Folio, body: Folio }
                  - { name: Hand on, after: 5d, redirect: ann }
              - server: Post
                handler: ledger.post
                escalations:
                  - { name: Jump, after: 1h, goto: Approve, expireAll: true }
                exceptionRule: { handler: ledger.failed }
            escalations:
              - { name: Give up, at: DueOn, expire: true }
            exceptionRule: { code: k2.retry(); }
            lines:
              - { to: Done, when: Outcome = "Approve" or Expired }
              - { to: Done, otherwise: true }
          Done:
        """;
    assertThat(Deployer.check(source, "order.yaml").problems()).isEmpty();
    assertThat(built.definition())
        .isEqualTo(DefinitionReader.read(source, "order.yaml").definition());
  }

  @Test
  void lambdasOfRulesAndEscalationsAreKeptWithTheContextThatTheyAreMadeFor() {
    var built =
        DefinitionBuilder.process("Finance/Order")
            .startRule(rule -> rule.run(k2 -> k2.processInstance().setFolio("began")))
            .finishRule(rule -> rule.run(k2 -> k2.gotoActivity("Approve")))
            .exceptionRule(rule -> rule.run(k2 -> k2.unhandled()))
            .escalation(
                "Late",
                late -> late.after(Duration.ofDays(1)).run(k2 -> k2.expireActivity("Approve")))
            .activity(
                "Approve",
                activity ->
                    activity
                        .server(
                            "Post",
                            k2 -> k2.setSynchronous(false),
                            event ->
                                event
                                    .escalation(
                                        "Late",
                                        late ->
                                            late.after(Duration.ofDays(1))
                                                .run(k2 -> k2.gotoActivity("Approve", true)))
                                    .exceptionRule(rule -> rule.run(k2 -> k2.retry())))
                        .exceptionRule(rule -> rule.run(k2 -> k2.retry()))
                        .escalation(
                            "Late", late -> late.after(Duration.ofDays(1)).run(k2 -> k2.round())))
            .build();

    var contexts = new LinkedHashMap<String, Class<?>>();
    built.handlers().forEach((name, registered) -> contexts.put(name, registered.context()));
    assertThat(contexts)
        .containsOnly(
            Map.entry("Finance/Order#startRule", ProcessStartRuleContext.class),
            Map.entry("Finance/Order#finishRule", ProcessFinishRuleContext.class),
            Map.entry("Finance/Order#exceptionRule", ExceptionRuleContext.class),
            Map.entry("Finance/Order#escalation Late", ProcessEscalationActionContext.class),
            Map.entry("Finance/Order/Approve/Post", ServerEventContext.class),
            Map.entry(
                "Finance/Order/Approve/Post#escalation Late",
                ActivityEscalationActionContext.class),
            Map.entry("Finance/Order/Approve/Post#exceptionRule", ExceptionRuleContext.class),
            Map.entry("Finance/Order/Approve#exceptionRule", ExceptionRuleContext.class),
            Map.entry(
                "Finance/Order/Approve#escalation Late", ActivityEscalationActionContext.class));
    assertThat(PlacedCode.of(built.definition()))
        .hasSize(9)
        .allSatisfy(placed -> {
          var handler = (Code.Handler) placed.code();
          assertThat(contexts).containsEntry(handler.name(), placed.context());
        });
  }

  @Test
  void anEscalationHasExactlyOneActionAndARuleExactlyOneCode() {
    var builder = DefinitionBuilder.process("A");

    assertThatThrownBy(() -> builder.escalation("Late", late -> late.after(Duration.ofDays(1))))
        .hasMessage("Escalation 'Late' has 0 actions: give it exactly one.");
    assertThatThrownBy(
            () -> builder.escalation("Late", late -> late.gotoActivity("B").source("work();")))
        .hasMessage("Escalation 'Late' has 2 actions: give it exactly one.");
    assertThatThrownBy(() -> builder.finishRule(rule -> {}))
        .hasMessage("The finish rule has no code: give one of run, handler and source.");
    assertThatThrownBy(() -> builder.finishRule(rule -> rule.handler("a").source("b();")))
        .hasMessage("The finish rule has code already: give one of run, handler and source.");
    assertThatThrownBy(() -> builder.workingHours("x", hours -> hours.on(DayOfWeek.MONDAY, "9-5")))
        .hasMessage("'9-5' are no hours: write them as 09:00-17:00.");
  }

  @Test
  void theFirstActivityIsTheStart() {
    var built =
        DefinitionBuilder.process("A").activity("One", a -> a.line("Two")).activity("Two", a -> {});

    assertThat(built.build().definition().start()).isEqualTo("One");
  }

  @Test
  void mistakesInABuiltDefinitionAreToldLikeThoseOfAFile() {
    var built =
        DefinitionBuilder.process("A")
            .activity("Receive", activity -> activity.line("Bok"))
            .activity("Book", activity -> activity.server("Post", k2 -> {}, e -> e.attempts(0)))
            .build();

    var problems =
        DefinitionReader.read(DefinitionWriter.write(built.definition()), "A.yaml").problems();

    assertThat(problems)
        .extracting(DefinitionProblem::path, DefinitionProblem::nearest)
        .containsExactly(
            new org.assertj.core.groups.Tuple("activities.Receive.lines[0].to", "Book"),
            new org.assertj.core.groups.Tuple("activities.Book.events[0].retry.attempts", null));
  }

  @Test
  void namesThatClashAreRefusedAtOnce() {
    var builder = DefinitionBuilder.process("A").activity("Book", activity -> {});

    assertThatThrownBy(() -> builder.activity("Book", activity -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Process 'A' has an activity 'Book' already: give each a name of its own.");
    assertThatThrownBy(() ->
            builder.activity(
                "Pay", activity -> activity.server("Post", k2 -> {}).server("Post", k2 -> {})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is code named 'A/Pay/Post' already: give each event a name of its own.");
  }

  @Test
  void valuesThatNoFileHoldsAreRefused() {
    assertThatThrownBy(() -> DefinitionBuilder.process("a//b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            DefinitionBuilder.process("A")
                .data("Amount", DataType.LONG, field -> field.initial("many")))
        .isInstanceOf(BaltoroException.class)
        .hasMessageContaining("Amount");
    assertThatThrownBy(() ->
            new EventBuilder(new Lambdas(new ProcessName("A")), "B", "C")
                .retry(RetryPolicy.DEFAULT)
                .configuration("since", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A configuration holds no java.time.Duration: give text, numbers, booleans, lists or"
                + " maps.");
  }
}
