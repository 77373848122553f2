package org.baltoro.engine.code;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.baltoro.api.DataFields;
import org.baltoro.api.code.CodeContext;
import org.baltoro.kernel.Nearest;
import org.jspecify.annotations.Nullable;

/**
 * A name that javac does not find, read from its message: it tells positions as data, but the name
 * in text only.
 *
 * @param kind {@code method}, {@code variable} or {@code class}
 * @param owner the simple name of the type that was asked for it; "" if it was none
 */
record UnknownSymbol(String kind, String name, String owner) {
  private static final Pattern SYMBOL =
      Pattern.compile("(?m)^\\s*symbol:\\s+(method|variable|class)\\s+([\\w$]+)");
  private static final Pattern OWNER =
      Pattern.compile(
          "(?m)^\\s*location:\\s+(?:variable \\S+ of type|interface) (?:[\\w.]+\\.)?(\\w+)\\s*$");

  /** The name that {@code message} says was not found; null if it says something else. */
  static @Nullable UnknownSymbol in(String message) {
    var symbol = SYMBOL.matcher(message);
    if (!message.startsWith("cannot find symbol") || !symbol.find()) {
      return null;
    }
    var owner = OWNER.matcher(message);
    return new UnknownSymbol(symbol.group(1), symbol.group(2), owner.find() ? owner.group(1) : "");
  }

  String found() {
    return "the unknown %s '%s'".formatted(kind, name);
  }

  String expected() {
    return owner.isEmpty()
        ? "a %s that the code knows".formatted(kind)
        : "a %s of %s".formatted(kind, owner);
  }

  /**
   * The method that was probably meant.
   *
   * @param context what {@code k2} is
   */
  @Nullable String nearest(Class<? extends CodeContext> context) {
    if (!kind.equals("method")) {
      return null;
    }
    var methods =
        Stream.of(
                context,
                CodeContext.Instance.class,
                CodeContext.ActivityInstance.class,
                DataFields.class)
            .filter(type -> type.getSimpleName().equals(owner))
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .map(Method::getName)
            .distinct()
            .sorted()
            .toList();
    return Nearest.to(name, methods);
  }
}
