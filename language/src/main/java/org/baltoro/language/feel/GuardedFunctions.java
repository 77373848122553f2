package org.baltoro.language.feel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.impl.interpreter.ValComparator;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFunction;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;

/**
 * Functions that stand in for the engine's own, with a limit or the same answer on every node.
 * Names with {@code #} can't be written by anybody: {@link Preparation} puts them in.
 */
final class GuardedFunctions {
  /** {@code (input, value)}: equal, or an element of the list. */
  static final String IN = "#in";

  /** {@code (list)}: the list, unless it is too long for a loop. */
  static final String LOOP = "#loop";

  /** {@code (list)}: the same for a loop over two lists at once. */
  static final String LOOP_OF_TWO = "#loop of two";

  /** {@code (start, end)}: the numbers from start to end. */
  static final String RANGE = "#range";

  /** {@code (number)}: the number, unless it is too large to be written out. */
  static final String EXACT = "#exact";

  /** {@code (value)}: the value, unless the evaluation has gone on for too long. */
  static final String STEP = "#step";

  /** {@code (value)}: as {@link #STEP}, for conditions in filters. */
  static final String CONDITION = "#condition";

  static final int LOOP_MAX = 1_000;
  static final int LOOP_OF_TWO_MAX = 300;

  /** Digits, and places before or behind the point. */
  static final int DIGITS_MAX = 1_000;

  static final int TEXT_MAX = 1_000_000;

  private static final ValComparator COMPARATOR =
      new ValComparator(FeelEngine.defaultValueMapper());

  private static final Map<String, List<ValFunction>> ALL =
      Map.ofEntries(
          Map.entry(IN, List.of(function(2, GuardedFunctions::in))),
          Map.entry(LOOP, List.of(function(1, list -> limited(list.getFirst(), LOOP_MAX)))),
          Map.entry(
              LOOP_OF_TWO, List.of(function(1, list -> limited(list.getFirst(), LOOP_OF_TWO_MAX)))),
          Map.entry(RANGE, List.of(function(2, GuardedFunctions::range))),
          Map.entry(EXACT, List.of(function(1, GuardedFunctions::exact))),
          Map.entry(
              "upper case",
              List.of(ofStrings(1, s -> text(s.getFirst().toUpperCase(Locale.ROOT))))),
          Map.entry(
              "lower case",
              List.of(ofStrings(1, s -> text(s.getFirst().toLowerCase(Locale.ROOT))))));

  private GuardedFunctions() {}

  /** The functions of this name; none if the engine's own are good. */
  static List<ValFunction> named(String name) {
    return ALL.getOrDefault(name, List.of());
  }

  /** A function of {@code arguments} arguments. */
  static ValFunction function(int arguments, Function<List<Val>, Val> body) {
    var names = new ArrayList<String>();
    for (int argument = 1; argument <= arguments; argument++) {
      names.add("argument " + argument);
    }
    return new ValFunction(
        Scala.list(names), values -> body.apply(Scala.list(cast(values))), false);
  }

  @SuppressWarnings("unchecked") // the engine calls functions with a list of values
  private static scala.collection.immutable.List<Val> cast(Object values) {
    return (scala.collection.immutable.List<Val>) values;
  }

  static ValFunction ofStrings(int arguments, Function<List<String>, Val> body) {
    return function(
        arguments,
        values -> {
          var strings = new ArrayList<String>();
          for (var value : values) {
            if (!(value instanceof ValString string)) {
              return new ValError("needs strings, not " + value);
            }
            strings.add(string.value());
          }
          try {
            return body.apply(strings);
          } catch (PatternSyntaxException wrong) {
            return new ValError("'" + wrong.getPattern() + "' is no pattern");
          }
        });
  }

  private static Val in(List<Val> arguments) {
    var input = arguments.get(0);
    if (arguments.get(1) instanceof ValList list && !(input instanceof ValList)) {
      for (var element : Scala.list(list.itemsAsSeq().toList())) {
        if (COMPARATOR.equals(input, element)) {
          return new ValBoolean(true);
        }
      }
      return new ValBoolean(false);
    }
    return COMPARATOR.compare(input, arguments.get(1));
  }

  private static Val limited(Val value, int max) {
    return value instanceof ValList list && list.itemsAsSeq().size() > max
        ? new ValError(
            "the list has %,d entries, a loop takes %,d at most"
                .formatted(list.itemsAsSeq().size(), max))
        : value;
  }

  private static Val range(List<Val> arguments) {
    if (!(arguments.get(0) instanceof ValNumber start)
        || !(arguments.get(1) instanceof ValNumber end)) {
      return new ValError(
          "a range needs two numbers, not %s and %s".formatted(arguments.get(0), arguments.get(1)));
    }
    var step = java.math.BigDecimal.valueOf(start.value().compare(end.value()) <= 0 ? 1 : -1);
    var last = end.value().bigDecimal();
    var numbers = new ArrayList<Val>();
    for (var next = start.value().bigDecimal();
        next.compareTo(last) * step.signum() <= 0;
        next = next.add(step)) {
      if (numbers.size() == LOOP_MAX) {
        return new ValError(
            "the range from %s to %s is too wide, a loop takes %,d at most"
                .formatted(start, end, LOOP_MAX));
      }
      numbers.add(number(next));
    }
    return new ValList(Scala.list(numbers));
  }

  private static Val exact(List<Val> arguments) {
    var value = arguments.getFirst();
    return value instanceof ValNumber number && isTooLarge(number.value().bigDecimal())
        ? new ValError("the number %s is too large or too fine".formatted(value))
        : value;
  }

  static boolean isTooLarge(java.math.BigDecimal number) {
    return number.precision() > DIGITS_MAX || Math.abs((long) number.scale()) > DIGITS_MAX;
  }

  static Val number(java.math.BigDecimal number) {
    return new ValNumber(new scala.math.BigDecimal(number));
  }

  static Val text(String text) {
    return text.length() > TEXT_MAX
        ? new ValError("the text is longer than %,d characters".formatted(TEXT_MAX))
        : new ValString(text);
  }
}
