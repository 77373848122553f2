package org.baltoro.bench.dbos;

/** What is registered as workflows; DBOS wants an interface. */
interface Orders {

  /** Three steps of empty code. */
  String steps(String number, String amount, String supplier, int quantity);

  /** Waits for a message from outside. */
  String external(String number, String amount, String supplier, int quantity);
}
