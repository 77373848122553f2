package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DemoOrderTest {
  @Test
  void theOrdersShowEveryOutcomeAndEveryKindOfCallback() throws IOException {
    var orders = orders();
    assertThat(orders).hasSize(20);
    assertThat(orders)
        .extracting(DemoOrder::expectedOutcome)
        .contains(
            "booked",
            "rejected: not approved",
            "rejected: supplier blocked",
            "rejected: over the budget",
            "rejected: payment refused");
    assertThat(orders)
        .filteredOn(DemoOrder::reachesFinance)
        .extracting(DemoOrder::callback)
        .contains("normal", "early", "repeated", "late");
  }

  @Test
  void oneOrderIsApprovedOneEscalatedAndOneSentOn() throws IOException {
    assertThat(orders())
        .filteredOn(DemoOrder::needsApproval)
        .extracting(DemoOrder::approval)
        .containsExactlyInAnyOrder("approved", "escalated", "sent on");
    assertThat(orders())
        .filteredOn(order -> !order.needsApproval())
        .extracting(DemoOrder::approval)
        .containsOnly("");
  }

  @Test
  void enoughOrdersWaitLongEnoughForTheServerToBeKilled() throws IOException {
    assertThat(orders())
        .filteredOn(order -> order.reachesFinance() && order.financeDays() >= 8)
        .hasSizeGreaterThanOrEqualTo(5);
  }

  private static List<DemoOrder> orders() throws IOException {
    try (var csv = DemoOrder.class.getResourceAsStream("demo/orders.csv")) {
      return DemoOrder.read(
          new String(Objects.requireNonNull(csv).readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
