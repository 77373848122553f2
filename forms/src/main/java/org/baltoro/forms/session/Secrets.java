package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.smartobject.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of what others say of values, before it goes into a trace. Those that were held
 * once are remembered: a call may fail with what its window no longer has. Under the lock.
 */
final class Secrets {
  private static final String MASKED = "***";

  /** Shorter ones would be found everywhere, and are no secrets. */
  private static final int LENGTH_MIN = 3;

  /** So many characters of secrets that no window holds any more are remembered, the newest. */
  private static final long REMEMBERED_MAX = 256 * 1024;

  private final Set<String> remembered = new LinkedHashSet<>();
  private long characters;

  /** What a cell has held, or will. */
  void remember(Cell cell, @Nullable Object value) {
    if (cell.secret) {
      texts(value).forEach(this::remember);
    }
  }

  /** What a window holds that is closed. */
  void remember(Window window) {
    held(window).forEach(this::remember);
  }

  private void remember(String secret) {
    if (secret.length() > REMEMBERED_MAX) {
      return;
    }
    characters += remembered.remove(secret) ? 0 : secret.length();
    remembered.add(secret);
    for (var oldest = remembered.iterator(); characters > REMEMBERED_MAX; ) {
      characters -= oldest.next().length();
      oldest.remove();
    }
  }

  /** The error without what secret fields, controls and parameters hold now or held before. */
  static RuleError masked(Session session, RuleError error) {
    var secrets = new LinkedHashSet<>(session.secrets.remembered);
    session.windows.values().forEach(window -> secrets.addAll(held(window)));
    return secrets.isEmpty() ? error : new Mask(secrets).masked(error);
  }

  private static List<String> held(Window window) {
    var secrets = new ArrayList<String>();
    for (var area : window.areas.values()) {
      area.cells.values().forEach(cell -> add(cell, secrets));
      area.parameters.values().forEach(cell -> add(cell, secrets));
      if (area.list != null) {
        area.list.rows.forEach(row -> row.cells.values().forEach(cell -> add(cell, secrets)));
      }
    }
    return secrets;
  }

  private static void add(Cell cell, List<String> secrets) {
    if (cell.secret) {
      secrets.addAll(texts(cell.value));
    }
  }

  private static List<String> texts(@Nullable Object value) {
    var all = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    return all.stream().map(Values::text).filter(text -> text.length() >= LENGTH_MIN).toList();
  }

  /**
   * Puts stars in place of secrets.
   *
   * @param secrets the longest first: one may begin with another
   */
  private record Mask(List<String> secrets) {
    Mask(Set<String> secrets) {
      this(secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList());
    }

    RuleError masked(RuleError error) {
      return new RuleError(
          error.type(),
          masked(error.message()),
          masked(error.detail()),
          error.action(),
          error.fields().stream().map(this::masked).toList(),
          error.others().stream().map(this::masked).toList());
    }

    private FieldError masked(FieldError error) {
      return new FieldError(error.field(), error.code(), masked(error.message()));
    }

    private String masked(String text) {
      var masked = text;
      for (var secret : secrets) {
        masked = masked.replace(secret, MASKED);
      }
      return masked;
    }
  }
}
