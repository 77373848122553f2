package org.baltoro.forms.session;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.baltoro.forms.document.ControlSetting;
import org.baltoro.forms.document.Criterion;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.FileValue;
import org.baltoro.language.feel.Evaluation;
import org.jspecify.annotations.Nullable;

/** Whether what controls hold is valid. Called under the lock. */
final class Validating {
  private static final String REQUIRED = "A value is needed.";
  private static final String NOT_VALID = "This is not valid.";

  private Validating() {}

  /** What is asked of one control. */
  private record Asked(ControlState control, boolean required, boolean validate) {}

  /** Shows the user what is wrong where. */
  static boolean isValid(Session session, Reader reader, Criterion.Validation validation)
      throws RuleFailure {
    boolean valid = true;
    for (var asked : asked(reader, validation)) {
      if (!isSkipped(asked.control(), validation)) {
        valid &= isValid(session, asked);
      }
    }
    return valid;
  }

  private static List<Asked> asked(Reader reader, Criterion.Validation validation)
      throws RuleFailure {
    var asked = new ArrayList<Asked>();
    for (var named : validation.controls()) {
      var control = reader.control(named.scope(), named.control());
      asked.add(new Asked(control, named.required(), named.validate()));
    }
    if (!validation.controls().isEmpty()) {
      return asked;
    }
    var area = reader.area(validation.scope());
    var areas = area.view == null ? List.copyOf(area.window.areas.values()) : List.of(area);
    for (var each : areas) {
      each.controls.values().forEach(control -> asked.add(all(control)));
    }
    return asked;
  }

  private static Asked all(ControlState control) {
    return new Asked(control, control.isRequired(), true);
  }

  private static boolean isSkipped(ControlState control, Criterion.Validation validation) {
    return (validation.skipHidden() && !control.isShown())
        || (validation.skipDisabled() && !control.isEnabled())
        || (validation.skipReadOnly() && control.isReadOnly());
  }

  private static boolean isValid(Session session, Asked asked) {
    var area = asked.control().area;
    if (area.list == null) {
      return isValid(session, asked, null);
    }
    boolean valid = true;
    for (var row : area.list.shown()) {
      valid &= isValid(session, asked, row);
    }
    return valid;
  }

  private static boolean isValid(Session session, Asked asked, @Nullable RowState row) {
    var control = asked.control();
    var cell = control.area.cellOf(control, row);
    if (cell == null) {
      return true;
    }
    var kept = control.errors.get(row);
    if (kept != null && kept.startsWith(TYPED)) {
      return false;
    }
    var message = "";
    if (asked.required() && Values.isEmpty(cell.value)) {
      message = REQUIRED;
    } else if (asked.validate()) {
      message = problem(session, control, row, cell);
    }
    show(session, control, row, message);
    return message.isEmpty();
  }

  /** Before the message of something that was typed and is no value at all. */
  static final String TYPED = "Not taken: ";

  /** Shows at once what is wrong with a value that the user gave. */
  static void atOnce(Session session, ControlState control, @Nullable RowState row, Cell cell) {
    show(session, control, row, problem(session, control, row, cell));
  }

  /**
   * Judges a value anew, as others that its expression reads have changed.
   *
   * @param byUser false: a rule has changed them, which shows nothing that was not shown before
   */
  static void again(
      Session session, ControlState control, @Nullable RowState row, Cell cell, boolean byUser) {
    var shown = control.errors.get(row);
    boolean judged = shown == null ? byUser : !shown.startsWith(TYPED);
    if (judged && !Values.isEmpty(cell.value)) {
      show(session, control, row, problem(session, control, row, cell));
    }
  }

  static void show(Session session, ControlState control, @Nullable RowState row, String message) {
    session.nextChange();
    if (message.isEmpty()) {
      control.errors.remove(row);
    } else {
      control.errors.put(row, message);
    }
  }

  /** What is wrong with a value; "" for nothing. */
  private static String problem(
      Session session, ControlState control, @Nullable RowState row, Cell cell) {
    var validation = control.definition.validation();
    var value = cell.value;
    if (Values.isEmpty(value)) {
      return "";
    }
    var bounds = bounds(control, value);
    if (!bounds.isEmpty()) {
      return bounds;
    }
    boolean fits =
        matches(validation.pattern(), value)
            && holds(session, control, row, validation.expression());
    return fits ? "" : validation.message().isEmpty() ? NOT_VALID : validation.message();
  }

  private static boolean matches(@Nullable String pattern, @Nullable Object value) {
    if (pattern == null) {
      return true;
    }
    try {
      return Pattern.compile(pattern).matcher(new Patience(Values.text(value))).matches();
    } catch (PatternSyntaxException | Patience.Lost | StackOverflowError refused) {
      return false; // One that goes too deep is as one that takes too long.
    }
  }

  private static boolean holds(
      Session session, ControlState control, @Nullable RowState row, @Nullable String expression) {
    if (expression == null) {
      return true;
    }
    var names = new Names(control.area, row, session.now(), session.zone());
    var evaluated = session.services.expressions().evaluate(expression, names);
    return evaluated instanceof Evaluation.Answer<?> answer && Boolean.TRUE.equals(answer.value());
  }

  private static String bounds(ControlState control, @Nullable Object value) {
    for (var setting : control.definition.settings().entrySet()) {
      var problem = bound(setting.getKey(), setting.getValue(), value);
      if (!problem.isEmpty()) {
        return problem;
      }
    }
    return "";
  }

  private static String bound(ControlSetting setting, Object bound, @Nullable Object value) {
    return switch (setting) {
      case LENGTH_MAX ->
          value instanceof String text && text.length() > number(bound).longValue()
              ? "Give %s characters at most.".formatted(bound)
              : "";
      case MINIMUM ->
          value instanceof Number given && number(given).compareTo(number(bound)) < 0
              ? "Give %s or more.".formatted(bound)
              : "";
      case MAXIMUM ->
          value instanceof Number given && number(given).compareTo(number(bound)) > 0
              ? "Give %s or less.".formatted(bound)
              : "";
      case DECIMALS ->
          value instanceof BigDecimal given
                  && given.stripTrailingZeros().scale() > number(bound).intValue()
              ? "Give %s digits after the point at most.".formatted(bound)
              : "";
      case SIZE_MAX ->
          value instanceof FileValue file && file.content().length > number(bound).longValue()
              ? "The file is too large: %s bytes at most.".formatted(bound)
              : "";
      case CONTENT_TYPES ->
          value instanceof FileValue file && !takes(bound.toString(), file.contentType())
              ? "Files of this type are not taken: give %s.".formatted(bound)
              : "";
      case TEXT, PASSWORD, ROWS, COLUMNS, ADDRESS, PROCESS, INTERVAL_SECONDS, RUNNING -> "";
    };
  }

  private static BigDecimal number(Object value) {
    return value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
  }

  private static boolean takes(String types, String given) {
    for (var type : types.split(",", -1)) {
      var wanted = type.strip().toLowerCase(Locale.ROOT);
      boolean all = wanted.endsWith("/*");
      var prefix = all ? wanted.substring(0, wanted.length() - 1) : wanted;
      var found = given.toLowerCase(Locale.ROOT);
      if (all ? found.startsWith(prefix) : found.equals(prefix)) {
        return true;
      }
    }
    return false;
  }
}
