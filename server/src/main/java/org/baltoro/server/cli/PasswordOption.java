package org.baltoro.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.Option;

/** How a password comes in: typed unseen, or on standard input; never as an argument. */
final class PasswordOption {
  @Option(
      names = "--password-stdin",
      description = "Read the password from standard input, up to the end of the line.")
  private boolean fromInput;

  @SuppressWarnings("SystemConsoleNull") // Java 21 has none when the input is redirected
  String read(String prompt, Terminal terminal) {
    if (fromInput) {
      return line(terminal);
    }
    var console = System.console();
    if (console == null || terminal.columns() == Terminal.UNBOUNDED) {
      throw new UsageException(
          "There is no terminal to type the password at: give --password-stdin and write the"
              + " password to standard input.");
    }
    var typed = console.readPassword("%s: ", prompt);
    if (typed == null) {
      throw new UsageException("No password was typed.");
    }
    return new String(typed);
  }

  private static String line(Terminal terminal) {
    try {
      var line = terminal.in().readLine();
      if (line == null || line.isEmpty()) {
        throw new UsageException("--password-stdin: there is nothing on standard input.");
      }
      return line;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
