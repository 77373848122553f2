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

  /** The cleaned text in this style, or without where styles are not wanted. */
  Styled styled(Style style, String text) {
    var clean = clean(text);
    return new Styled(colour ? style.begin + clean + Style.END : clean);
  }

  /**
   * Text that people and other systems have written, on one line and without what would command the
   * terminal: line breaks and tabs become blanks, other control characters "\uFFFD".
   */
  static String clean(String text) {
    return text.chars().noneMatch(Terminal::isCommand)
        ? text
        : text.replace("\r\n", "\n")
            .codePoints()
            .map(letter -> isCommand(letter) ? substitute(letter) : letter)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /** Writes each of the lines of a text, cleaned and indented. */
  void printLines(String indent, Style style, String text) {
    text.lines().forEach(line -> out.println(indent + styled(style, line)));
  }

  /** Writes each of the lines of a text, cleaned and indented. */
  void printLines(String indent, String text) {
    text.lines().forEach(line -> out.println(indent + clean(line)));
  }

  /** Control characters, line separators, and what turns the direction of all that follows. */
  static boolean isCommand(int letter) {
    return letter < ' '
        || (letter >= 0x7F && letter <= 0x9F)
        || letter == 0x2028
        || letter == 0x2029
        || (letter >= 0x202A && letter <= 0x202E)
        || (letter >= 0x2066 && letter <= 0x2069);
  }

  private static int substitute(int letter) {
    return switch (letter) {
      case '\t', '\n', 0x0B, '\f', '\r', 0x85, 0x2028, 0x2029 -> ' ';
      default -> 0xFFFD;
    };
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static BufferedReader reader() {
    Reader bytes = new InputStreamReader(System.in, StandardCharsets.UTF_8);
    return new BufferedReader(bytes);
  }

  /** Text that has been cleaned, with the codes of its style. */
  record Styled(String text) {
    @Override
    public String toString() {
      return text;
    }
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
