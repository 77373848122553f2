package org.baltoro.forms.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.smartobject.FieldError;
import org.jspecify.annotations.Nullable;

/** Takes secrets out of what others say of values, before it goes into a trace. Under the lock. */
final class Secrets {
  private static final String MASKED = "***";

  /** Shorter ones would be found everywhere, and are no secrets. */
  private static final int LENGTH_MIN = 3;

  private final Set<String> texts = new LinkedHashSet<>();

  private Secrets() {}

  /** The error without what secret fields, controls and parameters hold now. */
  static RuleError masked(Session session, RuleError error) {
    var secrets = new Secrets();
    for (var window : session.windows.values()) {
      window.areas.values().forEach(secrets::collect);
    }
    return secrets.texts.isEmpty() ? error : secrets.masked(error);
  }

  private void collect(Area area) {
    area.cells.values().forEach(this::collect);
    area.parameters.values().forEach(this::collect);
    if (area.list != null) {
      area.list.rows.forEach(row -> row.cells.values().forEach(this::collect));
    }
  }

  private void collect(Cell cell) {
    if (cell.secret) {
      collect(cell.value);
    }
  }

  private void collect(@Nullable Object value) {
    if (value instanceof List<?> list) {
      list.forEach(this::collect);
    } else if (Values.text(value).length() >= LENGTH_MIN) {
      texts.add(Values.text(value));
    }
  }

  private RuleError masked(RuleError error) {
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
    for (var secret : texts) {
      masked = masked.replace(secret, MASKED);
    }
    return masked;
  }
}
