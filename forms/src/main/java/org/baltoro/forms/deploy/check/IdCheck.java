package org.baltoro.forms.deploy.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.baltoro.language.feel.FeelCheck;

/** Checks ids that expressions use: each once, and no words that mean something else there. */
final class IdCheck {
  private static final Set<String> TAKEN = Set.of("this", "parent", FeelNames.ROWS);

  private final Findings findings;
  private final Map<String, String> places = new HashMap<>();

  IdCheck(Findings findings) {
    this.findings = findings;
  }

  void check(String id, String path) {
    if (FeelCheck.reservedWords().contains(id) || TAKEN.contains(id)) {
      findings.error(
          path,
          "the id '%s'".formatted(id),
          "another: in expressions and references it means something else");
    }
    var before = places.putIfAbsent(id, path);
    if (before != null) {
      findings.error(
          path,
          "the id '%s' a second time".formatted(id),
          "an id of its own: %s has it".formatted(before));
    }
  }
}
