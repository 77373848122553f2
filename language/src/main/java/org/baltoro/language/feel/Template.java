package org.baltoro.language.feel;

import java.util.ArrayList;
import java.util.List;

/**
 * Text with expressions in <code>${...}</code>; <code>$${</code> stands for <code>${</code> itself.
 */
public record Template(List<Part> parts) {
  public Template {
    parts = List.copyOf(parts);
  }

  /** A piece of it. */
  public sealed interface Part {
    record Text(String text) implements Part {}

    /**
     * @param offset where the expression begins in the whole text
     */
    record Hole(String expression, int offset) implements Part {}
  }

  /** An expression that does not end. */
  public static final class Unended extends Exception {
    private static final long serialVersionUID = 1;
    private final int offset;

    Unended(int offset) {
      super("'${' without its '}'");
      this.offset = offset;
    }

    public int offset() {
      return offset;
    }
  }

  /** Reads it. @throws Unended if a brace is missing */
  public static Template of(String text) throws Unended {
    var parts = new ArrayList<Part>();
    var literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        literal.append("${");
        at += 3;
      } else if (text.startsWith("${", at)) {
        int end = end(text, at + 2);
        if (!literal.isEmpty()) {
          parts.add(new Part.Text(literal.toString()));
          literal.setLength(0);
        }
        parts.add(new Part.Hole(text.substring(at + 2, end), at + 2));
        at = end + 1;
      } else {
        literal.append(text.charAt(at++));
      }
    }
    if (!literal.isEmpty()) {
      parts.add(new Part.Text(literal.toString()));
    }
    return new Template(parts);
  }

  /** The brace that ends an expression: not one inside of its strings. */
  private static int end(String text, int from) throws Unended {
    boolean inString = false;
    for (int at = from; at < text.length(); at++) {
      char character = text.charAt(at);
      if (inString && character == '\\') {
        at++;
      } else if (character == '"') {
        inString = !inString;
      } else if (character == '}' && !inString) {
        return at;
      }
    }
    throw new Unended(from);
  }
}
