package org.baltoro.server.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command is given to read and write.
 *
 * @param columns the terminal's width; {@link #UNBOUNDED} when the output goes to a file or a pipe
 * @param colour whether styles are written
 * @param environment the environment variables
 */
record Terminal(
    PrintWriter out,
    PrintWriter err,
    BufferedReader in,
    int columns,
    boolean colour,
    Map<String, String> environment) {

  static final int UNBOUNDED = Integer.MAX_VALUE;

  /**
   * This process's own terminal. The start script says in {@code baltoro.columns} how wide it is,
   * for Java 21 can't tell a terminal from a pipe.
   */
  static Terminal ofThisProcess() {
    var environment = System.getenv();
    int columns = Integer.getInteger("baltoro.columns", UNBOUNDED);
    boolean colour =
        columns != UNBOUNDED
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    return new Terminal(
        writer(System.out), writer(System.err), reader(), columns, colour, environment);
  }

  /** The text in this style, or as it is where styles are not wanted. */
  String styled(Style style, String text) {
    return colour ? style.begin + text + Style.END : text;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static BufferedReader reader() {
    Reader bytes = new InputStreamReader(System.in, StandardCharsets.UTF_8);
    return new BufferedReader(bytes);
  }

  /** How a piece of text looks. */
  enum Style {
    STRONG("\u001b[1m"),
    QUIET("\u001b[2m"),
    GOOD("\u001b[32m"),
    BAD("\u001b[31m"),
    WAITING("\u001b[33m");

    private static final String END = "\u001b[0m";
    private final String begin;

    Style(String begin) {
      this.begin = begin;
    }
  }
}
