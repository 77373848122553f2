package org.baltoro.server.contract;

/** The contract, over HTTP. */
class WorklistOverHttpTest extends WorklistContract {
  WorklistOverHttpTest() {
    super(Way.HTTP);
  }
}
