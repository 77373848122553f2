package org.baltoro.server.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.api.DataFields;

/**
 * One order of {@code orders.csv}, and what must become of it by rules of its own: they are written
 * here a second time, so that the demo proves what the process did instead of repeating it.
 */
record DemoOrder(
    String number,
    String supplier,
    String description,
    String costCentre,
    String currency,
    BigDecimal amount,
    String bankAccount,
    String callback,
    int financeDays,
    String approval) {

  private static final String HEADING =
      "OrderNumber,Supplier,Description,CostCentre,Currency,Amount,BankAccount,Callback,FinanceDays,"
          + "Approval";
  private static final BigDecimal APPROVAL_LIMIT = new BigDecimal(25_000);
  private static final Map<String, String> EURO_FOR_ONE =
      Map.of("EUR", "1", "CHF", "1.06", "GBP", "1.19", "SEK", "0.091", "USD", "0.93");
  private static final Map<String, Integer> BUDGETS =
      Map.of(
          "CC-210", 15_000, "CC-310", 8_000, "CC-420", 5_000, "CC-550", 20_000, "CC-610", 30_000);
  private static final Set<String> BLOCKED =
      Set.of("Quickfix Handels GmbH", "Orient Express Trading");

  static List<DemoOrder> read(String csv) {
    var orders = new ArrayList<DemoOrder>();
    var lines = csv.lines().toList();
    if (!lines.getFirst().equals(HEADING)) {
      throw new IllegalStateException(
          "orders.csv begins with '%s', not with '%s'.".formatted(lines.getFirst(), HEADING));
    }
    for (var line : lines.subList(1, lines.size())) {
      var cells = List.of(line.split(",", -1));
      orders.add(
          new DemoOrder(
              cells.get(0),
              cells.get(1),
              cells.get(2),
              cells.get(3),
              cells.get(4),
              new BigDecimal(cells.get(5)),
              cells.get(6),
              cells.get(7),
              Integer.parseInt(cells.get(8)),
              cells.get(9)));
    }
    return orders;
  }

  void fill(DataFields fields) {
    fields
        .set("OrderNumber", number)
        .set("Supplier", supplier)
        .set("Description", description)
        .set("CostCentre", costCentre)
        .set("Currency", currency)
        .set("Amount", amount)
        .set("BankAccount", bankAccount)
        .set("Callback", callback)
        .set("FinanceDays", financeDays);
  }

  boolean late() {
    return callback.equals("late");
  }

  /** True if it is above the approval limit. */
  boolean needsApproval() {
    return euro().compareTo(APPROVAL_LIMIT) > 0;
  }

  /** {@code booked}, or {@code rejected: } and why. */
  String expectedOutcome() {
    if (needsApproval()) {
      return approval.equals("escalated") ? "rejected: not approved" : afterPayment();
    }
    if (BLOCKED.contains(supplier)) {
      return "rejected: supplier blocked";
    }
    if (euro().compareTo(BigDecimal.valueOf(BUDGETS.getOrDefault(costCentre, 0))) > 0) {
      return "rejected: over the budget";
    }
    return afterPayment();
  }

  private String afterPayment() {
    return bankAccount.isEmpty() ? "rejected: payment refused" : "booked";
  }

  /** The activities that the order must have passed, the two checks in either order. */
  Set<String> expectedActivities() {
    var outcome = expectedOutcome();
    var end = outcome.equals("booked") ? "Book" : "Reject";
    if (needsApproval()) {
      return reachesFinance()
          ? Set.of("Receive", "Approve", "Pay", end)
          : Set.of("Receive", "Approve", end);
    }
    return reachesFinance()
        ? Set.of("Receive", "Check budget", "Check supplier", "Decide", "Pay", end)
        : Set.of("Receive", "Check budget", "Check supplier", "Decide", end);
  }

  /** True if the finance system is asked to pay it. */
  boolean reachesFinance() {
    var outcome = expectedOutcome();
    return outcome.equals("booked") || outcome.equals("rejected: payment refused");
  }

  /**
   * What the workflow server may have answered to the finance system's callbacks. An ordinary one
   * is kept, not applied, if the server was killed before the event's code had returned.
   */
  Set<String> allowedCallbackAnswers() {
    if (!reachesFinance()) {
      return Set.of("");
    }
    return switch (callback) {
      case "early" -> Set.of("kept");
      case "repeated" -> Set.of("applied,applied");
      case "late" -> Set.of("409 already-finished");
      default -> Set.of("applied", "kept");
    };
  }

  private BigDecimal euro() {
    var rate = EURO_FOR_ONE.get(currency);
    if (rate == null) {
      throw new IllegalStateException("orders.csv has a currency without a rate: " + currency);
    }
    return amount.multiply(new BigDecimal(rate)).setScale(2, RoundingMode.HALF_EVEN);
  }
}
