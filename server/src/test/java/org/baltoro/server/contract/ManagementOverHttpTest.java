package org.baltoro.server.contract;

/** The contract, over HTTP. */
class ManagementOverHttpTest extends ManagementContract {
  ManagementOverHttpTest() {
    super(Way.HTTP);
  }
}
