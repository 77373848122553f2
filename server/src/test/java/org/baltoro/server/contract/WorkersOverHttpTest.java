package org.baltoro.server.contract;

/** The contract, over HTTP. */
class WorkersOverHttpTest extends WorkersContract {
  WorkersOverHttpTest() {
    super(Way.HTTP);
  }
}
