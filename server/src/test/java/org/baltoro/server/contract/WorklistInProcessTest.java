package org.baltoro.server.contract;

/** The contract, in the engine's own process. */
class WorklistInProcessTest extends WorklistContract {
  WorklistInProcessTest() {
    super(Way.IN_PROCESS);
  }
}
