package org.baltoro.language.feel;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that are there already. */
record GivenValues(Map<String, ?> values, Instant now, ZoneId zone) implements EvaluationScope {
  @Override
  public @Nullable Object value(String name) {
    return values.get(name);
  }

  @Override
  public String seen(String name) {
    return FeelText.seen(values.get(name), zone);
  }
}
