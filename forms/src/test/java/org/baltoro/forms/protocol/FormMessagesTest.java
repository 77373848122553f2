package org.baltoro.forms.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.rule.ActionTrace;
import org.baltoro.forms.rule.BlockTrace;
import org.baltoro.forms.rule.HandlerTrace;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleTrace;
import org.baltoro.forms.rule.TraceOutcome;
import org.baltoro.forms.rule.ValueChange;
import org.baltoro.forms.session.Address;
import org.baltoro.forms.session.Incoming;
import org.baltoro.forms.session.Outgoing;
import org.baltoro.forms.smartobject.FileValue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What goes between pages and the server, as text. */
class FormMessagesTest {
  private static final Address SUPPLIER = new Address("w1", "header", "supplier");

  @Test
  void aClickWithWhatWasTypedBefore() throws FormMessages.Malformed {
    var read =
        FormMessages.read(
            """
            {"type": "onControl", "event": "clicked",
             "address": {"window": "w1", "area": "header", "control": "save"},
             "changes": [
               {"address": {"window": "w1", "area": "header", "control": "supplier"},
                "value": "ACME"},
               {"address": {"window": "w1", "area": "lines", "control": "amount"}, "row": 3,
                "value": 12.50},
               {"address": {"window": "w1", "area": "lines", "control": "count"}, "row": 3,
                "value": 7},
               {"address": {"window": "w1", "area": "header", "control": "offer"},
                "value": {"name": "a.txt", "contentType": "text/plain", "content": "aGk="}}]}
            """);
    assertThat(read)
        .isEqualTo(
            new Incoming.OnControl(
                new Address("w1", "header", "save"),
                ControlEvent.CLICKED,
                null,
                null,
                List.of(
                    new Incoming.Change(SUPPLIER, null, "ACME"),
                    new Incoming.Change(
                        new Address("w1", "lines", "amount"), 3L, new BigDecimal("12.50")),
                    new Incoming.Change(new Address("w1", "lines", "count"), 3L, 7L),
                    new Incoming.Change(
                        new Address("w1", "header", "offer"),
                        null,
                        new FileValue("a.txt", "text/plain", new byte[] {'h', 'i'})))));
  }

  @Test
  void whatMayBeEmptyMayBeLeftOut() throws FormMessages.Malformed {
    assertThat(FormMessages.read("{\"type\": \"submit\", \"action\": \"Approve\"}"))
        .isEqualTo(new Incoming.Submit("Approve", List.of()));
    assertThat(FormMessages.read("{\"type\": \"answer\", \"question\": 4, \"yes\": false}"))
        .isEqualTo(new Incoming.Answer(4, false));
  }

  @Test
  void whatComesBackSaysItsTypeAndNumber() {
    assertThat(FormMessages.write(7, new Outgoing.ValueChanged(SUPPLIER, LocalDate.of(2026, 2, 3))))
        .isEqualTo(
            """
            {"number":7,"type":"valueChanged","address":{"window":"w1","area":"header",\
            "control":"supplier"},"value":"2026-02-03"}\
            """);
    assertThat(
            FormMessages.write(
                8,
                new Outgoing.RowsChanged(
                    "w1",
                    "lines",
                    List.of("count"),
                    List.of(
                        new Outgoing.RowShown(
                            1, ItemState.ADDED, false, true, Arrays.asList(1L << 60, null))),
                    false)))
        .contains("\"state\":\"added\"", "[\"1152921504606846976\",null]");
    assertThat(
            FormMessages.write(
                9,
                new Outgoing.PropertiesChanged(
                    "w1",
                    Outgoing.ElementKind.CONTROL,
                    "header",
                    "supplier",
                    Map.of(ElementProperty.READ_ONLY, true))))
        .contains("\"kind\":\"control\"", "{\"readOnly\":true}");
  }

  /** What a page in Java reads and writes is what the server wrote and reads. */
  @Test
  void bothSidesReadWhatTheOtherWrote() throws FormMessages.Malformed {
    var click =
        new Incoming.OnControl(
            SUPPLIER,
            ControlEvent.CLICKED,
            3L,
            null,
            List.of(
                new Incoming.Change(
                    SUPPLIER, null, new FileValue("a.txt", "text/plain", new byte[] {1}))));
    assertThat(FormMessages.read(FormMessages.write(click))).isEqualTo(click);
    for (var told :
        List.of(
            new Outgoing.RowsChanged(
                "w1",
                "lines",
                List.of("count"),
                List.of(
                    new Outgoing.RowShown(1, ItemState.ADDED, false, true, Arrays.asList("a", 1L))),
                true),
            new Outgoing.PropertiesChanged(
                "w1",
                Outgoing.ElementKind.CONTROL,
                "header",
                "supplier",
                Map.of(ElementProperty.READ_ONLY, true)),
            new Outgoing.RuleFinished(7, TraceOutcome.NOT_REACHED))) {
      assertThat(FormMessages.outgoing(members(FormMessages.write(7, told)))).isEqualTo(told);
    }
    assertThatThrownBy(() -> FormMessages.outgoing(Map.of("type", "shouted")))
        .hasMessageContaining("of one version");
  }

