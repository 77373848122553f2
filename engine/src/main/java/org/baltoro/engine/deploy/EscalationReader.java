package org.baltoro.engine.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.Escalation.Repeat;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.language.yaml.DurationText;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.jspecify.annotations.Nullable;

/** Reads the escalations of a process, an activity or an event. */
final class EscalationReader {
  private static final List<String> KEYS =
      List.of(
          "name",
          "at",
          "after",
          "workingHours",
          "repeat",
          "code",
          "handler",
          "configuration",
          "retry",
          "timeLimit",
          "goto",
          "expireAll",
          "expireActivity",
          "expire",
          "redirect",
          "mail");
  private static final List<String> REPEAT_KEYS = List.of("every", "count");
  private static final List<String> MAIL_KEYS = List.of("to", "subject", "body");

  private static final List<String> ACTIONS =
      List.of("code", "handler", "goto", "expire", "redirect", "mail");
  private static final String ONE_ACTION = "exactly one of " + String.join(", ", ACTIONS);

  /** The keys that only one action has, with that. */
  private static final Map<String, String> OPTIONS = options();

  /** Stands for an action that can't be read: it could do anything. */
  private static final Action MAKESHIFT =
      new Action.RunCode(CodeRule.of(new Code.Handler("unknown")));

  /** Whose escalations they are. */
  enum Owner {
    PROCESS,
    ACTIVITY,
    EVENT
  }

  private final Reading reading;
  private final Section escalation;
  private final Owner owner;

  private EscalationReader(Reading reading, Section escalation, Owner owner) {
    this.reading = reading;
    this.escalation = escalation;
    this.owner = owner;
  }

  static List<Escalation> read(Reading reading, Section section, Owner owner) {
    var escalations = new ArrayList<Escalation>();
    for (var part : section.items("escalations", "a list of escalations, each with name: ...")) {
      var escalation = Section.of(reading, part, "an escalation with name: <its name>", KEYS);
      if (!escalation.isReadable() || escalation.hasUnknown()) {
        reading.incomplete();
      }
      escalations.add(new EscalationReader(reading, escalation, owner).escalation());
    }
    return escalations;
  }

  private Escalation escalation() {
    return new Escalation(
        escalation.requiredText("name", "the escalation's name"),
        DueReader.read(escalation),
        repeat(),
        action());
  }

  private @Nullable Repeat repeat() {
    var part = escalation.part("repeat");
    if (part == null) {
      return null;
    }
    var repeat = Section.of(reading, part, "a mapping with every and count", REPEAT_KEYS);
    if (!repeat.has("every")) {
      repeat.missing("every", DurationText.EXPECTED);
    }
    if (!repeat.has("count")) {
      repeat.missing("count", "how many rounds follow the first: 1 to 9999");
    }
    return new Repeat(repeat.duration("every", Duration.ofDays(1)), repeat.whole("count", 1));
  }

  private Action action() {
    var given = ACTIONS.stream().filter(escalation::has).toList();
    if (given.isEmpty()) {
      escalation.missing(ONE_ACTION);
      reading.incomplete();
      return MAKESHIFT;
    }
    var chosen = given.getFirst();
    for (var other : given.subList(1, given.size())) {
      if (!(isCode(chosen) && isCode(other))) { // of which the reader of code tells
        reading.unreadable(
            escalation.path(other), "'%s' beside '%s'".formatted(other, chosen), ONE_ACTION);
      }
    }
    OPTIONS.forEach((option, owner) -> {
      boolean fits = owner.equals(chosen) || (isCode(owner) && isCode(chosen));
      if (escalation.has(option) && !fits) {
        foreign(option, owner, chosen);
      }
    });
    return switch (chosen) {
      case "code", "handler" -> new Action.RunCode(CodeReader.read(reading, escalation));
      case "goto" -> gotoActivity();
      case "expire" -> expire();
      case "redirect" ->
          new Action.Redirect(escalation.texts("redirect", "users, group:<name> or originator"));
      default -> mail();
    };
  }

  private static boolean isCode(String action) {
    return action.equals("code") || action.equals("handler");
  }

  private void foreign(String option, String owner, String chosen) {
    reading.unreadable(
        escalation.path(option),
        "'%s' beside '%s'".formatted(option, chosen),
        "no '%s': it belongs to '%s'".formatted(option, owner));
  }

  private Action gotoActivity() {
    var activity = escalation.requiredText("goto", "an activity");
    if (activity.isEmpty()) {
      reading.incomplete();
    }
    var expireActivity =
        escalation.has("expireActivity")
            ? escalation.requiredText("expireActivity", "an activity")
            : null;
    if (owner == Owner.PROCESS) {
      if (escalation.has("expireAll")) {
        reading.unreadable(
            escalation.path("expireAll"),
            "'expireAll' in an escalation of the process",
            "expireActivity: <one activity>, or neither: all active ones expire");
      }
      return new Action.Goto(activity, expireActivity == null, expireActivity);
    }
    return new Action.Goto(activity, escalation.truth("expireAll", false), expireActivity);
  }

  private Action expire() {
    if (!escalation.truth("expire", true)) {
      reading.unreadable(escalation.path("expire"), "'false'", "true, or another action");
    }
    return new Action.Expire();
  }

  private Action mail() {
    var part = escalation.part("mail");
    if (part == null) {
      return MAKESHIFT;
    }
    var mail = Section.of(reading, part, "a mapping with to, subject and body", MAIL_KEYS);
    return new Action.Mail(
        mail.texts("to", "addresses, users or originator"),
        expression(mail, "subject"),
        expression(mail, "body"));
  }

  private static Expression expression(Section mail, String key) {
    return new Expression(mail.requiredText(key, "an expression that gives text"));
  }

  private static Map<String, String> options() {
    var options = new LinkedHashMap<String, String>();
    for (var option : List.of("configuration", "retry", "timeLimit")) {
      options.put(option, "code");
    }
    options.put("expireAll", "goto");
    options.put("expireActivity", "goto");
    return options;
  }
}
