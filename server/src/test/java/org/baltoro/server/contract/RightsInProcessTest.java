package org.baltoro.server.contract;

/** The contract, over HTTP. */
class RightsInProcessTest extends RightsContract {
  RightsInProcessTest() {
    super(Way.IN_PROCESS);
  }
}
