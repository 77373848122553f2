package org.baltoro.server.contract;

/** The contract, in the engine's own process. */
class PeopleInProcessTest extends PeopleContract {
  PeopleInProcessTest() {
    super(Way.IN_PROCESS);
  }
}
