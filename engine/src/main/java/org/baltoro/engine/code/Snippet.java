package org.baltoro.engine.code;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.baltoro.api.code.CodeContext;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.EventDefinition.Code.CodeBehind;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/**
 * One piece of code, and the class that is made of it. What is put around the code has no line
 * breaks, so lines are the same in both: in problems and in stack traces.
 *
 * @param className the class's simple name
 * @param source the code as it stands in the definition
 * @param importsEnd where the imports at the top of {@code source} end
 * @param processFields types of the process's data fields by name
 * @param activityFields types of the activity's data fields by name; null when the code serves
 *     several activities
 * @param activities the names of the process's activities
 */
record Snippet(
    CodePlace place,
    Class<? extends CodeContext> context,
    String packageName,
    String className,
    String source,
    int importsEnd,
    Map<String, DataType> processFields,
    @Nullable Map<String, DataType> activityFields,
    Set<String> activities) {

  /** The constant of each class that says whose code it is. */
  static final String KEY_FIELD = "$place";

  static final String PACKAGE_PREFIX = "baltoro.process.p";

  private static final String DEFAULT_IMPORTS =
      "import java.math.*; import java.time.*; import java.util.*; import org.baltoro.api.*; ";

  /** It never goes back (the plus signs), so that long code costs no stack. */
  private static final Pattern IMPORT =
      Pattern.compile(
          "(?:\\s++|//[^\\n]*+(?:\\n|$)|/\\*(?s:.*?)\\*/)*+"
              + "import\\s++(?:static\\s++)?(?<name>[\\w$]++(?:\\s*+\\.\\s*+[\\w$]++)*+(?:\\s*\\.\\s*\\*)?)\\s*;");

  private static final List<String> IMPORTABLE = List.of("java.", "javax.", "org.baltoro.api.");

  static Snippet of(
      ProcessDefinition definition, String packageName, int number, PlacedCode placed) {
    var place = placed.place();
    var source = source(placed);
    return new Snippet(
        place,
        placed.context(),
        packageName,
        "E%d_%s".formatted(number, identifier(place.label().replace(" \u00b7 ", "_"))),
        source,
        importsEnd(source),
        types(definition.dataFields()),
        place.activity().isEmpty()
            ? null
            : types(definition.activity(place.activity()).dataFields()),
        definition.activities().keySet());
  }

  private static String source(PlacedCode placed) {
    return placed.code() instanceof CodeBehind(var source) ? source : "";
  }

  /** The same for the same process and sources, so that equal code gives equal classes. */
  static String packageName(String process, List<PlacedCode> all) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(process.getBytes(StandardCharsets.UTF_8));
      for (var placed : all) {
        for (var part : List.of(placed.place().key(), source(placed))) {
          digest.update((byte) 0);
          digest.update(part.getBytes(StandardCharsets.UTF_8));
        }
      }
      return PACKAGE_PREFIX + HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("This Java runtime has no SHA-256.", missing);
    }
  }

  private static String identifier(String name) {
    var identifier = new StringBuilder();
    name.codePoints()
        .limit(80)
        .forEach(letter ->
            identifier.appendCodePoint(
                letter < 128 && Character.isLetterOrDigit(letter) ? letter : '_'));
    return identifier.toString();
  }

  private static Map<String, DataType> types(List<DataFieldDefinition> fields) {
    var types = new LinkedHashMap<String, DataType>();
    for (var field : fields) {
      types.put(field.name(), field.type());
    }
    return types;
  }

  private static int importsEnd(String source) {
    var matcher = IMPORT.matcher(source);
    int end = 0;
    while (matcher.lookingAt()) {
      end = matcher.end();
      matcher.region(end, source.length());
    }
    return end;
  }

  /** What stack traces name as the file. */
  String fileName() {
    return (place.label() + ".java").replace('/', '\u2215').replace('\n', ' ');
  }

  /** The whole class. */
  String code() {
    return prologue()
        + source.substring(0, importsEnd)
        + opening()
        + source.substring(importsEnd)
        + "\n}}\n";
  }

  private String prologue() {
    return "package " + packageName + "; " + DEFAULT_IMPORTS;
  }

  private String opening() {
    var type = context.getName();
    return " public final class %s implements org.baltoro.api.code.CodeHandler<%s> { public static final String %s = \"%s\"; @Override public void run(%s k2) throws Exception { "
        .formatted(className, type, KEY_FIELD, escaped(place.key()), type);
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (letter == '"' || letter == '\\') {
        escaped.append('\\').append(letter);
      } else if (letter < ' ') {
        escaped.append("\\%03o".formatted((int) letter));
      } else {
        escaped.append(letter);
      }
    }
    return escaped.toString();
  }

  /** A problem at a place in {@link #code()}, told as the place in {@link #source}. */
  CodeProblem problem(long offsetInCode, String found, String expected, @Nullable String nearest) {
    return problemInSource(sourceOffset(offsetInCode), found, expected, nearest);
  }

  private int sourceOffset(long offsetInCode) {
    long offset = Math.max(0, offsetInCode - prologue().length());
    if (offset > importsEnd) {
      offset = Math.max(importsEnd, offset - opening().length());
    }
    return (int) Math.min(offset, source.length());
  }

  private CodeProblem problemInSource(
      int offset, String found, String expected, @Nullable String nearest) {
    var before = source.substring(0, offset);
    int line = 1 + (int) before.chars().filter(letter -> letter == '\n').count();
    return new CodeProblem(
        place, line, offset - before.lastIndexOf('\n'), found, expected, nearest);
  }

  /** Imports of what code-behind isn't compiled against. */
  List<CodeProblem> importProblems() {
    var problems = new ArrayList<CodeProblem>();
    var matcher = IMPORT.matcher(source).region(0, importsEnd);
    while (matcher.lookingAt()) {
      var name = matcher.group("name").replaceAll("\\s", "");
      if (IMPORTABLE.stream().noneMatch(name::startsWith)) {
        problems.add(
            problemInSource(
                matcher.start("name"),
                "the import of '%s'".formatted(name),
                "imports from java, javax or org.baltoro.api",
                null));
      }
      matcher.region(matcher.end(), importsEnd);
    }
    return problems;
  }
}
