package org.baltoro.engine.data;

import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;

/** The bounds of folio and priority. */
public final class Folio {
  private static final int CHARACTERS_MAX = 256;

  private Folio() {}

  /**
   * @throws BaltoroException {@link Problem#INVALID_DATA} if it is too long or holds control
   *     letters
   */
  public static String checked(String folio) {
    if (folio.length() > CHARACTERS_MAX || folio.chars().anyMatch(Character::isISOControl)) {
      throw new BaltoroException(
          Problem.INVALID_DATA,
          "The folio has %d characters: give at most %d, without line breaks or other control characters."
              .formatted(folio.length(), CHARACTERS_MAX),
          Map.of("field", "folio"));
    }
    return folio;
  }

  /**
   * @throws BaltoroException {@link Problem#INVALID_DATA} if it is not 0, 1 or 2
   */
  public static int checkedPriority(int priority) {
    if (priority < 0 || priority > 2) {
      throw new BaltoroException(
          Problem.INVALID_DATA,
          "The priority is %d: give 0 (low), 1 or 2 (high).".formatted(priority),
          Map.of("field", "priority"));
    }
    return priority;
  }
}
