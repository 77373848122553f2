package org.baltoro.forms.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.forms.session.Design.also;
import static org.baltoro.forms.session.Design.asynchronously;
import static org.baltoro.forms.session.Design.call;
import static org.baltoro.forms.session.Design.changed;
import static org.baltoro.forms.session.Design.clicked;
import static org.baltoro.forms.session.Design.control;
import static org.baltoro.forms.session.Design.editableList;
import static org.baltoro.forms.session.Design.field;
import static org.baltoro.forms.session.Design.form;
import static org.baltoro.forms.session.Design.from;
import static org.baltoro.forms.session.Design.in;
import static org.baltoro.forms.session.Design.item;
import static org.baltoro.forms.session.Design.literal;
import static org.baltoro.forms.session.Design.map;
import static org.baltoro.forms.session.Design.of;
import static org.baltoro.forms.session.Design.open;
import static org.baltoro.forms.session.Design.rule;
import static org.baltoro.forms.session.Design.say;
import static org.baltoro.forms.session.Design.then;
import static org.baltoro.forms.session.Design.to;
import static org.baltoro.forms.session.Design.transfer;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.ControlSetting;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.ListEvent;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.ListMethod;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.protocol.FormMessages;
import org.baltoro.forms.smartobject.FileValue;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages that send nonsense: it is refused, and the form lives on. */
class FuzzTest {
  private static final String SECRET = "what nobody may see";

  static LongStream seeds() {
    var given = Long.getLong("seed");
    return given == null ? LongStream.range(0, 60) : LongStream.of(given);
  }

  private static Desk desk() {
    var desk = new Desk().lists("Lists", "A", 1, "B", 2, "C", 1);
    desk.broken.add("Lists.C");
    return desk.has(
            item("View")
                .control(control("text", ControlType.TEXT_BOX).set(ControlSetting.LENGTH_MAX, 20))
                .control(control("pattern", ControlType.TEXT_BOX).valid(true, "(a+)+b", null, "no"))
                .control("number", ControlType.NUMBER)
                .control(control("twice", ControlType.NUMBER).follows("number * 2"))
                .control("date", ControlType.DATE)
                .control("check", ControlType.CHECK_BOX)
                .control("file", ControlType.FILE)
                .control(control("hidden", ControlType.TEXT_BOX).begins(SECRET).hidden())
                .control(control("readOnly", ControlType.TEXT_BOX).readOnly())
                .control(control("choice", ControlType.DROP_DOWN).data(from("Lists", "A")))
                .control(control("many", ControlType.MULTI_SELECT).data(from("Lists", "B")))
                .control("save", ControlType.BUTTON)
                .control("ask", ControlType.BUTTON)
                .control("open", ControlType.BUTTON)
                .rule(
                    rule(
                        "save",
                        clicked("save"),
                        also(call("Lists", "A"), call("Lists", "C")),
                        then(say("saved"))))
                .rule(
                    rule(
                        "ask",
                        clicked("ask"),
                        then(
                            new Operation.Confirm(literal("?"), literal("?")), call("Lists", "B"))))
                .rule(rule("open", clicked("open"), then(open("sub", "Sub", true), say("back"))))
                .rule(
                    rule(
                        "changed",
                        changed("text"),
                        asynchronously(
                            call("Lists", "A", map(of("number"), to("number"))),
                            call("Lists", "B", map(of("text"), to("readOnly")))))))
        .has(
            editableList("Rows")
                .field("name", "Name", ControlType.TEXT_BOX, PropertyType.TEXT)
                .field("amount", "Amount", ControlType.NUMBER, PropertyType.NUMBER)
                .field("kept", "Kept", PropertyType.TEXT))
        .has(
            form("Sub")
                .control("box", ControlType.TEXT_BOX)
                .control("ok", ControlType.BUTTON)
                .rule(
                    rule(
                        "ok",
                        clicked("ok"),
                        then(
                            transfer(map(of("box"), to(new Scope.Parent("view"), "text"))),
                            Design.close()))))
        .has(
            form("Form")
                .view("view", "View")
                .view("rows", "Rows")
                .control("each", ControlType.BUTTON)
                .rule(
                    rule(
                        "each",
                        clicked("each"),
                        Design.forEach(
                            Design.rows(in("rows"), ItemState.ALL),
                            then(say(field(in("rows"), "name")))))));
  }

