package org.baltoro.language.feel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValFunction;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValString;

/** The functions with regular expressions, under one budget for all calls of an evaluation. */
final class PatternFunctions {
  private final LimitedText.Budget budget = new LimitedText.Budget();

  /** The functions of this name; none if it is not one of these. */
  List<ValFunction> named(String name) {
    return switch (name) {
      case "matches" ->
          List.of(
              GuardedFunctions.ofStrings(2, s -> matches(s.get(0), s.get(1), "")),
              GuardedFunctions.ofStrings(3, s -> matches(s.get(0), s.get(1), s.get(2))));
      case "replace" ->
          List.of(
              GuardedFunctions.ofStrings(3, s -> replace(s.get(0), s.get(1), s.get(2), "")),
              GuardedFunctions.ofStrings(4, s -> replace(s.get(0), s.get(1), s.get(2), s.get(3))));
      case "split" -> List.of(GuardedFunctions.ofStrings(2, s -> split(s.get(0), s.get(1))));
      case "extract" -> List.of(GuardedFunctions.ofStrings(2, s -> extract(s.get(0), s.get(1))));
      default -> List.of();
    };
  }

  private Val matches(String text, String pattern, String flags) {
    return new ValBoolean(compiled(pattern, flags).matcher(new LimitedText(text, budget)).find());
  }

  private Val replace(String text, String pattern, String replacement, String flags) {
    var matcher = compiled(pattern, flags).matcher(new LimitedText(text, budget));
    var replaced = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(replaced, replacement);
      if (replaced.length() > GuardedFunctions.TEXT_MAX) {
        break;
      }
    }
    matcher.appendTail(replaced);
    return GuardedFunctions.text(replaced.toString());
  }

  private Val split(String text, String delimiter) {
    var parts = new ArrayList<Val>();
    for (var part : Pattern.compile(delimiter).split(new LimitedText(text, budget), -1)) {
      parts.add(new ValString(part));
    }
    return new ValList(Scala.list(parts));
  }

  private Val extract(String text, String pattern) {
    var matcher = Pattern.compile(pattern).matcher(new LimitedText(text, budget));
    var found = new ArrayList<Val>();
    while (matcher.find()) {
      found.add(new ValString(matcher.group()));
    }
    return new ValList(Scala.list(found));
  }

  private static Pattern compiled(String pattern, String flags) {
    int bits = 0;
    bits |= flags.contains("s") ? Pattern.DOTALL : 0;
    bits |= flags.contains("m") ? Pattern.MULTILINE : 0;
    bits |= flags.contains("i") ? Pattern.CASE_INSENSITIVE : 0;
    bits |= flags.contains("x") ? Pattern.COMMENTS : 0;
    return Pattern.compile(pattern, bits);
  }
}
