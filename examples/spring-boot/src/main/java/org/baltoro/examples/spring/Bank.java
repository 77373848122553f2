package org.baltoro.examples.spring;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.spring.BaltoroHandler;
import org.springframework.stereotype.Component;

/** What asks the bank; the bank answers later, by the serial number. */
@Component
class Bank {
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

  @BaltoroHandler("bank.pay")
  void pay(ServerEventContext k2) {
    k2.setSynchronous(false);
    asked.add(k2.serialNumber());
  }

  /** The serial numbers that the bank has been given. */
  BlockingQueue<String> asked() {
    return asked;
  }
}
