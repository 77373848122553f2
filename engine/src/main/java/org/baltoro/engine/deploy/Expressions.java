package org.baltoro.engine.deploy;

import org.baltoro.kernel.definition.Expression;
import org.baltoro.language.yaml.Section;
import org.jspecify.annotations.Nullable;

/** Expressions as definitions have them: text, which others check. */
final class Expressions {
  private Expressions() {}

  /** The expression at {@code key}; null where there is none. */
  static @Nullable Expression read(Section section, String key) {
    var part = section.part(key);
    var text = part == null ? null : section.text(part, "an expression");
    return text == null ? null : new Expression(text);
  }
}