  /** Makes up messages: about half of them could be meant. */
  private record Nonsense(SplittableRandom random) {
    Incoming message() {
      return switch (random.nextInt(9)) {
        case 0, 1, 2 -> new Incoming.Changed(changes());
        case 3, 4 ->
            new Incoming.OnControl(address(), any(ControlEvent.values()), row(), null, changes());
        case 5 ->
            new Incoming.OnRow(
                window(), area(), any(ListEvent.values()), random.nextInt(6), changes());
        case 6 ->
            new Incoming.EditRow(window(), area(), any(ListMethod.values()), row(), List.of());
        case 7 ->
            switch (random.nextInt(4)) {
              case 0 -> new Incoming.Answer(random.nextInt(5), random.nextBoolean());
              case 1 -> new Incoming.Toggle(window(), area(), random.nextBoolean());
              case 2 -> new Incoming.Submit("Approve", changes());
              default -> new Incoming.LoadMore(window(), area());
            };
        default ->
            random.nextInt(8) == 0
                ? new Incoming.CloseWindow(oneOf("w2", "w3", "w4", "w99"))
                : new Incoming.OnControl(
                    new Address("w1", "view", oneOf("save", "ask", "open")),
                    ControlEvent.CLICKED,
                    null,
                    null,
                    List.of());
      };
    }

    private List<Incoming.Change> changes() {
      var changes = new ArrayList<Incoming.Change>();
      for (int count = random.nextInt(3); count > 0; count--) {
        changes.add(new Incoming.Change(address(), row(), value()));
      }
      if (random.nextInt(40) == 0) {
        for (int count = 0; count < 600; count++) {
          changes.add(new Incoming.Change(address(), null, "x"));
        }
      }
      return changes;
    }

    private Address address() {
      return new Address(
          window(),
          area(),
          oneOf(
              "text",
              "pattern",
              "number",
              "twice",
              "date",
              "check",
              "file",
              "hidden",
              "readOnly",
              "choice",
              "many",
              "save",
              "name",
              "amount",
              "kept",
              "each",
              "box",
              "ok",
              "none",
              "../etc",
              ""));
    }

    private String window() {
      return oneOf("w1", "w1", "w1", "w2", "w3", "w99", "");
    }

    private String area() {
      return oneOf("view", "view", "rows", "rows", "", "nowhere");
    }

    private @Nullable Long row() {
      return random.nextInt(3) == 0 ? null : Long.valueOf(random.nextInt(8));
    }

    private @Nullable Object value() {
      return switch (random.nextInt(16)) {
        case 0 -> null;
        case 1 -> "";
        case 2 -> "a".repeat(40) + "c";
        case 3 -> "x".repeat(200_000);
        case 4 -> random.nextInt();
        case 5 -> new BigDecimal("1e-500");
        case 6 -> Double.NaN;
        case 7 -> LocalDate.MAX;
        case 8 -> Instant.MIN;
        case 9 -> List.of("a1", List.of(List.of()), Map.of("k", "v"));
        case 10 ->
            new FileValue("f.txt", "text/plain", new byte[random.nextBoolean() ? 10 : 20_000_000]);
        case 11 -> Map.of("deep", Map.of("deeper", Map.of()));
        case 12 -> new Object();
        case 13 -> "a1";
        case 14 -> List.of("b1", "b2");
        default -> "\u0000\uD800 ${x} <script>";
      };
    }

    private <T> T any(T[] values) {
      return values[random.nextInt(values.length)];
    }

