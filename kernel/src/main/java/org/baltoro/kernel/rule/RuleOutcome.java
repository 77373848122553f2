package org.baltoro.kernel.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an evaluation gave, with the values that it saw by name, as text. */
public sealed interface RuleOutcome<T> {
  Map<String, String> seen();

  /** It has a value. */
  record Answer<T>(T value, Map<String, String> seen) implements RuleOutcome<T> {
    public Answer {
      seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
    }
  }

  /** It failed, met an unknown name or gave another type: why, in a sentence. */
  record Failed<T>(String why, Map<String, String> seen) implements RuleOutcome<T> {
    public Failed {
      seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
    }
  }
}
