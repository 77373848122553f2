package org.baltoro.engine.deploy;

import java.util.List;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;

/** Reads an event of an activity. */
final class EventReader {
  private static final String WHAT =
      "an event with server: <its name>, client: <its name>, or subProcess: <its name>";
  private static final List<String> SERVER_KEYS =
      List.of(
          "server",
          "handler",
          "code",
          "http",
          "asynchronous",
          "worker",
          "configuration",
          "retry",
          "timeLimit",
          "escalations",
          "exceptionRule");
  private static final List<String> CLIENT_KEYS =
      List.of("client", "destinations", "actions", "instruction", "form", "escalations");
  private static final List<String> KEYS =
      List.of(
          "server",
          "handler",
          "code",
          "http",
          "asynchronous",
          "worker",
          "configuration",
          "retry",
          "timeLimit",
          "exceptionRule",
          "client",
          "destinations",
          "actions",
          "instruction",
          "form",
          "subProcess",
          "process",
          "synchronous",
          "folio",
          "send",
          "receive",
          "onFailure",
          "onDelete",
          "onEnd",
          "escalations");

  private final Reading reading;
  private final Section event;

  private EventReader(Reading reading, Section event) {
    this.reading = reading;
    this.event = event;
  }

  static EventDefinition read(Reading reading, Part part) {
    var section = Section.of(reading, part, WHAT, KEYS);
    if (!section.isReadable() || section.hasUnknown()) {
      reading.incomplete();
    }
    return new EventReader(reading, section).event();
  }

  private EventDefinition event() {
    if (event.has("subProcess") && !event.has("server") && !event.has("client")) {
      event.allowOnly(SubProcessReader.KEYS, "a sub-process");
      return SubProcessReader.read(reading, event);
    }
    if (event.has("server") || !event.has("client")) {
      event.allowOnly(SERVER_KEYS, "a server event");
      return server();
    }
    event.allowOnly(CLIENT_KEYS, "a client event");
    return client();
  }

  private EventDefinition server() {
    var code = CodeReader.ofServerEvent(reading, event);
    if (!event.has("server")) {
      event.missing("server", "server: <the event's name>, or client or subProcess");
    }
    return new ServerEvent(
        event.has("server") ? event.requiredText("server", "the event's name") : "",
        code.code(),
        code.configuration(),
        code.retry(),
        code.timeLimit(),
        EscalationReader.read(reading, event, EscalationReader.Owner.EVENT),
        CodeReader.rule(reading, event, "exceptionRule"));
  }

  private EventDefinition client() {
    return new ClientEvent(
        event.requiredText("client", "the event's name"),
        event.texts("destinations", DestinationReader.PEOPLE),
        ActionReader.read(reading, event),
        event.text("instruction", ""),
        Expressions.read(event, "form"),
        EscalationReader.read(reading, event, EscalationReader.Owner.EVENT));
  }
}
