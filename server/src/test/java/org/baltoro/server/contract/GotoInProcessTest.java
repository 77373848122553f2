package org.baltoro.server.contract;

/** The contract, in the engine's own process. */
class GotoInProcessTest extends GotoContract {
  GotoInProcessTest() {
    super(Way.IN_PROCESS);
  }
}
