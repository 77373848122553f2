package org.baltoro.server;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows as RFC 4180 has them: commas, double quotes where needed, each line ended by CR LF. Text
 * that a spreadsheet would take for a formula is given an apostrophe in front, as data fields hold
 * what people and other systems have written. A number below zero is none.
 */
public final class Csv {
  private static final String FORMULA_BEGINS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private static final Pattern NUMBER = Pattern.compile("-[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?");

  private final StringBuilder text = new StringBuilder();

  /** Begins with the headings. */
  public Csv(String... headings) {
    row((Object[]) headings);
  }

  /** Adds a row: numbers and truth values as they are, durations in seconds, null as nothing. */
  public Csv row(@Nullable Object... cells) {
    for (int column = 0; column < cells.length; column++) {
      text.append(column == 0 ? "" : ",").append(cell(cells[column]));
    }
    text.append("\r\n");
    return this;
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Number number -> number.toString();
      case Duration span ->
          BigDecimal.valueOf(span.toMillis(), 3).stripTrailingZeros().toPlainString();
      default -> quoted(harmless(value.toString()));
    };
  }

  private static String harmless(String cell) {
    boolean formula =
        !cell.isEmpty()
            && FORMULA_BEGINS.indexOf(cell.charAt(0)) >= 0
            && !NUMBER.matcher(cell).matches();
    return formula ? "'" + cell : cell;
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(letter -> ",\"\r\n\t;".indexOf(letter) >= 0);
    return plain && cell.equals(cell.strip()) ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
