package org.baltoro.engine.security;

import java.util.Map;
import java.util.regex.Pattern;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;

/**
 * What users may be called. Grants are stored as text, {@code ann}, {@code group:buyers} or {@code
 * everyone}, and destinations as {@code originator}, too, so no user may have a name that reads as
 * one of the others.
 */
final class UserName {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,99}");

  private UserName() {}

  /** Words that stand for somebody else wherever names stand. */
  static boolean isReserved(String name) {
    return name.equalsIgnoreCase("everyone") || name.equalsIgnoreCase("originator");
  }

  /**
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if no user may be called so
   */
  static String checked(String name) {
    if (!NAME.matcher(name).matches() || isReserved(name)) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "'%s' is no user name: give 1 to 100 letters, digits and . _ @ -, beginning with a letter or digit; 'everyone' and 'originator' are taken."
              .formatted(name),
          Map.of("field", "name"));
    }
    return name;
  }
}