    private String oneOf(String... texts) {
      return any(texts);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nonsenseIsRefusedAndTheFormLivesOn(long seed) {
    try (var desk = desk()) {
      var user = desk.open("Form");
      var nonsense = new Nonsense(new SplittableRandom(seed));
      for (int turn = 0; turn < 150; turn++) {
        user.send(nonsense.message());
        desk.time.advance(Duration.ofMillis(nonsense.random().nextInt(700)));
      }
      desk.wait(60);
      user.await();

      assertThat(user.isOpen()).as("-Dseed=%d", seed).isTrue();
      assertThat(user.told(Outgoing.class).toString()).as("-Dseed=%d", seed).doesNotContain(SECRET);
      assertThat(user.refused())
          .as("-Dseed=%d", seed)
          .isNotEmpty()
          .extracting(Outgoing.Refused::message)
          .doesNotContain("The message was not understood.");
      user.expand("view");
      user.set("view.date", "2026-01-31");
      assertThat(user.value("view.date"))
          .as("-Dseed=%d", seed)
          .isEqualTo(LocalDate.of(2026, 1, 31));

      user.close();
      desk.wait(60);
      assertThat(desk.time.threads()).as("-Dseed=%d", seed).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nonsenseAsTextIsRefusedToo(long seed) {
    try (var desk = desk()) {
      var user = desk.open("Form");
      var nonsense = new NonsenseJson(seed);
      int malformed = 0;
      for (int turn = 0; turn < 150; turn++) {
        var text = nonsense.next();
        try {
          user.send(FormMessages.read(text));
        } catch (FormMessages.Malformed refused) {
          assertThat(refused.getMessage()).as("-Dseed=%d", seed).hasSizeLessThan(1_000);
          malformed++;
        }
        assertThat(user.refused())
            .as("-Dseed=%d: %s", seed, text)
            .extracting(Outgoing.Refused::message)
            .doesNotContain("The message was not understood.");
        desk.time.advance(Duration.ofMillis(100));
      }
      desk.wait(60);
      user.await();
      assertThat(malformed).as("-Dseed=%d", seed).isPositive();
      assertThat(user.isOpen()).as("-Dseed=%d", seed).isTrue();
      user.close();
      desk.wait(60);
      assertThat(desk.time.threads()).as("-Dseed=%d", seed).isZero();
    }
  }

  @Test
  void tooManyMessagesAreRefusedUntilTimePasses() {
    try (var desk = desk()) {
      var user = desk.open("Form");
      for (int message = 0; message < 250; message++) {
        user.send(new Incoming.Changed(List.of()));
      }
      assertThat(user.refused())
          .hasSize(50)
          .extracting(Outgoing.Refused::code)
          .containsOnly(Outgoing.Refused.Code.TOO_MANY);
      desk.wait(1);
      user.set("view.number", 5);
      assertThat(user.value("view.twice")).isEqualTo(10L);
    }
  }

  @Test
  void tooManyRulesAtOnceAreRefusedUntilOneEnds() {
    try (var desk = desk().with(new SessionLimits(100, 100, 10, 10, 100, 100, 5, 3, 10, 10))) {
      var user = desk.open("Form");
      for (int click = 0; click < 5; click++) {
        user.send(
            new Incoming.OnControl(
                new Address("w1", "view", "save"), ControlEvent.CLICKED, null, null, List.of()));
      }
      assertThat(user.refused())
          .hasSize(2)
          .extracting(Outgoing.Refused::code)
          .containsOnly(Outgoing.Refused.Code.TOO_MANY);
      desk.wait(10);
      user.click("view.save");
    }
  }

  @Test
  void onlyTheNewestTracesAreKept() {
    try (var desk = desk().with(new SessionLimits(100, 100, 10, 10, 100, 100, 5, 3, 10, 2))) {
      var user = desk.open("Form");
      user.click("view.save");
      user.click("view.save");
      user.click("view.save");
      assertThat(user.traces()).hasSize(2);
      assertThat(user.form().trace(1)).isEmpty();
    }
  }

  @Test
  void tracesThatTakeMuchGoSooner() {
    try (var desk = new Desk()) {
      var text = "x".repeat(200);
      var transfers = new Operation[200];
      for (int place = 0; place < transfers.length; place++) {
        transfers[place] =
            transfer(map(literal(place + text), to("a")), map(literal(text + place), to("b")));
      }
      desk.has(
          form("Form")
              .control("a", ControlType.TEXT_AREA)
              .control("b", ControlType.TEXT_AREA)
              .control("go", ControlType.BUTTON)
              .rule(rule("go", clicked("go"), then(transfers))));
      var user = desk.open("Form");
      for (int run = 0; run < 50; run++) {
        user.click("go");
      }
      assertThat(user.traces()).hasSizeBetween(5, 20);
      assertThat(user.trace("go").actions()).hasSize(200);
    }
  }

  @Test
  void aPatternThatNeverEndsIsGivenUp() {
    try (var desk = desk()) {
      var user = desk.open("Form");
      user.set("view.pattern", "a".repeat(60) + "c");
      assertThat(user.error("view.pattern")).isEqualTo("no");
    }
  }

  @Test
  void aPatternThatGoesTooDeepIsGivenUpAndTheMessageTaken() {
    try (var desk = new Desk()) {
      desk.has(
          form("Form")
              .control(control("deep", ControlType.TEXT_BOX).valid(true, "([a-z]|-)*", null, "no"))
              .control(control("length", ControlType.NUMBER).follows("string length(deep)")));
      var user = desk.open("Form");
      user.set("deep", "ab-".repeat(30_000));
      assertThat(user.error("deep")).isEqualTo("no");
      assertThat(user.value("length")).as("what follows").isEqualTo(90_000L);
      user.set("deep", "ab-");
      assertThat(user.error("deep")).isEmpty();
    }
  }

  @Test
  void whatTwoUsersOpenIsApart() {
    try (var desk = desk()) {
      var ann = desk.open("Form");
      var bob = desk.open("Form");
      ann.set("view.number", 1);
      bob.set("view.number", 2);
      assertThat(ann.value("view.twice")).isEqualTo(2L);
      assertThat(bob.value("view.twice")).isEqualTo(4L);
    }
  }
}
