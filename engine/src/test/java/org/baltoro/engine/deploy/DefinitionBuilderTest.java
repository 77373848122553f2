package org.baltoro.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
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
            Map.entry("Finance/Order/Receive/Register", register),
            Map.entry("Finance/Order/Receive/Post", post));
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
            new EventBuilder().retry(RetryPolicy.DEFAULT).configuration("since", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A configuration holds no java.time.Duration: give text, numbers, booleans, lists or"
                + " maps.");
  }
}
