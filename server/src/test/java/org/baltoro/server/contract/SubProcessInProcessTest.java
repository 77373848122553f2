package org.baltoro.server.contract;

/** The contract, in this process. */
class SubProcessInProcessTest extends SubProcessContract {
  SubProcessInProcessTest() {
    super(Way.IN_PROCESS);
  }
}
