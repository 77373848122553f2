package org.baltoro.bench.baltoro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.baltoro.api.Connection;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.WorklistQuery;
import org.baltoro.bench.contender.Contender;
import org.baltoro.bench.contender.Order;
import org.baltoro.bench.contender.People;
import org.baltoro.bench.contender.Workload;

/**
 * What clients do with a connection, in this process or over HTTP.
 *
 * @param users connections of {@link People#all}, in their order
 */
record ClientWork(Connection starter, List<Connection> users) {

  Contender.Work of(Workload workload) {
    deploy(workload.key());
    return switch (workload) {
      case STEPS -> () -> startToEnd("Bench/Steps");
      case STRAIGHT -> () -> startToEnd("Bench/Straight");
      case EXTERNAL -> () -> external("Bench/External");
      case TOLD -> () -> external("Bench/Told");
      case TASK -> this::task;
      case RULES -> () -> startToEnd("Bench/Rules");
      case GOTO -> gotos();
    };
  }

  Contender.Work waiting() {
    deploy("w2");
    return () -> start("Bench/External");
  }

  Contender.Work waitingTask() {
    deploy("w3");
    return () -> startTask(People.any().anyGroup());
  }

  Contender.Work timer() {
    deploy("w4");
    return () -> start("Bench/Timer");
  }

  private void startToEnd(String process) {
    var ended = start(process);
    if (ended.status() != ProcessInstanceStatus.COMPLETED) {
      throw new IllegalStateException("The instance has ended as " + ended.status());
    }
  }

  private void external(String process) {
    var started = start(process);
    var serialNumber = started.activities().getFirst().events().getFirst().serialNumber();
    starter.openServerItem(serialNumber).finish();
  }

  private void task() {
    var user = People.any();
    var started = startTask(user.anyGroup());
    var connection = users.get(user.number());
    var newest = WorklistQuery.all().sort(WorklistQuery.Sort.NEWEST).limit(People.PAGE);
    var own =
        connection.worklist(newest).items().stream()
            .filter(item -> item.instance() == started.id())
            .findFirst()
            .orElseThrow();
    connection.openWorklistItem(own.serialNumber(), false).finish("Approve");
  }

  /** Each client sends an instance that no other has at the moment to and fro. */
  private Contender.Work gotos() {
    var instances = new ConcurrentLinkedQueue<Long>();
    var there = new ManagementOperation.GotoActivity("There", null, true, true);
    return () -> {
      var free = instances.poll();
      long instance = free != null ? free : start("Bench/Moving").id();
      starter.management().carryOut(instance, there);
      instances.add(instance);
    };
  }

  private ProcessInstance start(String process) {
    return start(process, "");
  }

  private ProcessInstance startTask(String group) {
    return start("Bench/Task", group);
  }

  private ProcessInstance start(String process, String group) {
    var order = Order.next();
    var instance = starter.createProcessInstance(process).folio(order.folio());
    if (!process.equals("Bench/Moving")) {
      instance
          .dataFields()
          .set("OrderNumber", order.number())
          .set("Amount", order.amount())
          .set("Supplier", order.supplier())
          .set("Quantity", order.quantity());
    }
    if (!group.isEmpty()) {
      instance.dataFields().set("Group", group);
    }
    return starter.startProcessInstance(instance, true);
  }

  private void deploy(String file) {
    try (var text = ClientWork.class.getResourceAsStream("/definitions/" + file + ".yaml")) {
      starter
          .definitions()
          .deploy(
              new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8),
              file + ".yaml");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
