package org.baltoro.server.contract;

class HistoryOverHttpTest extends HistoryContract {
  HistoryOverHttpTest() {
    super(Way.HTTP);
  }
}
