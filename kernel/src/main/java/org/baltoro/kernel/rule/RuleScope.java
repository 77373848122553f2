package org.baltoro.kernel.rule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.baltoro.kernel.Value;

/**
 * What a rule may see.
 *
 * @param data process fields and, where there is an activity instance, its fields, by name; empty
 *     fields are absent
 * @param folio as {@code Folio}
 * @param originator as {@code Originator}
 * @param priority as {@code Priority}
 * @param activity of the activity instance that it is asked for
 * @param now what {@code now()} and {@code today()} give, in {@code zone}
 */
public record RuleScope(
    long instance,
    String folio,
    String originator,
    int priority,
    Map<String, Value> data,
    ActivityScope activity,
    Instant now,
    ZoneId zone) {

  public RuleScope(
      long instance,
      String folio,
      String originator,
      int priority,
      Map<String, Value> data,
      Instant now,
      ZoneId zone) {
    this(instance, folio, originator, priority, data, ActivityScope.NONE, now, zone);
  }
}
