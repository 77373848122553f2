package org.baltoro.language.feel;

import static org.baltoro.language.feel.FeelType.ANY;
import static org.baltoro.language.feel.FeelType.BOOLEAN;
import static org.baltoro.language.feel.FeelType.CONTEXT;
import static org.baltoro.language.feel.FeelType.DATE;
import static org.baltoro.language.feel.FeelType.DATETIME;
import static org.baltoro.language.feel.FeelType.LIST;
import static org.baltoro.language.feel.FeelType.MONTHS;
import static org.baltoro.language.feel.FeelType.NUMBER;
import static org.baltoro.language.feel.FeelType.STRING;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function that rules may call. Those that are missing here are refused: they depend on chance or
 * on the server's clock, compute in binary fractions from text, or take functions as arguments.
 *
 * @param result {@link FeelType#ANY} where it depends on the arguments
 * @param forms the types of the arguments, one list for each number of arguments that it takes;
 *     {@code ANY} where several are possible
 * @param takesAnyNumber besides, any number of arguments of any type, one at least
 */
record FeelFunction(
    String name, FeelType result, List<List<FeelType>> forms, boolean takesAnyNumber) {

  private static final Map<String, FeelFunction> ALL = new LinkedHashMap<>();

  static {
    of("now", DATETIME, List.of());
    of("today", DATE, List.of());
    of("date", DATE, List.of(ANY), List.of(NUMBER, NUMBER, NUMBER));
    of("time", FeelType.TIME, List.of(ANY), List.of(NUMBER, NUMBER, NUMBER));
    of("date and time", DATETIME, List.of(STRING), List.of(ANY, ANY));
    of("duration", ANY, List.of(STRING));
    of("years and months duration", MONTHS, List.of(ANY, ANY));
    of("day of year", NUMBER, List.of(ANY));
    of("day of week", STRING, List.of(ANY));
    of("month of year", STRING, List.of(ANY));
    of("week of year", NUMBER, List.of(ANY));
    of("last day of month", DATE, List.of(ANY));

    of("not", BOOLEAN, List.of(BOOLEAN));
    of("get or else", ANY, List.of(ANY, ANY));
    of("get value", ANY, List.of(CONTEXT, ANY));
    of("get entries", LIST, List.of(CONTEXT));

    of("string", STRING, List.of(ANY));
    of("string length", NUMBER, List.of(STRING));
    of("substring", STRING, List.of(STRING, NUMBER), List.of(STRING, NUMBER, NUMBER));
    of("upper case", STRING, List.of(STRING));
    of("lower case", STRING, List.of(STRING));
    of("substring before", STRING, List.of(STRING, STRING));
    of("substring after", STRING, List.of(STRING, STRING));
    of("replace", STRING, List.of(STRING, STRING, STRING), List.of(STRING, STRING, STRING, STRING));
    of("contains", BOOLEAN, List.of(STRING, STRING));
    of("starts with", BOOLEAN, List.of(STRING, STRING));
    of("ends with", BOOLEAN, List.of(STRING, STRING));
    of("matches", BOOLEAN, List.of(STRING, STRING), List.of(STRING, STRING, STRING));
    of("split", LIST, List.of(STRING, STRING));
    of("extract", LIST, List.of(STRING, STRING));
    of("trim", STRING, List.of(STRING));
    of("is blank", BOOLEAN, List.of(STRING));
    of(
        "string join",
        STRING,
        List.of(LIST),
        List.of(LIST, STRING),
        List.of(LIST, STRING, STRING, STRING));

    of("number", NUMBER, List.of(STRING), List.of(STRING, STRING), List.of(STRING, STRING, STRING));
    of("decimal", NUMBER, List.of(NUMBER, NUMBER), List.of(NUMBER, NUMBER, STRING));
    of("floor", NUMBER, List.of(NUMBER), List.of(NUMBER, NUMBER));
    of("ceiling", NUMBER, List.of(NUMBER), List.of(NUMBER, NUMBER));
    of("round up", NUMBER, List.of(NUMBER, NUMBER));
    of("round down", NUMBER, List.of(NUMBER, NUMBER));
    of("round half up", NUMBER, List.of(NUMBER, NUMBER));
    of("round half down", NUMBER, List.of(NUMBER, NUMBER));
    of("abs", ANY, List.of(ANY));
    of("modulo", NUMBER, List.of(NUMBER, NUMBER));
    of("sqrt", NUMBER, List.of(NUMBER));
    of("log", NUMBER, List.of(NUMBER));
    of("exp", NUMBER, List.of(NUMBER));
    of("odd", BOOLEAN, List.of(NUMBER));
    of("even", BOOLEAN, List.of(NUMBER));

    of("list contains", BOOLEAN, List.of(LIST, ANY));
    of("count", NUMBER, List.of(LIST));
    of("is empty", BOOLEAN, List.of(LIST));
    of("sublist", LIST, List.of(LIST, NUMBER), List.of(LIST, NUMBER, NUMBER));
    of("insert before", LIST, List.of(LIST, NUMBER, ANY));
    of("remove", LIST, List.of(LIST, NUMBER));
    of("reverse", LIST, List.of(LIST));
    of("index of", LIST, List.of(LIST, ANY));
    of("distinct values", LIST, List.of(LIST));
    of("duplicate values", LIST, List.of(LIST));
    of("flatten", LIST, List.of(LIST));
    ofAnyNumber("append", LIST);
    ofAnyNumber("concatenate", LIST);
    ofAnyNumber("union", LIST);
    ofAnyNumber("min", ANY);
    ofAnyNumber("max", ANY);
    ofAnyNumber("sum", NUMBER);
    ofAnyNumber("product", NUMBER);
    ofAnyNumber("mean", NUMBER);
    ofAnyNumber("median", NUMBER);
    ofAnyNumber("stddev", NUMBER);
    ofAnyNumber("all", BOOLEAN);
    ofAnyNumber("any", BOOLEAN);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // read only
  private static void of(String name, FeelType result, List<FeelType>... forms) {
    ALL.put(name, new FeelFunction(name, result, List.of(forms), false));
  }

  private static void ofAnyNumber(String name, FeelType result) {
    ALL.put(name, new FeelFunction(name, result, List.of(), true));
  }

  static @Nullable FeelFunction named(String name) {
    return ALL.get(name);
  }

  static Collection<String> names() {
    return ALL.keySet();
  }

  /** The types of the arguments when there are {@code count}; null if it takes no such number. */
  @Nullable List<FeelType> form(int count) {
    if (takesAnyNumber && count > 0) {
      return java.util.Collections.nCopies(count, ANY);
    }
    for (var form : forms) {
      if (form.size() == count) {
        return form;
      }
    }
    return null;
  }

  /** How many arguments it takes, for a message: {@code "1 or 3 arguments"}. */
  String counts() {
    if (takesAnyNumber) {
      return "one argument or more";
    }
    var counts = new ArrayList<String>();
    for (var form : forms) {
      counts.add(form.isEmpty() ? "no" : String.valueOf(form.size()));
    }
    return String.join(" or ", counts)
        + (counts.getLast().equals("1") ? " argument" : " arguments");
  }
}
