package org.baltoro.testkit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstance.ActiveActivity;
import org.baltoro.api.ProcessInstance.OpenEvent;
import org.baltoro.api.ProcessInstanceStatus;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one process instance, told in order. Each sentence waits until nothing is left to
 * be done, then looks; what is not as told fails with a report of the instance: why it stands where
 * it stands, its path, its data and its journal.
 *
 * <p>The instance is started by the first sentence that is about it; {@link #as} and {@link #with}
 * come before.
 */
public final class Story {
  private final TestEngine engine;
  private final String process;
  private final Map<String, @Nullable Object> data = new LinkedHashMap<>();
  private String originator = TestEngine.TEST;
  private @Nullable String folio;
  private long id;
  private boolean refused;

  /** The test holds code: nothing would come to rest. */
  private boolean codeIsHeld;

  Story(TestEngine engine, String process) {
    this.engine = engine;
    this.process = process;
  }

  Story(TestEngine engine, long id) {
    this.engine = engine;
    this.id = id;
    this.process = engine.asTest().openProcessInstance(id).process();
  }

  // ---- how it begins

  /** Who starts it; default {@code test}. */
  public Story as(String user) {
    requireNotBegun("as");
    originator = user;
    return this;
  }

  /** A data field that it is started with. */
  public Story with(String field, @Nullable Object value) {
    requireNotBegun("with");
    data.put(field, value);
    return this;
  }

  /** The folio that it is started with. */
  public Story withFolio(String text) {
    requireNotBegun("withFolio");
    folio = text;
    return this;
  }

  /** Starts it, if it has not begun yet. */
  public Story begins() {
    if (!hasBegun()) {
      try {
        id = started();
      } catch (BaltoroException refusal) {
        throw StoryFailure.refused(
            "%s can't start '%s'".formatted(originator, process), "Nothing was started.", refusal);
      }
    }
    return this;
  }

  private long started() {
    var connection = engine.as(originator);
    var prepared = connection.createProcessInstance(process);
    data.forEach(prepared.dataFields()::set);
    if (folio != null) {
      prepared.folio(folio);
    }
    return connection.startProcessInstance(prepared).id();
  }

  /** The start itself is refused. */
  public Story isRefused(Problem problem) {
    requireNotBegun("isRefused");
    refused = true;
    try {
      id = started();
    } catch (BaltoroException refusal) {
      if (refusal.problem() == problem) {
        return this;
      }
      throw StoryFailure.refused(
          "The start should be refused with %s, but was with %s"
              .formatted(problem, refusal.problem()),
          "",
          refusal);
    }
    throw failed("should be refused with %s, but was started".formatted(problem));
  }

  boolean hasBegun() {
    return id != 0 || refused;
  }

  private void requireNotBegun(String sentence) {
    if (hasBegun()) {
      throw new IllegalStateException(
          "%s(...) says how the story begins, and it has begun already. Say it before."
              .formatted(sentence));
    }
  }

  // ---- where it is

  /** These are the activities that are active and not in error, in any order. */
  public Story waitsAt(String... activities) {
    var expected = Arrays.stream(activities).sorted().toList();
    return expect("should wait at", expected, "waits at", waiting(settled()));
  }

  /** Each active activity counts, but for those in error. */
  private static List<String> waiting(ProcessInstance instance) {
    var waiting =
        new ArrayList<>(instance.activities().stream().map(ActiveActivity::name).toList());
    instance.errors().forEach(error -> waiting.remove(String.valueOf(error.activity())));
    return waiting.stream().sorted().toList();
  }

  /** Code of it runs, and the test holds it: sentences don't wait for it until {@link #goesOn}. */
  public Story runs() {
    begins();
    engine.await(
        () -> open().status() == ProcessInstanceStatus.RUNNING,
        "%d runs, which is %s".formatted(id, open().status().label()));
    codeIsHeld = true;
    return this;
  }

  /** The test holds no code any more: from now on sentences wait again. */
  public Story goesOn() {
    codeIsHeld = false;
    settle();
    return this;
  }

  public Story completes() {
    return is(ProcessInstanceStatus.COMPLETED);
  }

  /** Its status, when nothing is left to be done. */
  public Story is(ProcessInstanceStatus status) {
    settle();
    return expect("should be", status.label(), "is", engine.asTest().explain(id).status().label());
  }

  /** These activities were entered since it began, in this order. */
  public Story thenPath(String... activities) {
    settle();
    return expect(
        "should have gone",
        List.of(activities),
        "has gone",
        InstanceReport.path(InstanceReport.journal(engine.asTest(), id)));
  }

  /**
   * It is in error.
   *
   * @param code as in {@code code-failed}: see docs/errors.md
   */
  public Story failsWith(String code) {
    return failsWith(code, "");
  }

  /** It is in error, and the error's message contains {@code text}. */
  public Story failsWith(String code, String text) {
    var errors = settled().errors();
    boolean found =
        errors.stream()
            .anyMatch(error -> error.code().equals(code) && error.message().contains(text));
    if (!found) {
      throw failed(
          "should fail with %s%s, but has %s"
              .formatted(
                  code,
                  text.isEmpty() ? "" : " '" + text + "'",
                  errors.isEmpty()
                      ? "no error"
                      : errors.stream()
                          .map(error -> error.code() + ": " + error.message())
                          .toList()));
    }
    return this;
  }

  /** A data field has this value; numbers by what they are worth, dates also as text. */
  public Story hasData(String field, @Nullable Object value) {
    var actual = settled().dataFields().get(field);
    if (!same(value, actual)) {
      throw failed(
          "should have %s = %s, but has %s".formatted(field, shown(value), shown(actual)),
          shown(value),
          shown(actual));
    }
    return this;
  }

  private static boolean same(@Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof Number && actual instanceof Number) {
      return new BigDecimal(expected.toString()).compareTo(new BigDecimal(actual.toString())) == 0;
    }
    return Objects.deepEquals(expected, actual)
        || (expected instanceof String text && actual != null && text.equals(actual.toString()));
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "nothing" : "'" + value + "'";
  }

  public Story hasFolio(String text) {
    return expect("should have the folio", text, "has", settled().folio());
  }

  /** A mail was sent to this address or user, among others, whose subject contains {@code text}. */
  public Story hasMailed(String recipient, String text) {
    settle();
    boolean found =
        engine.mails().stream()
            .anyMatch(
                mail -> mail.recipients().contains(recipient) && mail.subject().contains(text));
    if (!found) {
      throw failed(
          "should have mailed '%s' to %s, but the mails are %s"
              .formatted(text, recipient, engine.mails()));
    }
    return this;
  }

  /** The items of this instance on the worklist of a user. */
  public OnWorklist worklistOf(String user) {
    settle();
    return new OnWorklist(this, user, worklist(user));
  }

  List<OnWorklist.Item> worklist(String user) {
    return OnWorklist.items(engine.asColleague(user), id);
  }

  // ---- what happens

  /** Somebody does something. */
  public Actor when(String user) {
    settle();
    return new Actor(this, engine, user);
  }

  /** Time goes by, and all that becomes due on the way happens, each at its time. */
  public Story after(Duration time) {
    settle();
    engine.advance(time);
    return this;
  }

  /** Time goes by. @param time as definitions write it: {@code 30s}, {@code 2h}, {@code 5d} */
  public Story after(String time) {
    settle();
    engine.advance(time);
    return this;
  }

  /** The engine dies, and another one takes over. */
  public Story afterACrash() {
    begins();
    engine.crashAndRestart();
    codeIsHeld = false;
    return this;
  }

  // ---- what is asked for

  public long id() {
    begins();
    return id;
  }

  /** The instance, when nothing is left to be done. */
  public ProcessInstance instance() {
    return settled();
  }

  /** The serial number of the open event of this name. */
  public String serialNumber(String event) {
    settle();
    var found = openEvents().stream().filter(open -> open.name().equals(event)).toList();
    if (found.size() != 1) {
      throw failed(
          "should have one open event '%s', but has %s"
              .formatted(event, openEvents().stream().map(OpenEvent::name).toList()));
    }
    return found.getFirst().serialNumber();
  }

  List<OpenEvent> openEvents() {
    return open().activities().stream().flatMap(activity -> activity.events().stream()).toList();
  }

  /** The whole journal, oldest first. */
  public List<JournalEntry> journal() {
    settle();
    return InstanceReport.journal(engine.asTest(), id);
  }

  /** Why it stands where it stands, its path, errors, data and journal, as failures show them. */
  public String report() {
    return id == 0
        ? "'%s' was not started.%n".formatted(process)
        : InstanceReport.of(engine.asTest(), id);
  }

  String process() {
    return process;
  }

  // ---- the rest

  private void settle() {
    begins();
    if (!codeIsHeld) {
      engine.awaitQuiet();
    }
  }

  private ProcessInstance settled() {
    settle();
    return open();
  }

  private ProcessInstance open() {
    return engine.asTest().openProcessInstance(id);
  }

  private Story expect(String should, Object expected, String but, Object actual) {
    if (!expected.equals(actual)) {
      throw failed("%s %s, but %s %s".formatted(should, expected, but, actual), expected, actual);
    }
    return this;
  }

  StoryFailure failed(String what) {
    return StoryFailure.of("%d '%s' %s.".formatted(id, process, what), report());
  }

  private StoryFailure failed(String what, Object expected, Object actual) {
    return StoryFailure.of("%d '%s' %s.".formatted(id, process, what), report(), expected, actual);
  }
}
