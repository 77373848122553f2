package org.baltoro.engine.deploy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.baltoro.engine.code.Handlers.Registered;
import org.baltoro.kernel.definition.ProcessDefinition;

/**
 * A definition that was built in Java, and the lambdas in it.
 *
 * @param handlers the lambdas by handler name: {@code <process>/<activity>/<event>}, and {@code
 *     #finishRule} and the like behind that where it is no event's
 * @param repeatableHandlers those of them that may run twice without harm
 */
public record BuiltDefinition(
    ProcessDefinition definition,
    Map<String, Registered> handlers,
    Set<String> repeatableHandlers) {
  public BuiltDefinition {
    handlers = Collections.unmodifiableMap(new LinkedHashMap<>(handlers));
    repeatableHandlers = Collections.unmodifiableSet(new TreeSet<>(repeatableHandlers));
  }
}
