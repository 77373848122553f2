package org.baltoro.server.contract;

/** The contract, in the engine's own process. */
class ManagementInProcessTest extends ManagementContract {
  ManagementInProcessTest() {
    super(Way.IN_PROCESS);
  }
}
