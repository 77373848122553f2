package org.baltoro.server.cli;

import picocli.CommandLine.Option;

/** Whether an operation waits for code that runs. */
final class WaitOption {
  @Option(
      names = "--wait",
      description = "If code of the instance runs: do it when that has returned. Else refused.")
  private boolean waits;

  boolean waits() {
    return waits;
  }
}
