package org.baltoro.engine.deploy;

import java.util.Map;
import java.util.Set;
import org.baltoro.api.code.CodeHandler;
import org.baltoro.kernel.definition.ProcessDefinition;

/**
 * A deployed version, ready to run.
 *
 * @param codeBehind compiled code by {@link org.baltoro.engine.code.CodePlace#key()}
 * @param searchable names of the process fields that lists can ask for
 */
public record Deployed(
    long processId,
    ProcessDefinition definition,
    Map<String, CodeHandler<?>> codeBehind,
    Set<String> searchable) {}
