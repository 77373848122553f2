package org.baltoro.engine.code;

import java.util.Map;
import org.baltoro.kernel.Command;

/**
 * How an attempt went: what is to be told the instance.
 *
 * @param largeValues contents of large values that the command refers to, by hash
 */
public record AttemptResult(Command command, Map<String, String> largeValues) {}
