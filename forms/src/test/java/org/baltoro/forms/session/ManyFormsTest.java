package org.baltoro.forms.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.forms.session.Design.action;
import static org.baltoro.forms.session.Design.block;
import static org.baltoro.forms.session.Design.call;
import static org.baltoro.forms.session.Design.clicked;
import static org.baltoro.forms.session.Design.form;
import static org.baltoro.forms.session.Design.literal;
import static org.baltoro.forms.session.Design.map;
import static org.baltoro.forms.session.Design.result;
import static org.baltoro.forms.session.Design.rule;
import static org.baltoro.forms.session.Design.say;
import static org.baltoro.forms.session.Design.then;
import static org.baltoro.forms.session.Design.to;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.baltoro.forms.broker.java.JavaBroker;
import org.baltoro.forms.broker.java.JavaObject;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.View;
import org.baltoro.forms.rule.TraceOutcome;
import org.baltoro.forms.rule.VirtualThreads;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.layer.CallCounter;
import org.baltoro.forms.smartobject.layer.Generation;
import org.baltoro.forms.smartobject.layer.LayerConfig;
import org.baltoro.forms.smartobject.layer.Services;
import org.baltoro.forms.smartobject.layer.SmartObjectLayer;
import org.baltoro.forms.support.Deployed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many forms at once, on threads that the machine schedules as it likes. */
@Timeout(60)
class ManyFormsTest {
  private static final int FORMS = 40;
  private static final int CLICKS = 5;
  private static final int ACTIONS = 8;

  private final Map<String, Form> forms = new LinkedHashMap<>();
  private final CallCounter counter = new CallCounter();

  private Forms shop() {
    var echo =
        JavaObject.named("Echo")
            .key("Value", PropertyType.NUMBER)
            .method("Say", MethodKind.READ)
            .takes("Value")
            .gives("Value")
            .runs(call -> {
              Thread.yield();
              return Row.of("Value", call.get("Value"));
            })
            .build();
    var broker = JavaBroker.of(echo);
    var deployed = new Deployed();
    deployed.add(Generation.of("Echo", "Echo", broker.describe().objects().getFirst()));
    var clock = InstantSource.system();
    var layer =
        new SmartObjectLayer(
            deployed,
            new Services().register("Echo", broker),
            LayerConfig.DEFAULTS,
            clock,
            counter);
    var documents =
        new Documents() {
          @Override
          public Optional<Form> form(String name) {
            return Optional.ofNullable(forms.get(name));
          }

          @Override
          public Optional<View> view(String name) {
            return Optional.empty();
          }
        };
    return new Forms(
        documents,
        layer,
        deployed,
        new VirtualThreads(clock),
        ZoneOffset.UTC,
        SessionLimits.DEFAULTS);
  }

  private static Action echo(int number) {
    var id = "c" + number;
    return action(
        id,
        call(
            "Echo",
            "Say",
            Design.input(literal(number), "Value"),
            map(result(id, "Value"), to(id))));
  }

  private static Design.FormDesign all() {
    var actions = new ArrayList<Action>();
    var design = form("All").control("confirm", ControlType.BUTTON);
    for (int number = 0; number < ACTIONS; number++) {
      actions.add(echo(number));
      design.control("c" + number, ControlType.NUMBER);
    }
    for (var type : BlockType.values()) {
      var name = type.name();
      design
          .control(name, ControlType.BUTTON)
          .rule(
              rule(
                  name,
                  clicked(name),
                  block(type, actions.toArray(Action[]::new)),
                  then(say(name))));
    }
    return design.rule(
        rule(
            "confirm",
            clicked("confirm"),
            then(new Operation.Confirm(literal("?"), literal("?")), say("confirmed"))));
  }

  @Test
  void eachFormComesToRestWithWhatItsRulesGave() throws Exception {
    forms.put("All", all().made());
    var shop = shop();
    try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
      var work = new ArrayList<Callable<FormSession>>();
      for (int number = 0; number < FORMS; number++) {
        work.add(() -> user(shop));
      }
      for (var done : users.invokeAll(work)) {
        var user = done.get();
        assertThat(user.failures()).isEmpty();
        assertThat(user.messages()).hasSize(CLICKS * 5);
        assertThat(user.traces()).allSatisfy(trace -> assertThat(trace.ended()).isNotNull());
        assertThat(user.traces())
            .filteredOn(trace -> !trace.rule().equals(BlockType.ASYNCHRONOUSLY.name()))
            .allSatisfy(trace -> assertThat(trace.outcome()).isEqualTo(TraceOutcome.COMPLETED));
      }
    }
    assertThat(counter.packets()).isEqualTo((long) FORMS * CLICKS);
    assertThat(counter.calls()).isEqualTo((long) FORMS * CLICKS * 3 * ACTIONS);
    assertThat(counter.inFlight()).isZero();
  }

  private static FormSession user(Forms shop) {
    var user = FormSession.open(shop, Desk.ANN, "All", Map.of(), null);
    for (int click = 0; click < CLICKS; click++) {
      for (var type : List.of("THEN", "AND", "ALSO", "ASYNCHRONOUSLY")) {
        user.click(type);
      }
      user.click("confirm");
      user.answer(true);
    }
    awaitLateActions(user);
    for (int number = 0; number < ACTIONS; number++) {
      assertThat(user.value("c" + number)).isEqualTo((long) number);
    }
    return user;
  }

  private static void awaitLateActions(FormSession user) {
    while (user.traces().stream()
        .flatMap(trace -> trace.actions().stream())
        .anyMatch(action -> action.outcome() == TraceOutcome.RUNNING)) {
      Thread.onSpinWait();
      Thread.yield();
    }
  }

  @Test
  void closingWhileRulesRunLeavesNothingBehind() throws Exception {
    forms.put("All", all().made());
    var shop = shop();
    try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
      var work = new ArrayList<Callable<Boolean>>();
      for (int number = 0; number < FORMS; number++) {
        var type = BlockType.values()[number % 4].name();
        work.add(() -> {
          var user = FormSession.open(shop, Desk.ANN, "All", Map.of(), null);
          user.beginClick(type);
          user.close();
          return user.form().isClosed();
        });
      }
      for (var done : users.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    }
  }

  @Test
  void aThreadThatWaitsCanBeInterrupted() {
    var threads = new VirtualThreads(InstantSource.system());
    var latch = threads.latch();
    var started =
        threads.start(
            "waits",
            () -> {
              try {
                threads.pause(Duration.ofDays(1));
              } catch (InterruptedException interrupted) {
                threads.forgetInterrupt();
                latch.open();
              }
            });
    started.interrupt();
    assertThat(latch).satisfies(open -> open.await());
  }
}
