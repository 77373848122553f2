package org.baltoro.server.cli;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.api.Connection;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.WorklistEntry;

/**
 * The people of the demo. Three orders wait for the manager: one they approve, one the
 * administrator sends on to payment, and one lies until the clock gives it to the director.
 */
final class DemoPeople {
  private static final String MANAGER = "manager";
  private static final String DIRECTOR = "director";
  private static final String BUYER = "buyer";
  private static final Duration UNTIL_THE_DIRECTOR_IS_ASKED = Duration.ofDays(2);

  private final String server;
  private final DemoNarrator narrator;
  private final List<DemoOrder> orders;
  private final Map<String, Long> instanceByOrder;
  private final String password = randomPassword();

  DemoPeople(
      String server,
      DemoNarrator narrator,
      List<DemoOrder> orders,
      Map<String, Long> instanceByOrder) {
    this.server = server;
    this.narrator = narrator;
    this.orders = orders;
    this.instanceByOrder = instanceByOrder;
  }

  static String randomPassword() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  void makeUsers(Connection administrator) {
    administrator.administration().createUser(MANAGER, password, Set.of());
    administrator.administration().createUser(DIRECTOR, password, Set.of());
    administrator.administration().createUser(BUYER, password, Set.of());
  }

  Connection manager(Connection administrator) {
    return withToken(administrator, MANAGER);
  }

  Connection buyer(Connection administrator) {
    return withToken(administrator, BUYER);
  }

  private Connection withToken(Connection administrator, String user) {
    var token = administrator.administration().createToken(user, "The demo", Duration.ofHours(1));
    return Connection.openWithToken(server, token);
  }

  /** The manager approves one order from the worklist; the others stay there. */
  void approveOne(DemoProcess process) throws InterruptedException {
    try (var manager = Connection.open(server, MANAGER, password)) {
      long expected = orders.stream().filter(DemoOrder::needsApproval).count();
      narrator.await(
          "%d orders are on the manager's worklist".formatted(expected),
          process,
          () -> worklist(manager).size() == expected);
      narrator.say("The manager's worklist has %d orders above the limit", expected);
      var order = withApproval("approved");
      manager.openWorklistItem(entry(manager, order).serialNumber()).finish("Approve");
      narrator.say("The manager approves order %s and goes on holiday", order.number());
    }
  }

  /** The administrator sends an order to another activity: just what the preview has shown. */
  void sendOne(Connection administrator) {
    var order = withApproval("sent on");
    var toPayment = new ManagementOperation.GotoActivity("Pay");
    var management = administrator.management();
    var preview = management.preview(instance(order), toPayment);
    narrator.say(
        "baltoro goto %d Pay --preview: what would sending order %s to payment do?",
        instance(order), order.number());
    Differences.print(narrator.terminal(), preview.differences());
    management.carryOut(instance(order), toPayment, preview.version());
    narrator.say("It is sent to payment: just what the preview has shown");
  }

  /** Two days pass, the escalation gives the last order to the director, who rejects it. */
  void escalateOne(Connection administrator, DemoProcess process) throws InterruptedException {
    var order = withApproval("escalated");
    try (var director = Connection.open(server, DIRECTOR, password)) {
      if (!worklist(director).isEmpty()) {
        throw new IllegalStateException("The director was asked before two days had passed.");
      }
      administrator.administration().advanceClock(UNTIL_THE_DIRECTOR_IS_ASKED);
      narrator.say(
          "The server's clock is moved two days ahead: nobody has acted on the last order");
      narrator.await(
          "order %s has gone to the director".formatted(order.number()),
          process,
          () -> worklist(director).size() == 1);
      var item = entry(director, order);
      narrator.say(
          "Order %s was escalated: %s is on the director's worklist",
          order.number(), item.serialNumber());
      director.openWorklistItem(item.serialNumber()).finish("Reject");
      narrator.say("The director rejects it");
    }
  }

  private static List<WorklistEntry> worklist(Connection connection) {
    return connection.worklist(null, 100).items();
  }

  private WorklistEntry entry(Connection connection, DemoOrder order) {
    return worklist(connection).stream()
        .filter(entry -> entry.instance() == instance(order))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(order.number() + " is not on the worklist it should be on."));
  }

  private DemoOrder withApproval(String approval) {
    return orders.stream()
        .filter(order -> order.approval().equals(approval))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("orders.csv has no order that is " + approval + "."));
  }

  private long instance(DemoOrder order) {
    return instanceByOrder.getOrDefault(order.number(), 0L);
  }
}
