package org.baltoro.engine.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.engine.deploy.Section.Part;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;

/** Reads an event of an activity. */
final class EventReader {
  private static final List<String> KEYS =
      List.of("server", "handler", "code", "configuration", "retry", "timeLimit");
  private static final List<String> RETRY_KEYS =
      List.of("attempts", "backOff", "factor", "backOffMax", "lostAttempts");

  private final Reading reading;
  private final Section event;

  private EventReader(Reading reading, Section event) {
    this.reading = reading;
    this.event = event;
  }

  static EventDefinition read(Reading reading, Part part) {
    var section = Section.of(reading, part, "an event with server: <its name>", KEYS);
    return new EventReader(reading, section).event();
  }

  private EventDefinition event() {
    return new ServerEvent(
        event.requiredText("server", "the event's name"),
        code(),
        configuration(),
        retry(),
        event.duration("timeLimit", ServerEvent.DEFAULT_TIME_LIMIT));
  }

  private Code code() {
    if (event.has("handler") && event.has("code")) {
      reading.unreadable(
          event.path("code"), "code beside a handler", "one of the two: handler or code");
    }
    if (event.has("handler")) {
      return new Code.Handler(event.requiredText("handler", "the name of a handler"));
    }
    if (event.has("code")) {
      return new Code.CodeBehind(event.requiredText("code", "Java statements"));
    }
    event.missing("handler", "handler: <its name>, or code: <Java statements>");
    return new Code.Handler("");
  }

  private Map<String, Object> configuration() {
    Map<String, Object> values = new LinkedHashMap<>();
    event
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
    var part = event.part("retry");
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
