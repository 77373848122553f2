package org.baltoro.engine.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.JoinDefinition.Surplus;
import org.baltoro.kernel.definition.LineDefinition;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads an activity: its join and its lines here, its fields and events next door. */
final class ActivityReader {
  private static final List<String> KEYS =
      List.of(
          "description",
          "precedingRule",
          "join",
          "startRule",
          "data",
          "events",
          "lines",
          "escalations",
          "exceptionRule",
          "destinations",
          "succeedingRule",
          "exclusive",
          "expectedDuration");
  private static final List<String> LINE_KEYS = List.of("to", "name", "when", "otherwise");
  private static final List<String> JOIN_KEYS = List.of("required", "surplus");
  private static final String EXPECTED_JOIN = "all, any, active, or how many lines: 1 or more";

  private final Reading reading;
  private final Section activity;

  private ActivityReader(Reading reading, Section activity) {
    this.reading = reading;
    this.activity = activity;
  }

  static ActivityDefinition read(Reading reading, String name, Part part) {
    if (Reading.isNothing(part.node())) {
      return new ActivityDefinition(name, "", null, null, List.of(), List.of(), List.of());
    }
    var section =
        Section.of(reading, part, "a mapping with one of " + String.join(", ", KEYS), KEYS);
    if (!section.isReadable() || section.hasUnknown()) {
      reading.incomplete();
    }
    return new ActivityReader(reading, section).activity(name);
  }

  private ActivityDefinition activity(String name) {
    var events = new ArrayList<EventDefinition>();
    for (var event : activity.items("events", "a list of events")) {
      events.add(EventReader.read(reading, event));
    }
    return new ActivityDefinition(
        name,
        activity.text("description", ""),
        Expressions.read(activity, "precedingRule"),
        join(),
        FieldReader.read(reading, activity),
        events,
        lines(),
        DueReader.ofActivity(reading, activity),
        EscalationReader.read(reading, activity, EscalationReader.Owner.ACTIVITY),
        CodeReader.rule(reading, activity, "exceptionRule"),
        DestinationReader.read(reading, activity),
        DestinationReader.succeedingRule(reading, activity),
        activity.text("exclusive", ""),
        activity.has("expectedDuration")
            ? activity.duration("expectedDuration", Duration.ZERO)
            : null);
  }

  private @Nullable JoinDefinition join() {
    var part = activity.part("join");
    if (part == null) {
      return null;
    }
    if (part.node() instanceof ScalarNode) {
      return ofRequired(required(part), null);
    }
    var section = Section.of(reading, part, EXPECTED_JOIN, JOIN_KEYS);
    var required = section.part("required");
    if (required == null) {
      section.missing("required", EXPECTED_JOIN);
    }
    Map<String, Surplus> words = new LinkedHashMap<>();
    words.put("swallow", Surplus.SWALLOW);
    words.put("new-pass", Surplus.NEW_PASS);
    words.put("block", Surplus.BLOCK);
    var surplus = section.has("surplus") ? section.choice("surplus", words, Surplus.SWALLOW) : null;
    return ofRequired(required == null ? null : required(required), surplus);
  }

  private static @Nullable JoinDefinition ofRequired(
      @Nullable Integer required, @Nullable Surplus surplus) {
    if (required == null) {
      return null;
    }
    var usual = JoinDefinition.usual(required);
    return surplus == null ? usual : new JoinDefinition(required, surplus);
  }

  private @Nullable Integer required(Part part) {
    var word = part.node() instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (word.equals("all")) {
      return JoinDefinition.ALL;
    }
    if (word.equals("active")) {
      return JoinDefinition.ACTIVE;
    }
    if (word.equals("any")) {
      return 1;
    }
    var count = Section.whole(part);
    if (count == null || count < 1) {
      reading.unreadable(
          part.path(),
          Reading.shown(part.node()),
          EXPECTED_JOIN,
          Reading.nearest(word, List.of("all", "any", "active")));
      return null;
    }
    return count;
  }

  private List<LineDefinition> lines() {
    var lines = new ArrayList<LineDefinition>();
    var part = activity.part("lines");
    var items = activity.items("lines", "a list of lines, each with to: <activity>");
    if (part != null && !(part.node() instanceof SequenceNode)) {
      reading.incomplete();
    }
    for (var item : items) {
      lines.add(line(item));
    }
    return lines;
  }

  private LineDefinition line(Part part) {
    var section = Section.of(reading, part, "a line with to: <activity>", LINE_KEYS);
    var to = section.requiredText("to", "an activity");
    if (to.isEmpty()) {
      reading.incomplete();
    }
    return new LineDefinition(
        section.text("name", ""),
        to,
        Expressions.read(section, "when"),
        section.truth("otherwise", false));
  }
}
