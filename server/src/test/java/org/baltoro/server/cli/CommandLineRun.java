package org.baltoro.server.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;

/** What one command wrote, and its exit code. */
record CommandLineRun(int exitCode, String out, String err) {
  static CommandLineRun of(String... arguments) {
    return of(Map.of(), Terminal.UNBOUNDED, arguments);
  }

  static CommandLineRun of(Map<String, String> environment, int columns, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var terminal =
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(err),
            new BufferedReader(new StringReader("")),
            columns,
            false,
            environment);
    int exitCode = Baltoro.run(terminal, arguments);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }
}
