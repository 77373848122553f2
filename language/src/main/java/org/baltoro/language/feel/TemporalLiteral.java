package org.baltoro.language.feel;

import java.util.List;

/** Dates, times and durations that stand in an expression: {@code date("2026-01-31")}. */
final class TemporalLiteral {
  private TemporalLiteral() {}

  /** The index of the last token of the literal that begins at {@code at}, or -1 if none does. */
  static int endsAt(List<FeelToken> tokens, int at) {
    if (tokens.get(at).is("@")) {
      return at + 1 < tokens.size() && tokens.get(at + 1).kind() == FeelToken.Kind.STRING
          ? at + 1
          : -1;
    }
    for (var words : List.of("date and time", "date", "time", "duration")) {
      int last = at + words.split(" ").length + 2;
      if (last < tokens.size()
          && words.equals(words(tokens.subList(at, last - 2)))
          && tokens.get(last - 2).is("(")
          && tokens.get(last - 1).kind() == FeelToken.Kind.STRING
          && tokens.get(last).is(")")) {
        return last;
      }
    }
    return -1;
  }

  private static String words(List<FeelToken> tokens) {
    return String.join(" ", tokens.stream().map(FeelToken::text).toList());
  }

  /** What the literal should look like. */
  static String shape(String literal) {
    if (literal.startsWith("date and time")) {
      return "a date and time that exists, such as date and time(\"2026-01-31T09:00:00\")";
    }
    if (literal.startsWith("date")) {
      return "a date that exists, such as date(\"2026-01-31\")";
    }
    if (literal.startsWith("time")) {
      return "a time of day, such as time(\"09:00:00\")";
    }
    if (literal.startsWith("duration")) {
      return "a duration, such as duration(\"P5D\"), duration(\"PT2H\") or duration(\"P3M\")";
    }
    return "a date, time or duration, such as @\"2026-01-31\", @\"09:00:00\" or @\"P5D\"";
  }
}
