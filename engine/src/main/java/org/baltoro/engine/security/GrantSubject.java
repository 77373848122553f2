package org.baltoro.engine.security;

import java.util.Map;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;

/**
 * Whom a right may be granted to. Whether there is such a user, group or role is not asked: they
 * come and go. But nobody can ever be called what is refused here, as in a definition's rights.
 */
final class GrantSubject {
  private GrantSubject() {}

  /**
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if nobody can be called so
   */
  static Subject checked(Subject subject) {
    boolean fits =
        switch (subject.kind()) {
          case USER -> isPlain(subject.name()) && mayBeUser(subject.name());
          case GROUP, ROLE -> isPlain(subject.name());
          case EVERYONE -> true;
        };
    if (!fits) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "'%s' is nobody: give a user's name, group:<name>, role:<name> or everyone, without blanks around it."
              .formatted(subject),
          Map.of("field", "subject"));
    }
    return subject;
  }

  private static boolean isPlain(String name) {
    return !name.isBlank()
        && name.equals(name.strip())
        && name.chars().noneMatch(Character::isISOControl);
  }

  /** Without a prefix. Where another program knows the users, their names may be its own. */
  private static boolean mayBeUser(String name) {
    int colon = name.indexOf(':');
    int at = name.indexOf('@');
    boolean prefixed = colon >= 0 && (at < 0 || colon < at);
    return Character.isLetterOrDigit(name.codePointAt(0))
        && !prefixed
        && !UserName.isReserved(name);
  }
}
