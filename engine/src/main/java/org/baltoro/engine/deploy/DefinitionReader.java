package org.baltoro.engine.deploy;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.DefinitionCheck;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.baltoro.kernel.definition.ProcessDefinition.OnError;
import org.baltoro.kernel.definition.ProcessDefinition.RightGrant;
import org.baltoro.kernel.definition.ProcessName;
import org.baltoro.language.yaml.DocumentKind;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;

/**
 * Reads definition files: YAML, one process a file. All that is wrong is told at once, each problem
 * with its place. The format is described in {@code docs/definitions.md}.
 */
public final class DefinitionReader {
  static final ZoneId DEFAULT_TIME_ZONE = ZoneId.of("UTC");

  private static final DocumentKind PROCESS =
      new DocumentKind(
          "a definition, beginning with process: <name>",
          "one process a file",
          List.of("activities", "data", "workingHours"));
  private static final List<String> KEYS =
      List.of(
          "process",
          "description",
          "folio",
          "timeZone",
          "durability",
          "onDeadEnd",
          "onError",
          "stepBudget",
          "start",
          "workingHours",
          "retention",
          "startRule",
          "finishRule",
          "exceptionRule",
          "escalations",
          "data",
          "rights",
          "activities");
  private static final String EXPECTED_NAME = "folder/name";
  private static final ProcessName MAKESHIFT_NAME = new ProcessName("unnamed");

  private final Reading reading;
  private final Section process;

  private DefinitionReader(Reading reading, Section process) {
    this.reading = reading;
    this.process = process;
  }

  /**
   * Reads and checks a definition. Whether its expressions are FEEL and its code compiles is
   * checked elsewhere.
   *
   * @param source the text of the file; at most 1 MiB
   * @param file its name, for the problems only
   */
  public static ReadDefinition read(String source, String file) {
    var reading = Reading.open(source, file, PROCESS);
    var root = reading.root();
    if (root == null) {
      return new ReadDefinition(null, reading.problems(), reading.places());
    }
    var process = Section.of(reading, root, PROCESS.beginning(), KEYS);
    if (!process.isReadable()) {
      return new ReadDefinition(null, reading.problems(), reading.places());
    }
    var definition = new DefinitionReader(reading, process).definition();
    var findings =
        reading.isIncomplete()
            ? DefinitionCheck.checkParts(definition)
            : DefinitionCheck.check(definition);
    for (var finding : findings) {
      reading.finding(
          finding.path(),
          finding.found(),
          finding.expected(),
          finding.nearest(),
          finding.warning());
    }
    return new ReadDefinition(definition, reading.problems(), reading.places());
  }

  private ProcessDefinition definition() {
    var activities = activities();
    var timeZone = process.zone("timeZone", DEFAULT_TIME_ZONE);
    return new ProcessDefinition(
        name(),
        0,
        process.text("description", ""),
        FieldReader.read(reading, process),
        Expressions.read(process, "folio"),
        timeZone,
        process.choice(
            "durability",
            inOrder("event", Durability.EVENT, "wait", Durability.WAIT),
            Durability.EVENT),
        process.choice(
            "onDeadEnd",
            inOrder("error", OnDeadEnd.ERROR, "complete", OnDeadEnd.COMPLETE),
            OnDeadEnd.ERROR),
        process.whole("stepBudget", ProcessDefinition.DEFAULT_STEP_BUDGET),
        start(activities),
        activities,
        rights(),
        process.choice(
            "onError",
            inOrder("branch", OnError.BRANCH, "stop-all", OnError.STOP_ALL),
            OnError.BRANCH),
        DueReader.ofProcess(reading, process),
        CodeReader.rule(reading, process, "finishRule"),
        CodeReader.rule(reading, process, "exceptionRule"),
        EscalationReader.read(reading, process, EscalationReader.Owner.PROCESS),
        WorkingHoursReader.read(reading, process, timeZone),
        RetentionReader.read(reading, process));
  }

  private ProcessName name() {
    var part = process.part("process");
    if (part == null) {
      process.missing("process", EXPECTED_NAME);
      return MAKESHIFT_NAME;
    }
    var text = process.text(part, EXPECTED_NAME);
    if (text == null) {
      return MAKESHIFT_NAME;
    }
    try {
      return new ProcessName(text);
    } catch (IllegalArgumentException unfit) {
      reading.unreadable(
          "process",
          "'" + Reading.shortened(text) + "'",
          EXPECTED_NAME + ", 1 to 200 characters, without empty folders");
      return MAKESHIFT_NAME;
    }
  }

  private String start(Map<String, ActivityDefinition> activities) {
    var first = activities.isEmpty() ? "" : activities.keySet().iterator().next();
    return process.text("start", first);
  }

  private Map<String, ActivityDefinition> activities() {
    var activities = new LinkedHashMap<String, ActivityDefinition>();
    if (!process.has("activities")) {
      process.missing("activities", "a mapping of activities by name");
      reading.incomplete();
    }
    process
        .entries("activities", "a mapping of activities by name")
        .forEach((name, part) -> activities.put(name, ActivityReader.read(reading, name, part)));
    return activities;
  }

  private List<RightGrant> rights() {
    var grants = new ArrayList<RightGrant>();
    process
        .entries("rights", "a mapping: for each right a list of users, groups and roles")
        .forEach((right, part) -> {
          for (var subject : Section.listed(part)) {
            var text =
                process.text(subject, "a user's name, group:<name>, role:<name> or everyone");
            grants.add(new RightGrant(right, text == null ? "" : text));
          }
        });
    return grants;
  }

  /** A map of two words that keeps their order. */
  private static <T> Map<String, T> inOrder(String first, T one, String second, T other) {
    var words = new LinkedHashMap<String, T>();
    words.put(first, one);
    words.put(second, other);
    return words;
  }
}
