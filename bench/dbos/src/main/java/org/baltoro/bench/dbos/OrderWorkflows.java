package org.baltoro.bench.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.Workflow;
import java.time.Duration;

/** The workflows. */
final class OrderWorkflows implements Orders {
  static final String PAID = "paid";

  private final DBOS dbos;

  OrderWorkflows(DBOS dbos) {
    this.dbos = dbos;
  }

  @Override
  @Workflow(name = "steps")
  public String steps(String number, String amount, String supplier, int quantity) {
    dbos.runStep(() -> {}, "one");
    dbos.runStep(() -> {}, "two");
    dbos.runStep(() -> {}, "three");
    return number;
  }

  @Override
  @Workflow(name = "external")
  public String external(String number, String amount, String supplier, int quantity) {
    return dbos.<String>recv(PAID, Duration.ofDays(1)).orElseThrow();
  }
}
