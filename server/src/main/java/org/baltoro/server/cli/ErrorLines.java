package org.baltoro.server.cli;

import org.baltoro.api.ProcessInstance;
import org.baltoro.server.cli.Terminal.Style;

/** The errors that an instance is in, each with the command that goes on from it. */
final class ErrorLines {
  private ErrorLines() {}

  static void print(Terminal terminal, ProcessInstance instance) {
    if (instance.errors().isEmpty()) {
      return;
    }
    var out = terminal.out();
    out.println(terminal.styled(Style.STRONG, "errors"));
    for (var error : instance.errors()) {
      var text =
          "%s%s: %s"
              .formatted(
                  error.code(),
                  error.activity() == null ? "" : " in " + error.activity(),
                  error.message());
      var lines = text.lines().toList();
      out.printf("  %d  %s%n", error.id(), terminal.styled(Style.BAD, lines.getFirst()));
      lines.stream().skip(1).forEach(line -> terminal.printLines("     ", Style.BAD, line));
      out.printf("     Mend the cause, then: baltoro retry %d %d%n", instance.id(), error.id());
    }
  }
}
