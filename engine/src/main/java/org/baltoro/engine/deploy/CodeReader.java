package org.baltoro.engine.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.language.yaml.PlainValue;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;

/** Reads code and how it is run: of a server event, of an escalation, or a rule of its own. */
final class CodeReader {
  static final List<String> KEYS =
      List.of("handler", "code", "configuration", "retry", "timeLimit");
  private static final List<String> RETRY_KEYS =
      List.of("attempts", "backOff", "factor", "backOffMax", "lostAttempts");

  private final Reading reading;
  private final Section owner;

  private CodeReader(Reading reading, Section owner) {
    this.reading = reading;
    this.owner = owner;
  }

  /** The code that {@code owner} has among its keys; what is missing is noted. */
  static CodeRule read(Reading reading, Section owner) {
    var reader = new CodeReader(reading, owner);
    return reader.rule(reader.code());
  }

  /** The code of a server event, which may be elsewhere, too. */
  static CodeRule ofServerEvent(Reading reading, Section event) {
    var reader = new CodeReader(reading, event);
    return reader.rule(reader.codeOrCall());
  }

  private CodeRule rule(Code code) {
    return new CodeRule(
        code,
        configuration(),
        retry(),
        owner.duration("timeLimit", ServerEvent.DEFAULT_TIME_LIMIT));
  }

  private Code codeOrCall() {
    var call = owner.part("http");
    if (call == null && owner.has("asynchronous")) {
      reading.unreadable(
          owner.path("asynchronous"),
          "the key 'asynchronous' without http",
          "k2.setSynchronous(false) in the code, or asynchronous where a worker completes the job");
    }
    if (call == null && !owner.has("worker")) {
      return code();
    }
    var chosen = call == null ? "worker" : "http";
    for (var key : List.of("handler", "code", "worker")) {
      if (owner.has(key) && !key.equals(chosen)) {
        reading.unreadable(
            owner.path(key), key + " beside " + chosen, "one of handler, code, http and worker");
      }
    }
    return call == null
        ? new Code.Worker(owner.requiredText("worker", "the topic that workers ask for"))
        : new Code.Http(HttpCallReader.read(reading, call, owner.truth("asynchronous", false)));
  }

  /** The rule under {@code key}; null if there is none. */
  static @Nullable CodeRule rule(Reading reading, Section owner, String key) {
    var part = owner.part(key);
    if (part == null) {
      return null;
    }
    var section = Section.of(reading, part, "a mapping with handler or code", KEYS);
    if (!section.isReadable()) {
      reading.incomplete();
    }
    return read(reading, section);
  }

  private Code code() {
    if (owner.has("handler") && owner.has("code")) {
      reading.unreadable(
          owner.path("code"), "code beside a handler", "one of the two: handler or code");
    }
    if (owner.has("handler")) {
      return new Code.Handler(owner.requiredText("handler", "the name of a handler"));
    }
    if (owner.has("code")) {
      return new Code.CodeBehind(owner.requiredText("code", "Java statements"));
    }
    owner.missing("handler", "handler: <its name>, or code: <Java statements>");
    return new Code.Handler("");
  }

  private Map<String, Object> configuration() {
    Map<String, Object> values = new LinkedHashMap<>();
    owner
        .entries("configuration", "a mapping of values by name")
        .forEach((name, part) -> {
          var value = PlainValue.read(reading, part, false);
          if (value != null) {
            values.put(name, value);
          }
        });
    return values;
  }

  private RetryPolicy retry() {
    Part part = owner.part("retry");
    if (part == null) {
      return RetryPolicy.DEFAULT;
    }
    var retry =
        Section.of(
            reading, part, "a mapping with one of " + String.join(", ", RETRY_KEYS), RETRY_KEYS);
    var usual = RetryPolicy.DEFAULT;
    return new RetryPolicy(
        retry.whole("attempts", usual.attempts()),
        retry.duration("backOff", usual.backOff()),
        retry.number("factor", usual.factor()),
        retry.duration("backOffMax", usual.backOffMax()),
        retry.whole("lostAttempts", usual.lostAttempts()));
  }
}
