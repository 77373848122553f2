package org.baltoro.server.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.baltoro.api.Connection;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.server.cli.Terminal.Style;

/** The table at the demo's end: each order, its way, and whether it ended as it should. */
final class DemoReport {
  private DemoReport() {}

  /** Prints the table. Returns true if every order ended as it should. */
  static boolean print(
      Terminal terminal,
      Connection connection,
      List<DemoOrder> orders,
      Map<String, Long> instanceByOrder,
      Map<String, String> callbackAnswers) {
    var table =
        new Table("ORDER", "AMOUNT", "TOOK", "OUTCOME", "EXPECTED", "CALLBACK", "ANSWER", "PATH");
    int asExpected = 0;
    for (var order : orders) {
      long id = instanceByOrder.getOrDefault(order.number(), 0L);
      var instance = connection.openProcessInstance(id);
      var path = PathTaken.of(Journal.whole(connection, id));
      var answers = callbackAnswers.getOrDefault(order.number(), "");
      boolean good = endedAsExpected(order, instance, path, answers);
      asExpected += good ? 1 : 0;
      table.row(
          order.number(),
          order.amount() + " " + order.currency(),
          took(instance),
          outcome(instance),
          good ? "✓" : "✗ " + order.expectedOutcome(),
          order.reachesFinance() ? order.callback() : "",
          answers,
          String.join(" → ", path.steps().stream().map(PathTaken.Step::activity).toList()));
    }
    terminal.out().println();
    table.print(terminal);
    terminal.out().println();
    boolean all = asExpected == orders.size();
    terminal
        .out()
        .println(
            terminal.styled(
                all ? Style.GOOD : Style.BAD,
                "%d of %d orders ended as they should".formatted(asExpected, orders.size())));
    return all;
  }

  private static boolean endedAsExpected(
      DemoOrder order, ProcessInstance instance, PathTaken path, String answers) {
    var passed = path.steps().stream().map(PathTaken.Step::activity).toList();
    return instance.status() == ProcessInstanceStatus.COMPLETED
        && outcome(instance).equals(order.expectedOutcome())
        // Each activity once: nothing was lost, and nothing done twice.
        && passed.size() == order.expectedActivities().size()
        && new TreeSet<>(passed).equals(new TreeSet<>(order.expectedActivities()))
        && order.allowedCallbackAnswers().contains(answers);
  }

  private static String outcome(ProcessInstance instance) {
    var fields = instance.dataFields();
    var outcome = fields.getString("Result");
    var reason = fields.getString("Reason");
    return outcome == null
        ? instance.status().label()
        : reason == null ? outcome : outcome + ": " + reason;
  }

  private static String took(ProcessInstance instance) {
    var ended = instance.finishDate();
    return ended == null ? "" : Times.span(Duration.between(instance.startDate(), ended));
  }
}
