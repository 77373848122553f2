package org.baltoro.server.cli;

import java.util.List;
import org.baltoro.api.OperationReport.Difference;
import org.baltoro.server.cli.Terminal.Style;

/**
 * Draws what an operation changes, for example
 *
 * <pre>
 *   - activity       Approve
 *   - worklist item  Ask the manager  ben, carla
 *   + activity       Pay
 *   ~ data field     Amount           12.50 → 13.00
 * </pre>
 */
final class Differences {
  private Differences() {}

  static void print(Terminal terminal, List<Difference> differences) {
    int kind = 0;
    int name = 0;
    for (var difference : differences) {
      kind = Math.max(kind, difference.kind().length());
      name = Math.max(name, difference.name().length());
    }
    for (var difference : differences) {
      var line =
          "%s %s  %s  %s"
              .formatted(
                  difference.change(),
                  padded(difference.kind(), kind),
                  padded(difference.name(), name),
                  difference.detail())
              .stripTrailing();
      int width = terminal.columns() == Terminal.UNBOUNDED ? line.length() : terminal.columns() - 2;
      terminal
          .out()
          .println(
              "  "
                  + terminal.styled(
                      style(difference.change()), Table.shorten(line, Math.max(width, 20))));
    }
  }

  /** On one line: {@code - activity Approve, + activity Pay}. */
  static String inline(List<Difference> differences) {
    return String.join(
        ", ",
        differences.stream()
            .map(difference ->
                (difference.change() + " " + difference.kind() + " " + difference.name())
                    .stripTrailing())
            .distinct()
            .toList());
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static Style style(String change) {
    return switch (change) {
      case "-" -> Style.BAD;
      case "+" -> Style.GOOD;
      default -> Style.WAITING;
    };
  }
}
