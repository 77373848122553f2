package org.baltoro.forms.document;

import org.jspecify.annotations.Nullable;

/**
 * What a control's value must be like, besides its type. It is shown at once, and holds up a rule
 * only where the rule has a {@link Criterion.Validation}.
 *
 * @param pattern a regular expression that the whole text must match, empty text excepted; null:
 *     any
 * @param expression FEEL over the same names as a control's expression, true when valid; null: any
 * @param message what the user reads when pattern or expression fail; "": a general one
 */
public record ControlValidation(
    boolean required, @Nullable String pattern, @Nullable String expression, String message) {
  public static final ControlValidation NONE = new ControlValidation(false, null, null, "");
}
