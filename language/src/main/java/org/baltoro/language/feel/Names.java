package org.baltoro.language.feel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names that an expression may use.
 *
 * @param known with what is known of their values
 * @param inFilters names that the elements of some list have: known inside of any filter
 * @param elsewhere names that exist, but not here, by where they do: {@code "rules of lines"}
 * @param expected what a name should be, for messages: {@code "a data field or a common name"}
 */
public record Names(
    Map<String, Known> known,
    Map<String, Known> inFilters,
    Map<String, String> elsewhere,
    String expected) {
  public Names {
    known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
    inFilters = Collections.unmodifiableMap(new LinkedHashMap<>(inFilters));
    elsewhere = Collections.unmodifiableMap(new LinkedHashMap<>(elsewhere));
  }

  public Names(Map<String, Known> known, String expected) {
    this(known, Map.of(), Map.of(), expected);
  }
}
