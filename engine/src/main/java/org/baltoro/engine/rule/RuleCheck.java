package org.baltoro.engine.rule;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.Expression;
import org.camunda.feel.syntaxtree.Exp;
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

  /** Words of the language: a field of this name can't be reached. */
  private static final Set<String> RESERVED =
      Set.of(
          "and",
          "or",
          "not",
          "in",
          "between",
          "if",
          "then",
          "else",
          "for",
          "return",
          "some",
          "every",
          "satisfies",
          "instance",
          "of",
          "function",
          "external",
          "true",
          "false",
          "null",
          "item",
          "partial",
          "cellInput");

  /** What an expression has to give. */
  public enum Expected {
    /** For rules. */
    BOOLEAN,
    /** For the folio, for example. */
    TEXT,
    /** For times that are due: a date, or a date and time. */
    MOMENT,
    /** For data that goes elsewhere: any value. */
    VALUE,
    /** Anything that a data field can hold, null too. */
    FIELD,
    NUMBER,
    DATE,
    DATETIME;

    /** What can be put into a field of this type. */
    public static Expected of(DataType type) {
      return switch (type) {
        case BOOLEAN -> BOOLEAN;
        case INTEGER, LONG, DECIMAL, DOUBLE -> NUMBER;
        case STRING, BINARY -> TEXT;
        case DATE -> DATE;
        case DATETIME -> DATETIME;
        case JSON -> FIELD;
      };
    }

    boolean allows(FeelType type) {
      return switch (this) {
        case BOOLEAN -> type.canBe(FeelType.BOOLEAN);
        case TEXT -> type.canBe(FeelType.STRING);
        case MOMENT -> type.canBe(FeelType.DATE) || type.canBe(FeelType.DATETIME);
        case VALUE -> true;
        case FIELD -> !type.isDuration() && type != FeelType.TIME;
        case NUMBER -> type.canBe(FeelType.NUMBER);
        case DATE -> type.canBe(FeelType.DATE);
        case DATETIME -> type.canBe(FeelType.DATETIME);
      };
    }

    String label() {
      return switch (this) {
        case BOOLEAN -> FeelType.BOOLEAN.label();
        case TEXT -> FeelType.STRING.label();
        case MOMENT -> "a date, or a date and time";
        case VALUE -> FeelType.ANY.label();
        case FIELD -> "a value that a data field can hold";
        case NUMBER -> FeelType.NUMBER.label();
        case DATE -> FeelType.DATE.label();
        case DATETIME -> FeelType.DATETIME.label();
      };
    }
  }

  private RuleCheck() {}

  /** The names that {@link #check} knows without being told. */
  public static Collection<String> commonNames() {
    return java.util.Collections.unmodifiableSet(COMMON_NAMES.keySet());
  }

  /** Words that mean something else in an expression. */
  public static Collection<String> reservedWords() {
    return RESERVED;
  }

  static boolean isKnownElsewhere(String name) {
    return LINE_NAMES.containsKey(name);
  }

  static String whereKnown(String name) {
    return ACTIVITY_NAMES.containsKey(name) ? "expressions of activities" : "rules of lines";
  }

  /**
   * What is wrong with the rule of a line; empty when nothing is. Such a rule may use {@code
   * Outcome} and {@code Expired}, too.
   *
   * @param names the data fields that it may use, with their types
   * @param actions what {@code Outcome} may be besides {@code ""}; null if that is not known
   */
  public static List<RuleProblem> checkLine(
      Expression rule, Map<String, DataType> names, @Nullable Collection<String> actions) {
    return check(rule, names, Expected.BOOLEAN, LINE_NAMES, actions);
  }

  /**
   * What is wrong with {@code expression}, which is no rule of a line; empty when nothing is.
   *
   * @param names the data fields that it may use, with their types
   */
  public static List<RuleProblem> check(
      Expression expression, Map<String, DataType> names, Expected expected) {
    return check(expression, names, expected, Map.of(), null);
  }

  /** What is wrong with {@code expression} whatever names there are where it is evaluated. */
  public static List<RuleProblem> checkForm(Expression expression) {
    try {
      Preparation.of(expression.text(), FeelReader.read(expression.text()));
      return List.of();
    } catch (RefusedExpression refused) {
      return List.of(refused.problem());
    }
  }

  /**
   * What is wrong with {@code expression}, which stands in an activity and is no rule of a line;
   * empty when nothing is. It may use {@code Responses}, {@code Destination}, {@code Slot} and
   * {@code Row}, too.
   *
   * @param names the data fields that it may use, with their types
   */
  public static List<RuleProblem> checkInActivity(
      Expression expression, Map<String, DataType> names, Expected expected) {
    return check(expression, names, expected, ACTIVITY_NAMES, null);
  }

  private static List<RuleProblem> check(
      Expression expression,
      Map<String, DataType> names,
      Expected expected,
      Map<String, FeelType> besides,
      @Nullable Collection<String> actions) {
    var text = expression.text();
    var known = new LinkedHashMap<>(COMMON_NAMES);
    known.putAll(besides);
    names.forEach((name, type) -> known.put(name, FeelType.of(type)));
    Exp tree;
    try {
      tree = FeelReader.read(text);
    } catch (RefusedExpression refused) {
      return List.of(refused.problem());
    }
    var problems = TypeCheck.problems(text, tree, known, expected);
    if (!problems.isEmpty()) {
      return problems;
    }
    try {
      Preparation.of(text, tree);
    } catch (RefusedExpression refused) {
      return List.of(refused.problem());
    }
    return actions == null ? List.of() : OutcomeCheck.problems(text, actions);
  }
}
