package org.baltoro.server.contract;

/** The contract, in this process. */
class WorkersInProcessTest extends WorkersContract {
  WorkersInProcessTest() {
    super(Way.IN_PROCESS);
  }
}
