package org.baltoro.server.contract;

/** The contract, over HTTP. */
class GotoOverHttpTest extends GotoContract {
  GotoOverHttpTest() {
    super(Way.HTTP);
  }
}
