package org.baltoro.forms.service;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret is found: {@code env:BALTORO_SECRET_SHOP}, a variable of the server's environment,
 * or {@code file:shop/password}, a file. Which of them may be read the server's operator says.
 *
 * @param name of the variable, or of the file
 */
public record SecretReference(Kind kind, String name) {
  /** The shape, for messages. */
  public static final String SHAPE =
      "a reference to the secret, never the secret: env:BALTORO_SECRET_<NAME>, or file:<name>";

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");
  private static final int NAME_MAX = 1_000;

  /** What holds it. */
  public enum Kind {
    ENVIRONMENT("env:"),
    FILE("file:");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  /** Reads the text form; null if it is none. */
  public static @Nullable SecretReference parse(String text) {
    for (var kind : Kind.values()) {
      var name = text.startsWith(kind.prefix) ? text.substring(kind.prefix.length()) : "";
      boolean sound =
          switch (kind) {
            case ENVIRONMENT -> VARIABLE.matcher(name).matches();
            case FILE ->
                !name.isBlank()
                    && name.length() <= NAME_MAX
                    && name.chars().noneMatch(Character::isISOControl);
          };
      if (sound) {
        return new SecretReference(kind, name);
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return kind.prefix + name;
  }
}
