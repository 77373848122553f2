package org.baltoro.server.contract;

/** The contract, over HTTP. */
class RightsOverHttpTest extends RightsContract {
  RightsOverHttpTest() {
    super(Way.HTTP);
  }
}
