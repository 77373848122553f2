package org.baltoro.engine.rule;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.language.feel.Expected;
import org.baltoro.language.feel.ExpressionProblem;
import org.baltoro.language.feel.FeelCheck;
import org.baltoro.language.feel.FeelType;
import org.baltoro.language.feel.Known;
import org.baltoro.language.feel.Names;
import org.jspecify.annotations.Nullable;

/**
 * Checks an expression before any instance meets it: its syntax, the names and functions that it
 * uses, and types that can't go together. What passes may still fail on a value, as when a field is
 * empty.
 */
public final class RuleCheck {
  /** Names that every expression may use besides the data fields. */
  public static final String FOLIO = "Folio";

  public static final String ORIGINATOR = "Originator";
  public static final String PRIORITY = "Priority";
  public static final String INSTANCE_ID = "InstanceId";

  /** Names that the rules of lines may use besides. */
  public static final String OUTCOME = "Outcome";

  public static final String EXPIRED = "Expired";

  /** Names that expressions in an activity may use besides. */
  public static final String RESPONSES = "Responses";

  public static final String DESTINATION = "Destination";
  public static final String SLOT = "Slot";
  public static final String ROW = "Row";

  /** A name in the elements of {@code Responses}. */
  static final String USER = "User";

  private static final Map<String, FeelType> ACTIVITY_NAMES = new LinkedHashMap<>();
  private static final Map<String, FeelType> COMMON_NAMES = new LinkedHashMap<>();
  private static final Map<String, FeelType> LINE_NAMES = new LinkedHashMap<>();

  static {
    COMMON_NAMES.put(FOLIO, FeelType.STRING);
    COMMON_NAMES.put(ORIGINATOR, FeelType.STRING);
    COMMON_NAMES.put(PRIORITY, FeelType.NUMBER);
    COMMON_NAMES.put(INSTANCE_ID, FeelType.NUMBER);
    ACTIVITY_NAMES.put(RESPONSES, FeelType.LIST);
    ACTIVITY_NAMES.put(DESTINATION, FeelType.STRING);
    ACTIVITY_NAMES.put(SLOT, FeelType.NUMBER);
    ACTIVITY_NAMES.put(ROW, FeelType.ANY);
    LINE_NAMES.putAll(ACTIVITY_NAMES);
    LINE_NAMES.put(OUTCOME, FeelType.STRING);
    LINE_NAMES.put(EXPIRED, FeelType.BOOLEAN);
  }

  private static final String EXPECTED_NAME = "a data field or a common name";

  private RuleCheck() {}

  /** The names that {@link #check} knows without being told. */
  public static Collection<String> commonNames() {
    return java.util.Collections.unmodifiableSet(COMMON_NAMES.keySet());
  }

  /** What can be put into a field of this type. */
  public static Expected expected(DataType type) {
    return switch (type) {
      case BOOLEAN -> Expected.BOOLEAN;
      case INTEGER, LONG, DECIMAL, DOUBLE -> Expected.NUMBER;
      case STRING, BINARY -> Expected.TEXT;
      case DATE -> Expected.DATE;
      case DATETIME -> Expected.DATETIME;
      case JSON -> Expected.FIELD;
    };
  }

  private static FeelType type(DataType type) {
    return switch (type) {
      case BOOLEAN -> FeelType.BOOLEAN;
      case INTEGER, LONG, DECIMAL, DOUBLE -> FeelType.NUMBER;
      case STRING, BINARY -> FeelType.STRING;
      case DATE -> FeelType.DATE;
      case DATETIME -> FeelType.DATETIME;
      case JSON -> FeelType.ANY;
    };
  }

  /**
   * What is wrong with the rule of a line; empty when nothing is. Such a rule may use {@code
   * Outcome} and {@code Expired}, too.
   *
   * @param names the data fields that it may use, with their types
   * @param actions what {@code Outcome} may be besides {@code ""}; null if that is not known
   */
  public static List<ExpressionProblem> checkLine(
      Expression rule, Map<String, DataType> names, @Nullable Collection<String> actions) {
    return check(rule, names, Expected.BOOLEAN, LINE_NAMES, actions);
  }

  /**
   * What is wrong with {@code expression}, which is no rule of a line; empty when nothing is.
   *
   * @param names the data fields that it may use, with their types
   */
  public static List<ExpressionProblem> check(
      Expression expression, Map<String, DataType> names, Expected expected) {
    return check(expression, names, expected, Map.of(), null);
  }

  /** What is wrong with {@code expression} whatever names there are where it is evaluated. */
  public static List<ExpressionProblem> checkForm(Expression expression) {
    return FeelCheck.checkForm(expression.text());
  }

  /**
   * What is wrong with {@code expression}, which stands in an activity and is no rule of a line;
   * empty when nothing is. It may use {@code Responses}, {@code Destination}, {@code Slot} and
   * {@code Row}, too.
   *
   * @param names the data fields that it may use, with their types
   */
  public static List<ExpressionProblem> checkInActivity(
      Expression expression, Map<String, DataType> names, Expected expected) {
    return check(expression, names, expected, ACTIVITY_NAMES, null);
  }

  private static List<ExpressionProblem> check(
      Expression expression,
      Map<String, DataType> names,
      Expected expected,
      Map<String, FeelType> besides,
      @Nullable Collection<String> actions) {
    var known = new LinkedHashMap<>(COMMON_NAMES);
    known.putAll(besides);
    names.forEach((name, type) -> known.put(name, type(type)));
    var problems = FeelCheck.check(expression.text(), names(known), expected);
    return problems.isEmpty() && actions != null
        ? OutcomeCheck.problems(expression.text(), actions)
        : problems;
  }

  private static Names names(Map<String, FeelType> types) {
    var known = new LinkedHashMap<String, Known>();
    types.forEach((name, type) -> known.put(name, Known.of(type)));
    var inFilters = new LinkedHashMap<String, Known>();
    if (types.containsKey(RESPONSES)) {
      inFilters.put(USER, Known.of(FeelType.STRING));
      inFilters.put(OUTCOME, Known.of(FeelType.STRING));
    }
    var elsewhere = new LinkedHashMap<String, String>();
    LINE_NAMES.keySet().forEach(name -> elsewhere.put(name, "rules of lines"));
    ACTIVITY_NAMES.keySet().forEach(name -> elsewhere.put(name, "expressions of activities"));
    return new Names(known, inFilters, elsewhere, EXPECTED_NAME);
  }
}
