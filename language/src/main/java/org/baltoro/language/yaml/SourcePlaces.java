package org.baltoro.language.yaml;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Where in a file the parts of a definition stand. Parts are named by paths of keys and places:
 * {@code activities.Approve.lines[1].to}.
 */
public final class SourcePlaces {
  private static final Pattern INDEX = Pattern.compile("^\\[(\\d{1,9})]");

  private final List<String> lines;
  private final @Nullable Node root;

  /** Their entries are names that people gave: a name's place is where the name stands. */
  private final List<String> keysOfNames;

  SourcePlaces(String source, @Nullable Node root, List<String> keysOfNames) {
    this.lines = source.lines().toList();
    this.root = root;
    this.keysOfNames = keysOfNames;
  }

  /**
   * A place in a file.
   *
   * @param line from 1
   * @param column from 1
   */
  public record Place(int line, int column) {
    static final Place FIRST = new Place(1, 1);
  }

  /**
   * The part with this path, or the nearest part around it that exists. Of a single value its
   * beginning, of a list or a mapping its key, of an activity or a data field its name.
   */
  public Place at(String path) {
    if (root == null) {
      return Place.FIRST;
    }
    return place(find(path));
  }

  /**
   * A place within the text of a part: code or a rule. Follows the text through block scalars,
   * quotes and folded lines. What is no text is answered as by {@link #at}.
   *
   * @param lineInText from 1
   * @param columnInText from 1
   */
  public Place inText(String path, int lineInText, int columnInText) {
    var found = root == null ? null : find(path);
    if (found == null || !found.exact || !(found.node instanceof ScalarNode text)) {
      return at(path);
    }
    var begin = YamlSource.place(text.getStartMark());
    var style = text.getScalarStyle();
    if (style == ScalarStyle.LITERAL) {
      return inLiteral(text, begin.line + lineInText, columnInText);
    }
    return inFlow(text.getValue(), begin, lineInText, columnInText);
  }

  /** The text of a part that is a single value; null if it is none, or not there. */
  public @Nullable String text(String path) {
    var found = root == null ? null : find(path);
    return found != null && found.exact && found.node instanceof ScalarNode text
        ? text.getValue()
        : null;
  }

  /** Where a node of the file begins. */
  static Place of(Node node) {
    return YamlSource.place(node.getStartMark());
  }

  private static Place place(Found found) {
    boolean single =
        found.node instanceof ScalarNode scalar
            && !(scalar.isPlain() && scalar.getValue().isEmpty())
            && !(found.named && found.exact);
    return of(single || found.key == null ? found.node : found.key);
  }

  /**
   * @param key the node of its key, if it has one
   * @param named its key is a name that people gave
   * @param exact the whole path was found
   */
  private record Found(Node node, @Nullable Node key, boolean named, boolean exact) {}

  private Found find(String path) {
    var found = new Found(java.util.Objects.requireNonNull(root), null, false, path.isEmpty());
    var rest = path;
    boolean ofNames = false;
    while (!rest.isEmpty()) {
      if (found.node instanceof MappingNode mapping) {
        var entry = entry(mapping, rest);
        if (entry == null) {
          break;
        }
        var key = key(entry);
        rest = rest.substring(key.length());
        rest = rest.startsWith(".") ? rest.substring(1) : rest;
        found = new Found(entry.getValueNode(), entry.getKeyNode(), ofNames, rest.isEmpty());
        ofNames = keysOfNames.contains(key) && !ofNames;
      } else {
        var item = item(found.node, rest);
        if (item == null) {
          break;
        }
        rest = rest.substring(rest.indexOf(']') + 1);
        rest = rest.startsWith(".") ? rest.substring(1) : rest;
        found = new Found(item, null, false, rest.isEmpty());
        ofNames = false;
      }
    }
    return found;
  }

  /** The entry whose key the path goes on with; of several the one with the longest key. */
  private static @Nullable NodeTuple entry(MappingNode mapping, String rest) {
    NodeTuple best = null;
    for (var entry : mapping.getValue()) {
      var key = key(entry);
      boolean fits =
          rest.startsWith(key)
              && (rest.length() == key.length() || ".[".indexOf(rest.charAt(key.length())) >= 0);
      if (fits && !key.isEmpty() && (best == null || key.length() > key(best).length())) {
        best = entry;
      }
    }
    return best;
  }

  private static @Nullable Node item(Node node, String rest) {
    var index = INDEX.matcher(rest);
    if (!(node instanceof SequenceNode list) || !index.find()) {
      return null;
    }
    int place = Integer.parseInt(index.group(1));
    return place < list.getValue().size() ? list.getValue().get(place) : null;
  }

  private static String key(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /** Text behind {@code |}: each line stands for itself, indented. */
  private Place inLiteral(ScalarNode text, int line, int columnInText) {
    int first = YamlSource.place(text.getStartMark()).line() + 1;
    int indentation = 0;
    int at = first - 1;
    for (var textLine : text.getValue().lines().toList()) {
      if (!textLine.isBlank() && at < lines.size()) {
        indentation = Math.max(0, lines.get(at).length() - textLine.length());
        break;
      }
      at++;
    }
    int last = Math.max(first, first + (int) text.getValue().lines().count() - 1);
    return new Place(Math.min(line, last), indentation + columnInText);
  }

  /**
   * Text in quotes, behind {@code >} or bare: its letters are looked for in the file, one after
   * another. Escapes may put a column wrong, never the line.
   */
  private Place inFlow(String text, Place begin, int lineInText, int columnInText) {
    int target = offset(text, lineInText, columnInText);
    int line = begin.line;
    int column = begin.column - 1;
    if (line <= lines.size() && column < lines.get(line - 1).length()) {
      char first = lines.get(line - 1).charAt(column);
      if (first == '>') {
        line++;
        column = 0;
      } else if (first == '"' || first == '\'') {
        column++;
      }
    }
    int blanks = 0;
    var last = new Place(line, column + 1);
    for (int at = 0; at < text.length() && at <= target; at++) {
      if (Character.isWhitespace(text.charAt(at))) {
        blanks++;
        continue;
      }
      while (line <= lines.size()) {
        int found = lines.get(line - 1).indexOf(text.charAt(at), column);
        if (found >= 0) {
          column = found + 1;
          break;
        }
        line++;
        column = 0;
      }
      if (line > lines.size()) {
        return last;
      }
      last = new Place(line, column);
      blanks = 0;
    }
    boolean onLetter = target < text.length() && !Character.isWhitespace(text.charAt(target));
    return onLetter ? last : new Place(last.line, last.column + Math.max(blanks, 1));
  }

  /** How far into {@code text} a line and column are; its end for what lies beyond. */
  private static int offset(String text, int line, int column) {
    int at = 0;
    for (int passed = 1; passed < line; passed++) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        return text.length();
      }
      at = end + 1;
    }
    return Math.min(text.length(), at + Math.max(0, column - 1));
  }
}
