package org.baltoro.kernel;

import org.baltoro.kernel.definition.ProcessDefinition;

/** Decides what a process does next. Pure: the same arguments give the same verdict, always. */
public final class Kernel {
  private Kernel() {}

  /**
   * Decides one command.
   *
   * @param state {@link ProcessState#NEW} for {@link Command.StartProcess}
   * @return the facts, the state after them and the effects they ask for; or a refusal
   */
  public static Verdict decide(
      ProcessState state,
      ProcessDefinition definition,
      Command command,
      Surroundings surroundings) {
    throw new UnsupportedOperationException();
  }
}
