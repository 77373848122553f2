package org.baltoro.server.contract;

/** The contract, over HTTP. */
class PeopleOverHttpTest extends PeopleContract {
  PeopleOverHttpTest() {
    super(Way.HTTP);
  }
}