  @Test
  void aTraceIsReadAsItWasWritten() {
    var at = Instant.parse("2026-12-01T09:00:00Z");
    var action =
        new ActionTrace(
            "a",
            "Lists.Five",
            TraceOutcome.COMPLETED,
            at,
            null,
            true,
            List.of(1, 2),
            3,
            RuleError.of("X", "wrong"),
            List.of(new ValueChange(at, "Total", 1L, "b", ValueChange.Kind.DROPPED)),
            List.of("late"));
    var block =
        new BlockTrace("b", BlockType.ALSO, true, at, null, TraceOutcome.RUNNING, List.of(action));
    var handler =
        new HandlerTrace(
            "h",
            "if",
            "",
            List.of(new HandlerTrace.ConditionTrace("c", true)),
            TraceOutcome.RUNNING,
            List.of(block));
    var trace =
        new RuleTrace(
            4, 0, "r", "Save", "Order", at, null, TraceOutcome.RUNNING, null, List.of(handler), 0);
    assertThat(FormMessages.trace(members(FormMessages.write(trace)))).isEqualTo(trace);
  }

  @SuppressWarnings("unchecked") // an object of JSON has texts as names
  private static Map<String, Object> members(String json) {
    return (Map<String, Object>) JsonMapper.shared().readValue(json, Map.class);
  }

  @Test
  void whatCannotBeReadIsToldInWords() {
    assertMalformed("{", "no JSON");
    assertMalformed("[1]", "no object");
    assertMalformed("{\"type\": \"nope\"}", "There is no message 'nope'", "submit");
    assertMalformed("{\"type\": \"submit\"}", "lacks 'action'");
    assertMalformed("{\"type\": \"submit\", \"action\": \"A\", \"what\": 1}", "what");
    assertMalformed("{\"type\": \"submit\", \"action\": {}}", "'action'", "give text");
    assertMalformed(
        "{\"type\": \"onControl\", \"event\": \"exploded\", \"address\": {\"window\": \"w1\","
            + " \"area\": \"\", \"control\": \"a\"}}",
        "exploded",
        "give one of clicked");
    assertMalformed(
        "{\"type\": \"submit\", \"action\": \"A\", \"changes\": " + "[".repeat(500), "");
    assertMalformed(
        "{\"type\": \"changed\", \"changes\": [{\"address\": {\"window\": \"w1\", \"area\": \"\","
            + " \"control\": \"a\"}, \"value\": {\"name\": \"x\"}}]}",
        "a file");
  }

  private static void assertMalformed(String text, String... words) {
    assertThatThrownBy(() -> FormMessages.read(text))
        .isInstanceOf(FormMessages.Malformed.class)
        .message()
        .contains(words)
        .doesNotContain("org.baltoro", "java.", "Source:", "Stream")
        .hasSizeLessThan(700);
  }

  /** One again: {@code -Dseed=42}. */
  @Test
  void anyTextIsReadOrRefused() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    var pieces =
        List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"type\"",
            "\"changed\"",
            "\"changes\"",
            "null",
            "1e999",
            "\"address\"",
            "-1",
            "true",
            "\"submit\"",
            "\"action\"",
            "\\u0000",
            "\"\"");
    for (int turn = 0; turn < 20_000; turn++) {
      var text = new StringBuilder("{\"type\":");
      int length = random.nextInt(12);
      for (int piece = 0; piece < length; piece++) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      try {
        assertThat(FormMessages.read(text.toString())).isNotNull();
      } catch (FormMessages.Malformed told) {
        assertThat(told.getMessage()).as("seed %d: %s", seed, text).isNotBlank();
      }
    }
  }

  @Test
  void noMessageHasAnotherMeaningForItsTypeAndNumber() {
    for (var record : Outgoing.class.getPermittedSubclasses()) {
      assertThat(record.getRecordComponents())
          .as(record.getSimpleName())
          .extracting(component -> component.getName())
          .doesNotContain("type", "number");
    }
  }

  @Test
  void thePublishedSchemaIsOfTheseMessages() throws IOException {
    var published = Path.of("..", "docs", "form-messages.schema.json");
    assertThat(Files.readString(published))
        .as("write it again with: java org.baltoro.forms.protocol.MessagesSchema")
        .isEqualTo(MessagesSchema.text());
  }
}
