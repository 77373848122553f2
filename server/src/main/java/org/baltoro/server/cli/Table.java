package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.baltoro.server.cli.Terminal.Style;

/**
 * Rows under headings, as wide as the terminal at most: the widest columns give way, and what was
 * cut ends in "…". In a file or a pipe a cell has {@link #WIDEST} letters at most, except in the
 * last column. Of the first column, which says by what name a row is asked for, short cells are
 * never cut. Cells are cleaned: none makes a row of its own, or commands the terminal.
 */
final class Table {
  private static final int GAP = 2;
  private static final int NARROWEST = 6;
  private static final int WIDEST = 200;

  /** Letters of a name that is left whole. */
  private static final int NAME = 24;

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    this.headings = List.of(headings);
  }

  Table row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          "%d cells for %d headings.".formatted(cells.length, headings.size()));
    }
    rows.add(Stream.of(cells).map(Terminal::clean).toList());
    return this;
  }

  void print(Terminal terminal) {
    int[] widths = fit(terminal.columns());
    terminal.out().println(terminal.styled(Style.STRONG, line(headings, widths)));
    for (var row : rows) {
      terminal.out().println(line(row, widths));
    }
  }

  private int[] fit(int columns) {
    int[] widths = new int[headings.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = headings.get(column).length();
      for (var row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
      if (column < widths.length - 1) {
        widths[column] = Math.min(widths[column], WIDEST);
      }
    }
    int narrowest = Math.max(NARROWEST, Math.min(NAME, longestName()));
    for (int excess = total(widths) - columns; excess > 0; excess = total(widths) - columns) {
      int widest = widest(widths, narrowest);
      if (widths[widest] <= (widest == 0 ? narrowest : NARROWEST)) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private int longestName() {
    return rows.stream().mapToInt(row -> row.getFirst().length()).max().orElse(0);
  }

  private static long sum(int[] widths) {
    long sum = 0;
    for (int width : widths) {
      sum += width;
    }
    return sum;
  }

  private static int total(int[] widths) {
    return Math.toIntExact(sum(widths) + (long) GAP * (widths.length - 1));
  }

  /** The widest column; the first only while it is wider than {@code narrowest}. */
  private static int widest(int[] widths, int narrowest) {
    int widest = 0;
    for (int column = 1; column < widths.length; column++) {
      boolean firstIsWhole = widest == 0 && widths[0] <= narrowest;
      if (widths[column] > widths[widest] || firstIsWhole) {
        widest = column;
      }
    }
    return widest;
  }

  private static String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      var cell = shorten(cells.get(column), widths[column]);
      line.append(cell);
      if (column < widths.length - 1) {
        line.append(" ".repeat(widths[column] - cell.length() + GAP));
      }
    }
    return line.toString().stripTrailing();
  }

  /** As many letters as {@code width} at most; no letter of two halves is cut in two. */
  static String shorten(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    int end = width - 1;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
