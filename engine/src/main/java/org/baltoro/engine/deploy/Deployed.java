package org.baltoro.engine.deploy;

import java.util.Map;
import java.util.Set;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.kernel.definition.ProcessDefinition;

/**
 * A deployed version, ready to run.
 *
 * @param codeBehind compiled code by {@code <activity>/<event>}
 * @param searchable names of the process fields that lists can ask for
 */
public record Deployed(
    long processId,
    ProcessDefinition definition,
    Map<String, ServerEventHandler> codeBehind,
    Set<String> searchable) {}
