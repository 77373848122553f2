package org.baltoro.engine.code;

import java.util.Map;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Effect.RunCode;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt went: what is to be told the instance.
 *
 * @param largeValues contents of large values that the command refers to, by hash
 * @param isVoid it was given up from outside, when the engine closed or had lost its lease: nobody
 *     is told, and the attempt is made again
 */
public record AttemptResult(Command command, Map<String, String> largeValues, boolean isVoid) {
  private static final int STACK_CHARACTERS = 16_000;

  /** Its command is never carried out. */
  static final AttemptResult VOID =
      new AttemptResult(new Command.FailAttempt(0, 0, "void", "", null), Map.of(), true);

  AttemptResult(Command command, Map<String, String> largeValues) {
    this(command, largeValues, false);
  }

  static AttemptResult failed(
      RunCode effect, String code, String message, @Nullable Throwable failure) {
    return new AttemptResult(
        new Command.FailAttempt(
            effect.item(),
            effect.attempt(),
            code,
            message,
            failure == null ? null : StackTraces.text(failure, STACK_CHARACTERS)),
        Map.of());
  }
}
