package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How values, tables and suggestions are read and written. */
class TextTest {
  @Test
  void valuesAreConvertedByTheTypeOfTheirField() {
    assertThat(FieldText.value("F", "boolean", "true")).isEqualTo(true);
    assertThat(FieldText.value("F", "integer", "-12")).isEqualTo(-12);
    assertThat(FieldText.value("F", "long", "9007199254740993")).isEqualTo(9007199254740993L);
    assertThat(FieldText.value("F", "decimal", "1200.50")).isEqualTo(new BigDecimal("1200.50"));
    assertThat(FieldText.value("F", "double", "1e3")).isEqualTo(1000.0);
    assertThat(FieldText.value("F", "string", "12")).isEqualTo("12");
    assertThat(FieldText.value("F", "date", "2026-11-30")).isEqualTo(LocalDate.of(2026, 11, 30));
    assertThat(FieldText.value("F", "datetime", "2026-11-30T12:00:00Z"))
        .isEqualTo(Instant.parse("2026-11-30T12:00:00Z"));
    assertThat(FieldText.value("F", "json", "{\"a\": [1]}")).isEqualTo(Map.of("a", List.of(1)));
    assertThat(FieldText.value("F", "decimal", "")).isNull();
  }

  @Test
  void aValueOfTheWrongTypeIsRefusedWithAnExample() {
    assertThatThrownBy(() -> FieldText.value("Amount", "decimal", "much"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "Data field Amount is of type decimal, and 'much' is none: give a number with a point,"
                + " for example 12.50.");
    assertThatThrownBy(() -> FieldText.value("Urgent", "boolean", "yes"))
        .hasMessageContaining("give true or false");
  }

  @Test
  void aTableFitsItsTerminalAndTheWidestColumnGivesWay() {
    var table = new Table("ID", "FOLIO").row("1", "An order with a long name").row("22", "Short");
    assertThat(printed(table, Terminal.UNBOUNDED))
        .containsExactly("ID  FOLIO", "1   An order with a long name", "22  Short");
    assertThat(printed(table, 14)).containsExactly("ID  FOLIO", "1   An order …", "22  Short");
  }

  @Test
  void theNameOfARowIsNeverCut() {
    var table =
        new Table("SERIAL NUMBER", "WORK", "WITH").row("104711_12", "Approve the order", "bob");
    assertThat(printed(table, 24))
        .containsExactly("SERIAL N…  WORK     WITH", "104711_12  Approv…  bob");
    assertThat(printed(table, 5))
        .containsExactly("SERIAL N…  WORK    WITH", "104711_12  Appro…  bob");
  }

  @Test
  void noCellMakesARowCommandsTheTerminalOrFillsTheScreen() {
    var table =
        new Table("ID", "FOLIO", "LAST")
            .row("1", "a\nb\tc\u001b[31md\u009be\u202ef", "x".repeat(500))
            .row("2", "y".repeat(16_390), "");
    var printed = printed(table, Terminal.UNBOUNDED);
    assertThat(printed).hasSize(3);
    assertThat(printed.get(1))
        .startsWith("1   a b c\uFFFD[31md\uFFFDe\uFFFDf ")
        .endsWith("x".repeat(500));
    assertThat(printed.get(2)).isEqualTo("2   " + "y".repeat(199) + "…");
    assertThat(Table.shorten("12\uD83D\uDE00", 3)).isEqualTo("12…");
    assertThat(Table.shorten("1\uD83D\uDE0034", 3)).isEqualTo("1…");
  }

  @Test
  void aStyleIsAroundWhatWasCleaned() {
    var writer = new PrintWriter(new StringWriter());
    var terminal =
        new Terminal(writer, writer, new BufferedReader(new StringReader("")), 80, true, Map.of());
    assertThat(terminal.styled(Terminal.Style.BAD, "a\u001b[2Jb"))
        .hasToString("\u001b[31ma\uFFFD[2Jb\u001b[0m");
  }

  @Test
  void jsonKeepsOrderAndEscapesWhatItMust() {
    var tree =
        Json.object("text", "a \"b\"\n\u0001", "number", new BigDecimal("1.50"), "none", null);
    assertThat(Json.text(tree))
        .isEqualTo(
            """
            {
              "text": "a \\"b\\"\\n\\u0001",
              "number": 1.50,
              "none": null
            }\
            """);
    assertThat(Json.text(List.of())).isEqualTo("[]");
    assertThat(Json.inline(Map.of("a", List.of(1, 2)))).isEqualTo("{ \"a\": [ 1, 2 ] }");
  }

  @Test
  void spansAreReadAndWritten() {
    assertThat(Times.parseSpan("--valid-for", "90d")).isEqualTo(Duration.ofDays(90));
    assertThat(Times.parseSpan("--valid-for", "15m")).isEqualTo(Duration.ofMinutes(15));
    assertThatThrownBy(() -> Times.parseSpan("--valid-for", "soon"))
        .hasMessage("--valid-for is 'soon': give a number and s, m, h or d, for example 12h.");
    assertThat(Times.span(Duration.ofMillis(120))).isEqualTo("0.12 s");
    assertThat(Times.span(Duration.ofSeconds(184))).isEqualTo("3 min 4 s");
  }

  @Test
  void aRightIsNamedAsDefinitionsOrAsTheCommandLineWriteIt() {
    var rights = org.baltoro.api.Administration.ProcessRight.values();
    assertThat(RightsCommand.named(rights, "server-event"))
        .isEqualTo(org.baltoro.api.Administration.ProcessRight.SERVER_EVENT);
    assertThat(RightsCommand.named(rights, "serverEvent"))
        .isEqualTo(org.baltoro.api.Administration.ProcessRight.SERVER_EVENT);
    assertThatThrownBy(() -> RightsCommand.named(rights, "stat"))
        .hasMessage(
            "There is no right 'stat' here: give one of admin, start, view, view-participate,"
                + " server-event.");
  }

  private static List<String> printed(Table table, int columns) {
    var out = new StringWriter();
    var writer = new PrintWriter(out);
    table.print(
        new Terminal(
            writer, writer, new BufferedReader(new StringReader("")), columns, false, Map.of()));
    return out.toString().lines().toList();
  }
}
