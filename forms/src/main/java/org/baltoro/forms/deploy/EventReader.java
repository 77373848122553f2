package org.baltoro.forms.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.CloseReason;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.ListEvent;
import org.baltoro.language.yaml.DurationText;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;

/** Reads when a rule runs: <code>{ clicked: Save }</code>, or {@code initialise} alone. */
final class EventReader {
  private static final Map<String, ControlEvent> OF_CONTROLS = Words.keys(ControlEvent.class);
  private static final Map<String, ListEvent> OF_ROWS = ofRows();
  private static final List<String> OF_SCOPES =
      List.of("initialise", "load", "serverLoad", "errorRaised", "collapsed", "expanded");
  private static final List<String> OTHERS =
      List.of("parameterChanged", "executed", "closing", "closed", "submitted", "after");
  private static final List<String> KINDS = kinds();

  /** Those that say all without anything more. */
  static final List<String> ALONE =
      List.of("initialise", "load", "serverLoad", "errorRaised", "closing", "submitted");

  private static final String EXPECTED = "an event: one of " + String.join(", ", KINDS);

  private final Parts parts;

  EventReader(Parts parts) {
    this.parts = parts;
  }

  private static Map<String, ListEvent> ofRows() {
    var keys = new LinkedHashMap<String, ListEvent>();
    for (var event : ListEvent.values()) {
      keys.put(Words.ofRow(event), event);
    }
    return keys;
  }

  private static List<String> kinds() {
    var kinds = new ArrayList<String>(OF_SCOPES);
    kinds.addAll(OF_CONTROLS.keySet());
    kinds.addAll(OF_ROWS.keySet());
    kinds.addAll(OTHERS);
    return List.copyOf(kinds);
  }

  /** {@link Event.Unbound} where a rule has no {@code when}. */
  Event read(Section rule) {
    var part = rule.part("when");
    if (part == null) {
      return new Event.Unbound();
    }
    return part.isMapping() ? mapping(part) : alone(part);
  }

  private Event alone(Part part) {
    var word = part.single();
    if (word == null || !ALONE.contains(word)) {
      parts.reading.unreadable(
          part.path(),
          part.shown(),
          "one of %s, or %s in a mapping".formatted(String.join(", ", ALONE), EXPECTED),
          word == null ? null : org.baltoro.language.yaml.Reading.nearest(word, ALONE));
      return new Event.Unbound();
    }
    return switch (word) {
      case "closing" -> new Event.SubformClosing(null, null);
      case "submitted" -> new Event.WorkflowSubmit(null);
      default -> ofScope(word, org.baltoro.forms.document.Scope.OWN);
    };
  }

  private Event mapping(Part part) {
    var section = parts.section(part, EXPECTED, Parts.with(KINDS, "method", "reason", "repeating"));
    var kinds = part.keys().stream().filter(KINDS::contains).toList();
    if (kinds.size() != 1) {
      if (!section.hasUnknown()) {
        parts.reading.unreadable(part.path(), "a mapping with " + part.keys(), EXPECTED);
      }
      return new Event.Unbound();
    }
    var kind = kinds.getFirst();
    section.allowOnly(keys(kind), "{ %s: ... }".formatted(kind));
    return event(section, kind, java.util.Objects.requireNonNull(section.part(kind)));
  }

  private static List<String> keys(String kind) {
    return switch (kind) {
      case "executed" -> List.of(kind, "method");
      case "closing", "closed" -> List.of(kind, "reason");
      case "after" -> List.of(kind, "repeating");
      default -> List.of(kind);
    };
  }

  private Event event(Section section, String kind, Part part) {
    var ofControl = OF_CONTROLS.get(kind);
    if (ofControl != null) {
      var control = parts.reference(part);
      return new Event.OnControl(control.scope(), control.id(), ofControl);
    }
    var ofRow = OF_ROWS.get(kind);
    if (ofRow != null) {
      return new Event.OnList(parts.scope(part), ofRow);
    }
    return switch (kind) {
      case "parameterChanged" -> {
        var parameter = parts.reference(part);
        yield new Event.ParameterChanged(parameter.scope(), parameter.id());
      }
      case "executed" -> new Event.MethodExecuted(parts.scope(part), optional(section, "method"));
      case "closing" ->
          new Event.SubformClosing(
              References.THIS.equals(part.single()) ? null : section.requiredText(kind, "an id"),
              reason(section));
      case "closed" ->
          new Event.SubformClosed(section.requiredText(kind, "a subform's id"), reason(section));
      case "submitted" -> new Event.WorkflowSubmit(section.requiredText(kind, "an action's name"));
      case "after" -> new Event.Timer(duration(section), section.truth("repeating", false));
      default -> ofScope(kind, parts.scope(part));
    };
  }

  private static Event ofScope(String kind, org.baltoro.forms.document.Scope scope) {
    return switch (kind) {
      case "initialise" -> new Event.Initialise(scope);
      case "load" -> new Event.Load(scope);
      case "serverLoad" -> new Event.ServerLoad(scope);
      case "errorRaised" -> new Event.ErrorRaised(scope);
      default -> new Event.ViewToggled(scope, kind.equals("collapsed"));
    };
  }

  private static @Nullable String optional(Section section, String key) {
    return section.has(key) ? section.requiredText(key, "a name") : null;
  }

  private static @Nullable CloseReason reason(Section section) {
    return section.has("reason")
        ? section.choice("reason", Words.all(CloseReason.class), CloseReason.RULE)
        : null;
  }

  private Duration duration(Section section) {
    var text = section.requiredText("after", DurationText.EXPECTED);
    var duration = DurationText.read(text);
    if (duration == null || duration.compareTo(Duration.ofSeconds(1)) < 0) {
      parts.reading.unreadable(
          section.path("after"), "'" + text + "'", DurationText.EXPECTED + ", 1s or more");
      return Duration.ofSeconds(1);
    }
    return duration;
  }
}
