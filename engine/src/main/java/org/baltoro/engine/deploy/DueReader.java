package org.baltoro.engine.deploy;

import java.time.Duration;
import java.util.List;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.StartRule;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.jspecify.annotations.Nullable;

/** Reads when something is due, and start rules, which are little else. */
final class DueReader {
  static final List<String> KEYS = List.of("at", "after", "workingHours");
  private static final List<String> START_RULE_KEYS =
      List.of(
          "at", "after", "workingHours", "handler", "code", "configuration", "retry", "timeLimit");
  private static final String EXPECTED =
      "after: <a duration>, at: <an expression that gives a date>, or both";

  private DueReader() {}

  /** The due time that {@code owner} has among its keys. */
  static Due read(Section owner) {
    if (!owner.has("at") && !owner.has("after")) {
      owner.missing("after", EXPECTED);
    }
    return new Due(
        Expressions.read(owner, "at"),
        owner.duration("after", Duration.ZERO),
        owner.has("workingHours")
            ? owner.requiredText("workingHours", "the name of working hours")
            : null);
  }

  static @Nullable StartRule ofProcess(Reading reading, Section process) {
    var part = process.part("startRule");
    if (part == null) {
      return null;
    }
    var rule =
        Section.of(
            reading,
            part,
            "a mapping with one of " + String.join(", ", START_RULE_KEYS),
            START_RULE_KEYS);
    boolean runs = CodeReader.KEYS.stream().anyMatch(rule::has);
    boolean waits = KEYS.stream().anyMatch(rule::has);
    CodeRule code = runs ? CodeReader.read(reading, rule) : null;
    return new StartRule(waits || !runs ? read(rule) : null, code);
  }

  static @Nullable StartRule ofActivity(Reading reading, Section activity) {
    var part = activity.part("startRule");
    if (part == null) {
      return null;
    }
    var rule = Section.of(reading, part, "a mapping with one of " + String.join(", ", KEYS), KEYS);
    return new StartRule(read(rule), null);
  }
}
