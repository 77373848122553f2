package org.baltoro.server.contract;

/** The contract, over HTTP. */
class SubProcessOverHttpTest extends SubProcessContract {
  SubProcessOverHttpTest() {
    super(Way.HTTP);
  }
}
