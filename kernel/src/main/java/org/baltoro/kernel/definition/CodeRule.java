package org.baltoro.kernel.definition;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;

/**
 * Code that is no event of an activity: a start, finish or exception rule, or what an escalation
 * does. Tried again and limited in time as the code of a server event is.
 */
public record CodeRule(
    Code code, Map<String, Object> configuration, RetryPolicy retry, Duration timeLimit) {
  public CodeRule {
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
  }

  public static CodeRule of(Code code) {
    return new CodeRule(
        code, Collections.emptyMap(), RetryPolicy.DEFAULT, ServerEvent.DEFAULT_TIME_LIMIT);
  }
}
