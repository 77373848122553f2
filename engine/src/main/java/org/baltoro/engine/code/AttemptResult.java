package org.baltoro.engine.code;

import java.util.Map;
import org.baltoro.kernel.Command;

/**
 * How an attempt went: what is to be told the instance.
 *
 * @param largeValues contents of large values that the command refers to, by hash
 * @param isVoid it was given up from outside, when the engine closed or had lost its lease: nobody
 *     is told, and the attempt is made again
 */
public record AttemptResult(Command command, Map<String, String> largeValues, boolean isVoid) {
  AttemptResult(Command command, Map<String, String> largeValues) {
    this(command, largeValues, false);
  }
}
