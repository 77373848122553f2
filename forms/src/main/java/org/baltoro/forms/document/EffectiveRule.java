package org.baltoro.forms.document;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it runs on a form: what the view says, with what the form does to it.
 *
 * @param instance the view that it comes with; null: it is the form's own
 * @param formParts ids of the handlers, conditions, blocks and actions that the form added: their
 *     references are seen from the form, those of all others from the view
 */
public record EffectiveRule(Rule rule, @Nullable String instance, Set<String> formParts) {
  public EffectiveRule {
    formParts = Collections.unmodifiableSet(new LinkedHashSet<>(formParts));
  }

  /** Whether references of this part are seen from the form. */
  public boolean seenFromForm(String part) {
    return instance == null || formParts.contains(part);
  }
}
