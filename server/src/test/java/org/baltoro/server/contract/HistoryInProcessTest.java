package org.baltoro.server.contract;

class HistoryInProcessTest extends HistoryContract {
  HistoryInProcessTest() {
    super(Way.IN_PROCESS);
  }
}
